"""A door as values: the facts of an entry that a person is shown, in their language."""

from typing import Any

from index.eligibility import Person, obstacle
from index.results import Referral
from index.search import Search
from knowledge.documents import document_title
from knowledge.entry import Contact, Entry
from knowledge.translations import text

#: At most so many contacts stand on a door; the details show all.
CONTACTS_SHOWN = 3


def door_values(
    search: Search, referral: Referral, person: Person, language: str, *, number: int
) -> dict[str, Any]:
    """The values of one door.

    Args:
        search: knows the catalogue and the needs.
        referral: the entry and why it is offered.
        person: who asks.
        language: their language.
        number: the door's place in the answer, from 1.
    """
    values = entry_values(search, referral.entry, person, language)
    return {**values, "number": number, "why": _why(search, referral, language)}


def entry_values(
    search: Search, entry: Entry, person: Person, language: str, *, detailed: bool = False
) -> dict[str, Any]:
    """The values of one entry, without why it is offered."""
    via = [
        search.catalogue[other]
        for other in entry.via
        if obstacle(search.catalogue[other], person.anywhere()) is None
        and (person.municipality is None or obstacle(search.catalogue[other], person) is None)
    ]
    # Where the municipality is not known, all employment areas would be a list, not a way.
    via = via[:1] if person.municipality or len(via) == 1 else []
    contacts = _shown(entry, language, all_of_them=detailed)
    return {
        "id": entry.id,
        "name": text(entry, "name", language),
        "summary": text(entry, "summary", language),
        "audience": text(entry, "audience", language),
        "until": entry.validity.to,
        "uncertain": not entry.validity.certain(person.as_of),
        "way_in": text(entry, "way_in", language),
        "note": text(entry, "note", language) if detailed else None,
        "contacts": contacts,
        # Who can be reached directly needs no way round.
        "via": [] if contacts else [text(other, "name", language) for other in via],
        "via_contacts": [] if contacts else [c for o in via for c in _shown(o, language)][:2],
        "detailed": detailed,
        "organiser": entry.organiser if detailed else None,
        "languages": list(entry.languages) if detailed else [],
        "interpreter": entry.interpreter if detailed else False,
        "checked": entry.checked,
        "source": _source(entry),
    }


def _why(search: Search, referral: Referral, language: str) -> dict[str, str]:
    fit = referral.fit
    if fit.name > 0:
        return {"kind": "name"}
    if fit.need:
        return {"kind": "need", "need": search.needs[fit.need].label(language)}
    return {"kind": "words"}


def _shown(entry: Entry, language: str, *, all_of_them: bool = False) -> list[dict[str, Any]]:
    """The publishable contacts, those in the person's language first."""
    contacts = [contact for contact in entry.contacts if contact.publishable]
    contacts.sort(key=lambda contact: _foreign(contact, language))
    return [
        {
            "type": contact.type,
            "value": contact.value,
            "languages": list(contact.languages),
            "hours": contact.hours,
            "free": contact.free,
            "interpreter": contact.interpreter,
        }
        for contact in contacts[: None if all_of_them else CONTACTS_SHOWN]
    ]


def _foreign(contact: Contact, language: str) -> bool:
    return bool(contact.languages) and language not in contact.languages


def _source(entry: Entry) -> str:
    """Where the facts come from, shortly: a page of its own, else the action plan."""
    urls = [source.url for source in entry.sources if source.url]
    contact_sources = [c.source for c in entry.contacts if c.publishable and "://" in c.source]
    documents = [document_title(s.document) for s in entry.sources if s.document]
    return (contact_sources + urls + documents + [entry.organiser or entry.id])[0] or entry.id
