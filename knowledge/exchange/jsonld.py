"""The catalogue as JSON-LD of schema.org: one `GovernmentService` an entry."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.dates import first_day, last_day
from knowledge.entry import Entry, Validity
from knowledge.exchange.hsds_ids import service_id
from knowledge.exchange.hsds_places import area_names
from knowledge.exchange.jsonld_channels import channels
from knowledge.exchange.streamed import write_streamed
from knowledge.records import SOURCE_LANGUAGES
from knowledge.translations import Translation, source_texts, translation
from knowledge.vocabularies import term

Object = dict[str, Any]
#: The texts of an entry in other languages, by language.
Translations = Callable[[Entry], Mapping[str, Translation]]

CONTEXT = "https://schema.org"


def write_jsonld(
    entries: Iterable[Entry],
    path: Path,
    *,
    as_of: date,
    translations: Translations | None = None,
    everything: bool = False,
) -> int:
    """Write one JSON-LD document; one entry at a time is held in memory.

    Args:
        entries: the entries.
        path: the file; it is replaced when all is written.
        as_of: the day.
        translations: gives the texts of an entry in other languages.
        everything: also those that are not open on this day.

    Returns:
        The number of services that were written.
    """
    services = (
        service(entry, translations(entry) if translations else {})
        for entry in entries
        if everything or is_open(entry.validity, as_of)
    )
    return write_streamed(path, {"@context": CONTEXT}, "@graph", services)


def is_open(validity: Validity, as_of: date) -> bool:
    """Whether an entry may be referred to on a day."""
    withheld = validity.status == "withheld"
    return not withheld and validity.begun(as_of) and not validity.over(as_of)


def service(entry: Entry, translations: Mapping[str, Translation]) -> Object:
    """One entry as a `GovernmentService`.

    Args:
        entry: the entry.
        translations: its texts by language; outdated ones are left out.
    """
    texts = {name: _tagged(entry, name, translations) for name in source_texts(entry)}
    fields = {
        "@type": "GovernmentService",
        "@id": _address(entry.id),
        "identifier": entry.id,
        "name": texts["name"],
        "alternateName": list(entry.aliases),
        "description": texts["summary"],
        "serviceType": entry.kind.replace("_", " "),
        "category": list(_categories(entry.codes)),
        "provider": _organizations([entry.organiser, *entry.partners]),
        "funder": _organizations([entry.funder]),
        "areaServed": [{"@type": "AdministrativeArea", "name": n} for n in area_names(entry.area)],
        "audience": _audience(entry, texts.get("audience", [])),
        "availableChannel": list(channels(entry, texts.get("way_in", []))),
        "offers": _offer(entry, texts.get("note", [])),
        "isRelatedTo": [
            {"@type": "GovernmentService", "@id": _address(other), "identifier": other}
            for other in entry.successors
        ],
        "subjectOf": [{"@type": "WebPage", "url": s.url} for s in entry.sources if s.url],
    }
    return {name: value for name, value in fields.items() if value not in ([], None)}


def catalogue_translations(languages: Iterable[str]) -> Translations:
    """The translations of the catalogue in these languages, as the writers ask for them."""
    wanted = list(languages)
    return lambda entry: {language: translation(entry, language) for language in wanted}


def _address(entry_id: str) -> str:
    return f"urn:uuid:{service_id(entry_id)}"


def _tagged(entry: Entry, name: str, translations: Mapping[str, Translation]) -> list[Object]:
    """A text in all its languages, each with its tag; our own words win."""
    source = source_texts(entry)[name]
    said = {code: getattr(source, code) for code in SOURCE_LANGUAGES if getattr(source, code)}
    for language, found in translations.items():
        text = found.fresh.get(name)
        if text:
            said.setdefault(language, text)
    return [{"@language": language, "@value": text} for language, text in said.items()]


def _organizations(names: Iterable[str | None]) -> list[Object]:
    return [{"@type": "Organization", "name": name} for name in names if name]


def _categories(codes: Iterable[str]) -> Iterator[Object]:
    for code in codes:
        found = term(code)
        fields = {
            "@type": "CategoryCode",
            "codeValue": code.partition(":")[2] if found else code,
            "inCodeSet": found and found.vocabulary,
            "name": found and found.name(),
            "url": found and found.uri,
        }
        yield {name: value for name, value in fields.items() if value}


def _audience(entry: Entry, texts: list[Object]) -> Object:
    ages = entry.audience.age_years
    fields = {
        "@type": "PeopleAudience",
        "audienceType": [*texts, *(group.replace("_", " ") for group in entry.audience.groups)],
        "suggestedMinAge": ages.min,
        "suggestedMaxAge": ages.max,
    }
    return {name: value for name, value in fields.items() if value not in ([], None)}


def _offer(entry: Entry, notes: list[Object]) -> Object | None:
    """When it can be had, what it costs, and what to know first."""
    validity = entry.validity
    fields: Object = {
        "validFrom": validity.from_ and first_day(validity.from_).isoformat(),
        "validThrough": validity.to and last_day(validity.to).isoformat(),
        "description": notes,
    }
    if entry.charge == "free":
        fields |= {"price": "0", "priceCurrency": "EUR"}
    found = {name: value for name, value in fields.items() if value}
    return {"@type": "Offer", **found} if found else None
