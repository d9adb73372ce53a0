"""Exact search over unit vectors: the only module that imports faiss."""

from pathlib import Path

import faiss
import numpy as np


class VectorIndex:
    """Unit vectors, searched by inner product, which for unit vectors is the cosine.

    Args:
        vectors: float32, shape (n, dim), unit length.
    """

    def __init__(self, vectors: np.ndarray) -> None:
        index: faiss.Index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """The number of dimensions."""
        return int(self._index.d)

    def search(
        self, query: np.ndarray, *, limit: int, among: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Find the nearest vectors.

        Args:
            query: a unit vector, float32, shape (dim,).
            limit: at most so many.
            among: rows to search, int64; None searches all. Selecting before the search
                loses nothing, unlike filtering what was found.

        Returns:
            Similarities (cosine, -1..1, falling) and rows, both of the same length, which is at
            most `limit`.
        """
        limit = min(limit, len(self) if among is None else len(among))
        if limit == 0:
            return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64)
        parameters = None
        if among is not None:
            selector = faiss.IDSelectorBatch(np.ascontiguousarray(among, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        similarity, rows = self._index.search(
            np.ascontiguousarray(query[None, :], dtype=np.float32), limit, params=parameters
        )
        found = rows[0] >= 0  # FAISS fills up with -1
        return similarity[0][found], rows[0][found]

    def vector(self, row: int) -> np.ndarray:
        """The vector of one row, float32, shape (dim,)."""
        return np.asarray(self._index.reconstruct(int(row)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read an index that `save` wrote."""
        index = cls.__new__(cls)
        index._index = faiss.read_index(str(path))
        return index
