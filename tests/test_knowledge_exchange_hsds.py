"""HSDS 3.0: the catalogue out and in unchanged, services of other systems in."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.exchange.entry_paths import entry_paths
from knowledge.exchange.flat import flat, nested
from knowledge.exchange.hsds_ages import age_limits
from knowledge.exchange.hsds_area_in import area_of
from knowledge.exchange.hsds_contacts import may_be_native
from knowledge.exchange.hsds_hours import schedules_of
from knowledge.exchange.hsds_in import hsds_objects, read_hsds
from knowledge.exchange.hsds_out import service_of, write_hsds
from knowledge.exchange.hsds_schedules_in import hours_of
from knowledge.exchange.hsds_terms import terms
from knowledge.exchange.items import Item, entry_of
from knowledge.exchange.jsonld import catalogue_translations
from knowledge.exchange.versions import plain_record, version_of
from knowledge.exchange.web_forms import is_moment, is_uri
from knowledge.languages import LANGUAGES
from tests.entry_strategies import dates, entries

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "hsds"
TODAY = date(2026, 11, 25)
UUID = "7f0c1c5e-1111-4a4a-9b9b-0123456789ab"

Service = dict[str, Any]


def public(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs the public file {name} of HSDS 3.0 in {DATA}")
    return path


def validator(name: str) -> Draft202012Validator:
    schema = json.loads(public(f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return validator("service")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


def wrong(schema: Draft202012Validator, service: object) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:200] for error in schema.iter_errors(service)]


def items(*services: Any, **options: Any) -> list[Item]:
    return list(read_hsds(services, collection="elsewhere", today=TODAY, **options))


def faults(service: object) -> list[tuple[int, str]]:
    good = {"id": UUID, "name": "x", "status": "active"}
    return [(fault.number, fault.field) for fault in items(good, service)[1].faults]


def foreign(**fields: Any) -> Service:
    return {"id": UUID, "name": "Advice", "status": "active", **fields}


def taken(**fields: Any) -> Entry:
    [item] = items(foreign(**fields))
    assert item.faults == ()
    return entry_of(item.record)


def phones(*numbers: str, **more: Any) -> list[Service]:
    return [{"id": UUID, "number": number, **more} for number in numbers]


def an_entry(**fields: Any) -> Entry:
    both = {"fi": "teksti", "en": "text"}
    contact = {"source": "page", "page_age": "2026", "seen": "2026-11-21", "confidence": "high"}
    record = {
        "id": "advice",
        "name": {"fi": "Neuvonta", "en": "Advice"},
        "kind": "service",
        "clients": ["person"],
        "summary": both,
        "audience": {"text": both, "age_years": {"min": 16, "max": 29}},
        "way_in": both,
        "area": {"reach": "municipalities", "municipalities": ["oulu"]},
        "organiser": "Oulu",
        "charge": "free",
        "validity": {"status": "listed", "to": "2027-12"},
        "contacts": [
            {**contact, "type": "phone", "value": "0295 020 713", "hours": "Mo-Fr 09:00-15:00"},
            {**contact, "type": "url", "value": "https://www.example.fi/advice"},
            {**contact, "type": "phone", "value": "08 000 secret", "confidence": "low"},
            {
                **contact,
                "type": "address",
                "value": "Torikatu 10, 90100 Oulu",
                "remark": "2nd floor",
            },
        ],
        "checked": "2026-11-21",
    }
    return Entry.model_validate({**record, **fields})


def edited(change: Callable[[Service], Any], entry: Entry | None = None) -> Item:
    """The item of our own service after another system has changed it."""
    service = json.loads(json.dumps(service_of(entry or an_entry(), as_of=TODAY)))
    change(service)
    [item] = items(service)
    assert item.faults == ()
    return item


# --- out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "languages"), [(date(2024, 10, 1), []), (TODAY, LANGUAGES)], ids=["2024", "2026"]
)
def test_the_whole_catalogue_is_valid_hsds(
    catalogue: Catalogue,
    schema: Draft202012Validator,
    tmp_path: Path,
    as_of: date,
    languages: list[str],
) -> None:
    path = tmp_path / "services.json"
    write_hsds(
        catalogue.values(),
        path,
        as_of=as_of,
        total=len(catalogue),
        needs=needs_data.load().values(),
        translations=catalogue_translations(languages),
    )
    page = json.loads(path.read_text(encoding="utf-8"))
    assert (page["total_items"], page["size"], page["empty"]) == (
        len(catalogue),
        len(catalogue),
        False,
    )
    assert (page["total_pages"], page["page_number"], page["last_page"]) == (1, 1, True)
    assert [wrong(schema, service) for service in page["contents"]] == [[]] * len(catalogue)
    # What the schema only says in words: an id stands once.
    parts = [
        part["id"]
        for service in page["contents"]
        for name in ("phones", "schedules", "service_areas", "service_at_locations", "attributes")
        for part in service.get(name, [])
    ]
    assert len(parts) == len(set(parts))
    assert len({service["id"] for service in page["contents"]}) == len(catalogue)


def test_the_catalogue_comes_back_as_it_was(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    write_hsds(catalogue.values(), path, as_of=TODAY, total=len(catalogue))
    read = list(read_hsds(hsds_objects(path), collection="x", today=date(2027, 1, 1)))
    assert [entry_of(item.record) for item in read] == list(catalogue.values())
    assert [item.version for item in read] == [version_of(entry) for entry in catalogue.values()]
    assert [(item.faults, item.notes, item.ended) for item in read] == [((), (), False)] * len(read)


def test_every_organization_is_valid(catalogue: Catalogue) -> None:
    organization = validator("organization")
    services = [service_of(entry, as_of=TODAY) for entry in catalogue.values()]
    found = [service["organization"] for service in services if "organization" in service]
    assert len(found) > 50
    assert [wrong(organization, one) for one in found] == [[]] * len(found)


@settings(max_examples=60, deadline=None)
@given(entry=entries(), as_of=dates, today=dates)
def test_any_entry_goes_out_valid_and_comes_in_unchanged(
    schema: Draft202012Validator, entry: Entry, as_of: date, today: date
) -> None:
    service = json.loads(json.dumps(service_of(entry, as_of=as_of)))
    assert wrong(schema, service) == []
    [item] = read_hsds([service], collection="x", today=today)
    assert (item.faults, item.notes, item.ended) == ((), (), False)
    assert entry_of(item.record) == entry
    assert item.record == plain_record(entry)


def _native(value: Any) -> Iterator[str]:
    """All texts of a service outside its attributes."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "attributes":
                yield from _native(part)
    elif isinstance(value, list):
        for part in value:
            yield from _native(part)
    elif isinstance(value, str):
        yield value


