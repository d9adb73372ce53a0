"""The bench: what its numbers are made of, at tiny sizes."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from opastin.bench import scale_table, sizes_in
from opastin.bench_engines import ENGINES, ours
from opastin.bench_material import Material
from opastin.bench_plot import plot
from opastin.bench_scale import Line, measure, nearest
from opastin.errors import UsageError


def unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class TinyMaker:
    """Makes random views, near enough to each other to be mixed up."""

    def make(self, count: int) -> Material:
        random = np.random.default_rng(count)
        texts = [f"word{number % 7} door{number} help" for number in range(count)]
        return Material(
            unit(random.standard_normal((count, 32))),
            texts,
            unit(random.standard_normal((6, 32))),
            ["help", "door3", "word1 help", "word2", "door5 help", "other"],
        )


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return list(measure(TinyMaker(), [5, 300], 1, lambda told: None))  # type: ignore[arg-type]


def test_every_engine_is_measured_at_every_size(lines: list[Line]) -> None:
    names = [line.engine.split(" ")[0] for line in lines]
    assert names == ["ours", "NumPy", "usearch", "bm25s"] * 2
    assert [line.size for line in lines] == [5] * len(ENGINES) + [300] * len(ENGINES)


def test_exact_engines_find_all_and_words_have_no_recall(lines: list[Line]) -> None:
    for line in lines:
        if line.engine.startswith("bm25s"):
            assert line.recall is None
        else:
            assert line.recall is not None
            assert line.recall >= (0.9 if line.engine.startswith("usearch") else 1.0)


def test_times_are_positive_and_ratios_are_beside_ours(lines: list[Line]) -> None:
    for line in lines:
        assert 0 < line.p50_ms <= line.p95_ms
        own = next(o for o in lines if o.size == line.size and o.engine.startswith("ours"))
        assert own.ratio == 1.0
        assert line.ratio == pytest.approx(line.p50_ms / own.p50_ms, rel=0.15, abs=0.02)


def test_the_truly_nearest_are_found_over_several_portions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    material = TinyMaker().make(300)
    whole = np.argsort(-(material.questions @ material.vectors.T), axis=1)[:, :10]
    monkeypatch.setattr("opastin.bench_scale.PORTION", 64)
    assert nearest(material).tolist() == whole.tolist()


def test_our_engine_is_measured_from_its_file() -> None:
    material = TinyMaker().make(300)
    engine = ours(material, 1)
    assert engine.name == "ours (exact)"
    assert engine.memory_mb == pytest.approx(300 * 32 * 4 / 1e6, abs=0.001)
    assert engine.search(2) == nearest(material)[2].tolist()


def test_sizes_are_read_in_order() -> None:
    assert sizes_in("1000, 100,100") == [100, 1000]
    assert sizes_in("") == []


@pytest.mark.parametrize("text", ["1e6", "0", "-5", "many"])
def test_a_size_that_is_none_is_named(text: str) -> None:
    with pytest.raises(UsageError, match="--sizes takes whole numbers"):
        sizes_in(text)


def test_the_table_tells_everything(lines: list[Line]) -> None:
    console = Console(width=140, record=True, quiet=False, file=Path("/dev/null").open("w"))
    console.print(scale_table(lines))
    text = console.export_text()
    assert "recall@10" in text
    assert "usearch (HNSW, 16 bits)" in text
    console.file.close()


def test_the_plot_is_an_svg_and_the_same_each_time(lines: list[Line], tmp_path: Path) -> None:
    fixed = [dataclasses.replace(line, p50_ms=0.1 + line.size / 1000) for line in lines]
    plot(fixed, tmp_path / "a.svg")
    plot(fixed, tmp_path / "b.svg")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert text.startswith("<?xml")
    assert "NumPy scan" in text
    assert text == (tmp_path / "b.svg").read_text(encoding="utf-8")
