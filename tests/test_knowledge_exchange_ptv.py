"""Services of PTV (Open API 11) as items of an import."""

import json
import random
import tracemalloc
import uuid
import weakref
from collections.abc import Iterable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from knowledge.entry import Entry
from knowledge.entry_check import entry_faults
from knowledge.exchange.items import Fault, Item, entry_of
from knowledge.exchange.json_stream import JsonError
from knowledge.exchange.ptv import read_ptv
from knowledge.hours import read_all_hours
from knowledge.paths import ROOT
from knowledge.places import municipalities
from knowledge.yaml_files import read_yaml

TODAY = date(2026, 11, 25)
DATA = ROOT.parent / "shared" / "data" / "ptv"
SERVICE_FILE, CHANNEL_FILE = DATA / "service-v11.json", DATA / "service-channel-v11.json"
real_files = pytest.mark.skipif(not SERVICE_FILE.exists(), reason="no answers of the real API here")
SERVICE, OTHER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
CHANNEL, GENERAL = str(uuid.UUID(int=3)), str(uuid.UUID(int=4))


def said(value: str | None, language: str = "fi", **more: Any) -> dict[str, Any]:
    return {"language": language, "value": value, **more}


def service(**fields: Any) -> dict[str, Any]:
    """A small published service; `fields` win."""
    return {
        "id": SERVICE,
        "serviceNames": [said("Ohjausta", type="Name")],
        "serviceDescriptions": [said("Autamme alkuun.", type="Summary")],
        "areaType": "Nationwide",
        "targetGroups": [{"code": "KR1"}],
        "publishingStatus": "Published",
        "modified": "2026-01-02T09:35:58.2939841",
    } | fields


def channel(kind: str = "Phone", **fields: Any) -> dict[str, Any]:
    return {
        "id": CHANNEL,
        "serviceChannelType": kind,
        "languages": ["fi", "sv"],
        "publishingStatus": "Published",
        "modified": "2026-02-03T23:30:00Z",
    } | fields


def general(**fields: Any) -> dict[str, Any]:
    return {"id": GENERAL, "names": [said("Yleinen", type="Name")], "descriptions": []} | fields


def connected(**fields: Any) -> list[dict[str, Any]]:
    return [{"serviceChannel": {"id": CHANNEL, "name": "Numero"}, **fields}]


def phone(number: str, language: str = "fi", **fields: Any) -> dict[str, Any]:
    return {"prefixNumber": "+358", "number": number, "language": language, **fields}


def opening(
    day: str, start: str = "08:00:00", end: str = "16:00:00", to: str = ""
) -> dict[str, str]:
    return {"dayFrom": day, "dayTo": to, "from": start, "to": end}


def hour(kind: str = "DaysOfTheWeek", *openings: dict[str, str], **fields: Any) -> dict[str, Any]:
    return {"serviceHourType": kind, "openingHour": list(openings), **fields}