def test_contacts_of_low_confidence_stand_in_no_native_field(catalogue: Catalogue) -> None:
    low = 0
    for entry in [an_entry(), *catalogue.values()]:
        native = list(_native(service_of(entry, as_of=TODAY)))
        shown = {contact.value for contact in entry.contacts if contact.confidence != "low"}
        for contact in entry.contacts:
            if contact.confidence == "low" and contact.value not in shown:
                low += 1
                # A shown address may begin with the one that is not.
                told = [text for text in native if text not in shown]
                assert [text for text in told if contact.value in text] == []
    assert low > 10


def test_native_fields_hold_what_hsds_has_a_home_for() -> None:
    service = service_of(an_entry(), as_of=TODAY)
    assert service["description"] == "text"
    assert (service["minimum_age"], service["maximum_age"]) == (16, 29)
    assert service["url"] == "https://www.example.fi/advice"
    assert service["assured_date"] == "2026-11-21"
    assert service["fees_description"] == "Free of charge"
    assert service["organization"]["description"] == "Oulu"
    assert [phone["number"] for phone in service["phones"]] == ["0295 020 713"]
    assert [area["name"] for area in service["service_areas"]] == ["Oulu"]
    [schedule] = service["schedules"]
    assert (schedule["byday"], schedule["opens_at"]) == ("MO,TU,WE,TH,FR", "09:00+02:00")
    [place] = service["service_at_locations"]
    [address] = place["location"]["addresses"]
    assert (address["address_1"], address["postal_code"], address["city"], address["country"]) == (
        "Torikatu 10", "90100", "Oulu", "FI",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("validity", "status"),
    [
        ({"status": "listed"}, "active"),
        ({"status": "unconfirmed", "reason": "old page"}, "active"),
        ({"status": "withheld", "reason": "closed"}, "inactive"),
        ({"status": "listed", "from": "2027"}, "inactive"),
        ({"status": "listed", "to": "2026-10"}, "defunct"),
        ({"status": "listed", "to": "2026-11-25"}, "active"),
    ],
)
def test_status_goes_by_the_day(validity: dict[str, str], status: str) -> None:
    entry = an_entry(validity=validity)
    assert service_of(entry, as_of=TODAY)["status"] == status
    assert entry_of(edited(lambda service: None, entry).record) == entry


