"""The language of a conversation, and the places that people name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import say
from knowledge.languages import LANGUAGES, codes, offered
from knowledge.places import find_places, municipalities, municipality_id, region_name
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


def test_all_30_municipalities_are_found_under_their_names() -> None:
    assert len(municipalities()) == 30
    missed = [m.id for m in municipalities().values() if municipality_id(m.name) != m.id]
    assert missed == []


@pytest.mark.parametrize("language", ["ru", "uk", "ar", "fa", "ckb", "zh", "th"])
def test_municipalities_are_found_under_their_names_in_other_scripts(language: str) -> None:
    missed = []
    for place in municipalities().values():
        name = place.names[language]
        if "(" not in name and [p.municipality for p in find_places(name)] != [place.id]:
            missed.append((place.id, name))
    assert missed == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("asun Kempeleessä mutta opiskelen Oulussa", ["kempele", "oulu"]),
        ("karsamaella", ["karsamaki"]),
        ("Iistä", ["ii"]),
        ("ساكن بأولو", ["oulu"]),
        ("Oulu'da yaşıyorum", ["oulu"]),
        ("我住在奥卢", ["oulu"]),
        ("elan Raahes", ["raahe"]),
        ("jag bor i Brahestad", ["raahe"]),
        ("asun Haukiputaalla", ["oulu"]),
        ("muutin Helsingistä", [None]),
        ("Ii waxaan rabaa shaqo", []),
        ("haluan vaihtaa alaa", []),
        ("", []),
    ],
)
def test_places_are_found_in_sentences(text: str, wanted: list[str | None]) -> None:
    assert [place.municipality for place in find_places(text)] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_places_that_the_bot_itself_names_are_understood_in(language: str) -> None:
    asked = say("utter_ask_municipality", language)
    named = {place.municipality for place in find_places(asked)}
    assert named == {"oulu", "raahe", "ylivieska", "kuusamo"}


@given(st.text(max_size=80))
def test_any_text_can_be_searched_for_places(text: str) -> None:
    for place in find_places(text):
        assert place.municipality is None or place.municipality in municipalities()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_region_has_a_name_in(language: str) -> None:
    assert region_name(language)
    assert municipalities()["oulu"].name_in(language)
