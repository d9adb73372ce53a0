"""Human contacts and help lines, from the data files alone."""

from datetime import datetime

import pytest

from bot.intake import take_in
from bot.people_text import danger_doors, people_doors
from knowledge.dates import HELSINKI
from knowledge.languages import LANGUAGES
from knowledge.people import help_lines, human_contacts
from knowledge.places import municipalities
from knowledge.plain import plain_contacts, plain_entry, plain_text
from knowledge.text import MAX_CHARS

SUNDAY_NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=HELSINKI)
FRIDAY_MORNING = datetime(2026, 11, 27, 10, 0, tzinfo=HELSINKI)
KINDS = ("emergency", "self_harm", "sexual_violence", "violence", "child", "exploitation")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_always_gets_a_number_that_answers_now(kind: str, language: str) -> None:
    doors = danger_doors(kind, language, SUNDAY_NIGHT)
    links = [line.get("href", "") for door in doors for line in door["lines"]]
    assert "tel:112" in links
    assert all(link.startswith("tel:") for link in links)
    assert 1 <= len(doors) <= 4


def texts(language: str, moment: datetime) -> list[str]:
    first = danger_doors("self_harm", language, moment)[0]
    return [line["text"] for line in first["lines"]]


def test_an_open_line_in_ones_language_stands_alone() -> None:
    friday = texts("en", FRIDAY_MORNING)
    assert len(friday) == 1
    assert "09 2525 0116" in friday[0]
    assert friday[0].endswith("open now")


def test_a_closed_line_is_told_to_be_closed_and_one_that_answers_stands_beside_it() -> None:
    night = texts("en", SUNDAY_NIGHT)
    assert "09 2525 0116" in night[0]
    assert night[0].endswith("closed now")
    assert "09 2525 0111" in night[1]
    assert night[1].endswith("open now")


def test_a_line_that_cannot_be_talked_with_stands_behind_one_with_an_interpreter() -> None:
    names = [door["name"] for door in danger_doors("self_harm", "zh", SUNDAY_NIGHT)]
    emergency = next(place for place, name in enumerate(names) if "112" in name)
    finnish_only = next(place for place, name in enumerate(names) if "MIELI" in name)
    assert emergency < finnish_only


def test_an_outdated_translation_is_not_shown_by_the_dialogue_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert plain_text("nollalinja", "summary", "so") != plain_entry("nollalinja")["summary"]["en"]
    monkeypatch.setattr("knowledge.plain.fingerprint_of", lambda text: "changed")
    assert plain_text("nollalinja", "summary", "so") == plain_entry("nollalinja")["summary"]["en"]


def test_only_publishable_contacts_are_read() -> None:
    for entry in ("oulun-turvakoti", "116117", "villa-victor"):
        shown = {contact["value"] for contact in plain_contacts(entry)}
        low = {c["value"] for c in plain_entry(entry)["contacts"] if c["confidence"] == "low"}
        assert low
        assert shown & low == set()


@pytest.mark.parametrize("municipality", [None, *municipalities()])
def test_there_is_a_person_to_talk_to_everywhere(municipality: str | None) -> None:
    doors = people_doors(municipality, None, "fi")
    assert doors
    assert all(door["lines"] for door in doors)
    if municipality:
        area = municipalities()[municipality].employment_area
        assert area in human_contacts(municipality)


def test_the_guidance_centre_for_the_young_is_named_to_the_young_only() -> None:
    assert human_contacts("oulu", 20)[0] == "bystromin-ohjaamo"
    assert "bystromin-ohjaamo" not in human_contacts("oulu", 40)


def test_help_lines_are_crisis_entries() -> None:
    for kind in KINDS:
        assert {plain_entry(entry)["kind"] for entry in help_lines(kind)} == {"crisis"}


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ("/restart", "restart"),
        ("/ask_more", "/ask_more"),
        ('/ask_details{"door": "oske"}', '/ask_details{"door": "oske"}'),
        ('/change_language{"language": "so"}', '/change_language{"language": "so"}'),
        ("//ask_more", "ask_more"),
        ('/ask_more{"a": {"b": 1}}', 'ask_more{"a": {"b": 1}}'),
        (None, ""),
        ("a\0b", "a b"),
    ],
)
def test_only_the_buttons_commands_are_taken_as_commands(sent: object, taken: str) -> None:
    assert take_in(sent) == taken


def test_a_long_message_stays_recognisably_too_long() -> None:
    assert len(take_in("a" * 10_000)) == MAX_CHARS + 1