def test_needs_codes_and_translations_are_attributes(catalogue: Catalogue) -> None:
    entry = an_entry(codes=["ptv:P10.1"])
    need = next(iter(needs_data.load().values()))
    named = catalogue["arpeetti"]
    service = service_of(
        named, as_of=TODAY, translations=catalogue_translations(["ar", "fi"])(named)
    )
    links = [attribute["link_type"] for attribute in service["attributes"]]
    assert [link for link in links if link.startswith("opastin:translations.fi")] == []
    assert len([link for link in links if link.startswith("opastin:translations.ar.summary.")]) == 1
    by_link = {
        attribute["link_type"]: attribute["taxonomy_term"]
        for attribute in service_of(entry, as_of=TODAY, needs=[need])["attributes"]
    }
    assert by_link["opastin:codes.0"]["taxonomy"] == "ptv"
    assert by_link["opastin:codes.0"]["code"] == "P10.1"
    assert by_link[f"opastin:needs.{need.id}"]["name"] == need.label("en")


def test_ids_are_stable_and_an_id_that_is_a_uuid_is_kept() -> None:
    entry = an_entry(id=UUID)
    assert service_of(entry, as_of=TODAY)["id"] == UUID
    assert service_of(an_entry(), as_of=TODAY)["id"] == "0d4fa882-2241-58e4-83dc-dc525ae03682"


def test_every_value_of_an_entry_has_a_term() -> None:
    native = ("audience.age_years.min", "audience.age_years.max")
    fields = {
        re.sub(r"\.(fi|en|sv|#)(?![a-z])", "", path) for path in entry_paths() if path not in native
    }
    assert fields - set(terms()) == set()


def test_too_few_entries_leave_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match="1 objects were given instead of 2"):
        write_hsds([an_entry()], path, as_of=TODAY, total=2)
    assert [(found.name, found.read_text(encoding="utf-8")) for found in tmp_path.iterdir()] == [
        ("services.json", "old")
    ]


def test_no_entries_make_an_empty_page(tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    write_hsds([], path, as_of=TODAY, total=0)
    assert json.loads(path.read_text(encoding="utf-8"))["empty"] is True
    assert list(hsds_objects(path)) == []


def test_entries_are_written_one_by_one(tmp_path: Path) -> None:
    path, sizes = tmp_path / "services.json", []

    def given_one_by_one() -> Iterator[Entry]:
        for number in range(100):
            unfinished = list(tmp_path.glob(".services.json*"))
            sizes.append(sum(part.stat().st_size for part in unfinished))
            yield an_entry(id=f"advice-{number}")

    write_hsds(given_one_by_one(), path, as_of=TODAY, total=100)
    # While the last one is asked for, nearly all others stand in the file.
    assert sizes[-1] > 0.95 * path.stat().st_size


# --- our own, edited elsewhere ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "path", "wanted"),
    [
        ("name", "Guidance", "name.en", "Guidance"),
        ("description", "new", "summary.en", "new"),
        ("application_process", "Ring", "way_in.en", "Ring"),
        # A new text of ours would have to be in Finnish too.
        ("alert", "Closed today", "note.en", None),
        ("alert", "Closed today", "remarks.0", "alert: Closed today"),
        ("minimum_age", 15.5, "audience.age_years.min", "16"),
        ("maximum_age", None, "audience.age_years.max", None),
        ("alternate_name", "Help", "aliases.0", "Help"),
        ("assured_date", "2027-01-02", "checked", "2027-01-02"),
        ("fees_description", "10 euros", "charge", "other"),
        ("interpretation_services", "Arabic", "interpreter", "true"),
        ("languages", [{"id": UUID, "code": "ar"}], "languages.0", "ar"),
        ("service_areas", [{"id": UUID, "name": "Finland"}], "area.reach", "nationwide"),
        ("service_areas", [{"id": UUID, "name": "Kempele"}], "area.municipalities.0", "kempele"),
        ("url", "https://new.example.fi", "contacts.1.value", "https://new.example.fi"),
        ("schedules", [], "contacts.0.hours", None),
        ("status", "inactive", "validity.status", "withheld"),
        ("status", "temporarily closed", "validity.reason", "HSDS status: temporarily closed"),
    ],
)
def test_what_another_system_changes_wins(
    field: str, value: Any, path: str, wanted: str | None
) -> None:
    item = edited(lambda service: service.update({field: value}))
    assert dict(flat(item.record)).get(path) == wanted
    assert dict(flat(item.record))["summary.fi"] == "teksti"
    assert item.version == version_of(an_entry())


