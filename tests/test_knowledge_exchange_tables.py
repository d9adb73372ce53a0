"""Tables: what goes out comes back the same, and what people type is understood."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.exchange import cells
from knowledge.exchange.book_items import read_book
from knowledge.exchange.books import write_book, write_template
from knowledge.exchange.columns import column_of, columns
from knowledge.exchange.csv_files import TableError, read_rows, write_csv
from knowledge.exchange.csv_files import write_template as write_csv_template
from knowledge.exchange.items import Item
from knowledge.exchange.merging import checked, merged
from knowledge.exchange.planning import Plan, Rules, plan_import
from knowledge.exchange.table import HeaderError, Reading, header, items, layout
from knowledge.places import municipalities
from tests.entry_strategies import entries

TODAY = date(2026, 11, 25)
READING = Reading("table", TODAY)
RULES = Rules("table", TODAY)

#: Entries whose municipalities are of the region: others are refused by the tables.
of_the_region = entries().filter(lambda e: set(e.area.municipalities) <= set(municipalities()))


def csv_items(path: Path, reading: Reading = READING) -> list[Item]:
    rows = read_rows(path)
    plan = layout(next(rows)[1], reading)
    return list(items(rows, plan, reading))


def written(tmp_path: Path, rows: list[list[str]], *, separator: str = ",") -> Path:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=separator).writerows(rows)
    return path


def made(item: Item) -> Entry | None:
    """The entry that an item makes where there was none before."""
    assert item.faults == ()
    return checked(item.number, merged(item, None))[0]


def entries_of(plan: Plan) -> list[Entry]:
    assert plan.faults == []
    plan.spool.seek(0)
    return [Entry.model_validate_json(line) for line in plan.spool]


def one(path: Path, catalogue: Catalogue | None = None, reading: Reading = READING) -> Entry:
    plan = plan_import(csv_items(path, reading), catalogue or Catalogue([]), RULES)
    return entries_of(plan)[0]


ROW = {"id": "uusi", "name_fi": "Uusi", "name_en": "New", "summary_fi": "Auttaa.",
       "summary_en": "Helps.", "audience_fi": "Kaikki", "audience_en": "All", "reach": "region",
       "version": ""}  # fmt: skip


def row(**cells_of: str) -> list[list[str]]:
    filled = {**ROW, **cells_of}
    return [list(filled), list(filled.values())]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(entry=of_the_region)
def test_any_entry_comes_back_from_csv_unchanged(
    entry: Entry, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("csv") / "one.csv"
    assert write_csv([entry], path) == 1
    assert [made(item) for item in csv_items(path)] == [entry]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=st.lists(of_the_region, max_size=3, unique_by=lambda entry: entry.id))
def test_any_entries_come_back_from_a_workbook_unchanged(
    several: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "book.xlsx"
    write_book(several, path, with_translations=False)
    assert [made(item) for item in read_book(path, READING)] == several


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_whole_catalogue_goes_out_and_in_with_no_difference(
    tmp_path: Path, suffix: str
) -> None:
    catalogue = catalogues.load()
    path = tmp_path / f"catalogue.{suffix}"
    if suffix == "csv":
        write_csv(catalogue.values(), path)
        read = iter(csv_items(path))
    else:
        write_book(catalogue.values(), path, with_translations=False)
        read = read_book(path, READING)
    plan = plan_import(read, catalogue, RULES)
    assert (plan.faults, plan.changes, plan.unchanged) == ([], [], len(catalogue))


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (("a;b", "c\\d", "e\nf"), "list", "a\\;b\nc\\\\d\ne\\nf"),
        ((1, 3), "numbers", "1, 3"),
        (True, "yesno", "yes"),
        (None, "text", ""),
        (
            [{"type": "phone", "value": "0295 | 1", "free": True, "hours": None}],
            "records",
            "type: phone | value: 0295 \\| 1 | free: yes",
        ),
    ],
)
def test_values_stand_in_cells_as_people_can_read_them(value: object, kind: str, cell: str) -> None:
    assert cells.write(value, kind) == cell  # type: ignore[arg-type]
    back = cells.read(cell, kind)  # type: ignore[arg-type]
    assert cells.write(back, kind) == cell  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "kind", "message"),
    [
        ("seventeen", "number", "'seventeen' is no whole number"),
        ("perhaps", "yesno", "'perhaps': write yes or no"),
        ("phone 112", "records", "write it as `key: value`"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_to_write(cell: str, kind: str, message: str) -> None:
    with pytest.raises(cells.CellError, match=message):
        cells.read(cell, kind)  # type: ignore[arg-type]


def test_titles_of_other_systems_are_understood() -> None:
    found = {title: column_of(title) for title in ("Name", "serviceSummary", "PUHELIN", "Väri")}
    assert found == {
        "Name": "name_fi", "serviceSummary": "summary_fi", "PUHELIN": "phone", "Väri": None,
    }  # fmt: skip


def test_a_header_without_a_name_or_with_one_twice_is_refused() -> None:
    with pytest.raises(HeaderError, match="no column for an id or a name among Väri, Koko"):
        layout(["Väri", "Koko"], READING)
    with pytest.raises(HeaderError, match="column name_fi stands twice"):
        layout(["name_fi", "Nimi"], READING)


def test_the_templates_explain_every_column_and_are_read_back_empty(tmp_path: Path) -> None:
    write_csv_template(tmp_path / "new.csv", "fi")
    assert csv_items(tmp_path / "new.csv") == []
    write_template(tmp_path / "new.xlsx", "fi")
    assert list(read_book(tmp_path / "new.xlsx", READING)) == []
    helps = load_workbook(tmp_path / "new.xlsx")["help"]
    told = {line[0]: line[1] for line in helps.iter_rows(min_row=2, values_only=True)}
    assert list(told) == list(columns())
    assert told["to"] == "Viimeinen päivä; tyhjä, kun jatkuu"
    assert set(header()) < set(columns())


def test_short_forms_become_contacts_and_an_area(tmp_path: Path) -> None:
    path = written(tmp_path, row(reach="", area="Uleåborg", phone="0295 020 713", puhelin=""))
    plan = layout(list(ROW), READING)
    assert not plan.foreign
    path = written(tmp_path, row(reach="", area="Uleåborg", phone="0295 020 713"))
    entry = one(path)
    assert entry.area.municipalities == ("oulu",)
    phone = entry.contacts[0]
    assert (phone.type, phone.value, phone.source) == ("phone", "0295 020 713", "table")
    assert (phone.confidence, phone.seen) == ("medium", "2026-11-25")


def test_an_unknown_area_is_named_with_what_can_be_written(tmp_path: Path) -> None:
    item = csv_items(written(tmp_path, row(reach="", area="Turku")))[0]
    assert [(fault.number, fault.field) for fault in item.faults] == [(2, "area")]
    assert "'Turku' is no municipality of North Ostrobothnia" in item.faults[0].message


def test_a_missing_column_keeps_a_field_and_an_empty_cell_takes_it_away(tmp_path: Path) -> None:
    old = one(written(tmp_path, row(funder="ESR+", organiser="Oulu")))
    known = Catalogue([old])
    table = [["id", "version", "to", "funder"], ["uusi", "", "2026-12-31", ""]]
    new = one(written(tmp_path, table), known)
    assert (new.validity.to, new.funder, new.organiser) == ("2026-12-31", None, "Oulu")


def test_semicolons_tabs_and_byte_order_marks_of_spreadsheets_are_read(tmp_path: Path) -> None:
    for separator in (";", "\t"):
        assert one(written(tmp_path, row(), separator=separator)).name.fi == "Uusi"
    path = tmp_path / "bom.csv"
    text = "id,name_fi,name_en,summary_fi,summary_en,audience_fi,audience_en,reach,version\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + f"{text}x,Ä,B,C,D,E,F,region,\r\n".encode())
    assert one(path).name.fi == "Ä"


def test_a_file_in_another_code_page_and_broken_quotes_are_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cp1252.csv"
    path.write_bytes("id,name_fi\nx,Pyhäjärvi\n".encode("cp1252"))
    with pytest.raises(TableError, match="not UTF-8"):
        list(read_rows(path))
    path.write_text('id,name_fi\nx,"a"b"\n')
    with pytest.raises(TableError, match=r":2: .*mend the quotes of this row"):
        list(read_rows(path))


def test_a_separator_without_quotes_is_seen_by_the_extra_cell(tmp_path: Path) -> None:
    item = csv_items(written(tmp_path, [["id", "name_fi"], ["x", "neuvonta", " Oulu"]]))[0]
    assert item.faults[0].field == "row"
    assert "the row has 3 cells, the header 2" in item.faults[0].message


def edited(tmp_path: Path, cell: str, value: object) -> Path:
    """The real catalogue as a workbook with one cell of Villa Victor changed as Excel would."""
    path = tmp_path / "book.xlsx"
    write_book([catalogues.load()["villa-victor"]], path, with_translations=False)
    book = load_workbook(path)
    sheet = book["services"]
    titles = [title.value for title in sheet[1]]
    sheet.cell(2, titles.index(cell) + 1).value = value  # type: ignore[assignment]
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "value", "field", "wanted"),
    [
        ("to", datetime(2026, 12, 31), "validity.to", "2026-12-31"),
        ("age_min", 18.0, "audience.age_years.min", 18),
        ("funder", "=1+1", "funder", "=1+1"),
        ("organiser", "two\r\nlines", "organiser", "two\nlines"),
        ("interpreter", True, "interpreter", True),
    ],
)
def test_an_edited_cell_is_the_only_change(
    tmp_path: Path, cell: str, value: object, field: str, wanted: object
) -> None:
    if value == "=1+1":
        path = tmp_path / "book.xlsx"
        villa = catalogues.load()["villa-victor"].model_copy(update={"funder": "=1+1"})
        write_book([villa], path, with_translations=False)
    else:
        path = edited(tmp_path, cell, value)
    plan = plan_import(read_book(path, READING), catalogues.load(), Rules("t", TODAY, "take"))
    assert plan.faults == []
    assert list(plan.changes[0].fields) == [field]
    assert plan.changes[0].fields[field][1] == wanted


def test_a_workbook_of_a_stranger_is_read_by_its_first_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Taul1"
    for line in (["NIMI", "Kuvaus", "Alue", None], ["Neuvonta", "Auttaa.", "Raahe", None], [None]):
        sheet.append(line)
    book.save(tmp_path / "other.xlsx")
    plan = plan_import(read_book(tmp_path / "other.xlsx", READING), Catalogue([]), RULES)
    entry = entries_of(plan)[0]
    assert (entry.id, entry.area.municipalities) == ("neuvonta", ("raahe",))
    assert entry.origin
    assert (entry.origin.system, entry.origin.collection) == ("table", "table")


def test_what_is_no_workbook_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    with pytest.raises(TableError, match="no XLSX workbook"):
        list(read_book(tmp_path / "empty.xlsx", READING))


@pytest.mark.parametrize(
    ("given", "reach", "municipalities"),
    [
        ("koko maa", "nationwide", ()), ("Hela landet", "nationwide", ()),
        ("MAAKUNTA", "region", ()),
        ("Norra Österbotten", "region", ()), ("muualla", "elsewhere", ()),
        ("Oulu; Brahestad\nKuusamo", "municipalities", ("oulu", "raahe", "kuusamo")),
    ],
)  # fmt: skip
def test_areas_are_written_in_finnish_and_in_swedish(
    tmp_path: Path, given: str, reach: str, municipalities: tuple[str, ...]
) -> None:
    area = one(written(tmp_path, row(reach="", area=given))).area
    assert (area.reach, area.municipalities) == (reach, municipalities)


def test_titles_in_swedish_are_understood(tmp_path: Path) -> None:
    table = [
        ["Namn", "Sammanfattning", "Målgrupp", "Område", "Telefon", "E-post", "Webbplats",
         "Adress"],
        ["Rådgivning", "Hjälper.", "Alla", "Uleåborg", "0295 020 713; 116 117", "a@b.fi",
         "https://b.fi", "Torggatan 1"],
    ]  # fmt: skip
    entry = one(written(tmp_path, table))
    assert (entry.id, entry.name.sv, entry.summary.sv) == ("radgivning", "Rådgivning", "Hjälper.")
    assert [(contact.type, contact.value) for contact in entry.contacts] == [
        ("phone", "0295 020 713"), ("phone", "116 117"), ("email", "a@b.fi"),
        ("url", "https://b.fi"), ("address", "Torggatan 1"),
    ]  # fmt: skip


def test_a_zero_before_a_number_stays_and_a_lost_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_book([catalogues.load()["kela"]], path, with_translations=False)
    book = load_workbook(path)
    phone = next(row for row in book["contacts"].iter_rows(min_row=2) if row[1].value == "phone")
    phone[2].value = "0441234567"
    book.save(path)
    plan = plan_import(read_book(path, READING), catalogues.load(), RULES)
    contacts = plan.changes[0].fields["contacts"][1]
    assert "0441234567" in [contact["value"] for contact in contacts]
    # Typed into a cell that is no text, Excel has made a number of it.
    phone[2].value, phone[2].number_format = 441234567, "General"
    book.save(path)
    plan = plan_import(read_book(path, READING), catalogues.load(), RULES)
    assert "bad phone: '441234567'; write it as 0295 020 713" in plan.faults[0].message


def test_titles_of_all_sheets_are_read_in_capitals_and_empty_rows_and_columns_are_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "book.xlsx"
    known = catalogues.load()
    write_book(known.values(), path, with_translations=False)
    book = load_workbook(path)
    for name in ("services", "contacts", "sources", "repairs"):
        for cell in book[name][1]:
            cell.value = str(cell.value).upper()
        book[name].cell(1, book[name].max_column + 3).value = " "
        book[name].insert_rows(2, amount=2)
        book[name].cell(book[name].max_row + 50, 40).value = " "
        book[name].row_dimensions[5].hidden = True
    services = book["services"]
    # openpyxl takes the new title for one that is there unless there is one between.
    services.title = "x"
    services.title = "Services"
    book.move_sheet(services, offset=3)
    book.save(path)
    plan = plan_import(read_book(path, READING), known, RULES)
    assert (plan.faults, plan.changes, plan.unchanged) == ([], [], len(known))


def test_a_sign_that_looks_written_out_stays_what_it_is(tmp_path: Path) -> None:
    villa = catalogues.load()["villa-victor"].model_copy(update={"funder": "a_x000D_b _x005F_"})
    path = tmp_path / "book.xlsx"
    write_book([villa], path, with_translations=False)
    assert next(read_book(path, READING)).record["funder"] == "a_x000D_b _x005F_"


def test_a_text_that_no_cell_holds_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    villa = catalogues.load()["villa-victor"]
    path = tmp_path / "book.xlsx"
    write_book([villa], path)
    before = path.read_bytes()
    long = villa.model_copy(update={"evidence": "ä" * 40_000})
    with pytest.raises(TableError, match=r"villa-victor: a text of 40000 .* export it as CSV"):
        write_book([long], path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    write_csv([long], tmp_path / "long.csv")
    assert csv_items(tmp_path / "long.csv")[0].record["evidence"] == "ä" * 40_000


def test_a_column_that_was_named_wrongly_and_a_cell_without_a_column_are_told() -> None:
    with pytest.raises(HeaderError, match="no column 'Otsikko' in the header; it has Nimi, Alue"):
        layout(["Nimi", "Alue"], Reading("table", TODAY, renamed={"Otsikko": "name_fi"}))
    plan = layout(["Otsikko", "Alue", "Väri"], Reading("t", TODAY, renamed={"Otsikko": "name_fi"}))
    assert (plan.unknown, plan.renamed) == (
        ("Väri",), (("Otsikko", "name_fi"), ("Alue", "area")),
    )  # fmt: skip
