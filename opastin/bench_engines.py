"""The engines that are measured side by side: ours, a NumPy scan, usearch, bm25s."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index.vectors import VectorIndex
from opastin.bench_material import Material

#: How many rows are searched for.
FOUND = 10
#: Settings of usearch, from the fastest to the most thorough.
EXPANSIONS = (32, 64, 128, 192, 256, 384, 512, 768, 1024)
#: From so many rows on, usearch builds with half its usual effort: a build takes half the time.
MANY_ROWS, LESS_EFFORT = 300_000, 64


@dataclass(frozen=True)
class Engine:
    """An engine that has been built.

    Attributes:
        name: for people, with what it chose.
        build_s: seconds it took.
        memory_mb: size of what it searches.
        search: rows of the nearest for question number i, nearest first.
        settings: how it can be set to be more thorough, the fastest first.
        by_meaning: whether it ranks by the vectors, so that recall means something.
    """

    name: str
    build_s: float
    memory_mb: float
    search: Callable[[int], Sequence[int]]
    settings: Sequence[Callable[[], None]] = ()
    by_meaning: bool = True


def ours(material: Material, threads: int) -> Engine:
    """The product's own index, saved and loaded as in service."""
    started_s = time.perf_counter()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "views.faiss"
        VectorIndex(material.vectors, threads=threads).save(path)
        build_s, size_mb = time.perf_counter() - started_s, path.stat().st_size / 1e6
        index = VectorIndex.load(path)  # mapped files live on without their names

    def search(number: int) -> Sequence[int]:
        rows: list[int] = index.search(material.questions[number], limit=FOUND)[1].tolist()
        return rows

    return Engine(f"ours ({index.kind})", build_s, size_mb, search)


def numpy_scan(material: Material, threads: int) -> Engine:
    """All products, the best partitioned off."""
    vectors = material.vectors

    def search(number: int) -> Sequence[int]:
        similarities = vectors @ material.questions[number]
        count = min(FOUND, len(similarities))
        best = np.argpartition(-similarities, count - 1)[:count]
        rows: list[int] = best[np.argsort(-similarities[best])].tolist()
        return rows

    return Engine("NumPy scan", 0.0, vectors.nbytes / 1e6, search)


def usearch_graph(material: Material, threads: int) -> Engine:
    """HNSW over 16-bit vectors."""
    from usearch.index import Index

    vectors, started_s = material.vectors, time.perf_counter()
    effort = LESS_EFFORT if len(vectors) > MANY_ROWS else 128
    index: Any = Index(ndim=vectors.shape[1], metric="ip", dtype="f16", expansion_add=effort)
    index.add(np.arange(len(vectors)), vectors, threads=threads)
    build_s = time.perf_counter() - started_s

    def search(number: int) -> Sequence[int]:
        found = index.search(material.questions[number], FOUND, threads=1)
        rows: list[int] = found.keys.tolist()
        return rows

    def thorough(expansion: int) -> Callable[[], None]:
        return lambda: setattr(index, "expansion_search", expansion)

    settings = [thorough(expansion) for expansion in EXPANSIONS]
    return Engine("usearch (HNSW, 16 bits)", build_s, index.memory_usage / 1e6, search, settings)


def words(material: Material, threads: int) -> Engine:
    """BM25 over the words of the texts: another ranking, for its speed only."""
    import bm25s

    started_s = time.perf_counter()
    index: Any = bm25s.BM25()
    index.index(_tokens(material.texts), show_progress=False)
    build_s = time.perf_counter() - started_s
    size = sum(part.nbytes for part in index.scores.values() if isinstance(part, np.ndarray))

    def search(number: int) -> Sequence[int]:
        count = min(FOUND, len(material.texts))
        asked = _tokens([material.question_texts[number]])
        found = index.retrieve(asked, k=count, show_progress=False, n_threads=0)
        rows: list[int] = found.documents[0].tolist()
        return rows

    return Engine("bm25s (words)", build_s, size / 1e6, search, by_meaning=False)


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    return [text.casefold().split() for text in texts]


ENGINES: tuple[Callable[[Material, int], Engine], ...] = (ours, numpy_scan, usearch_graph, words)
