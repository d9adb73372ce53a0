"""Passages, pooling, ranking over any collection, and its measures."""

import json
import math
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cached_encoder import CachedEncoder
from index.collection import Page, PageQuestion, read_pages, read_questions
from index.json_lines import CasesError
from index.models import encoder_name, load_encoder
from index.passages import passages, title_of
from index.retrieval import Retrieval, background_questions
from index.retrieval_report import Ranked, measures
from index.view_pooling import TEMPERATURE, Grain
from knowledge.text import count_words

ROOT = Path(__file__).resolve().parent.parent
OMOS = ROOT.parent / "shared" / "data" / "omos-qa"
SIGNS = st.text(alphabet=list("ab c.。!?\né我ก؟ \tZ0"), max_size=300)
BACKGROUND = ["where is it?", "how much is it?", "كم السعر؟", "де це?"]


class TrigramEncoder:
    """A small, offline stand-in for the real encoder, for any script; counts what it encodes."""

    dim = 64

    def __init__(self) -> None:
        self.encoded = 0

    def encode_query(self, texts: list[str]) -> np.ndarray:
        self.encoded += len(texts)
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            padded = f"  {text.casefold()} "
            for start in range(len(padded) - 2):
                vector[zlib.crc32(padded[start : start + 3].encode()) % self.dim] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

    def encode_document(self, texts: list[str]) -> np.ndarray:
        return self.encode_query(texts)


def page(name: str, text: str) -> Page:
    return Page(id=name, text=text)


@given(SIGNS | st.text(max_size=150), st.integers(1, 12), st.integers(0, 6))
def test_no_sign_is_lost_between_passages_and_none_is_too_long(
    text: str, max_words: int, overlap_words: int
) -> None:
    cut = passages(text, max_words=max_words, overlap_words=overlap_words)
    kept = {place for one in cut for place in range(one.start, one.end)}
    assert all(place in kept for place, sign in enumerate(text) if not sign.isspace())
    assert all(count_words(text[one.start : one.end]) <= max_words for one in cut)
    assert all(text[one.start : one.end].strip() in one.text for one in cut)
    assert [one.start for one in cut] == sorted({one.start for one in cut})


def test_passages_end_with_sentences_share_some_and_repeat_the_title() -> None:
    text = "Bank account\nYou need a passport. It is free. Bring the letter. Then you wait."
    cut = [one.text for one in passages(text, max_words=9, overlap_words=3)]
    assert cut == [
        "Bank account\nYou need a passport. It is free.",
        "Bank account\nIt is free. Bring the letter. Then you wait.",
    ]


def test_a_script_without_spaces_is_cut_as_well() -> None:
    cut = passages("我想学芬兰语。" * 40, max_words=20, overlap_words=0)
    assert len(cut) > 6
    assert all(count_words(one.text) <= 20 for one in cut)


def test_a_long_first_line_is_no_title() -> None:
    assert title_of("word " * 20 + "\nmore") == ""
    assert title_of("\n Rent \nmore") == "Rent"


def test_a_page_of_one_long_line_is_cut_between_its_words() -> None:
    cut = passages(" ".join(["word"] * 50), max_words=20, overlap_words=0)
    assert {word for one in cut for word in one.text.split()} == {"word"}


def test_a_page_is_as_like_as_the_soft_maximum_of_its_parts() -> None:
    vectors = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query = vectors[:1]
    moved = vectors - vectors.mean(axis=0)
    cosines = (moved / np.linalg.norm(moved, axis=1, keepdims=True)) @ query[0]
    wanted = [
        TEMPERATURE * math.log(np.mean([math.exp(c / TEMPERATURE) for c in part]))
        for part in (cosines[:2], cosines[2:])
    ]
    found = Grain(vectors, np.array([0, 0, 1, 1, 1])).similarity(query)
    assert found == pytest.approx(np.array([wanted]), abs=1e-4)
    assert cosines[:2].mean() <= found[0, 0] <= cosines[:2].max()


def test_the_page_that_speaks_of_it_comes_first() -> None:
    pages = [
        page("rent", "Rent\nThe rent is paid every month. The landlord may not raise it at will."),
        page("school", "School\nChildren go to school from the age of seven. It is free."),
        page("doctor", "Doctor\nWho is ill goes to the health centre. " + "Call first. " * 40
             + "Vaccinations against measles are given there."),
    ]  # fmt: skip
    retrieval = Retrieval(pages, TrigramEncoder(), BACKGROUND)
    asked = ["measles vaccination", "may the landlord raise the rent", "my child's school"]
    assert [ids[0] for ids in retrieval.rank(asked)] == ["doctor", "rent", "school"]
    assert all(sorted(ids) == ["doctor", "rent", "school"] for ids in retrieval.rank(asked))


def test_many_questions_get_what_each_gets_alone() -> None:
    pages = [page(str(number), f"Page {number}\n" + "ab cd. " * number) for number in range(1, 9)]
    retrieval = Retrieval(pages, TrigramEncoder(), BACKGROUND)
    texts = [f"question {number} ab" for number in range(150)]
    together = retrieval.fits(texts)
    alone = np.vstack([retrieval.fits([text]) for text in texts])
    assert together.shape == (150, 8)
    assert together == pytest.approx(alone, abs=1e-5)
    assert retrieval.fits([]).shape == (0, 8)
    assert retrieval.rank([]) == []


