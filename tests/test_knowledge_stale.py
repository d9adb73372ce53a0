"""What needs a look: ends, conflicts, re-checks, doors that nobody can reach."""

from datetime import date

import pytest

from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue
from knowledge.entry import Contact, Entry
from knowledge.stale import Concern, concerns

DAY = date(2026, 11, 25)


def entry(**fields: object) -> Entry:
    record = {
        "id": "one",
        "name": {"fi": "Yksi", "en": "One"},
        "kind": "service",
        "clients": ["person"],
        "summary": {"fi": "Auttaa.", "en": "Helps."},
        "audience": {"text": {"fi": "Kaikki", "en": "All"}},
        "area": {"reach": "region"},
        "validity": {"status": "listed"},
        "contacts": [contact().model_dump()],
        "checked": "2026-11-01",
        **fields,
    }
    return Entry.model_validate(record)


def contact(**fields: object) -> Contact:
    record = {"type": "phone", "value": "0295 020 713", "source": "page", "page_age": "2026",
              "confidence": "high", "seen": "2026-11-01", **fields}  # fmt: skip
    return Contact.model_validate(record)


def told(*entries: Entry, as_of: date = DAY) -> list[tuple[str, str]]:
    return [(one.kind, one.field) for one in concerns(Catalogue(list(entries)), as_of)]


def test_a_fresh_entry_that_can_be_reached_is_no_concern() -> None:
    assert told(entry()) == []


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("2027-01-24", [("ends", "validity.to")]),
        ("2027-01-25", []),
        ("2026-11-25", [("ends", "validity.to")]),
        ("2026-11-24", []),
    ],
)
def test_an_end_is_told_sixty_days_before_and_not_after(
    end: str, wanted: list[tuple[str, str]]
) -> None:
    assert told(entry(validity={"to": end, "status": "listed"})) == wanted


def test_facts_that_nobody_has_seen_for_half_a_year_are_due() -> None:
    old = entry(checked="2026-05-28", contacts=[contact(seen="2026-05-30").model_dump()])
    assert told(old) == [
        ("recheck", "checked"),
    ]
    assert told(old, as_of=date(2026, 11, 26)) == [("recheck", "checked"),
                                                   ("recheck", "contacts.0")]  # fmt: skip


def test_contacts_of_low_confidence_wait_for_somebody_to_see_them() -> None:
    low = entry(contacts=[contact(confidence="low").model_dump()])
    assert told(low) == [("unreachable", "contacts"), ("unseen", "contacts.0")]


def test_sources_that_do_not_agree_are_told() -> None:
    doubtful = {"status": "unconfirmed", "reason": "Two ends.", "to": "2028", "certain_to": "2027"}
    assert told(entry(validity=doubtful)) == [("conflict", "validity")]
    hours = [contact(hours="Mo-Fr 09:00-15:00").model_dump(), contact(hours="24/7").model_dump()]
    assert told(entry(contacts=hours)) == [("conflict", "contacts.1.hours")]


def test_a_successor_that_is_not_open_is_told_even_of_an_ended_entry() -> None:
    gone = entry(id="gone", validity={"to": "2026-01", "status": "listed"}, successors=["one"])
    shut = entry(validity={"to": "2026-02", "status": "listed"})
    assert told(gone, shut) == [("conflict", "successors.0")]
    assert told(gone, entry()) == []


def test_concerns_of_the_catalogue_begin_with_what_ends_first() -> None:
    found = concerns(catalogues.load(), DAY)
    assert found[0].kind == "ends"
    assert {"lakeuden-sillat", "uula"} == {one.entry for one in found if one.kind == "ends"}
    assert [one for one in found if one.kind == "outdated"] == []
    assert all(isinstance(one, Concern) and one.what for one in found)
