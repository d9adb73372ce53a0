"""Vectors that were computed once are kept, so that a new index costs only what is new.

Runs in both environments.
"""

import hashlib
from pathlib import Path
from typing import Callable, Dict, List

import numpy as np

from knowledge.paths import BUILD

#: Texts are encoded in portions, so that progress can be shown.
PORTION = 256


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "ignore"), digest_size=12).hexdigest()


class VectorCache:
    """Vectors of texts, kept in one file per encoder and side.

    Args:
        path: an `.npz` file; made when it is missing, made anew when it is broken.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._vectors: Dict[str, np.ndarray] = {}
        if path.exists():
            self._vectors = _read(path)

    def encode(
        self,
        texts: List[str],
        encode: Callable[[List[str]], np.ndarray],
        progress: Callable[[int], None] = lambda count: None,
    ) -> np.ndarray:
        """The vectors of texts, computing only those that are not known yet.

        Args:
            texts: any texts.
            encode: computes vectors, float32, shape (n, dim).
            progress: told how many texts are newly done.

        Returns:
            float32, shape (len(texts), dim).
        """
        missing = list(dict.fromkeys(text for text in texts if _key(text) not in self._vectors))
        # Texts of one length are encoded together: less padding, about a third faster.
        missing.sort(key=len)
        for start in range(0, len(missing), PORTION):
            portion = missing[start : start + PORTION]
            for text, vector in zip(portion, encode(portion)):
                self._vectors[_key(text)] = np.asarray(vector, dtype=np.float32)
            progress(len(portion))
        return np.stack([self._vectors[_key(text)] for text in texts])

    def save(self) -> None:
        """Write the file, so that a broken-off write never leaves half of it."""
        if not self._vectors:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.array(list(self._vectors))
        unfinished = self._path.with_suffix(".tmp.npz")
        np.savez(unfinished, keys=keys, vectors=np.stack(list(self._vectors.values())))
        unfinished.replace(self._path)


def _cache(encoder_name: str, side: str) -> VectorCache:
    file_name = f"{encoder_name.strip('/').replace('/', '--')}.{side}.npz"
    return VectorCache(BUILD / "vectors" / file_name)


def query_cache(encoder_name: str) -> VectorCache:
    """The kept vectors of questions."""
    return _cache(encoder_name, "query")


def document_cache(encoder_name: str) -> VectorCache:
    """The kept vectors of what is searched."""
    return _cache(encoder_name, "document")


def _read(path: Path) -> Dict[str, np.ndarray]:
    try:
        with np.load(path) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"]))
    except (ValueError, KeyError, OSError):
        return {}  # a cache can be made again
