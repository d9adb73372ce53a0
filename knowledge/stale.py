"""What needs a look: facts due for a re-check, services that end soon, facts in conflict."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from knowledge.catalogue import Catalogue
from knowledge.dates import last_day
from knowledge.entry import Contact, Entry
from knowledge.languages import LANGUAGES
from knowledge.stats import is_open
from knowledge.translations import translation

Kind = Literal["ends", "conflict", "recheck", "unseen", "unreachable", "outdated"]
#: A fact that nobody has seen for so long is looked at again.
RECHECK_DAYS = 180
#: An end is told so long before.
SOON_DAYS = 60


@dataclass(frozen=True)
class Concern:
    """One thing to look at.

    Attributes:
        kind: `ends` (within the time), `conflict` (sources do not agree, or the catalogue
            contradicts itself), `recheck` (seen too long ago), `unseen` (of low confidence, not
            shown until somebody has seen it), `unreachable` (open, with no way to reach it),
            `outdated` (a translation of a text that has changed).
        entry: id of the entry.
        field: which fact.
        what: the fact and what is the matter with it.
        day: the day that counts: its end, or when it was last seen.
    """

    kind: Kind
    entry: str
    field: str
    what: str
    day: date | None = None


def concerns(
    catalogue: Catalogue,
    as_of: date,
    *,
    recheck_days: int = RECHECK_DAYS,
    soon_days: int = SOON_DAYS,
) -> list[Concern]:
    """All that needs a look on a day, the most urgent kind first, then by day.

    Entries that have ended are left alone, except that their successors must be open.
    """
    found: list[Concern] = []
    for entry in catalogue.values():
        found += _of_pointers(entry, catalogue, as_of)
        if not entry.validity.over(as_of):
            found += _of_dates(entry, as_of, soon_days)
            found += _of_facts(entry, as_of, recheck_days)
            found += _of_contacts(entry, catalogue, as_of)
            found += _of_texts(entry)
    order = ("ends", "conflict", "unreachable", "recheck", "unseen", "outdated")
    return sorted(found, key=lambda c: (order.index(c.kind), c.day or date.max, c.entry, c.field))


def _of_dates(entry: Entry, as_of: date, soon_days: int) -> Iterator[Concern]:
    validity = entry.validity
    soon = as_of + timedelta(days=soon_days)
    for field, text in (("validity.to", validity.to), ("validity.certain_to", validity.certain_to)):
        if text and as_of <= last_day(text) <= soon:
            left = (last_day(text) - as_of).days
            yield Concern("ends", entry.id, field, f"{text}, in {left} days", last_day(text))
    if validity.status == "unconfirmed":
        what = validity.reason or "unconfirmed"
        yield Concern("conflict", entry.id, "validity", what, _day(validity.certain_to))
    for place, repair in enumerate(entry.repairs):
        if "conflict" in repair.certainty or "suspect" in repair.certainty:
            what = f"{repair.printed} read as {repair.read_as} ({repair.certainty})"
            yield Concern("conflict", entry.id, f"repairs.{place}", what)


def _of_facts(entry: Entry, as_of: date, recheck_days: int) -> Iterator[Concern]:
    seen = [("checked", entry.checked, entry.name.said())]
    seen += [(f"contacts.{n}", c.seen, c.value) for n, c in enumerate(entry.contacts)]
    for field, text, what in seen:
        if last_day(text) + timedelta(days=recheck_days) <= as_of:
            yield Concern("recheck", entry.id, field, f"{what}: seen {text}", last_day(text))


def _of_contacts(entry: Entry, catalogue: Catalogue, as_of: date) -> Iterator[Concern]:
    for place, contact in enumerate(entry.contacts):
        if contact.confidence == "low":
            what = f"{contact.type} {contact.value}: {contact.source}"
            yield Concern("unseen", entry.id, f"contacts.{place}", what, last_day(contact.seen))
        for other in entry.contacts[:place]:
            if _contradict(contact, other):
                what = f"{contact.value}: open {contact.hours} or {other.hours}"
                yield Concern("conflict", entry.id, f"contacts.{place}.hours", what)
    by_others = [o for o in entry.via if o in catalogue and is_open(catalogue[o], as_of)]
    reachable = any(contact.publishable for contact in entry.contacts) or by_others
    if is_open(entry, as_of) and not reachable:
        yield Concern(
            "unreachable", entry.id, "contacts", "open, with no contact that may be shown"
        )


def _contradict(one: Contact, other: Contact) -> bool:
    same = (one.type, one.value, one.languages) == (other.type, other.value, other.languages)
    return same and one.hours is not None and other.hours is not None and one.hours != other.hours


def _of_pointers(entry: Entry, catalogue: Catalogue, as_of: date) -> Iterator[Concern]:
    for name in ("successors", "via"):
        for place, other in enumerate(getattr(entry, name)):
            if other in catalogue and not is_open(catalogue[other], as_of):
                what = f"{other} is not open: {catalogue[other].validity.to or 'withheld'}"
                yield Concern("conflict", entry.id, f"{name}.{place}", what)


def _of_texts(entry: Entry) -> Iterator[Concern]:
    for language in LANGUAGES:
        statuses = translation(entry, language).statuses
        old = [name for name, status in statuses.items() if status == "outdated"]
        if old:
            what = f"{language}: {', '.join(old)} of a text that has changed since"
            yield Concern("outdated", entry.id, f"translations.{language}", what)


def _day(text: str | None) -> date | None:
    return last_day(text) if text else None