def test_edits_of_phones_places_and_schedules_win() -> None:
    def change(service: Service) -> None:
        service["phones"][0]["number"] = "+358 295 020 714"
        service["phones"] += phones("0295 020 715")
        service["schedules"][0]["closes_at"] = "16:00+02:00"
        service["service_at_locations"][0]["location"]["addresses"][0]["address_1"] = "Torikatu 12"
        service["organization"]["name"] = "City of Oulu"
        service["funding"] = [{"id": UUID, "source": "ESF+"}]

    record = edited(change).record
    assert [(c["value"], c["hours"], c["source"]) for c in record["contacts"]] == [
        ("+358 295 020 714", "Mo-Fr 09:00-16:00", "page"),
        ("https://www.example.fi/advice", None, "page"),
        ("08 000 secret", None, "page"),
        ("Torikatu 12, 90100 Oulu", None, "page"),
        ("0295 020 715", None, "City of Oulu"),
    ]
    assert (record["organiser"], record["funder"]) == ("City of Oulu", "ESF+")


def test_a_phone_that_is_taken_away_is_gone_and_the_others_keep_their_hours() -> None:
    record = edited(lambda service: service.update(phones=[], schedules=None)).record
    assert [contact["type"] for contact in record["contacts"]] == ["url", "phone", "address"]


def test_a_service_of_ours_that_is_called_defunct_has_ended() -> None:
    assert edited(lambda service: service.update(status="defunct")).ended is True


def test_an_ended_service_that_is_active_again_loses_its_last_day() -> None:
    over = an_entry(validity={"status": "listed", "to": "2026-10"})
    record = edited(lambda service: service.update(status="active"), over).record
    assert record["validity"]["to"] is None
    assert record["validity"]["status"] == "listed"


_PARTS = st.sampled_from(
    ("name", "fi", "text", "audience", "area", "reach", "validity", "status", "contacts", "0",
     "9999999", "type", "value", "origin", "remarks", "aliases", "hours_of", "version", "as_of")
)  # fmt: skip
_PATHS = st.lists(_PARTS, min_size=1, max_size=5).map(".".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PATHS, max_size=4), st.booleans())
def test_tampered_attributes_never_break_the_reader(paths: list[str], bare: bool) -> None:
    service = service_of(an_entry(), as_of=TODAY)
    links = [{"id": UUID, "link_type": f"opastin:{path}", "value": "x"} for path in paths]
    own = [] if bare else service["attributes"]
    [item] = items({**service, "attributes": [*own, *links]})
    assert item.faults or entry_of(item.record)


# --- foreign services ---------------------------------------------------------------------------


def test_the_full_example_of_the_standard_is_read() -> None:
    [item] = read_hsds(
        hsds_objects(public("service_full.example.json")), collection="example", today=TODAY
    )
    assert item.faults == ()
    entry = entry_of(item.record)
    assert entry.id == "ac148810-d857-441c-9679-408f346de14b"
    assert entry.name.en == "Community Counselling"
    assert entry.audience.age_years.min == 12
    assert entry.area.reach == "elsewhere"
    assert entry.organiser == "Example Organization Inc."
    first = entry.contacts[0]
    assert (first.type, first.value, first.languages) == ("phone", "+44 1234 234567", ("ur",))
    assert (first.source, first.page_age, first.confidence) == (
        "Example Organization Inc.", "2023-03-15", "high",
    )  # fmt: skip
    assert entry.origin is not None
    assert (entry.origin.system, entry.origin.collection) == ("hsds", "example")
    assert {contact.type for contact in entry.contacts} == {"phone", "url", "email", "address"}


