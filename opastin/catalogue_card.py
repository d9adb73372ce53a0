"""What `opastin catalogue show` tells of an entry, and the same as JSON values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.site_status import BADGES, goes_on, standing
from bot.wording import date_words, say
from knowledge.dates import first_day, now
from knowledge.entry import Contact, Entry
from knowledge.hours import open_at
from knowledge.needs import Need
from knowledge.translations import FIELDS, text, translation


@dataclass(frozen=True)
class Card:
    """An entry and all that is needed to show it.

    Attributes:
        entry: the entry.
        catalogue: all entries by id.
        needs: all needs by id.
        language: code of the offered language of texts and labels.
        as_of: the day that its status is told for.
        now_counts: whether it is told which phones answer at this moment.
    """

    entry: Entry
    catalogue: Mapping[str, Entry]
    needs: Mapping[str, Need]
    language: str
    as_of: date
    now_counts: bool = True

    def say(self, key: str, **values: Any) -> str:
        """A sentence in the card's language."""
        return say(key, self.language, **values)

    def texts(self) -> list[tuple[str, str, str]]:
        """The texts: field, text, and its status (or the language it is shown in instead)."""
        found = translation(self.entry, self.language)
        rows = []
        for name in FIELDS:
            words = text(self.entry, name, self.language)
            if words:
                missing = "not translated" if name not in found.texts else ""
                rows.append((name, words, missing or found.statuses[name]))
        return rows


def status_words(card: Card) -> str:
    """The status on the card's day in a few words, with dates."""
    stands, validity = standing(card.entry, card.as_of), card.entry.validity
    words = card.say(BADGES[stands])
    if stands == "ended" and validity.to:
        return f"{words} ({date_words(validity.to, card.language)})"
    if stands == "not_started" and validity.from_:
        begins = first_day(validity.from_).isoformat()
        return f"{words} ({date_words(begins, card.language)})"
    if goes_on(card.entry, card.as_of) and validity.to:
        until = date_words(validity.to, card.language)
        return f"{words}. {card.say('door_until', date=until)}"
    return words


def hidden_reason(contact: Contact) -> str | None:
    """Why a contact is never shown to people; None when it may be."""
    if contact.confidence == "low":
        return "low confidence"
    return "only for calls from abroad" if contact.from_abroad else None


def open_now(card: Card, contact: Contact) -> bool | None:
    """Whether a contact answers at this moment; None when that is not known or not asked."""
    known = card.now_counts and contact.hours and goes_on(card.entry, card.as_of)
    return open_at(contact.hours, now()) if known and contact.hours else None


def needs_of(card: Card) -> Iterator[tuple[str, str, bool]]:
    """The needs of the entry: id, label, and whether it answers the need itself."""
    for need in card.needs.values():
        if card.entry.id in (*need.doors, *need.also):
            yield need.id, need.label(card.language), card.entry.id in need.doors


def card_values(card: Card) -> dict[str, Any]:
    """The card as JSON values: the record of the entry, and what follows from it."""
    entry = card.entry
    return {
        "id": entry.id,
        "language": card.language,
        "as_of": card.as_of.isoformat(),
        "status": standing(entry, card.as_of),
        "status_words": status_words(card),
        "texts": {name: {"text": words, "status": s} for name, words, s in card.texts()},
        "contacts": [
            {"value": c.value, "hidden": hidden_reason(c), "open_now": open_now(card, c)}
            for c in entry.contacts
        ],
        "needs": [{"id": i, "label": label, "door": door} for i, label, door in needs_of(card)],
        "successors": standings_of(card, entry.successors),
        "entry": entry.model_dump(mode="json", by_alias=True, exclude_none=True),
    }


def standings_of(card: Card, ids: tuple[str, ...]) -> list[dict[str, str]]:
    """How other entries stand on the card's day."""
    known = [card.catalogue[i] for i in ids if i in card.catalogue]
    return [{"id": other.id, "status": standing(other, card.as_of)} for other in known]
