"""The same search on either engine: compact, or its weights under sentence-transformers."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.build import Material, build
from index.eligibility import Person
from index.encoder import COMPACT
from index.export import export
from index.manifest import Manifest, UnusableIndexError
from index.models import EncoderError, load_encoder
from index.no_door import no_door_questions
from index.search import Search
from index.vector_cache import VectorCache, packed_file, read_packed
from index.views import need_questions
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
ENTRIES = ("villa-victor", "ta-oulun-seutu", "migri", "pohde", "businessasema", "opintopolku")
NEEDS = ("find-work", "learn-finnish", "permit", "low-mood", "start-business", "apply-to-study")
QUESTIONS = (
    "I want to learn Finnish",
    "etsin töitä",
    "Мне нужен вид на жительство",
    "haluan perustaa yrityksen",
    "hur söker jag till skolan",
)


def small_material() -> Material:
    """A few entries and needs, so that both engines can encode all of it in seconds."""
    entries = [catalogues.load()[entry] for entry in ENTRIES]
    languages = ("fi", "en", "ru", "sv")
    needs = {need: needs_data.load()[need] for need in NEEDS}
    questions = [*need_questions(needs), *no_door_questions()]
    kept = [q for q in questions if q.language in languages and not q.need.startswith("no door")]
    refused = [q for q in questions if q.language == "fi" and q.need == "no door: out_of_scope"]
    return Material(Catalogue(entries), kept + refused, "test")


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> list[Search]:
    """The same small index, built and opened with each engine."""
    folder = tmp_path_factory.mktemp("engines")
    export(folder / "model")
    material = small_material()
    searches: list[Search] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vector_cache.BUILD", folder)
        for name in (COMPACT, str(folder / "model")):
            encoder = load_encoder(name)
            place = folder / f"index-{len(searches)}"
            build(material, encoder, name, place)
            needs = {need: needs_data.load()[need] for need in NEEDS}
            searches.append(Search(material.catalogue, needs, encoder, place))
    return searches


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_find_the_same_doors(engines: list[Search], question: str) -> None:
    person = Person(date(2026, 11, 21), "oulu")
    compact, transformers = (engine.search(question, person) for engine in engines)
    assert compact.decision == transformers.decision != "none"
    assert compact.referrals[0].entry.id == transformers.referrals[0].entry.id
    assert compact.referrals[0].fit.fit == pytest.approx(
        transformers.referrals[0].fit.fit, abs=0.05
    )


def test_an_index_remembers_its_engine_and_refuses_the_other(engines: list[Search]) -> None:
    compact, transformers = (engine.manifest for engine in engines)
    assert (compact.dim, transformers.dim) == (384, 384)
    assert isinstance(transformers, Manifest)
    with pytest.raises(UnusableIndexError, match="was made by encoder"):
        transformers.demand(encoder=COMPACT, catalogue="test")


def test_a_model_that_is_not_there_is_told_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"a folder without a model; set OPASTIN_ENCODER"):
        load_encoder(str(tmp_path))


def test_the_vectors_that_come_with_the_product_are_the_encoders_own() -> None:
    questions = need_questions(needs_data.load())[::150]
    packed = read_packed(packed_file(COMPACT, "query"))
    cache = VectorCache(Path("nowhere.npz"), packed_file(COMPACT, "query"))
    texts = [question.text for question in questions]
    computed = load_encoder(COMPACT).encode_query(texts)
    came_along = cache.encode(texts, lambda missing: np.zeros((len(missing), 384), np.float32))
    assert len(packed) > 10_000
    assert min(float(a @ b) for a, b in zip(came_along, computed, strict=True)) > 0.999