def test_a_page_that_does_not_hold_what_it_says_is_told_of_on_its_first_service() -> None:
    [item] = read_hsds(
        hsds_objects(public("service_list.example.json")), collection="example", today=TODAY
    )
    assert item.faults == ()
    assert item.notes[:2] == (
        "the file is page 1 of 10; import the other pages too",
        "total_items is 10, but the file holds 1 services",
    )


@pytest.mark.parametrize(
    ("service", "field"),
    [
        ("text", "service"),
        ({"name": "x", "status": "active"}, "id"),
        (foreign(id="5"), "id"),
        (foreign(id=UUID.replace("-", "")), "id"),
        (foreign(name=" "), "name"),
        (foreign(name=["x"]), "name"),
        (foreign(status=None), "status"),
        (foreign(status="open"), "status"),
        (foreign(minimum_age=30, maximum_age=16), "minimum_age"),
        (foreign(minimum_age=16.2, maximum_age=16.8), "minimum_age"),
        (foreign(minimum_age="16"), "minimum_age"),
        (foreign(minimum_age=True), "minimum_age"),
        (foreign(maximum_age=-1), "maximum_age"),
        (foreign(minimum_age=float("nan")), "minimum_age"),
        (foreign(phones={}), "phones"),
        (foreign(phones=[{"id": UUID, "number": 358}]), "phones.0.number"),
        (foreign(phones=[None]), "phones.0"),
        (foreign(organization=[]), "organization"),
        (foreign(description="a\x00b"), "description"),
        (foreign(service_at_locations=[{"location": {"addresses": "x"}}]),
         "service_at_locations.0.location.addresses"),
    ],
)  # fmt: skip
def test_a_faulty_service_is_named_by_number_and_field(service: object, field: str) -> None:
    assert faults(service) == [(2, field)]


def test_all_faults_of_a_service_are_named_at_once() -> None:
    assert faults({"minimum_age": "x"}) == [
        (2, "minimum_age"),
        (2, "id"),
        (2, "name"),
        (2, "status"),
    ]


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (16.0, 29.0, (16, 29)), (15.1, 29.9, (16, 29)), (0, None, (0, None)),
        (None, 150, (None, None)),
        (12, 100, (12, 100)), (None, 0.5, (None, 0)),
    ],
)  # fmt: skip
def test_ages_become_whole_years_that_admit_nobody_wrongly(
    low: float | None, high: float | None, wanted: tuple[int | None, int | None]
) -> None:
    found = age_limits({"minimum_age": low, "maximum_age": high})
    assert (found["min"], found["max"]) == wanted


def test_texts_go_into_the_language_of_the_import() -> None:
    long_text = "Ensimmäinen lause. " * 30
    [item] = items(
        foreign(description=long_text, eligibility_description="Kaikille"), language="fi"
    )
    entry = entry_of(item.record)
    assert entry.name.languages() == ["fi"]
    assert entry.description is not None
    assert entry.description.fi == long_text.strip()
    assert len(entry.summary.said()) <= 300
    assert entry.summary.said().endswith("lause.")
    assert entry.audience.text is not None
    assert entry.audience.text.fi == "Kaikille"


def test_a_service_without_a_description_is_summed_up_by_its_name() -> None:
    assert taken().summary.en == "Advice"


def test_a_language_that_no_entry_is_written_in_is_refused() -> None:
    with pytest.raises(ValueError, match="fi, en, sv"):
        items(foreign(), language="ar")


@pytest.mark.parametrize(
    ("number", "value", "confidence"),
    [
        ('"+44 1234 234567"', "+44 1234 234567", "high"),
        ("0295 020 713", "0295 020 713", "high"),
        ("+358 40 123 4567", "+358 40 123 4567", "high"),
        ("116 117", "116 117", "high"),
        ("+358 1", "+358 1", "low"),
        ("1-800-HELP", "1-800-HELP", "low"),
        ("+358 40 12", "+358 40 12", "low"),
    ],
)
def test_a_phone_is_trusted_by_its_form(number: str, value: str, confidence: str) -> None:
    [item] = items(foreign(phones=phones(number)))
    [contact] = entry_of(item.record).contacts
    assert (contact.value, contact.confidence) == (value, confidence)
    assert bool(item.notes and value in item.notes[0]) == (confidence == "low")


