"""What the page of one entry shows, as values for its template."""

from functools import cache
from typing import Any

from markupsafe import Markup

from bot.site_status import BADGES, GOING, goes_on, shown_contacts, standing, week_minutes
from bot.site_values import Site
from bot.site_words import Shown, ages_words, area_words, is_web, link_of, sentence
from bot.wording import date_words, hours_words, language_names, say
from knowledge.dates import first_day, last_day
from knowledge.documents import document_title
from knowledge.entry import Contact, Entry
from knowledge.languages import DEFAULT, LANGUAGES
from knowledge.people import human_contacts


def entry_values(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """What the page of one entry shows."""
    stands = standing(entry, site.as_of)
    texts = site.texts(entry, language)
    contacts = shown_contacts(entry, site.as_of, language)
    missing = [text for text in texts.values() if text.status == "missing"]
    drafted = [text for text in texts.values() if text.status == "drafted"]
    return {
        "id": entry.id,
        "texts": texts,
        "standing": stands,
        "closed": stands not in GOING,
        "badge": say(BADGES[stands], language),
        "state": _state(entry, texts["name"], stands, language),
        "ended": _ended(entry, texts["name"], language),
        "instead": _links(site, _instead(site, entry), language),
        "instead_words": "utter_continues" if entry.successor_stated else "utter_try_instead",
        "until": date_words(entry.validity.to, language) if entry.validity.to else None,
        "to": last_day(entry.validity.to).isoformat() if entry.validity.to else None,
        "area": area_words(entry.area, language),
        "ages": ages_words(entry.audience.age_years, language),
        "contacts": [_contact(contact, language) for contact in contacts],
        "via": _links(site, _open_ones(site, entry.via), language),
        "people": _links(site, _people(site, entry), language),
        "organiser": entry.organiser,
        "languages": language_names(list(entry.languages), language),
        "interpreter": entry.interpreter,
        "needs": [{"id": n.id, "label": n.label(language)} for n in site.needs_of[entry.id]],
        "checked": date_words(entry.checked, language),
        "source": _source(entry),
        "untranslated": bool(missing),
        "drafted": bool(drafted),
        "slip": [] if language == DEFAULT else _slip(site, entry, language),
    }


def _state(entry: Entry, name: Shown, stands: str, language: str) -> Markup | None:
    """What a person must know first: why they cannot go there, or that they should ask."""
    if stands == "ended":
        return _ended(entry, name, language)
    if stands == "not_started" and entry.validity.from_:
        begins = date_words(first_day(entry.validity.from_).isoformat(), language)
        return sentence("utter_not_started", language, name=name, date=begins)
    if stands == "ask":
        return sentence("door_uncertain", language)
    return None


def _ended(entry: Entry, name: Shown, language: str) -> Markup | None:
    if not entry.validity.to:
        return None
    return sentence(
        "utter_ended", language, name=name, date=date_words(entry.validity.to, language)
    )


def _instead(site: Site, entry: Entry) -> list[Entry]:
    """What can be tried instead of an entry; the successors of successors that have ended too."""
    found: dict[str, Entry] = {}
    seen = {entry.id}
    waiting = list(entry.successors)
    while waiting:
        other = site.catalogue.get(waiting.pop(0))
        if other is None or other.id in seen:
            continue
        seen.add(other.id)
        if goes_on(other, site.as_of):
            found[other.id] = other
        elif other.validity.over(site.as_of):
            waiting += other.successors
    return list(found.values())


def _open_ones(site: Site, ids: tuple[str, ...]) -> list[Entry]:
    entries = [site.catalogue[other] for other in ids if other in site.catalogue]
    return [entry for entry in entries if goes_on(entry, site.as_of)]


def _people(site: Site, entry: Entry) -> list[Entry]:
    """Where a person answers who can be asked instead; those of its place, where it has one."""
    places = entry.area.municipalities
    ids = _asked(places[0] if len(places) == 1 else None)
    return [other for other in _open_ones(site, ids) if other.id != entry.id]


@cache
def _asked(municipality: str | None) -> tuple[str, ...]:
    return tuple(human_contacts(municipality))


def _links(site: Site, entries: list[Entry], language: str) -> list[dict[str, Any]]:
    return [{"id": entry.id, "name": site.texts(entry, language)["name"]} for entry in entries]


def _contact(contact: Contact, language: str) -> dict[str, Any]:
    more = []
    if contact.languages:
        names = language_names(list(contact.languages), language)
        more.append(say("danger_in_languages", language, languages=names))
    if contact.interpreter:
        more.append(say("door_interpreter_short", language))
    if contact.free:
        more.append(say("door_free", language))
    if contact.hours:
        more.append(hours_words(contact.hours, language))
    return {
        "type": contact.type,
        "value": contact.value,
        "href": link_of(contact.type, contact.value) if contact.type != "address" else None,
        "more": more,
        "week": (week_minutes(contact.hours) or None) if contact.hours else None,
    }


def _source(entry: Entry) -> dict[str, str | None]:
    """Where the facts come from, shortly: a page, else a document, else who organises it."""
    urls = [c.source for c in entry.contacts if c.publishable and is_web(c.source)]
    urls += [source.url for source in entry.sources if source.url and is_web(source.url)]
    if urls:
        return {"text": urls[0], "href": urls[0]}
    titles = [document_title(source.document) for source in entry.sources if source.document]
    return {"text": [*titles, entry.organiser or entry.id][0], "href": None}


def _slip(site: Site, entry: Entry, language: str) -> list[dict[str, Any]]:
    """The words to show at the desk, in the person's language and in that of the desk."""
    return [
        {
            "language": LANGUAGES[code],
            "lines": [
                sentence("site_slip_service", code, name=site.texts(entry, code)["name"]),
                sentence("site_slip_language", code, spoken=language_names([language], code)),
            ],
        }
        for code in (language, DEFAULT)
    ]
