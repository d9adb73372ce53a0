"""Search over vectors: exact against plain numpy, nearly exact by recall, selected rows."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vector_plan import EXACT_UP_TO, candidates, plan_for
from index.vectors import VectorIndex

DIM, MANY = 64, 50_000


def unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def clustered(count: int, *, seed: int = 1, dim: int = DIM) -> np.ndarray:
    """Unit vectors around 200 centres."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((200, dim))
    noise = random.standard_normal((count, dim))
    return unit(centres[random.integers(0, 200, count)] + 0.7 * noise)


def expected(
    vectors: np.ndarray, query: np.ndarray, limit: int, among: np.ndarray | None = None
) -> list[int]:
    similarity = vectors @ query
    rows = np.arange(len(vectors)) if among is None else np.unique(among)
    best: list[int] = rows[np.argsort(-similarity[rows], kind="stable")][:limit].tolist()
    return best


def recall(
    index: VectorIndex, vectors: np.ndarray, limit: int, among: np.ndarray | None = None
) -> float:
    right, queries = 0, clustered(60, seed=9)
    for query in queries:
        similarity, rows = index.search(query, limit=limit, among=among)
        assert len(rows) == len(set(rows.tolist())) == limit
        assert (np.diff(similarity) <= 0).all()
        assert similarity == pytest.approx(vectors[rows] @ query, abs=2e-3)
        if among is not None:
            assert np.isin(rows, among).all()
        right += len(set(rows.tolist()) & set(expected(vectors, query, limit, among)))
    return right / (len(queries) * limit)


@pytest.fixture(scope="module")
def many() -> np.ndarray:
    return clustered(MANY)


@pytest.fixture(scope="module")
def large(many: np.ndarray) -> VectorIndex:
    return VectorIndex(many, threads=1)


@pytest.mark.parametrize("count", [1, 2, 9, 100, 1000, EXACT_UP_TO])
def test_up_to_some_thousands_the_results_are_those_of_plain_numpy(count: int) -> None:
    vectors = clustered(count)
    index = VectorIndex(vectors)
    assert index.kind == "exact"
    for query in clustered(10, seed=9):
        similarity, rows = index.search(query, limit=10)
        assert rows.tolist() == expected(vectors, query, 10)
        assert similarity == pytest.approx(vectors[rows] @ query, abs=1e-5)


def test_many_vectors_are_kept_in_lists(large: VectorIndex) -> None:
    assert large.kind == "lists, 57 of 128"
    assert (len(large), large.dim) == (MANY, DIM)


@pytest.mark.parametrize("limit", [1, 10, 100])
def test_among_many_nearly_all_of_the_nearest_are_found(
    large: VectorIndex, many: np.ndarray, limit: int
) -> None:
    assert recall(large, many, limit) >= 0.98


@pytest.mark.parametrize("share", [0.01, 0.2, 0.9])
def test_a_selection_loses_nothing(large: VectorIndex, many: np.ndarray, share: float) -> None:
    among = np.flatnonzero(np.random.default_rng(3).random(MANY) < share)
    assert recall(large, many, 10, among) >= 0.98


def test_a_selection_far_from_the_question_is_found_in_full(
    large: VectorIndex, many: np.ndarray
) -> None:
    query = clustered(1, seed=9)[0]
    far = np.argsort(many @ query)[: MANY // 3]
    similarity, rows = large.search(query, limit=10, among=far)
    assert len(rows) == 10
    assert np.isin(rows, far).all()
    assert similarity[0] >= np.sort(many[far] @ query)[-10] - 2e-3


@pytest.mark.parametrize("count", [500, MANY])
def test_a_file_gives_the_same_results_and_lives_on_without_its_name(
    count: int, large: VectorIndex, many: np.ndarray, tmp_path: Path
) -> None:
    index = large if count == MANY else VectorIndex(many[:count])
    path = tmp_path / "views.faiss"
    index.save(path)
    loaded = VectorIndex.load(path)
    path.unlink()
    assert (len(loaded), loaded.dim, loaded.kind) == (count, DIM, index.kind)
    half = np.arange(0, count, 2)
    for query in clustered(10, seed=9):
        for among in (None, half):
            similarity, rows = index.search(query, limit=10, among=among)
            again, same = loaded.search(query, limit=10, among=among)
            assert rows.tolist() == same.tolist()
            assert similarity.tolist() == again.tolist()
    assert loaded.vector(3) == pytest.approx(many[3], abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 80),
    limit=st.integers(0, 100),
    seed=st.integers(0, 1000),
    data=st.data(),
)
def test_any_selection_and_limit_give_what_numpy_gives(
    count: int, limit: int, seed: int, data: st.DataObject
) -> None:
    vectors, query = clustered(count, seed=seed, dim=8), clustered(1, seed=seed + 1, dim=8)[0]
    chosen = data.draw(st.none() | st.lists(st.integers(0, count - 1)))
    among = None if chosen is None else np.array(chosen, dtype=np.int64)
    similarity, rows = VectorIndex(vectors).search(query, limit=limit, among=among)
    allowed = count if among is None else len(set(among.tolist()))
    assert len(rows) == len(similarity) == min(limit, allowed)
    assert similarity == pytest.approx(np.sort((vectors @ query)[rows])[::-1], abs=1e-5)
    assert rows.tolist() == expected(vectors, query, limit, among)


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 1), limit=st.integers(1, 3000), seed=st.integers(0, 1000))
def test_a_large_index_gives_as_many_as_there_are_and_only_allowed_ones(
    large: VectorIndex, share: float, limit: int, seed: int
) -> None:
    among = np.flatnonzero(np.random.default_rng(seed).random(MANY) < share)
    _, rows = large.search(clustered(1, seed=seed)[0], limit=limit, among=among)
    assert len(rows) == len(set(rows.tolist())) == min(limit, len(among))
    assert np.isin(rows, among).all()


@given(rows=st.integers(1, 5_000_000))
def test_the_plan_grows_with_the_rows(rows: int) -> None:
    plan = plan_for(rows)
    assert plan.exact == (rows <= EXACT_UP_TO)
    assert 0 <= plan.probes() <= plan.probes(share=0.1) <= plan.lists
    assert plan.probes() <= plan.probes(400) <= plan.lists
    assert plan.lists <= plan_for(2 * rows).lists


@given(limit=st.integers(1, 10_000), rows=st.integers(1, 1_000_000))
def test_candidates_are_at_least_as_many_as_are_wanted(limit: int, rows: int) -> None:
    assert min(limit, rows) <= candidates(limit, rows) <= rows