def test_a_fax_is_not_taken() -> None:
    assert taken(phones=phones("0295 020 713", type="fax")).contacts == ()


def test_contacts_of_the_organization_serve_when_there_are_no_others() -> None:
    organization = {"name": "Org", "website": "www.example.fi", "phones": phones("0295 020 713")}
    alone = taken(organization=organization)
    assert [contact.value for contact in alone.contacts] == [
        "0295 020 713",
        "https://www.example.fi",
    ]
    assert [c.value for c in taken(organization=organization, email="a@b.fi").contacts] == [
        "a@b.fi"
    ]


@pytest.mark.parametrize(
    ("names", "reach", "municipalities", "note"),
    [
        (["Oulu"], "municipalities", ("oulu",), None),
        (["Uleåborg", "City of Raahe"], "municipalities", ("oulu", "raahe"), None),
        (
            ["Kempele, Liminka and Tyrnävä"],
            "municipalities",
            ("kempele", "liminka", "tyrnava"),
            None,
        ),
        (["Oulu", "Helsinki"], "municipalities", ("oulu",), "Oulu; Helsinki"),
        (["Finland"], "nationwide", (), None),
        (["Koko maa"], "nationwide", (), None),
        (["North Ostrobothnia"], "region", (), None),
        (["Greater London"], "elsewhere", (), "Greater London"),
    ],
)
def test_service_areas_are_our_municipalities_the_country_or_elsewhere(
    names: list[str], reach: str, municipalities: tuple[str, ...], note: str | None
) -> None:
    area = taken(service_areas=[{"id": UUID, "name": name} for name in names]).area
    assert (area.reach, area.municipalities, area.note) == (reach, municipalities, note)


def test_without_an_area_the_addresses_tell_where() -> None:
    area, note = area_of({}, ["Oulu"])
    assert area == {"reach": "municipalities", "municipalities": ["oulu"], "inferred": True}
    assert note == "no service area; read from the addresses"
    assert area_of({}, [])[0]["reach"] == "elsewhere"


@pytest.mark.parametrize(
    ("status", "ended", "listing"),
    [("active", False, "listed"), ("inactive", False, "withheld"),
     ("temporarily closed", False, "withheld"), ("defunct", True, None)],
)  # fmt: skip
def test_a_service_that_is_not_active_is_never_referred_to(
    status: str, ended: bool, listing: str | None
) -> None:
    [item] = items(foreign(status=status))
    assert item.ended is ended
    assert item.record.get("validity", {}).get("status") == listing


def weekly(days: str, opens: str, closes: str, **more: Any) -> Service:
    times = {"byday": days, "opens_at": opens, "closes_at": closes}
    return {"id": UUID, "freq": "WEEKLY", **times, **more}


