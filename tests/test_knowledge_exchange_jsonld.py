"""schema.org JSON-LD of the catalogue."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.exchange.jsonld import catalogue_translations, is_open, service, write_jsonld
from knowledge.exchange.jsonld_channels import opening_hours
from knowledge.languages import LANGUAGES
from knowledge.translations import Translation, translation
from tests.entry_strategies import entries

TODAY = date(2026, 11, 25)
#: Types that the document may have, and the properties of schema.org that each may have.
PROPERTIES = {
    "GovernmentService": {
        "identifier", "name", "alternateName", "description", "serviceType", "category",
        "provider", "funder", "areaServed", "audience", "availableChannel", "offers", "isRelatedTo",
        "subjectOf",
    },
    "Organization": {"name"},
    "AdministrativeArea": {"name"},
    "PeopleAudience": {"audienceType", "suggestedMinAge", "suggestedMaxAge"},
    "ServiceChannel": {
        "description", "servicePhone", "serviceUrl", "serviceLocation", "availableLanguage",
    },
    "ContactPoint": {"telephone", "contactOption", "hoursAvailable"},
    "Place": {"address", "openingHoursSpecification"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes", "validFrom", "validThrough"},
    "Offer": {"validFrom", "validThrough", "description", "price", "priceCurrency"},
    "CategoryCode": {"codeValue", "inCodeSet", "name", "url"},
    "WebPage": {"url"},
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


def written(entries: list[Entry], path: Path, **options: Any) -> list[dict[str, Any]]:
    write_jsonld(entries, path, as_of=TODAY, **options)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert list(document) == ["@context", "@graph"]
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def unknown(document: Any) -> list[str]:
    """Properties that their type does not have."""
    return [
        f"{found.get('@type', '')}.{name}"
        for found in objects(document)
        for name in found
        if not name.startswith("@") and name not in PROPERTIES.get(found.get("@type", ""), set())
    ]


def test_only_open_entries_are_written_unless_all_are_asked_for(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "services.jsonld"
    everything = list(catalogue.values())
    is_open_now = [entry.id for entry in everything if is_open(entry.validity, TODAY)]
    found = [one["identifier"] for one in written(everything, path)]
    assert found == is_open_now
    assert 0 < len(found) < len(everything)
    assert "tyomarkkinatori" in found
    every = [one["identifier"] for one in written(everything, path, everything=True)]
    assert every == list(catalogue)


def test_only_properties_of_schema_org_are_written(catalogue: Catalogue, tmp_path: Path) -> None:
    translations = catalogue_translations(LANGUAGES)
    path = tmp_path / "services.jsonld"
    graph = written(list(catalogue.values()), path, everything=True, translations=translations)
    assert unknown(graph) == []
    assert [one["@type"] for one in graph] == ["GovernmentService"] * len(catalogue)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_any_entry_makes_a_service(entry: Entry) -> None:
    found = json.loads(json.dumps(service(entry, {})))
    assert unknown(found) == []
    assert found["identifier"] == entry.id
    low = {c.value for c in entry.contacts if not c.publishable}
    shown = {c.value for c in entry.contacts if c.publishable}
    channels = list(objects(found.get("availableChannel", [])))
    told = {part.get(name) for part in channels for name in ("telephone", "serviceUrl", "address")}
    assert (low - shown) & told == set()


def test_texts_have_the_tag_of_their_language(catalogue: Catalogue) -> None:
    entry = catalogue["tyomarkkinatori"]
    found = service(entry, {code: translation(entry, code) for code in LANGUAGES})
    by_language = {text["@language"]: text["@value"] for text in found["description"]}
    fresh = {
        code: translation(entry, code).fresh["summary"]
        for code in LANGUAGES
        if "summary" in translation(entry, code).fresh
    }
    assert by_language == fresh
    assert by_language["fi"] == entry.summary.fi


def test_outdated_translations_are_not_written(catalogue: Catalogue) -> None:
    entry = catalogue["tyomarkkinatori"]
    old = Translation("ar", {"name": "قديم"}, {"name": "outdated"})
    found = service(entry, {"ar": old})
    assert "ar" not in {text["@language"] for text in found["name"]}


def an_entry(**fields: Any) -> Entry:
    text = {"fi": "teksti", "en": "text"}
    contact = {"source": "page", "page_age": "2026", "seen": "2026", "confidence": "high"}
    record = {
        "id": "advice", "name": text, "kind": "service", "clients": ["person"], "summary": text,
        "audience": {"text": text, "age_years": {"min": 16, "max": 29}, "groups": ["young"]},
        "area": {"reach": "municipalities", "municipalities": ["oulu"]},
        "way_in": text, "note": text, "charge": "free", "languages": ["fi", "en"],
        "validity": {"status": "listed", "from": "2026-02", "to": "2027"},
        "contacts": [
            {**contact, "type": "phone", "value": "0295 020 713", "hours": "Mo,We 09:00-12:00",
             "languages": ["ar"], "free": True},
            {**contact, "type": "phone", "value": "08 000", "confidence": "low"},
            {**contact, "type": "phone", "value": "+358 8 000", "from_abroad": True},
            {**contact, "type": "email", "value": "a@example.fi"},
            {**contact, "type": "address", "value": "Torikatu 10, Oulu", "hours": "by chance"},
        ],
        "successors": ["other"], "codes": ["ptv:P10.1"], "checked": "2026-11-21",
    }  # fmt: skip
    return Entry.model_validate({**record, **fields})


def test_a_service_tells_who_when_where_and_how() -> None:
    found = service(an_entry(), {})
    assert found["audience"]["suggestedMinAge"] == 16
    assert found["audience"]["suggestedMaxAge"] == 29
    assert found["audience"]["audienceType"][-1] == "young"
    assert found["areaServed"] == [{"@type": "AdministrativeArea", "name": "Oulu"}]
    assert found["isRelatedTo"][0]["identifier"] == "other"
    assert found["category"][0]["codeValue"] == "P10.1"
    offer = found["offers"]
    assert (offer["validFrom"], offer["validThrough"], offer["price"]) == (
        "2026-02-01",
        "2027-12-31",
        "0",
    )


def test_contacts_are_channels_with_their_languages_and_hours() -> None:
    phone, email, place = service(an_entry(), {})["availableChannel"]
    assert phone["servicePhone"]["telephone"] == "0295 020 713"
    assert phone["servicePhone"]["contactOption"] == "https://schema.org/TollFree"
    assert phone["availableLanguage"] == ["ar"]
    assert phone["servicePhone"]["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Wednesday"],
            "opens": "09:00",
            "closes": "12:00",
        }
    ]
    assert (email["serviceUrl"], email["availableLanguage"]) == (
        "mailto:a@example.fi",
        ["fi", "en"],
    )
    # Hours that cannot be read are left out.
    assert place["serviceLocation"] == {"@type": "Place", "address": "Torikatu 10, Oulu"}


def test_a_service_without_contacts_still_tells_the_way_in() -> None:
    [channel] = service(an_entry(contacts=[]), {})["availableChannel"]
    assert channel["description"][0] == {"@language": "fi", "@value": "teksti"}


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ("24/7", [(7, "00:00", "23:59", None)]),
        ("Fr 22:00-04:00", [(1, "22:00", "04:00", None)]),
        (
            "Mo-Fr 09:00-12:00,13:00-24:00",
            [(5, "09:00", "12:00", None), (5, "13:00", "23:59", None)],
        ),
        ("2026-12-24 closed", [(7, "00:00", "00:00", "2026-12-24")]),
        ("any time", []),
    ],
)
def test_opening_hours_are_specifications(hours: str, wanted: list[tuple[Any, ...]]) -> None:
    assert [
        (len(one["dayOfWeek"]), one["opens"], one["closes"], one.get("validFrom"))
        for one in opening_hours(hours)
    ] == wanted


@pytest.mark.parametrize(
    ("validity", "opened"),
    [
        ({"status": "listed"}, True),
        ({"status": "unconfirmed", "reason": "x"}, True),
        ({"status": "withheld", "reason": "x"}, False),
        ({"status": "listed", "from": "2027"}, False),
        ({"status": "listed", "to": "2026-10"}, False),
    ],
)
def test_open_is_what_may_be_referred_to(
    validity: dict[str, str], opened: bool, tmp_path: Path
) -> None:
    found = written([an_entry(validity=validity)], tmp_path / "services.jsonld")
    assert len(found) == int(opened)
