"""Vectors that were computed once are kept, so that a new index costs only what is new.

Runs in both environments.
"""

import hashlib
from pathlib import Path
from typing import Callable, Dict, List, Optional

import numpy as np

from knowledge.paths import BUILD, ROOT

#: Vectors of the product's own texts come with it: a first start need not wait minutes for them.
PACKED = ROOT / "index" / "packed"
#: Texts are encoded in portions, so that progress can be shown.
PORTION = 256


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "ignore"), digest_size=12).hexdigest()


class VectorCache:
    """Vectors of texts, kept in one file per encoder and side.

    Args:
        path: an `.npz` file; made when it is missing, made anew when it is broken.
        packed: a file that `write_packed` wrote, for texts that `path` does not hold.
    """

    def __init__(self, path: Path, packed: Optional[Path] = None) -> None:
        self._path = path
        self._vectors: Dict[str, np.ndarray] = read_packed(packed) if packed else {}
        if path.exists():
            self._vectors.update(_read(path))

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

    def write_packed(self, path: Path, texts: List[str]) -> None:
        """Write the vectors of some texts small: 8 bits a number, and a scale for each vector.

        The cosine between a vector and what `read_packed` gives back is above 0.9995.

        Args:
            path: an `.npz` file.
            texts: texts that have been encoded.
        """
        keys = sorted({_key(text) for text in texts})
        vectors = np.stack([self._vectors[key] for key in keys])
        scales = np.abs(vectors).max(axis=1, keepdims=True) / 127
        numbers = np.round(vectors / scales).astype(np.int8)
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, keys=np.array(keys, dtype="S24"), numbers=numbers)

    def save(self) -> None:
        """Write the file, so that a broken-off write never leaves half of it."""
        if not self._vectors:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.array(list(self._vectors))
        unfinished = self._path.with_suffix(".tmp.npz")
        np.savez(unfinished, keys=keys, vectors=np.stack(list(self._vectors.values())))
        unfinished.replace(self._path)


def read_packed(path: Path) -> Dict[str, np.ndarray]:
    """The unit vectors of a packed file by key; none when there is no such file."""
    if not path.exists():
        return {}
    with np.load(path) as stored:
        keys = [key.decode("ascii") for key in stored["keys"]]
        numbers = stored["numbers"].astype(np.float32)
    return dict(zip(keys, numbers / np.linalg.norm(numbers, axis=1, keepdims=True)))


def packed_file(encoder_name: str, side: str) -> Path:
    """Where the vectors that come with the product stand, for one encoder and side."""
    return PACKED / f"{encoder_name.strip('/').replace('/', '--')}.{side}.npz"


def _cache(encoder_name: str, side: str) -> VectorCache:
    packed = packed_file(encoder_name, side)
    return VectorCache(BUILD / "vectors" / packed.name, packed)


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
