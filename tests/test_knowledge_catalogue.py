"""The catalogue: complete, repaired, and honest about what may be shown."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from index.eligibility import Person, obstacle
from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue, CatalogueError
from knowledge.check import faults
from knowledge.entry import Contact, Entry
from knowledge.languages import LANGUAGES
from knowledge.paths import ENTRIES
from knowledge.translations import fingerprint, source_texts, text, translation

DATA = Path(__file__).resolve().parent / "data"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


def known_ids() -> list[dict[str, str]]:
    with (DATA / "catalogue-ids.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_every_known_id_is_an_entry_of_its_kind_and_client(catalogue: Catalogue) -> None:
    found = {i: (entry.kind, entry.clients[0]) for i, entry in catalogue.items()}
    wanted = {row["id"]: (row["kind"], row["client"]) for row in known_ids()}
    assert len(wanted) == 112
    assert {i: found.get(i) for i in wanted} == wanted


def test_every_project_of_part_three_stands_once_with_all_its_sections(
    catalogue: Catalogue,
) -> None:
    in_part_three = {
        i: [s for s in entry.plan_sections if s.startswith("osa3/")]
        for i, entry in catalogue.items()
        if any(s.startswith("osa3/") for s in entry.plan_sections)
    }
    projects = [i for i in in_part_three if catalogue[i].kind == "project"]
    assert len(projects) == 36
    # Part 3 has 59 descriptions: those of the projects, and of OSKE and SIMHE.
    told = [section for i in (*projects, "oske", "simhe-oamk") for section in in_part_three[i]]
    assert len(told) == 59
    assert in_part_three["duuniportti"] == ["osa3/1", "osa3/4", "osa3/5"]
    assert in_part_three["tulevaisuusloikka"] == ["osa3/3", "osa3/5", "osa3/6"]
    assert in_part_three["sompa"] == ["osa3/1", "osa3/5"]


@pytest.mark.parametrize(
    ("entry_id", "error", "start", "end"),
    [
        ("toimi", "se-toimi-start", "2023-10-01", "2026-09-30"),
        ("merke-2", "se-merke2-end", "2023-03-01", "2026-02-28"),
        ("ftwist", "se-ftwist-dates", "2023-08-01", "2026-07-31"),
        ("prikka-kiertoon", "se-prikka-name", "2023-09-01", "2026-08-31"),
        ("lukiopirtti", "se-lukiopirtti-start", None, "2025-09-30"),
        ("ohjausta-verkossa", "se-ohjausta-verkossa", None, "2023-12-31"),
        ("oske", "se-oske-end", "2020-06", "2024-12-31"),
    ],
)
def test_errors_of_the_plan_are_repaired_and_told(
    catalogue: Catalogue, entry_id: str, error: str, start: str | None, end: str
) -> None:
    entry = catalogue[entry_id]
    assert error in [repair.error for repair in entry.repairs]
    assert (entry.validity.from_, entry.validity.to) == (start, end)


def test_an_end_that_the_sources_dispute_is_certain_only_until_the_earlier_one(
    catalogue: Catalogue,
) -> None:
    uula = catalogue["uula"].validity
    assert uula.certain_to == "2025-12-31"
    assert not uula.over(TODAY)
    assert not uula.certain(TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_entry_stands_in(catalogue: Catalogue, language: str) -> None:
    missing = [
        f"{entry.id}.{name}"
        for entry in catalogue.values()
        for name in source_texts(entry)
        if name not in translation(entry, language).fresh
    ]
    assert missing == []


@pytest.mark.parametrize("language", [c for c, one in LANGUAGES.items() if one.script != "Latn"])
def test_names_stay_recognisable_in_latin_letters_in(catalogue: Catalogue, language: str) -> None:
    """A proper name keeps Latin letters or digits, which people meet on doors and letters."""
    without = [
        entry.id
        for entry in catalogue.values()
        if not re.search(r"[A-Za-zÄÖÅäöå]{2,}|\d{3,}", translation(entry, language).texts["name"])
    ]
    assert without == []


def test_a_translation_is_outdated_when_its_source_changes_and_only_that(
    catalogue: Catalogue,
) -> None:
    entry = catalogue["villa-victor"]
    changed = entry.model_copy(
        update={"summary": entry.summary.model_copy(update={"fi": "Aivan muuta."})}
    )
    before, after = translation(entry, "ar"), translation(changed, "ar")
    assert (before.statuses["summary"], after.statuses["summary"]) == ("drafted", "outdated")
    assert after.statuses["audience"] == "drafted"
    assert "summary" not in after.fresh
    assert text(changed, "summary", "ar") == changed.summary.en
    assert text(entry, "summary", "ar") == before.texts["summary"]
    assert fingerprint(entry.summary) != fingerprint(changed.summary)


def test_contacts_of_low_confidence_are_never_published(catalogue: Catalogue) -> None:
    contacts = [contact for entry in catalogue.values() for contact in entry.contacts]
    low = [contact for contact in contacts if contact.confidence == "low"]
    assert low
    assert not any(contact.publishable for contact in low)
    assert all(contact.source and contact.seen for contact in contacts)


def test_a_number_that_must_not_be_given_is_not_in_the_catalogue(catalogue: Catalogue) -> None:
    shown = {c.value for entry in catalogue.values() for c in entry.contacts if c.publishable}
    unsafe = {"09 2525 0113", "020 634 4902", "020 634 4905", "020 634 4901", "+358 40 621 1714"}
    assert shown & unsafe == set()


def test_a_shelter_outside_the_region_is_no_door(catalogue: Catalogue) -> None:
    assert obstacle(catalogue["nuorten-turvatalot"], Person(TODAY, "oulu")) == "withheld"


def test_the_bundled_data_have_no_faults() -> None:
    assert faults() == []


def write_entry(folder: Path, **changes: str) -> Path:
    text = (ENTRIES / "oske.yml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "oske.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_faults_of_a_file_are_told_at_once_with_line_and_field(tmp_path: Path) -> None:
    text = (ENTRIES / "oske.yml").read_text(encoding="utf-8")
    text = text.replace("kind: service", "kind: servise").replace('from: "2020-06"', 'from: "2030"')
    (tmp_path / "oske.yml").write_text(text, encoding="utf-8")
    lines = text.splitlines()
    kind_line = next(n for n, line in enumerate(lines, 1) if line.startswith("kind:"))
    with pytest.raises(CatalogueError) as caught:
        catalogues.load(tmp_path)
    told = str(caught.value).splitlines()
    assert any(f"oske.yml:{kind_line}: kind: Input should be" in line for line in told)
    assert any(
        "validity: Value error, ends (2024-12-31) before it starts (2030)" in t for t in told
    )


def test_an_unknown_field_and_a_broken_file_are_faults(tmp_path: Path) -> None:
    text = (ENTRIES / "oske.yml").read_text(encoding="utf-8")
    (tmp_path / "oske.yml").write_text(text + "colour: red\n", encoding="utf-8")
    (tmp_path / "broken.yml").write_text("id: [1, 2\nname: x\n", encoding="utf-8")
    found = "\n".join(faults(tmp_path))
    assert f"oske.yml:{len(text.splitlines()) + 1}: colour: Extra inputs are not permitted" in found
    assert "broken.yml:2:" in found


def test_dead_pointers_and_bad_contacts_are_faults(tmp_path: Path) -> None:
    text = (ENTRIES / "kela.yml").read_text(encoding="utf-8")
    text = text.replace('"020 634 0200"', '"call us"').replace('"10:00-15:00"', '"noonish"', 1)
    text = text.replace("successors: []", "successors: [nobody]")
    (tmp_path / "kela.yml").write_text(text, encoding="utf-8")
    found = "\n".join(faults(tmp_path))
    assert "contacts.0.value: bad phone: 'call us'" in found
    assert "contacts.0.hours: not opening hours: 'noonish'" in found
    assert "successors.0: unknown entry 'nobody'" in found


def test_publishable_needs_confidence_and_an_address_in_finland() -> None:
    contact = Contact(
        type="phone", value="112", source="test", page_age="2026", confidence="high", seen="2026"
    )
    assert contact.publishable
    assert not contact.model_copy(update={"confidence": "low"}).publishable
    assert not contact.model_copy(update={"from_abroad": True}).publishable


def test_an_entry_cannot_be_changed(catalogue: Catalogue) -> None:
    entry: Entry = catalogue["kela"]
    with pytest.raises(ValueError, match="frozen"):
        entry.id = "other"
