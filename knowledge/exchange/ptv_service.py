"""One service of PTV as the record of an entry, with what its general description says."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from knowledge.exchange.ptv_ages import age_limits
from knowledge.exchange.ptv_areas import area_of
from knowledge.exchange.ptv_channels import Channels, contacts_of
from knowledge.exchange.ptv_classes import (
    charge_of,
    codes_of,
    groups_of,
    keywords_of,
    once,
    organisations_of,
)
from knowledge.exchange.ptv_contacts import languages_of
from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_texts import (
    Texts,
    first_sentences,
    joined,
    kept,
    localized,
    other_languages,
)
from knowledge.exchange.ptv_words import listed, table


def record_of(
    service: Fields, general: Fields | None, channels: Channels, *, collection: str, today: date
) -> dict[str, Any]:
    """The record of an entry; faults and notes are told of the service.

    Args:
        service: the service.
        general: its general description; None when it has none, or none in the files.
        channels: the channels of the files.
        collection: the import that it belongs to.
        today: the day of the import.
    """
    both = [part for part in (general, service) if part]
    names = kept(localized(service.many("serviceNames"), "Name"))
    service_id = (service.text("id") or "").lower()
    organiser, partners = organisations_of(service)
    clients, groups = groups_of(both)
    texts = _texts(service, general, names)
    record: dict[str, Any] = {
        "id": service_id,
        "name": names,
        "aliases": _aliases(service, names),
        "kind": "service",
        "clients": clients,
        **texts,
        "audience": {**_audience(both, names), "groups": groups},
        "area": area_of(service),
        "organiser": organiser,
        "partners": partners,
        "charge": charge_of(both),
        "validity": {"status": "listed"},
        "languages": languages_of(service),
        "contacts": contacts_of(service, channels, today=today),
        "keywords": keywords_of(both),
        "codes": codes_of(both),
        "origin": {
            "system": "ptv",
            "collection": collection,
            "id": service_id,
            "modified": service.text("modified"),
        },
        "checked": today.isoformat(),
    }
    _tell_languages(service)
    return {name: value for name, value in record.items() if value not in (None, [], {})}


def _aliases(service: Fields, names: Texts) -> list[str]:
    others = [item for item in service.many("serviceNames") if item.text("type") != "Name"]
    found = [kept(localized([item])) for item in others]
    return [
        name
        for name in once(text for texts in found for text in texts.values())
        if name not in names.values()
    ]


def _texts(service: Fields, general: Fields | None, names: Texts) -> dict[str, Any]:
    """The texts in the languages that the service is published in, the general ones first."""
    parts = [(general, "descriptions")] if general else []
    lists = [part.many(name) for part, name in [*parts, (service, "serviceDescriptions")] if part]
    _tell_types([item for items in lists for item in items])

    def said(kind: str) -> list[Texts]:
        return [kept(localized(items, kind), names) for items in lists]

    descriptions = said("Description")
    # The service's own summary tells more than the general one, and each more than a cut text.
    cut = [{code: first_sentences(text) for code, text in texts.items()} for texts in descriptions]
    summary: Texts = {}
    for texts in [names, *cut, *said("Summary")]:
        summary |= texts
    return {
        "summary": {code: summary[code] for code in names},
        "description": joined(*descriptions),
        "way_in": joined(*said("UserInstruction")),
        "note": _note({kind: joined(*said(kind)) for kind in table("notes")}),
    }


def _audience(both: list[Fields], names: Texts) -> dict[str, Any]:
    """What the requirements say, and the age limits among them."""
    requirements = joined(*(kept(localized(part.many("requirements")), names) for part in both))
    (low, high), note = age_limits(requirements)
    if note:
        both[-1].told.note(note)
    return {"text": requirements or None, "age_years": {"min": low, "max": high}}


def _note(texts: dict[str, Texts]) -> Texts:
    labels = table("notes")
    return joined(
        *(
            {code: f"{labels[kind][code]}: {text}" for code, text in by_language.items()}
            for kind, by_language in texts.items()
        )
    )


def _tell_types(items: Iterable[Fields]) -> None:
    known = {*table("descriptions"), *table("notes"), *listed("not_taken"), None}
    for item in items:
        if item.text("type") not in known:
            item.told.note(f"description type {item.text('type')!r} is not known here")


def _tell_languages(service: Fields) -> None:
    lists = [service.many(name) for name in ("serviceNames", "serviceDescriptions", "requirements")]
    others = other_languages(lists)
    if others:
        counted = ", ".join(f"{code} ({n})" for code, n in sorted(others.items()))
        service.told.note(
            f"texts in languages that entries are not written in are left out: {counted}"
        )
