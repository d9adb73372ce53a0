"""Tuning: what is learnt from, what is left out, and that the engine computes with it."""

from pathlib import Path

import numpy as np
import pytest

from index.build import bundled
from index.encoder import COMPACT, CompactEncoder
from index.models import EncoderError, load_encoder
from index.packed_model import UnknownFormError, read
from index.tuned_model import bundled_weights, patched, tuned_weights, write_delta
from index.tuning_check import hits_by_summary, left_out_needs, their_entries
from index.tuning_pairs import batches
from index.views import Question
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.languages import LANGUAGES
from knowledge.translations import translation


def test_the_pairs_of_a_batch_have_different_needs_and_come_back_with_the_seed() -> None:
    needs, material = needs_data.load(), bundled()

    def draw(seed: int) -> list[list[tuple[str, str, str]]]:
        drawn = batches(material.questions, needs, material.catalogue, count=3, size=40, seed=seed)
        return [[(pair.need, pair.question, pair.near) for pair in batch] for batch in drawn]

    first = draw(7)
    assert [len({need for need, _, _ in batch}) for batch in first] == [40, 40, 40]
    assert draw(7) == first
    assert draw(8) != first
    assert all(question != near for batch in first for _, question, near in batch)


def test_entries_that_are_left_out_are_never_seen() -> None:
    needs, material = needs_data.load(), bundled()
    names = left_out_needs(needs)
    without = their_entries(names, needs)
    assert 8 <= len(names) <= len(needs) / 3
    known = [question for question in material.questions if question.need not in names]
    drawn = batches(known, needs, material.catalogue, count=20, size=48, seed=1, without=without)
    seen = {pair.near for batch in drawn for pair in batch}
    texts = [translation(material.catalogue[i], code).fresh for i in without for code in LANGUAGES]
    assert seen & {text["summary"] for text in texts if "summary" in text} == set()


def test_the_engine_computes_with_the_changed_numbers_and_only_with_them(tmp_path: Path) -> None:
    model = read(bundled_weights())
    plain = model.tensor("l11.oln.b", (384,))
    texts = ["haluan oppia suomea", "I lost my job"]
    before = CompactEncoder().encode_query(texts)

    def encoded(change: np.ndarray, name: str) -> np.ndarray:
        write_delta(tmp_path / f"{name}.npz", {"l11.oln.b": plain + change})
        weights = tuned_weights(tmp_path / f"{name}.npz", tmp_path)
        return CompactEncoder(weights).encode_query(texts)

    np.testing.assert_array_equal(encoded(np.zeros(384, dtype=np.float32), "same"), before)
    moved = encoded(np.linspace(-0.5, 0.5, 384, dtype=np.float32), "other")
    assert float((moved * before).sum(axis=1).max()) < 0.99


def test_the_last_layer_norm_moves_a_vector_as_it_should(tmp_path: Path) -> None:
    # e5 takes the mean over the tokens of the last layer, so adding to its bias adds to that mean.
    model = read(bundled_weights())
    bias = model.tensor("l11.oln.b", (384,))
    step = np.zeros(384, dtype=np.float32)
    step[5] = 100.0
    write_delta(tmp_path / "step.npz", {"l11.oln.b": bias + step})
    vector = CompactEncoder(tuned_weights(tmp_path / "step.npz", tmp_path)).encode_query(["moi"])[0]
    assert int(np.abs(vector).argmax()) == 5
    assert float(vector[5]) > 0.98


@pytest.mark.parametrize(
    "changed", [{"nothing": np.zeros(3)}, {"l0.q.b": np.zeros(3)}, {"l0.q.w": np.zeros((384, 384))}]
)
def test_numbers_of_another_model_are_refused(changed: dict[str, np.ndarray]) -> None:
    with pytest.raises(UnknownFormError):
        patched(read(bundled_weights()), changed)


def test_a_tuned_file_is_an_encoder_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="opastin model tune"):
        load_encoder(str(tmp_path / "missing.npz"))
    bias = read(bundled_weights()).tensor("l0.q.b", (384,))
    write_delta(tmp_path / "t.npz", {"l0.q.b": bias})
    same = load_encoder(str(tmp_path / "t.npz")).encode_query(["moi"])
    np.testing.assert_array_equal(same, load_encoder(COMPACT).encode_query(["moi"]))


def test_a_question_that_is_the_summary_itself_finds_it() -> None:
    needs, catalogue = needs_data.load(), catalogues.load()
    name = left_out_needs(needs)[0]
    summary = catalogue[needs[name].doors[0]].summary.fi or ""
    hits = hits_by_summary(
        load_encoder(COMPACT), [Question(name, "fi", summary)], needs, _few(catalogue, name), [name]
    )
    assert hits == {"hit@1": 1.0, "hit@3": 1.0, "questions": 1.0}


def _few(catalogue: catalogues.Catalogue, name: str) -> catalogues.Catalogue:
    doors = needs_data.load()[name].doors[:1]
    others = [entry for entry in sorted(catalogue) if entry not in doors][:3]
    return catalogues.Catalogue([catalogue[entry] for entry in (*doors, *others)])
