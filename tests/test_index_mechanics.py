"""Vectors, manifest, cache, cases, eligibility, names and ranking, without the real model."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cases import CasesError, read_cases
from index.eligibility import Person, obstacle, sort_out
from index.encoder import pack, unpack
from index.evaluation import Outcome, report
from index.manifest import Manifest, UnusableIndexError
from index.names import NameFinder
from index.need_model import NO_DOOR, NeedModel, centred, train
from index.ranking import fit_of, need_weights, view_similarity
from index.vector_cache import VectorCache
from index.vectors import VectorIndex
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue
from knowledge.entry import Client
from knowledge.places import municipalities

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


def unit_vectors(count: int, dim: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_similarities_and_rows_are_those_of_plain_numpy() -> None:
    vectors, query = unit_vectors(200, 16), unit_vectors(1, 16, seed=1)[0]
    similarity, rows = VectorIndex(vectors).search(query, limit=10)
    wanted = np.argsort(-(vectors @ query))[:10]
    assert rows.tolist() == wanted.tolist()
    assert similarity == pytest.approx(vectors[wanted] @ query, abs=1e-5)


def test_selecting_before_the_search_loses_nothing() -> None:
    vectors, query = unit_vectors(500, 8), unit_vectors(1, 8, seed=2)[0]
    among = np.array([3, 77, 78, 499])
    similarity, rows = VectorIndex(vectors).search(query, limit=10, among=among)
    wanted = among[np.argsort(-(vectors[among] @ query))]
    assert rows.tolist() == wanted.tolist()
    assert similarity == pytest.approx(vectors[wanted] @ query, abs=1e-5)


def test_a_search_among_nothing_finds_nothing() -> None:
    index = VectorIndex(unit_vectors(5, 8))
    similarity, rows = index.search(unit_vectors(1, 8)[0], limit=3, among=np.zeros(0, np.int64))
    assert (len(similarity), len(rows)) == (0, 0)


def test_an_index_is_the_same_after_saving_and_loading(tmp_path: Path) -> None:
    vectors = unit_vectors(20, 8)
    VectorIndex(vectors).save(tmp_path / "v.faiss")
    loaded = VectorIndex.load(tmp_path / "v.faiss")
    assert (len(loaded), loaded.dim) == (20, 8)
    assert loaded.vector(7) == pytest.approx(vectors[7])


def test_a_packed_vector_comes_back_almost_the_same() -> None:
    vector = unit_vectors(1, 384)[0]
    assert float(unpack(pack(vector)) @ vector) > 0.99999


def test_a_foreign_or_stale_index_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    manifest = Manifest("e5", 384, "abc", 10, "2026-11-21T10:00:00+00:00")
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest
    manifest.demand(encoder="e5", catalogue="abc")
    with pytest.raises(UnusableIndexError, match=r"encoder 'e5', not 'bge'; run: .*opastin index"):
        manifest.demand(encoder="bge", catalogue="abc")
    with pytest.raises(UnusableIndexError, match=r"catalogue has changed .*opastin index"):
        manifest.demand(encoder="e5", catalogue="xyz")
    with pytest.raises(UnusableIndexError, match="no index in"):
        Manifest.read(tmp_path / "nowhere")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(UnusableIndexError, match="is broken"):
        Manifest.read(tmp_path)


def test_the_cache_computes_each_text_once_and_outlives_the_process(tmp_path: Path) -> None:
    asked: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    cache = VectorCache(tmp_path / "c.npz")
    first = cache.encode(["aa", "b", "aa"], encode)
    cache.save()
    second = VectorCache(tmp_path / "c.npz").encode(["b", "ccc"], encode)
    assert first.tolist() == [[2, 1], [1, 1], [2, 1]]
    assert second.tolist() == [[1, 1], [3, 1]]
    assert asked == ["b", "aa", "ccc"]


def test_packed_vectors_come_back_almost_the_same(tmp_path: Path) -> None:
    vectors = dict(zip("abcdefgh", unit_vectors(8, 384), strict=True))
    cache = VectorCache(tmp_path / "c.npz")
    cache.encode(list(vectors), lambda texts: np.stack([vectors[text] for text in texts]))
    cache.write_packed(tmp_path / "packed.npz", list(vectors))
    again = VectorCache(tmp_path / "other.npz", tmp_path / "packed.npz")
    unpacked = again.encode(list(vectors), lambda texts: np.zeros((0, 384), np.float32))
    cosines = [float(a @ b) for a, b in zip(unpacked, vectors.values(), strict=True)]
    assert min(cosines) > 0.9995


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "c.npz").write_bytes(b"nonsense")
    cache = VectorCache(tmp_path / "c.npz")
    assert cache.encode(["a"], lambda texts: np.ones((len(texts), 2), np.float32)).tolist() == [
        [1, 1]
    ]


def test_the_need_model_learns_classes_and_keeps_them_on_disk(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    centres = unit_vectors(3, 16)
    names = ["work", "study", NO_DOOR + "greet"]
    vectors = np.concatenate([c + 0.1 * rng.normal(size=(30, 16)) for c in centres])
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    model = train(vectors, [name for name in names for _ in range(30)])
    model.save(tmp_path / "m.npz")
    shares = NeedModel.load(tmp_path / "m.npz").probabilities(centres[1])
    assert max(shares, key=lambda name: shares[name]) == "study"
    assert sum(shares.values()) == pytest.approx(1.0)
    assert np.linalg.norm(centred(vectors, vectors.mean(axis=0)), axis=1) == pytest.approx(1.0)


# --- who can use what -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "person", "wanted"),
    [
        ("oske", Person(TODAY, "oulu"), "ended"),
        ("oske", Person(date(2024, 10, 1), "oulu"), None),
        ("ta-raahe", Person(date(2024, 10, 1), "raahe"), "not_started"),
        ("ta-raahe", Person(TODAY, "oulu"), "municipality"),
        ("ta-raahe", Person(TODAY, "haapavesi"), None),
        ("duunissa-oppien", Person(date(2024, 10, 1)), "withheld"),
        ("valpas", Person(TODAY), "client"),
        ("valpas", Person(TODAY, client="professional"), None),
        ("rekryopo", Person(date(2024, 10, 1), "kalajoki", client="employer"), None),
        ("rekryopo", Person(date(2024, 10, 1), "kalajoki"), "client"),
        ("bystromin-ohjaamo", Person(TODAY, "oulu", 29), None),
        ("bystromin-ohjaamo", Person(TODAY, "oulu", 30), "age"),
        ("terapiatakuu", Person(TODAY, "oulu", 23), "age"),
        ("kohtaantoa", Person(date(2024, 10, 1), "oulu", 25), "age"),
    ],
)
def test_who_can_use_what_when(
    catalogue: Catalogue, entry: str, person: Person, wanted: str | None
) -> None:
    assert obstacle(catalogue[entry], person) == wanted


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.sampled_from([None, *municipalities()]),
    st.one_of(st.none(), st.integers(0, 100)),
    st.sampled_from(["person", "employer", "professional"]),
)
def test_each_entry_is_either_eligible_or_excluded_with_a_reason(
    as_of: date, municipality: str | None, age: int | None, client: Client
) -> None:
    entries = catalogues.load()
    person = Person(as_of, municipality, age, client)
    eligible, excluded = sort_out(entries.values(), person)
    assert {e.id for e in eligible} | set(excluded) == set(entries)
    assert {e.id for e in eligible} & set(excluded) == set()
    assert not any(entry.validity.over(as_of) for entry in eligible)


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("simhe", "simhe-oamk"),
        ("mikä on SIMHEn puhelinnumero", "simhe-oamk"),
        ("onko f-twist vielä auki", "ftwist"),
        ("byströmille", "bystromin-ohjaamo"),
        ("Villa Victorissa", "villa-victor"),
        ("työmarkinatori", "tyomarkkinatori"),
        ("opintopolkuun", "opintopolku"),
    ],
)
def test_names_are_found_inflected_and_misspelt(
    catalogue: Catalogue, text: str, wanted: str
) -> None:
    found = NameFinder(catalogue).find(text)
    assert max(found, key=lambda entry: found[entry], default=None) == wanted


@pytest.mark.parametrize(
    "text", ["ei toimi", "lumi sataa", "haluan töitä", "I want to learn Finnish", "", "12"]
)
def test_common_words_name_no_entry(catalogue: Catalogue, text: str) -> None:
    assert NameFinder(catalogue).find(text) == {}


# --- ranking and evaluation -----------------------------------------------------------------------


def test_the_similarity_of_an_entry_is_the_mean_of_its_two_best_views() -> None:
    assert view_similarity(np.array([0.1, 0.5, 0.3])) == pytest.approx(0.4)
    assert view_similarity(np.array([0.2])) == pytest.approx(0.2)


def test_a_door_that_is_not_certain_stands_behind_one_that_is(catalogue: Catalogue) -> None:
    weights = need_weights(needs_data.load())["uula"]
    probabilities = {"green-transition": 0.9}

    def fit(certain: bool) -> float:
        return fit_of(
            catalogue["uula"],
            weights=weights,
            needs=probabilities,
            similarity=0.3,
            name=0.0,
            certain=certain,
        ).fit

    assert 0 < fit(True) - fit(False) < 0.1


def case_line(**changes: object) -> str:
    return json.dumps({"id": "a", "text": "apua", "client": "person", "expect": []} | changes)


def test_faulty_cases_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(
        "\n".join([case_line(), "{", case_line(id="b", age=300), case_line(), case_line(expect=1)])
    )
    with pytest.raises(CasesError) as caught:
        read_cases(path)
    told = str(caught.value)
    assert ":2: not JSON" in told
    assert ":3: age: Input should be less than or equal to 120" in told
    assert ":4: id: 'a' stands in line 1 too" in told
    assert ":5: expect:" in told


def test_the_measures_are_those_counted_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    lines = [
        case_line(id="1", language="fi", expect=["x"]),
        case_line(id="2", language="fi", expect=["y"]),
        case_line(id="3", language="sv", expect=["z"]),
        case_line(id="4"),
        case_line(id="5"),
    ]
    path.write_text("\n".join(lines))
    cases = read_cases(path)
    outcomes = [
        Outcome(cases[0], ("x", "q"), ()),
        Outcome(cases[1], ("q", "r", "y"), ("r",)),
        Outcome(cases[2], (), ()),
        Outcome(cases[3], (), ()),
        Outcome(cases[4], ("q",), ()),
    ]
    measured = report(outcomes)
    assert (measured["hit@1"], measured["hit@3"]) == (0.3333, 0.6667)
    assert measured["mrr"] == pytest.approx((1 + 1 / 3) / 3, abs=1e-4)
    assert (measured["abstained"], measured["wrong_door"]) == (0.5, 1)
    by_language = {code: (v["n"], v["hit@3"]) for code, v in measured["by_language"].items()}
    assert by_language == {"fi": (2, 1.0), "sv": (1, 0.0)}
    assert measured["misses"] == [{"id": "3", "got": []}]