@pytest.mark.parametrize(
    ("schedules", "hours"),
    [
        ([weekly("MO,TU,WE", "09:00", "12:00")], "Mo-We 09:00-12:00"),
        ([weekly("FR,MO", "9:00", "12:00"), weekly("MO,FR", "13:00:00", "15:00:00")],
         "Mo,Fr 09:00-12:00,13:00-15:00"),
        ([weekly("MO", "07:00Z", "13:00Z")], "Mo 09:00-15:00"),
        ([weekly("MO", "09:00+03:00", "15:00+03:00")], "Mo 09:00-15:00"),
        ([weekly("FR", "22:00", "04:00")], "Fr 22:00-04:00"),
        ([weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")], "24/7"),
        ([weekly("MO", "09:00", "15:00", valid_to="2026-11-24")], None),
        ([weekly("MO", "09:00", "15:00", valid_from="2020-01-01")], "Mo 09:00-15:00"),
        ([weekly("MO", "09:00", "15:00", valid_from="2027-06-01", until="2027-08-31")],
         "2027-06-01..2027-08-31 Mo 09:00-15:00"),
        ([weekly("MO", "09:00", "15:00", interval=2)], None),
        ([weekly("2MO", "09:00", "15:00", freq="MONTHLY")], None),
        ([weekly("", "09:00", "15:00")], None),
        ([weekly("MO", "9 am", "15:00")], None),
    ],
)  # fmt: skip
def test_weekly_schedules_become_hours(schedules: list[Service], hours: str | None) -> None:
    found = hours_of(schedules, TODAY)
    assert found.text == hours
    assert bool(found.notes) == (hours is None)
    entry = taken(phones=phones("0295 020 713"), schedules=schedules)
    assert entry.contacts[0].hours == hours


@pytest.mark.parametrize(
    "hours",
    ["24/7", "Mo-Fr 09:00-12:00,13:00-15:00; Sa 10:00-14:00", "Fr 22:00-04:00", "Mo 08:00-24:00",
     "2026-12-01..2026-12-31 Mo-Fr 09:00-14:00"],
)  # fmt: skip
def test_hours_written_as_schedules_say_the_same_to_others(hours: str) -> None:
    assert hours_of(schedules_of(hours, TODAY), TODAY).text == hours


def test_words_of_hsds_that_have_no_home_are_kept_as_remarks() -> None:
    entry = taken(
        accreditations="ISO", fees_description="10 euros", interpretation_services="Arabic",
        required_documents=[{"document": "Passport"}],
        attributes=[{"id": UUID, "taxonomy_term": {"name": "Advice"}}],
    )  # fmt: skip
    assert entry.remarks == (
        "interpretation_services: Arabic", "fees_description: 10 euros", "accreditations: ISO",
        "required_documents: Passport",
    )  # fmt: skip
    assert (entry.charge, entry.interpreter, entry.keywords) == ("other", True, ("Advice",))


@pytest.mark.parametrize(
    "text",
    ['{"contents": [{"id": "1"}, {"id": "2"}]}', '[{"id": "1"}, {"id": "2"}]',
     '{"id": "1"}\n{"id": "2"}\n'],
    ids=["page", "array", "lines"],
)  # fmt: skip
def test_pages_arrays_and_lines_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "services.json"
    path.write_text(text, encoding="utf-8")
    assert [found["id"] for found in hsds_objects(path)] == ["1", "2"]


def test_services_are_read_one_by_one() -> None:
    given_out = 0

    def services() -> Iterator[Service]:
        nonlocal given_out
        for number in range(5000):
            given_out += 1
            yield foreign(id=f"7f0c1c5e-1111-4a4a-9b9b-{number:012}")

    read = read_hsds(services(), collection="x", today=TODAY)
    for count, item in enumerate(read, start=1):
        assert given_out == count == item.number
    assert given_out == 5000


# --- pieces -------------------------------------------------------------------------------------

_KEYS = st.sampled_from("abc")
_RECORDS = st.recursive(
    st.text(min_size=1),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_KEYS, inner, min_size=1)
    ),
    max_leaves=6,
)


@given(st.dictionaries(_KEYS, _RECORDS, min_size=1))
@example({"a": [["x"]]})
def test_flat_records_come_back(record: dict[str, Any]) -> None:
    assert nested(flat(record)) == record


@given(
    st.text(max_size=30)
    | st.from_regex(r"https?://[a-z]{1,5}\.fi[/?#%a-zäå\[\]: ]{0,9}", fullmatch=True)
)
def test_what_counts_as_an_address_is_one_for_the_standard(text: str) -> None:
    checker = FormatChecker()
    assert not is_uri(text) or checker.conforms(text, "uri")


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2023-03-15T10:30:45.123Z", True), ("2023-03-15T10:30:45+02:00", True), ("2023-03-15", False),
     ("2023-13-15T10:30:45Z", False), ("2023-03-15T10:30:45", False)],
)  # fmt: skip
def test_moments_are_those_of_rfc_3339(text: str, moment: bool) -> None:
    assert is_moment(text) is moment


def test_only_contacts_that_strangers_may_read_are_native() -> None:
    native = [contact.value for contact in an_entry().contacts if may_be_native(contact)]
    assert native == ["0295 020 713", "https://www.example.fi/advice", "Torikatu 10, 90100 Oulu"]