class Reader:
    """Reads objects through files, and checks each record that comes out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def items(self, *objects: Any) -> list[Item]:
        path = self.folder / "objects.json"
        path.write_text(json.dumps(list(objects)), encoding="utf-8")
        found = list(read_ptv([path], collection="ptv-test", today=TODAY))
        for item in found:
            if item.record:
                assert list(entry_faults(entry_of(item.record))) == []
        return found

    def item(self, *objects: Any) -> Item:
        [found] = self.items(*objects)
        return found

    def entry(self, *objects: Any) -> Entry:
        item = self.item(*objects)
        assert item.faults == ()
        return entry_of(item.record)

    def contacts(self, *channels: dict[str, Any], **connection: Any) -> list[dict[str, Any]]:
        own = service(serviceChannels=connected(**connection))
        return list(self.item(*channels, own).record.get("contacts", []))

    def hours(self, *hours: dict[str, Any]) -> tuple[str | None, str | None]:
        """Hours and remark of the phone of a channel with these service hours."""
        [contact] = self.contacts(
            channel(phoneNumbers=[phone("447943552")], serviceHours=list(hours))
        )
        if contact.get("hours"):
            read_all_hours(contact["hours"])
        return contact.get("hours"), contact.get("remark")


@pytest.fixture
def ptv(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def real(*paths: Path) -> Item:
    [item] = read_ptv(paths, collection="ptv", today=TODAY)
    return item


@real_files
@pytest.mark.parametrize("paths", [(SERVICE_FILE, CHANNEL_FILE), (CHANNEL_FILE, SERVICE_FILE)])
def test_real_answers_become_an_entry_whatever_their_order(paths: tuple[Path, ...]) -> None:
    item = real(*paths)
    entry = entry_of(item.record)
    assert (item.faults, item.complete, item.ended) == ((), True, False)
    assert entry.id == "3668d250-cd80-45c4-abcc-9b2d3a2b3e42"
    assert (entry.name.fi, entry.aliases) == ("Nettilukio aikuisille", ("Etälukio",))
    assert entry.summary.fi == "Aikuislukio verkko-opintoina."
    assert entry.description is not None
    assert (entry.description.fi or "").startswith("Nettilukiossa voit opiskella koko aikuislukion")
    assert entry.way_in is not None
    assert (entry.way_in.fi or "").startswith("Hae Nettilukioon sähköisellä hakulomakkeella.")
    assert (entry.audience.age_years.min, entry.audience.age_years.max) == (18, None)
    assert (entry.organiser, entry.partners) == (
        "Mikkelin kaupungin liikelaitos Otavia",
        ("Mikkelin kaupunki",),
    )
    assert (entry.charge, entry.area.reach, entry.languages) == ("free", "nationwide", ("fi",))
    assert {"ptv:P6.10", "ptv:KR1", "koko:p7822"} <= set(entry.codes)
    assert {"etäopetus", "itseopiskelu", "självstudier", "independent study"} <= set(entry.keywords)
    assert list(entry_faults(entry)) == []


@real_files
def test_contacts_of_a_real_service_come_from_its_channel() -> None:
    contacts = entry_of(real(SERVICE_FILE, CHANNEL_FILE).record).contacts
    first = contacts[0]
    assert (first.type, first.value, first.hours) == (
        "phone",
        "+358 44 7943552",
        "Mo-Fr 08:00-16:00",
    )
    assert first.source == "PTV service channel 961f1a02-0eb7-4b5d-9721-6b9f2d14ec6f"
    assert (first.page_age, first.confidence, first.seen) == ("2020-04-22", "high", "2026-11-25")
    assert (first.remark, first.languages) == ("Opintoasiainvastaava", ("fi", "en"))
    addresses = [contact.value for contact in contacts if contact.type == "address"]
    assert addresses == ["Otavantie 2 B, 50670 Otava"]
    assert {c.type for c in contacts} == {"phone", "email", "url", "address"}


@real_files
def test_a_service_alone_has_no_contacts_and_a_note() -> None:
    item = real(SERVICE_FILE)
    assert "contacts" not in item.record
    assert item.notes == (
        "channels that are not in the files: "
        "Nettilukion hakulomake, Otavan Opisto / Otavia, Nettilukio.fi",
    )
    assert entry_of(item.record).name.fi == "Nettilukio aikuisille"


def test_texts_of_three_languages_are_kept_and_others_counted(ptv: Reader) -> None:
    names = [said(f"Nimi {code}", code, type="Name") for code in ("en", "fi", "se", "sv")]
    texts = [said("Kort.", "sv", type="Summary"), said("Oaniheabbo.", "se", type="Summary")]
    item = ptv.item(service(serviceNames=names, serviceDescriptions=texts))
    assert item.record["name"] == {"fi": "Nimi fi", "en": "Nimi en", "sv": "Nimi sv"}
    # A language without a summary or a description is summed up by its name.
    assert item.record["summary"] == {"fi": "Nimi fi", "en": "Nimi en", "sv": "Kort."}
    assert item.notes == (
        "texts in languages that entries are not written in are left out: se (2)",
    )


def test_a_service_in_other_languages_only_is_passed_over(ptv: Reader) -> None:
    item = ptv.item(service(serviceNames=[said("Neavvagat", "se", type="Name")]))
    assert (item.record, item.complete, item.faults) == ({}, False, ())
    assert "has no name in Finnish, Swedish or English: passed over" in item.notes


def test_a_missing_summary_is_cut_from_the_description(ptv: Reader) -> None:
    sentences = [f"Tämä on lause numero {number} palvelusta." for number in range(30)]
    texts = [said(" ".join(sentences), type="Description"), said(None, type="Summary")]
    summary = ptv.item(service(serviceDescriptions=texts)).record["summary"]["fi"]
    assert summary == " ".join(sentences[: summary.count(".")])
    assert 200 < len(summary) <= 300


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Hae <b>heti</b>.<br/>Soita &amp; kysy.</p>", "Hae heti.\nSoita & kysy."),
        (
            "## Ohje\n**Hae** [täällä](https://a.fi/b)\n* yksi\n* kaksi",
            "Ohje\nHae täällä (https://a.fi/b)\n- yksi\n- kaksi",
        ),
        ("Rivi 1\r\nRivi\u00a02\u200b", "Rivi 1\nRivi 2"),
        ("a_b@c.fi, alle < 18 ja > 3, 2*3*4", "a_b@c.fi, alle < 18 ja > 3, 2*3*4"),
        ("<https://a.fi/x_y_z>", "https://a.fi/x_y_z"),
    ],
)
def test_remnants_of_markup_are_taken_off(ptv: Reader, written: str, read: str) -> None:
    own = service(serviceDescriptions=[said(written, type="Description")])
    assert ptv.item(own).record["description"]["fi"] == read


def test_times_and_charges_that_are_told_become_the_note(ptv: Reader) -> None:
    texts = [
        said("2 viikkoa", type="ProcessingTime"),
        said("31.12. mennessä", type="DeadLine"),
        said("15 €", type="ChargeTypeAdditionalInfo"),
        said(None, type="ValidityTime"),
    ]
    note = ptv.entry(service(serviceDescriptions=texts, serviceChargeType="Chargeable")).note
    assert note is not None
    assert note.fi == "Määräaika: 31.12. mennessä\n\nKäsittelyaika: 2 viikkoa\n\nMaksut: 15 €"


@pytest.mark.parametrize(
    ("language", "text", "limits"),
    [
        ("fi", "Hakijan tulee olla vähintään 18-vuotias.", (18, None)),
        ("fi", "Palvelu on tarkoitettu alle 29-vuotiaille.", (None, 28)),
        ("fi", "Palvelua saavat 15–29-vuotiaat nuoret.", (15, 29)),
        ("fi", "Olet täyttänyt 17 vuotta. Olet enintään 29-vuotias.", (17, 29)),
        ("sv", "Du ska vara minst 18 år.", (18, None)),
        ("sv", "Tjänsten är för unga under 30 år.", (None, 29)),
        ("sv", "För 15-29-åringar.", (15, 29)),
        ("en", "You must be at least 18 years old.", (18, None)),
        ("en", "For young people aged 15 to 29.", (15, 29)),
        ("en", "For people under the age of 30.", (None, 29)),
        # Somebody else's age, a price, an exception, a length of time: no limit.
        ("fi", "Alle 18-vuotias tarvitsee huoltajan suostumuksen.", (None, None)),
        ("fi", "Alle 18-vuotiaille palvelu on maksuton.", (None, None)),
        ("fi", "Olet vähintään 18-vuotias tai avioliitossa.", (None, None)),
        ("fi", "Perheessä on alle 3-vuotias lapsi.", (None, None)),
        ("fi", "Vähintään 18-vuotias. Ryhmään vähintään 21-vuotias.", (None, None)),
        ("fi", "Työkokemusta on vähintään 5 vuotta.", (None, None)),
        ("sv", "Du har bott i Finland minst 5 år.", (None, None)),
        ("en", "Free for people under 18 years of age.", (None, None)),
    ],
)
def test_age_limits_are_taken_only_when_unmistakable(
    ptv: Reader, language: str, text: str, limits: tuple[int | None, int | None]
) -> None:
    own = service(
        serviceNames=[said("Nimi", language, type="Name")], requirements=[said(text, language)]
    )
    audience = ptv.entry(own).audience
    assert (audience.age_years.min, audience.age_years.max) == limits
    assert audience.text is not None
    assert audience.text.said() == text


@pytest.mark.parametrize(
    ("codes", "clients", "groups"),
    [
        (["KR1"], ("person",), ()),
        (["KR1", "KR1.3", "KR1.2"], ("person",), ("parent", "young")),
        (["KR2.6"], ("employer",), ("employer", "entrepreneur")),
        (["KR3", "KR1"], ("person", "professional"), ("professional",)),
        ([], ("person",), ()),
    ],
)
def test_target_groups_are_clients_and_groups(
    ptv: Reader, codes: list[str], clients: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    entry = ptv.entry(service(targetGroups=[{"code": code} for code in codes]))
    assert (entry.clients, entry.audience.groups) == (clients, groups)
    assert entry.codes == tuple(f"ptv:{code}" for code in codes)


def towns(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "name": [said(f"Kunta {code}")]} for code in codes]


OULU, KEMPELE, KAJAANI = "564", "244", "205"


def all_codes() -> list[str]:
    places = read_yaml(ROOT / "knowledge" / "places.yml")
    return [record["code"] for record in places["municipalities"].values()]


@pytest.mark.parametrize(
    ("areas", "reach", "named", "note"),
    [
        ([{"type": "Municipality", "municipalities": towns(OULU, KEMPELE)}],
         "municipalities", ("kempele", "oulu"), None),
        ([{"type": "Municipality", "municipalities": towns(OULU, KAJAANI)}],
         "municipalities", ("oulu",), "Kunta 564, Kunta 205"),
        ([{"type": "Municipality", "municipalities": towns("9")}],
         "municipalities", ("alavieska",), None),
        ([{"type": "Region", "code": "17", "name": [said("Pohjois-Pohjanmaa")]}],
         "region", (), None),
        ([{"type": "WellbeingServiceCounties", "code": "17"}], "region", (), None),
        ([{"type": "HospitalDistrict", "code": "18"}], "region", (), None),
        ([{"type": "Region", "name": [said("Pohjois-Pohjanmaa")]}], "region", (), None),
        # 17 is another hospital district than ours.
        ([{"type": "HospitalDistrict", "code": "17", "name": [said("Keski-Pohjanmaan shp")],
           "municipalities": towns("272")}], "elsewhere", (), "Keski-Pohjanmaan shp"),
        ([{"type": "BusinessSubRegion", "name": [said("Oulun seutu")],
           "municipalities": towns(OULU, KEMPELE)}], "municipalities", ("kempele", "oulu"), None),
        ([{"type": "Region", "code": "18", "name": [said("Kainuu")]}], "elsewhere", (), "Kainuu"),
        ([], "elsewhere", (), None),
    ],
)  # fmt: skip
def test_limited_areas_are_read_by_code(
    ptv: Reader, areas: list[Any], reach: str, named: tuple[str, ...], note: str | None
) -> None:
    area = ptv.entry(service(areaType="LimitedType", areas=areas)).area
    assert (area.reach, area.municipalities, area.note) == (reach, named, note)


def test_all_our_municipalities_are_the_region(ptv: Reader) -> None:
    areas = [{"type": "Municipality", "municipalities": towns(*all_codes())}]
    assert len(municipalities()) == 30
    assert ptv.entry(service(areaType="LimitedType", areas=areas)).area.reach == "region"


def test_what_is_under_the_whole_country_serves_everybody(ptv: Reader) -> None:
    entry = ptv.entry(service(areaType="NationwideExceptAlandIslands"))
    assert entry.area.reach == "nationwide"


def test_organisations_stand_once_each(ptv: Reader) -> None:
    names = [("A", "Producer"), ("B", "Responsible"), ("B", "Producer"), ("A", "OtherResponsible")]
    organisations: list[dict[str, Any]] = [
        {"organization": {"name": name}, "roleType": role} for name, role in names
    ]
    own = {
        "organization": None,
        "roleType": "Producer",
        "additionalInformation": [said("Muu tuottaja")],
    }
    entry = ptv.entry(service(organizations=[*organisations, own]))
    assert (entry.organiser, entry.partners) == ("B", ("A", "Muu tuottaja"))


def test_phones_are_written_so_that_they_can_be_called(ptv: Reader) -> None:
    numbers = [
        phone("0447943552", additionalInformation="Neuvonta", serviceChargeType="FreeOfCharge"),
        phone("0295 020 713", prefixNumber=None, isFinnishServiceNumber=True),
        phone("116117", prefixNumber=None, isFinnishServiceNumber=True),
        phone("8 123", type="Fax"),
        phone("\u202d501234567\u202c", type="Sms"),
    ]
    contacts = ptv.contacts(channel(phoneNumbers=numbers))
    assert [c["value"] for c in contacts] == [
        "+358 44 7943552", "0295 020 713", "116117", "+358 50 1234567",
    ]  # fmt: skip
    assert (contacts[0]["remark"], contacts[0]["free"]) == ("Neuvonta", True)
    assert contacts[3]["remark"] == "SMS"
    assert {c["confidence"] for c in contacts} == {"high"}
    # 23.30 UTC is the next day here.
    assert {c["page_age"] for c in contacts} == {"2026-02-04"}


def test_contacts_that_cannot_be_used_have_low_confidence_and_a_note(ptv: Reader) -> None:
    numbers = [phone("12"), phone("044 123, 044 124", prefixNumber=None)]
    bad = channel(
        phoneNumbers=numbers,
        supportEmails=[said("nimi (at) kunta.fi")],
        webPages=[{"url": "www.kunta.fi/x"}, {"url": "ei ole"}],
    )
    item = ptv.item(bad, service(serviceChannels=connected()))
    grades = {contact["value"]: contact["confidence"] for contact in item.record["contacts"]}
    assert grades == {
        "+358 12": "low",
        "044 123, 044 124": "low",
        "nimi (at) kunta.fi": "low",
        "https://www.kunta.fi/x": "high",
        "https://ei ole": "low",
    }
    assert sum("kept with low confidence" in note for note in item.notes) == 4


def test_a_swedish_line_is_not_the_finnish_one(ptv: Reader) -> None:
    numbers = [phone("447943552"), phone("447943565", "sv"), phone("447943552", "en")]
    contacts = ptv.contacts(channel(languages=["fi", "sv", "ru"], phoneNumbers=numbers))
    assert [c["languages"] for c in contacts] == [["fi", "ru"], ["sv", "ru"]]


def test_each_channel_type_gives_its_contacts(ptv: Reader) -> None:
    place = {
        "street": [said("Torikatu")],
        "streetNumber": "1",
        "postalCode": "90100",
        "postOffice": [said("OULU")],
        "additionalInformation": [said("2. kerros")],
    }
    postal = {"type": "Postal", "streetAddress": place | {"street": [said("PL 1")]}}
    hours = [hour("DaysOfTheWeek", opening("Monday"))]
    location = channel(
        "ServiceLocation",
        addresses=[{"type": "Location", "streetAddress": place}, postal],
        emails=[said("a@kunta.fi")],
        serviceHours=hours,
    )
    address, email = sorted(ptv.contacts(location), key=lambda c: str(c["type"]))
    assert (address["value"], address["remark"]) == ("Torikatu 1, 90100 Oulu", "2. kerros")
    assert (address["hours"], "hours" in email) == ("Mo 08:00-16:00", False)
    page = {"url": "https://kunta.fi/asioi", "value": "Asiointi", "language": "fi"}
    [url] = ptv.contacts(channel("EChannel", webPages=[page], serviceHours=hours))
    assert (url["remark"], url["languages"], url["hours"]) == ("Asiointi", ["fi"], "Mo 08:00-16:00")
    form = channel("PrintableForm", channelUrls=[said("https://kunta.fi/lomake.pdf", type="PDF")])
    assert [c["value"] for c in ptv.contacts(form)] == ["https://kunta.fi/lomake.pdf"]
    web = channel("WebPage", webPages=[page], supportPhones=[phone("447943552")])
    assert [c["type"] for c in ptv.contacts(web)] == ["phone", "url"]


def test_what_the_connection_says_wins_over_the_channel(ptv: Reader) -> None:
    whole = channel(
        phoneNumbers=[phone("447943552")],
        supportEmails=[said("a@kunta.fi")],
        serviceHours=[hour("DaysOfTheWeek", opening("Monday"))],
    )
    found = ptv.contacts(
        whole,
        contactDetails={"phoneNumbers": [phone("447943565")], "emails": None},
        serviceHours=[hour("DaysOfTheWeek", opening("Friday"))],
        modified="2026-05-05T12:00:00",
    )
    assert [(c["value"], c.get("hours"), c["page_age"]) for c in found] == [
        ("+358 44 7943565", "Fr 08:00-16:00", "2026-05-05"),
        ("a@kunta.fi", None, "2026-02-04"),
    ]


@pytest.mark.parametrize("status", ["Draft", "Archived", "Modified", 4, None, "Later"])
def test_a_channel_that_is_not_published_gives_no_contact(ptv: Reader, status: object) -> None:
    hidden = channel(phoneNumbers=[phone("447943552")], publishingStatus=status)
    item = ptv.item(hidden, service(serviceChannels=connected()))
    assert "contacts" not in item.record
    assert item.notes == ("channel 'Numero' is not published: no contacts of it",)


def test_a_contact_of_two_channels_stands_once_with_its_hours(ptv: Reader) -> None:
    second = str(uuid.UUID(int=9))
    numbers = [phone("447943552")]
    timed = channel(id=second, phoneNumbers=numbers, serviceHours=[hour(isAlwaysOpen=True)])
    links = [{"serviceChannel": {"id": CHANNEL}}, {"serviceChannel": {"id": second.upper()}}]
    entry = ptv.entry(channel(phoneNumbers=numbers), timed, service(serviceChannels=links))
    assert [(c.value, c.hours) for c in entry.contacts] == [("+358 44 7943552", "24/7")]


def test_the_order_of_hours_does_not_matter(ptv: Reader) -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    hours = [
        hour("DaysOfTheWeek", *(opening(day) for day in days)),
        hour("DaysOfTheWeek", opening("Saturday", "10:00", "14:00"), isReservation=True),
        hour("Exceptional", validFrom="2026-12-23T22:00:00Z", isClosed=True),
        hour("DaysOfTheWeek", *(opening(day, "18:00", "20:00") for day in days[:2])),
        hour("OverMidnight", opening("Friday", "22:00", "02:00", "Saturday")),
    ]
    wanted = (
        "Mo-Tu 08:00-16:00,18:00-20:00; We-Th 08:00-16:00; Fr 08:00-16:00,22:00-02:00; "
        "Sa 10:00-14:00; 2026-12-24 closed",
        "by appointment",
    )
    for seed in range(5):
        random.Random(seed).shuffle(hours)  # noqa: S311 - an order, no secret
        for one in hours:
            random.Random(seed).shuffle(one["openingHour"])  # noqa: S311
        assert ptv.hours(*hours) == wanted


SUMMER = {"validFrom": "2027-06-01T00:00:00", "validTo": "2027-08-31T00:00:00"}


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ([hour(isAlwaysOpen=True)], "24/7"),
        ([hour("OverMidnight", opening("Monday", "08:00", "16:00", "Wednesday"))],
         "Mo 08:00-24:00; Tu 00:00-24:00; We 00:00-16:00"),
        ([hour("OverMidnight", opening("Friday", "08:00", "08:00", "Saturday"))],
         "Fr 08:00-24:00; Sa 00:00-08:00"),
        ([hour("Standard", opening("Monday", "00:00:00", "00:00:00"))], "Mo 00:00-24:00"),
        # The old `dayTo` of a single day is Monday.
        ([hour("DaysOfTheWeek", opening("Friday", to="Monday"))], "Fr 08:00-16:00"),
        ([hour("DaysOfTheWeek", opening("Monday", to="Friday"))], "Mo-Fr 08:00-16:00"),
        ([hour("DaysOfTheWeek", opening("Monday", "09:00", "14:00", "Friday"), **SUMMER)],
         "2027-06-01..2027-08-31 Mo-Fr 09:00-14:00"),
        ([hour("DaysOfTheWeek", opening("Monday"), **SUMMER),
          hour("Exceptional", validFrom="2027-06-24T00:00:00", isClosed=True)],
         "2027-06-01..2027-06-23 Mo 08:00-16:00; 2027-06-24 closed; "
         "2027-06-25..2027-08-31 Mo 08:00-16:00"),
        # An exception wins even when it is longer than the hours that it stands instead of.
        ([hour("DaysOfTheWeek", opening("Monday"), validFrom="2027-07-01", validTo="2027-07-31"),
          hour("Exceptional", isClosed=True, **SUMMER)], "2027-06-01..2027-08-31 closed"),
        ([hour("Exceptional", opening("Thursday", "10:00", "12:00"), validFrom="2026-12-31")],
         "2026-12-31 10:00-12:00"),
        # What is over is left out, and what has begun without an end is what holds.
        ([hour("Exceptional", validFrom="2025-12-24T00:00:00", isClosed=True)], None),
        ([hour("DaysOfTheWeek", opening("Monday"), validFrom="2025-01-01")], "Mo 08:00-16:00"),
        ([hour("DaysOfTheWeek", opening("Monday"), validFrom="2027-01-01")], None),
        ([hour("Exceptional", isClosed=True)], None),
        ([hour("DaysOfTheWeek", opening("Monday", "08:00", "08:00"))], None),
        ([], None),
    ],
)  # fmt: skip
def test_hours_are_written_as_contacts_have_them(
    ptv: Reader, hours: list[dict[str, Any]], wanted: str | None
) -> None:
    assert ptv.hours(*hours)[0] == wanted


def test_what_is_said_of_hours_is_remarked(ptv: Reader) -> None:
    more = [said("juhlapyhinä suljettu"), said("stängt på helgdagar", "sv")]
    assert ptv.hours(hour(additionalInformation=more, isReservation=True)) == (
        None,
        "by appointment; juhlapyhinä suljettu",
    )


def test_a_service_has_what_its_general_description_says(ptv: Reader) -> None:
    shared = general(
        descriptions=[
            said("Yleinen tiivistelmä.", type="Summary"),
            said("Yleinen kuvaus.", type="Description"),
            said("Allmän beskrivning.", "sv", type="Description"),
            said("Yleinen ohje.", type="UserInstruction"),
            said("Taustaa.", type="BackgroundDescription"),
        ],
        requirements=[said("Asiakas on vähintään 18-vuotias.")],
        serviceClasses=[{"code": "P22"}],
        targetGroups=[{"code": "KR1.3"}],
        lifeEvents=[{"code": "KE5"}],
        ontologyTerms=[{"uri": "http://www.yso.fi/onto/koko/p1", "name": [said("neuvonta")]}],
        serviceChargeType="FreeOfCharge",
        publishingStatus="Published",
    )
    own = service(
        generalDescriptionId=GENERAL.upper(),
        serviceDescriptions=[
            said("Oma kuvaus.", type="Description"),
            said("Oma tiivistelmä.", type="Summary"),
        ],
        serviceClasses=[{"code": "P6.4"}],
        targetGroups=None,
        keywords=[said("apu")],
    )
    entry = ptv.entry(own, shared)
    assert entry.summary.fi == "Oma tiivistelmä."
    assert entry.description is not None
    # Only the languages that the service itself is published in.
    assert (entry.description.fi, entry.description.sv) == ("Yleinen kuvaus.\n\nOma kuvaus.", None)
    assert entry.way_in is not None
    assert entry.way_in.fi == "Yleinen ohje."
    assert (entry.audience.age_years.min, entry.audience.groups) == (18, ("young",))
    assert (entry.charge, entry.keywords) == ("free", ("apu", "neuvonta"))
    assert entry.codes == ("ptv:P22", "ptv:P6.4", "ptv:KE5", "ptv:KR1.3", "koko:p1")


def test_own_values_win_over_the_general_description(ptv: Reader) -> None:
    shared = general(
        descriptions=[said("Yleinen tiivistelmä.", type="Summary")],
        serviceChargeType="FreeOfCharge",
    )
    entry = ptv.entry(shared, service(generalDescriptionId=GENERAL, serviceChargeType="Chargeable"))
    assert (entry.summary.fi, entry.charge) == ("Autamme alkuun.", "chargeable")
    bare = service(generalDescriptionId=GENERAL, serviceDescriptions=[])
    assert ptv.entry(shared, bare).summary.fi == "Yleinen tiivistelmä."


def test_a_general_description_that_is_not_there_is_a_note(ptv: Reader) -> None:
    item = ptv.item(service(generalDescriptionId=GENERAL))
    assert item.faults == ()
    assert item.notes == (f"general description {GENERAL} is not in the files",)


@pytest.mark.parametrize(
    ("status", "taken", "ended"),
    [
        ("Published", True, False), (1, True, False),
        ("Draft", False, False), (0, False, False), ("Modified", False, False), ("3", False, False),
        ("Archived", False, True), ("Withdrawn", False, True), ("Deleted", False, True),
        ("OldPublished", False, True), ("Removed", False, True),
        (2, False, True), (4, False, True), (5, False, True),
        ("Someday", False, False),
    ],
)  # fmt: skip
def test_the_publishing_status_decides(
    ptv: Reader, status: object, taken: bool, ended: bool
) -> None:
    item = ptv.item(service(publishingStatus=status))
    assert (bool(item.record), item.complete, item.ended) == (taken, taken, ended)
    assert (item.id, item.faults) == (SERVICE, ())
    assert bool(item.notes) == (not taken and not ended)


def test_any_list_and_object_can_be_null(ptv: Reader) -> None:
    real_lists = [
        "serviceDescriptions", "areas", "languages", "serviceClasses", "ontologyTerms",
        "targetGroups", "lifeEvents", "keywords", "requirements", "serviceChannels",
        "organizations", "serviceCollections",
    ]  # fmt: skip
    entry = ptv.entry(service(**dict.fromkeys(real_lists)))
    assert (entry.summary.fi, entry.clients, entry.contacts) == ("Ohjausta", ("person",), ())
    links: list[Any] = [
        None,
        {"serviceChannel": None, "serviceHours": None, "contactDetails": None},
        *connected(serviceHours=[{"serviceHourType": "DaysOfTheWeek", "openingHour": None}]),
    ]
    names = ["phoneNumbers", "emails", "webPages", "addresses", "serviceHours", "languages"]
    empty = channel("ServiceLocation", **dict.fromkeys(names))
    assert ptv.entry(empty, service(serviceChannels=links)).contacts == ()


def test_words_that_are_not_known_are_notes(ptv: Reader) -> None:
    odd = channel("Drone", phoneNumbers=[phone("447943552", serviceChargeType="Barter")])
    own = service(
        areaType="Moon", serviceChargeType="Gift", targetGroups=[{"code": "KR9"}],
        organizations=[{"organization": {"name": "A"}, "roleType": "Friend"}],
        serviceDescriptions=[said("?", type="Poem")],
        serviceChannels=connected(serviceHours=[hour("Sometimes")]),
    )  # fmt: skip
    item = ptv.item(odd, own)
    assert item.faults == ()
    for word in ("Drone", "Barter", "Moon", "Gift", "KR9", "Friend", "Poem", "Sometimes"):
        assert sum(repr(word) in note for note in item.notes) == 1, word
    assert item.record["area"] == {"reach": "elsewhere"}


@pytest.mark.parametrize(
    ("fields", "name", "message"),
    [
        ({"id": "abc"}, "id", "is no UUID: 'abc'"),
        ({"id": None}, "id", "is no UUID: None"),
        ({"publishingStatus": None}, "publishingStatus", "is missing"),
        ({"serviceNames": []}, "serviceNames", "is empty"),
        ({"serviceNames": "Nimi"}, "serviceNames", "is 'Nimi'; PTV has a list here"),
        ({"serviceNames": [3]}, "serviceNames[0]", "is 3; PTV has an object here"),
        (
            {"keywords": [{"language": "fi", "value": 7}]},
            "keywords[0].value",
            "is 7; PTV has a text",
        ),
        ({"languages": [1]}, "languages[0]", "is 1; PTV has a text here"),
        ({"areas": {}, "areaType": "LimitedType"}, "areas", "is {}; PTV has a list here"),
        ({"organizations": [{"organization": "A"}]}, "organizations[0].organization", "an object"),
        (
            {
                "serviceChannels": [
                    {"serviceHours": [{"serviceHourType": "Standard", "validTo": "x"}]}
                ]
            },
            "serviceChannels[0].serviceHours[0].validTo",
            "is no date: 'x'",
        ),
    ],
)
def test_a_bad_service_is_named_by_number_and_field(
    ptv: Reader, fields: dict[str, Any], name: str, message: str
) -> None:
    good, bad = ptv.items(service(id=OTHER), service(**fields))
    assert good.faults == ()
    assert bad.record == {}
    assert [(fault.number, fault.field) for fault in bad.faults] == [(2, name)]
    assert message in bad.faults[0].message


def test_a_bad_channel_and_a_strange_object_are_faults_too(ptv: Reader) -> None:
    bad = channel(phoneNumbers=[phone("447943552") | {"number": 447943552}])
    items = ptv.items(service(), bad, {"id": SERVICE, "name": "Vain nimi"}, 7)
    faults = [fault for item in items for fault in item.faults]
    assert faults[0] == Fault(2, "phoneNumbers[0].number", "is 447943552; PTV has a text here")
    assert [(fault.number, fault.field) for fault in faults[1:]] == [(3, ""), (4, "")]
    assert "is no service, channel or general description: it has id, name" in faults[1].message
    assert items[-1].record["id"] == SERVICE


def test_pages_lines_and_objects_may_be_mixed_over_files(tmp_path: Path) -> None:
    page, lines, single = (tmp_path / name for name in ("page.json", "lines.jsonl", "one.json"))
    page.write_text(
        json.dumps({"pageNumber": 1, "itemList": [service(serviceChannels=connected())]})
    )
    lines.write_text("\n".join(json.dumps(thing) for thing in (service(id=OTHER), general())))
    single.write_text(json.dumps(channel(phoneNumbers=[phone("447943552")])))
    items = list(read_ptv([page, lines, single], collection="mixed", today=TODAY))
    assert [(item.number, item.id) for item in items] == [(1, SERVICE), (2, OTHER)]
    assert items[0].record["contacts"][0]["value"] == "+358 44 7943552"
    assert items[0].record["origin"] == {
        "system": "ptv",
        "collection": "mixed",
        "id": SERVICE,
        "modified": "2026-01-02T09:35:58.2939841",
    }


def test_a_file_that_breaks_off_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "half.json"
    path.write_text(json.dumps([service(), service(id=OTHER)])[:-20])
    items = read_ptv([path], collection="half", today=TODAY)
    with pytest.raises(JsonError, match=r"half\.json: is no JSON"):
        next(items)


def write_many(path: Path, count: int, **fields: Any) -> None:
    """Write a channel and services with long descriptions."""
    text = "Pitkä kuvaus palvelusta. " * 20
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(channel(phoneNumbers=[phone("447943552")])) + "\n")
        for number in range(count):
            texts = [said(f"{text}{number}", type="Description")]
            own = service(id=str(uuid.UUID(int=number + 10)), serviceDescriptions=texts, **fields)
            out.write(json.dumps(own) + "\n")


def peak_bytes(items: Iterable[Item]) -> int:
    """The most memory that Python takes while these are read."""
    tracemalloc.start()
    try:
        assert all(item.record for item in items)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_many_services_are_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    write_many(path, 20_000)
    items = read_ptv([path], collection="many", today=TODAY)
    # Before the first item all files are read once. Watching slows the reading down, so it is done
    # at both ends only: 4 000 held records would take more than 10 million bytes.
    assert peak_bytes(islice(items, 1)) < 3_000_000
    assert sum(1 for _ in islice(items, 15_999)) == 15_999
    assert peak_bytes(items) < 3_000_000
    assert list(items) == []


def test_services_are_not_held_when_they_have_been_given(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    write_many(path, 300, serviceChannels=connected())
    given: list[weakref.ref[Item]] = []
    for item in read_ptv([path], collection="many", today=TODAY):
        given.append(weakref.ref(item))
        # The one that the loop still had when this one was made is gone now.
        assert [ref() for ref in given[-2:-1]] == [None][: len(given) - 1]
    assert len(given) == 300
