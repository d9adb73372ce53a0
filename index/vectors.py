"""Search over unit vectors, exact or nearly so by their number: the only module with faiss."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import numpy as np

from index.vector_plan import Plan, candidates, plan_for

#: Its type stubs lack most of what its classes take and have.
faiss: Any = typed_faiss
#: Length of the short codes: one of 16 values (4 bits) for every two dimensions.
DIMENSIONS_A_CODE = 2
#: Enough to place the lists and codes; more rows and rounds change recall by less than 0.001.
ROWS_A_LIST, LIST_ROUNDS, CODE_ROUNDS, FEWEST_TRAINED = 48, 6, 8, 65_536
#: Copied, added and selected in portions, so that no second copy of all vectors is made.
PORTION = 50_000


class VectorIndex:
    """Unit vectors, searched by inner product, which for unit vectors is the cosine.

    A few thousand vectors are all compared. More are sorted into lists by nearness; a search
    reads short codes in the nearest lists, and compares the best candidates again with their
    vectors in 16 bits. An instance can be searched by several threads at a time.

    Args:
        vectors: float32, shape (n, dim), unit length.
        threads: used while the index is made; None takes all.
    """

    def __init__(self, vectors: np.ndarray, *, threads: int | None = None) -> None:
        plan = plan_for(len(vectors))
        with _threads(threads or _all_threads()):
            self._keep(_flat(vectors) if plan.exact else _listed(vectors, plan))

    def _keep(self, index: Any) -> None:
        self._index, self._rows = index, int(index.ntotal)
        listed = isinstance(index, faiss.IndexRefine)
        # The full vectors, and the lists over them.
        self._store = faiss.downcast_index(index.refine_index) if listed else index
        self._plan = Plan(faiss.extract_index_ivf(index.base_index).nlist if listed else 0)

    def __len__(self) -> int:
        return self._rows

    @property
    def dim(self) -> int:
        """The number of dimensions."""
        return int(self._index.d)

    @property
    def kind(self) -> str:
        """How it is searched, for people."""
        if self._plan.exact:
            return "exact"
        return f"lists, {self._plan.probes()} of {self._plan.lists}"

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
            Similarities (cosine, -1..1, falling) and rows, both of the same length: `limit`, or
            as many as there are.
        """
        selector, allowed = (None, self._rows) if among is None else _selector(among, self._rows)
        limit = min(limit, allowed)
        if limit <= 0:
            return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64)
        queries = np.ascontiguousarray(query[None, :], dtype=np.float32)
        if self._plan.exact:  # takes one thread for one question by itself
            return self._exactly(queries, limit, selector)
        # One thread: a team of threads would wait in a loop and take time from the dialogue server.
        with _threads(1):
            if among is None or not self._plan.exact_among(allowed, self._rows):
                near = self._near(queries, limit, selector, allowed)
                if len(near[1]) == limit:
                    return near
            return self._exactly(queries, limit, selector)

    def _exactly(
        self, queries: np.ndarray, limit: int, selector: Any
    ) -> tuple[np.ndarray, np.ndarray]:
        if selector is None:
            return _found(*self._store.search(queries, limit))
        parameters = faiss.SearchParameters(sel=selector)
        return _found(*self._store.search(queries, limit, params=parameters))

    def _near(
        self,
        queries: np.ndarray,
        limit: int,
        selector: Any,
        allowed: int,
    ) -> tuple[np.ndarray, np.ndarray]:
        probes = self._plan.probes(limit, allowed / self._rows)
        lists = faiss.SearchParametersIVF(nprobe=probes, sel=selector)
        factor = candidates(limit, allowed) / limit
        parameters = faiss.IndexRefineSearchParameters(k_factor=factor, base_index_params=lists)
        return _found(*self._index.search(queries, limit, params=parameters))

    def vector(self, row: int) -> np.ndarray:
        """The vector of one row, float32, shape (dim,); in large indexes rounded to 16 bits."""
        return np.asarray(self._store.reconstruct(int(row)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read an index that `save` wrote.

        The full vectors of a large index stay in the file and are mapped into memory: several
        processes share them, and a file that was replaced lives on until nobody uses it.
        """
        index = cls.__new__(cls)
        index._keep(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        return index


def _flat(vectors: np.ndarray) -> Any:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return index


def _listed(vectors: np.ndarray, plan: Plan) -> Any:
    dim = vectors.shape[1]
    half = faiss.ScalarQuantizer.QT_fp16
    store = faiss.IndexScalarQuantizer(dim, half, faiss.METRIC_INNER_PRODUCT)
    codes = dim // DIMENSIONS_A_CODE
    recipe = f"IVF{plan.lists},PQ{codes}x4fs"
    lists = faiss.index_factory(dim, recipe, faiss.METRIC_INNER_PRODUCT)
    lists.cp.niter, lists.cp.max_points_per_centroid = LIST_ROUNDS, ROWS_A_LIST
    lists.cp.min_points_per_centroid = 1
    lists.pq.cp.niter = CODE_ROUNDS
    lists.train(_sample(vectors, max(FEWEST_TRAINED, ROWS_A_LIST * plan.lists)))
    index = faiss.IndexRefine(lists, store)
    index.is_trained = True
    for start in range(0, len(vectors), PORTION):
        index.add(np.ascontiguousarray(vectors[start : start + PORTION], dtype=np.float32))
    return index


def _sample(vectors: np.ndarray, count: int) -> np.ndarray:
    """Rows from everywhere, always the same ones: neighbouring rows are often of one entry."""
    if count >= len(vectors):
        return np.ascontiguousarray(vectors, dtype=np.float32)
    rows = np.random.default_rng(0).choice(len(vectors), count, replace=False)
    return np.ascontiguousarray(vectors[np.sort(rows)], dtype=np.float32)


def _selector(among: np.ndarray, rows: int) -> tuple[Any, int]:
    """A selector of rows, and how many different ones it selects."""
    mask = np.zeros(rows, dtype=bool)
    mask[among] = True
    bits = np.packbits(mask, bitorder="little")
    return faiss.IDSelectorBitmap(bits), int(np.count_nonzero(mask))


def _found(similarities: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if rows[0, -1] >= 0:
        return similarities[0], rows[0]
    found = rows[0] >= 0  # FAISS fills up with -1
    return similarities[0][found], rows[0][found]


def _all_threads() -> int:
    return int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1)


@contextlib.contextmanager
def _threads(count: int) -> Iterator[None]:
    """FAISS works with so many threads inside."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
