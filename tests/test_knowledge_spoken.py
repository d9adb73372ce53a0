"""The language of a conversation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.languages import LANGUAGES, codes, offered
from knowledge.spoken import Evidence, from_events, spoken_language


def word(language: str) -> Evidence:
    return Evidence(language, 0.9, 1)


def sentence(language: str, words: int = 5) -> Evidence:
    return Evidence(language, 0.95, words)


@given(
    st.sampled_from(codes()),
    st.sampled_from(codes()),
    st.lists(st.sampled_from(codes()), max_size=6),
)
def test_one_word_never_switches_a_running_conversation(
    running: str, page: str, others: list[str]
) -> None:
    talk = [sentence(running), *(word(other) for other in others)]
    assert spoken_language(talk, page) == running


@given(st.sampled_from(codes()), st.sampled_from(codes()))
def test_two_sentences_switch_and_a_wish_does_at_once(running: str, other: str) -> None:
    assert spoken_language([sentence(running), sentence(other), sentence(other)]) == other
    wish = Evidence(other, 1.0, 1, wish=True)
    assert spoken_language([sentence(running), sentence(running), wish]) == other


def test_the_language_of_the_question_wins_over_that_of_the_page() -> None:
    assert spoken_language([sentence("so")], page="fi") == "so"
    assert spoken_language([], page="so") == "so"
    assert spoken_language([]) == "fi"


def test_a_doubtful_first_word_leaves_the_language_of_the_page() -> None:
    assert spoken_language([Evidence("et", 0.55, 1)], page="fi") == "fi"


def test_a_button_is_a_wish() -> None:
    events: list[dict[str, Any]] = [
        {"event": "user", "parse_data": {"spoken": sentence("fi").as_dict()}},
        {"event": "bot"},
        {"event": "user", "parse_data": {"entities": [{"entity": "language", "value": "ckb"}]}},
    ]
    assert from_events(events) == "ckb"


def test_the_page_is_known_from_the_metadata() -> None:
    assert (
        from_events([{"event": "user", "parse_data": {}, "metadata": {"language": "th"}}]) == "th"
    )


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("en-GB", "en"),
        ("zh-Hant-TW", "zh"),
        ("prs", "fa"),
        ("ku-Arab-IQ", "ckb"),
        ("de", None),
        ("", None),
    ],
)
def test_codes_of_browsers_lead_to_offered_languages(asked: str, wanted: str | None) -> None:
    assert offered(asked) == wanted


def test_there_are_16_languages_three_of_them_right_to_left() -> None:
    assert len(LANGUAGES) == 16
    assert [c for c, known in LANGUAGES.items() if known.direction == "rtl"] == ["ar", "fa", "ckb"]