def test_a_single_page_and_equal_pages_are_ranked_in_their_order() -> None:
    alone = Retrieval([page("a", "x")], TrigramEncoder(), BACKGROUND)
    assert alone.rank(["what?"]) == [["a"]]
    equal = Retrieval([page("b", "Rent"), page("a", "Rent")], TrigramEncoder(), BACKGROUND)
    assert equal.rank(["rent"]) == [["b", "a"]]


def test_what_was_encoded_once_is_not_encoded_again(tmp_path: Path) -> None:
    first, second = TrigramEncoder(), TrigramEncoder()
    kept = CachedEncoder(first, "some/encoder", tmp_path)
    vectors = kept.encode_document(["a text", "another"])
    kept.save()
    again = CachedEncoder(second, "some/encoder", tmp_path).encode_document(["another", "a text"])
    assert again == pytest.approx(vectors[::-1])
    assert (first.encoded, second.encoded) == (2, 0)
    assert kept.encode_query([]).shape == (0, 64)


def asked(name: str, language: str | None, *expect: str) -> PageQuestion:
    return PageQuestion(id=name, text="what?", language=language, expect=list(expect))


def test_measures_are_those_counted_by_hand() -> None:
    order = [str(number) for number in range(1, 13)]
    measured = measures([
        Ranked(asked("q1", "fi", "1"), order),
        Ranked(asked("q2", "fi", "4", "9"), order),
        Ranked(asked("q3", "ar", "12"), order),
        Ranked(asked("q4", None, "2"), order),
        Ranked(asked("q5", "fi"), order),
    ])  # fmt: skip
    assert (measured["questions"], measured["answerable"]) == (5, 4)
    assert measured["by_language"] == {
        "?": {"n": 1, "hit@1": 0.0, "hit@3": 1.0, "hit@10": 1.0, "mrr": 0.5},
        "ar": {"n": 1, "hit@1": 0.0, "hit@3": 0.0, "hit@10": 0.0, "mrr": 0.0833},
        "fi": {"n": 2, "hit@1": 0.5, "hit@3": 0.5, "hit@10": 1.0, "mrr": 0.625},
    }
    assert [measured[name] for name in ("hit@1", "hit@3", "hit@10", "mrr")] == [
        0.25, 0.5, 0.75, 0.4583,
    ]  # fmt: skip
    assert measured["mean_over_languages"] == {
        "hit@1": 0.1667, "hit@3": 0.5, "hit@10": 0.6667, "mrr": 0.4028,
    }  # fmt: skip
    assert measured["misses"] == [
        {"id": "q2", "got": ["1", "2", "3"], "rank": 4},
        {"id": "q3", "got": ["1", "2", "3"], "rank": 12},
    ]


def test_a_file_without_answers_has_no_shares() -> None:
    measured = measures([Ranked(asked("q", "fi"), ["1"])])
    assert (measured["hit@3"], measured["mean_over_languages"]["mrr"]) == (None, None)
    assert (measured["by_language"], measured["misses"]) == ({}, [])


def test_all_faults_of_both_files_are_told_with_their_lines(tmp_path: Path) -> None:
    pages_file, questions_file = tmp_path / "p.jsonl", tmp_path / "q.jsonl"
    pages_file.write_text(
        '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n{"id": "b", "text": " "}\nno\n',
        encoding="utf-8",
    )
    with pytest.raises(CasesError) as told:
        read_pages(pages_file)
    assert f"{pages_file}:2: id: 'a' stands in line 1 too" in str(told.value)
    assert f"{pages_file}:3: text: holds nothing to read" in str(told.value)
    assert f"{pages_file}:4: " in str(told.value)
    lines = [{"id": "q", "text": "what?", "expect": ["a", "z"]}, {"id": "r", "text": "what?"}]
    questions_file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with pytest.raises(CasesError) as told:
        read_questions(questions_file, [page("a", "x")])
    assert f"{questions_file}:1: expect: no page has the id 'z'" in str(told.value)
    assert f"{questions_file}:2: expect: " in str(told.value)


@pytest.mark.slow
def test_newcomers_questions_find_the_german_page_in_five_languages() -> None:
    if not OMOS.exists():
        pytest.skip("../shared/data/omos-qa is missing")
    every_page = read_pages(OMOS / "pages.jsonl")
    # A tenth of the pages: all of them take minutes to encode (docs/retrieval.md has the whole).
    pages = every_page[::10]
    kept = {page.id for page in pages}
    asked_of_all = read_questions(OMOS / "questions.jsonl", every_page)
    questions = [one for one in asked_of_all if one.expect and set(one.expect) <= kept]
    retrieval = Retrieval(pages, load_encoder(encoder_name()), background_questions()[::20])
    measured = measures(
        map(Ranked, questions, retrieval.rank([question.text for question in questions]))
    )
    assert measured["answerable"] >= 50
    assert measured["mean_over_languages"]["hit@3"] >= 0.92
