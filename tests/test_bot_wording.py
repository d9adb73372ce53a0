"""Sentences in 16 languages: complete, with the same fields, and never mixed up."""

import re

import polib
import pytest

from bot.wording import LOCALE, date_words, hours_words, language_names, say
from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml

FIELD = re.compile(r"\{\w+\}")


def sentences(language: str) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(LOCALE / f"{language}.po"))}


ENGLISH = sentences("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_all_its_fields_in(language: str) -> None:
    own = sentences(language)
    assert set(own) == set(ENGLISH)
    faults = [
        f"{key}: {sorted(FIELD.findall(own[key]))}"
        for key, english in ENGLISH.items()
        if not own[key].strip() or sorted(FIELD.findall(own[key])) != sorted(FIELD.findall(english))
    ]
    assert faults == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_sentence_is_left_in_english_in(language: str) -> None:
    own = sentences(language)
    long_ones = [key for key, english in ENGLISH.items() if len(english.split()) > 3]
    assert [key for key in long_ones if own[key] == ENGLISH[key]] == []


def test_every_response_of_the_domain_has_its_words() -> None:
    actions = read_yaml(ROOT / "bot" / "domain.yml")["actions"]
    composed = {"utter_answer", "utter_danger", "utter_unreadable"}
    plain = {name for name in actions if name.startswith("utter_")} - composed
    assert plain <= set(ENGLISH)


def test_values_stand_in_the_sentence_and_a_missing_key_is_told() -> None:
    assert "Villa Victor" in say("door_via", "so", name="Villa Victor")
    with pytest.raises(KeyError, match="no sentence 'utter_nonsense'"):
        say("utter_nonsense", "fi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_hours_and_languages_have_words_in(language: str) -> None:
    assert "2026" in date_words("2026-12", language)
    assert "9" in hours_words("Mo-Th 09:00-12:00; Fr 10:00-11:00", language)
    assert hours_words("24/7", language) == say("door_always_open", language)
    assert language_names(["fi"], language) not in ("", "fi")


def test_hours_are_worded_as_people_read_them() -> None:
    wanted = "open Mon–Thu 09.00–12.00, 13.00–15.00; Fri 09.00–12.00"
    assert hours_words("Mo-Th 09:00-12:00,13:00-15:00; Fr 09:00-12:00", "en") == wanted
    wanted = "open Fri 22.00–04.00; Sun 10.00–24.00; Dec 24, 2026 closed"
    assert hours_words("Fr 22:00-04:00; Su 10:00-24:00; 2026-12-24 closed", "en") == wanted
    wanted = "auki 1.6.2026–31.8.2026 9.00–14.00"
    assert hours_words("2026-06-01..2026-08-31 09:00-14:00", "fi").replace("09", "9") == wanted
