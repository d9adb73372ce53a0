"""Vector search at growing sizes, beside other engines, in one run."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from opastin.bench_engines import ENGINES, FOUND, Engine
from opastin.bench_material import Maker, Material

#: Engines count as equally good when their recall differs by no more than this.
SAME_RECALL = 0.002
#: Rows whose similarities are reckoned at a time.
PORTION = 100_000


@dataclass(frozen=True)
class Line:
    """One engine at one size.

    Attributes:
        size: number of views.
        engine: its name, with what it chose.
        build_s: seconds to build it.
        memory_mb: size of its index.
        p50_ms: median time of a search.
        p95_ms: 95th percentile.
        recall: share of the ten truly nearest that it finds, 0..1; None where it ranks otherwise.
        ratio: its median beside ours.
    """

    size: int
    engine: str
    build_s: float
    memory_mb: float
    p50_ms: float
    p95_ms: float
    recall: float | None
    ratio: float


def measure(
    maker: Maker, sizes: Sequence[int], threads: int, tell: Callable[[str], None]
) -> Iterator[Line]:
    """Measure all engines at all sizes.

    Args:
        maker: makes the views.
        sizes: numbers of views.
        threads: for building; every search has one.
        tell: told what is being measured.
    """
    for size in sizes:
        tell(f"{size:,} views: making them")
        material = maker.make(size)
        true = nearest(material)
        recall = ours_ms = 0.0
        for build in ENGINES:
            tell(f"{size:,} views: {build.__name__}")
            engine = build(material, threads)
            found, times_ms = _thorough_enough(engine, true, recall)
            median_ms = statistics.median(times_ms)
            if build is ENGINES[0]:
                recall, ours_ms = found, median_ms
            yield Line(
                size,
                engine.name,
                round(engine.build_s, 2),
                round(engine.memory_mb, 1),
                round(median_ms, 3),
                round(float(np.percentile(times_ms, 95)), 3),
                round(found, 4) if engine.by_meaning else None,
                round(median_ms / ours_ms, 2),
            )


def nearest(material: Material) -> np.ndarray:
    """The rows that are truly nearest to each question, int64, shape (questions, up to 10)."""
    count = len(material.vectors)
    parts = [material.vectors[at : at + PORTION] for at in range(0, count, PORTION)]
    kept_s, kept_r = [], []
    for number, part in enumerate(parts):
        similarities = material.questions @ part.T
        rows = np.argsort(-similarities, axis=1, kind="stable")[:, :FOUND]
        kept_s.append(np.take_along_axis(similarities, rows, axis=1))
        kept_r.append(rows + number * PORTION)
    similarities, rows = np.hstack(kept_s), np.hstack(kept_r)
    best = np.argsort(-similarities, axis=1, kind="stable")[:, :FOUND]
    return np.take_along_axis(rows, best, axis=1)


def _thorough_enough(engine: Engine, true: np.ndarray, recall: float) -> tuple[float, list[float]]:
    """Recall and times of the fastest setting that finds as much as ours, else of the last one."""
    found, times_ms = 0.0, [0.0]
    for setting in engine.settings or (lambda: None,):
        setting()
        found, times_ms = _run(engine, true)
        if found >= recall - SAME_RECALL:
            break
    return found, times_ms


def _run(engine: Engine, true: np.ndarray) -> tuple[float, list[float]]:
    times_ms, right = [], 0
    engine.search(0)
    for number in range(len(true)):
        started_s = time.perf_counter()
        rows = engine.search(number)
        times_ms.append((time.perf_counter() - started_s) * 1000)
        right += len(set(rows) & set(true[number].tolist()))
    return right / true.size, times_ms
