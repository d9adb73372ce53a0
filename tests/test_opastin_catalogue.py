"""`opastin catalogue`: import, export, template, stale, stats and check, as an officer uses them.

What writes works on a copy of the catalogue, never on that of the repository.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from knowledge import catalogue as catalogues
from knowledge.catalogue import digest_of
from knowledge.exchange.columns import columns
from knowledge.exchange.csv_files import TableError
from knowledge.exchange.formats import FormatError
from knowledge.exchange.json_stream import JsonError
from knowledge.exchange.table import HeaderError, header
from knowledge.languages import LANGUAGES
from knowledge.paths import ENTRIES, IMPORTED, ROOT, TRANSLATIONS
from opastin.catalogue import app
from opastin.errors import PLAIN, UsageError

DATA = ROOT.parent / "shared" / "data"
TABLE = """id,name_fi,name_en,summary_fi,summary_en,area,phone
neuvonta-x,Neuvontapiste X,Advice X,Saat neuvoja.,You get advice.,Oulu,0295 020 713
neuvonta-y,Neuvontapiste Y,,Saat neuvoja.,,koko maa,116 117
"""


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    """Whatever a test does, the catalogue of the repository stays as it is."""
    before = digest_of([ENTRIES, TRANSLATIONS]), IMPORTED.exists()
    yield
    assert (digest_of([ENTRIES, TRANSLATIONS]), IMPORTED.exists()) == before


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the catalogue."""
    home = tmp_path / "home"
    shutil.copytree(ENTRIES, home / "entries")
    shutil.copytree(TRANSLATIONS, home / "translations")
    return home


def run(home: Path, *arguments: str | Path, code: int = 0) -> "subprocess.CompletedProcess[str]":
    """Run a command on a copy of the catalogue, and see to its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "opastin.cli", "catalogue", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OPASTIN_CATALOGUE": str(home), "COLUMNS": "200"},
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def planned(home: Path, path: Path, *options: str, code: int = 0) -> dict[str, Any]:
    """What an import would do."""
    done = run(home, "import", path, "--json", *options, code=code)
    values: dict[str, Any] = json.loads(done.stdout)
    return values


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def inside(*arguments: str | Path) -> None:
    """Run a command that must not get as far as writing; its error is raised."""
    done = CliRunner().invoke(app, list(map(str, arguments)))
    assert done.exception, done.output
    raise done.exception


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Kunnan palvelut.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


# --- import ---------------------------------------------------------------------------------------


def test_an_import_is_shown_then_written_then_there(home: Path, table: Path) -> None:
    shown = run(home, "import", table)
    assert "new neuvonta-x (number 2) Advice X" in shown.stdout
    assert "nothing is written yet; --apply writes it" in shown.stdout
    assert not (home / "imported").exists()
    written = run(home, "import", table, "--apply")
    assert "written: 2 services, 0 translations" in written.stdout
    lines = (home / "imported" / "kunnan-palvelut.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines)
    assert first["area"]["municipalities"] == ["oulu"]
    assert second["area"]["reach"] == "nationwide"
    assert first["contacts"][0]["value"] == "0295 020 713"
    assert first["origin"] == {
        "system": "table", "collection": "kunnan-palvelut", "id": "neuvonta-x",
    }  # fmt: skip
    again = planned(home, table)
    assert again["counts"]["unchanged"] == 2
    assert again["changes"] == []
    assert "entries, no faults" in run(home, "check").stdout
    assert json.loads(run(home, "stats", "--json").stdout)["imported"] == 2


def test_a_full_import_ends_what_is_no_longer_in_it(home: Path, table: Path) -> None:
    run(home, "import", table, "--apply")
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    assert planned(home, table)["counts"]["ended"] == 0
    plan = planned(home, table, "--full")
    assert [(change["kind"], change["id"]) for change in plan["changes"]] == [
        ("ended", "neuvonta-y")
    ]


def test_faults_are_told_by_row_and_column_and_nothing_is_written(home: Path, table: Path) -> None:
    text = TABLE.replace("Oulu,0295 020 713", "Turku,soita") + "neuvonta-y,Z,Z,s,s,Oulu,\n"
    table.write_text(text.replace("116 117", "soita"), encoding="utf-8")
    done = run(home, "import", table, "--apply", code=1)
    assert f"{table}:2: area: 'Turku' is no municipality of North Ostrobothnia" in done.stdout
    assert f"{table}:3: contacts: bad phone: 'soita'; write it as 0295 020 713" in done.stdout
    assert f"{table}:4: id: 'neuvonta-y' stands in number 3 already" in done.stdout
    assert "3 faults: nothing is written before they are mended" in done.stdout
    assert not (home / "imported").exists()


def test_conflicts_stop_until_somebody_decides(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    run(home, "export", "--format", "csv", "--output", table)
    kela = next(row for row in rows_of(table) if row["id"] == "kela")
    kela["funder"] = "Valtio"
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(kela))
        writer.writeheader()
        writer.writerow(kela)
    entry = home / "entries" / "kela.yml"
    now = entry.read_text(encoding="utf-8").replace('organiser: "Kela"', 'organiser: "FPA"')
    entry.write_text(now, encoding="utf-8")
    stopped = run(home, "import", table, "--apply", code=1)
    assert "was changed in the catalogue after the table was written" in stopped.stdout
    assert "1 conflicts: nothing is written; decide with --on-conflict keep" in stopped.stdout
    run(home, "import", table, "--apply", "--on-conflict", "keep")
    assert entry.read_text(encoding="utf-8") == now
    run(home, "import", table, "--apply", "--on-conflict", "take")
    taken = entry.read_text(encoding="utf-8")
    assert 'funder: "Valtio"' in taken
    assert 'organiser: "Kela"' in taken


def test_a_file_in_the_way_leaves_the_catalogue_as_it_was(home: Path, table: Path) -> None:
    (home / "imported" / "kunnan-palvelut.jsonl").mkdir(parents=True)
    before = digest_of([home / "entries"])
    refused = run(home, "import", table, "--apply", code=2)
    assert refused.stderr.strip().endswith(
        "kunnan-palvelut.jsonl:1: file: is no file; move it away"
    )
    assert digest_of([home / "entries"]) == before


# --- a workbook, out and in -----------------------------------------------------------------------


def edit(path: Path, sheet: str, key: dict[str, str], **values: Any) -> None:
    """Change cells of one row of a workbook, which is found by some of its cells."""
    book = openpyxl.load_workbook(path)
    rows = book[sheet]
    titles = [str(cell.value) for cell in rows[1]]
    for row in rows.iter_rows(min_row=2):
        cells = dict(zip(titles, row, strict=True))
        if all(cells[name].value == value for name, value in key.items()):
            for name, value in values.items():
                cells[name].value = value
            break
    else:
        raise AssertionError(f"no row {key}")
    book.save(path)


def test_a_workbook_comes_back_with_exactly_the_edits(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "catalogue.xlsx"
    run(home, "export", "--format", "xlsx", "--output", book)
    assert planned(home, book)["counts"] == {
        "new": 0, "changed": 0, "ended": 0, "conflicting": 0, "unchanged": len(catalogues.load()),
        "passed_over": 0,
    }  # fmt: skip
    edit(book, "services", {"id": "villa-victor"}, age_min=17.0, funder="Oulun kaupunki")
    edit(book, "contacts", {"id": "kela", "value": "020 634 0300"}, hours="Mo-Fr 09:00-15:00")
    text = {"id": "kela", "language": "so", "field": "name"}
    edit(book, "translations", text, status="reviewed")
    plan = planned(home, book)
    fields = {change["id"]: sorted(change["fields"]) for change in plan["changes"]}
    assert fields == {"villa-victor": ["audience.age_years.min", "funder"], "kela": ["contacts"]}
    assert (plan["translations"], plan["faults"]) == (1, [])
    assert "written: 2 services, 1 translations" in run(home, "import", book, "--apply").stdout
    assert "entries, no faults" in run(home, "check").stdout
    counted = json.loads(run(home, "stats", "--json").stdout)
    assert counted["translations"]["so"]["by_status"]["reviewed"] == 1
    assert json.loads(run(home, "show", "villa-victor", "--json").stdout)["entry"]["funder"]
    # The rows that were edited were written from an older version now.
    again = planned(home, book)
    assert again["counts"]["unchanged"] == len(catalogues.load())


def test_a_changed_number_of_a_source_text_can_be_imported(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "catalogue.xlsx"
    run(home, "export", "--format", "xlsx", "--output", book)
    edit(book, "services", {"id": "kela"}, summary_fi="Saat 4711 €.", summary_en="You get 4711 €.")
    run(home, "import", book, "--apply")
    counted = json.loads(run(home, "stats", "--json").stdout)
    assert counted["translations"]["so"]["by_status"]["outdated"] == 1


def test_a_row_of_a_sheet_whose_service_is_not_there_is_told(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "few.xlsx"
    run(home, "export", "--format", "xlsx", "--output", book)
    made = openpyxl.load_workbook(book)
    services = made["services"]
    ids = [row[0].value for row in services.iter_rows(min_row=2)]
    services.delete_rows(2 + ids.index("kela"))
    made["contacts"].append(["nobody", "phone", "112"])
    made.save(book)
    plan = planned(home, book, code=1)
    assert [(fault["field"], fault["message"]) for fault in plan["faults"]] == [
        ("contacts.id", "'nobody' is no service of this workbook; add it to the sheet services")
    ]
    notes = [note for _, note in plan["notes"]]
    left_out = "left out, 'kela' is no service of this workbook; add it to the sheet services"
    assert notes == [f"sheet {name}: {left_out}" for name in ("contacts", "sources")]


def test_cells_of_the_sheet_of_contacts_are_told_by_row_and_field(
    home: Path, tmp_path: Path
) -> None:
    book = tmp_path / "catalogue.xlsx"
    run(home, "export", "--format", "xlsx", "--output", book)
    edit(book, "contacts", {"id": "kela", "value": "020 634 0300"}, free="perhaps")
    made = openpyxl.load_workbook(book)
    for cell in made["contacts"][1]:
        cell.value = str(cell.value).upper().replace("_", " ")
    number = next(
        row[0].row
        for row in made["contacts"].iter_rows()
        if (row[0].value, row[2].value) == ("kela", "020 634 0300")
    )
    made.save(book)
    plan = planned(home, book, code=1)
    assert plan["faults"] == [
        {"number": number, "field": "contacts.free", "message": "'perhaps': write yes or no"}
    ]


# --- export and template --------------------------------------------------------------------------


def test_every_format_is_written_whole(home: Path, tmp_path: Path) -> None:
    known = list(catalogues.load())
    for name in ("csv", "xlsx", "hsds", "jsonld"):
        path = tmp_path / f"out.{name}"
        done = run(home, "export", "--format", name.upper(), "--output", path)
        assert done.stdout == f"{path}: {len(known)} services\n"
    rows = rows_of(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == known
    assert list(rows[0]) == header()
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert book.sheetnames == [
        "services", "contacts", "sources", "repairs", "translations", "help",
    ]  # fmt: skip
    book.close()
    page = json.loads((tmp_path / "out.hsds").read_text(encoding="utf-8"))
    assert page["total_items"] == len(page["contents"]) == len(known)
    graph = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert graph["@context"] == "https://schema.org"
    # What went out as HSDS comes in as it was, though its name does not tell the format.
    plan = planned(home, tmp_path / "out.hsds", "--format", "hsds")
    assert (plan["counts"]["unchanged"], plan["changes"]) == (len(known), [])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_is_filled_in_and_imported(home: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"uusi{suffix}"
    assert "fill it in and import it" in run(home, "template", path, "--language", "fi").stdout
    assert planned(home, path)["changes"] == []
    filled = {"id": "uusi", "name_fi": "Uusi", "name_en": "New", "summary_fi": "Auttaa.",
              "summary_en": "Helps.", "audience_fi": "Kaikki", "audience_en": "All",
              "area": "Brahestad", "url": "https://www.example.fi"}  # fmt: skip
    row = [filled.get(name, "") for name in columns()]
    if suffix == ".csv":
        with path.open("a", encoding="utf-8", newline="") as out:
            csv.writer(out).writerow(row)
    else:
        book = openpyxl.load_workbook(path)
        book["services"].append(row)
        book.save(path)
    run(home, "import", path, "--apply")
    text = (home / "entries" / "uusi.yml").read_text(encoding="utf-8")
    assert "reach: municipalities\n  municipalities:\n    - raahe\n" in text
    assert 'value: "https://www.example.fi"' in text


# --- looking after it -----------------------------------------------------------------------------


def test_stale_tells_values_and_a_summary(home: Path) -> None:
    found = json.loads(run(home, "stale", "--as-of", "2026-11-25", "--json").stdout)
    ends = [(one["entry"], one["field"], one["day"]) for one in found if one["kind"] == "ends"]
    assert ("uula", "validity.to", "2026-12-31") in ends
    assert {"kind", "entry", "field", "what", "day"} == set(found[0])
    told = run(home, "stale", "--as-of", "2026-11-25", "--soon-days", "0").stdout
    assert f"{len(found) - len(ends)} to look at on 2026-11-25: " in told


def test_stats_count_the_copy(home: Path) -> None:
    (home / "entries" / "oske.yml").unlink()
    counted = json.loads(run(home, "stats", "--as-of", "2024-10-01", "--json").stdout)
    assert (counted["entries"], counted["as_of"]) == (len(catalogues.load()) - 1, "2024-10-01")
    assert list(counted["translations"]) == list(LANGUAGES)
    assert counted["translations"]["so"]["whole"] == 1.0


def test_check_tells_all_kinds_of_faults_at_once(home: Path) -> None:
    kela, texts = home / "entries" / "kela.yml", home / "translations" / "so.yml"
    text = kela.read_text(encoding="utf-8").replace('"020 634 0200"', '"call us"')
    kela.write_text(text.replace("kind: service", "kind: service\nkind: service"), encoding="utf-8")
    migri = home / "entries" / "migri.yml"
    migri.write_text(
        migri.read_text(encoding="utf-8").replace("successors: []", "successors: [nobody]"),
        encoding="utf-8",
    )
    texts.write_text("villa-victor: [", encoding="utf-8")
    done = run(home, "check", code=1)
    assert f"{kela}:" in done.stdout
    assert "'kind' stands twice" in done.stdout
    assert "successors.0: unknown entry 'nobody'" in done.stdout
    assert f"{texts}:" in done.stdout
    assert done.stderr.strip().endswith("faults")


def test_a_catalogue_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for command in ("check", "stats", "stale"):
        done = run(tmp_path / "nowhere", command, code=2)
        assert done.stderr.startswith("opastin: ")
        assert "nowhere" in done.stderr


# --- what officers get wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "FILE", "--format", "pdf"], "--format 'pdf': choose one of ptv, hsds, csv"),
        (["import", "FILE", "--on-conflict", "ask"], "--on-conflict 'ask': choose one of stop"),
        (["import", "FILE", "--language", "de"], "--language 'de': choose fi, sv or en"),
        (["import", "FILE", "--collection", "Oma lista"], "--collection 'Oma lista': small"),
        (["import", "FILE", "--column", "Nimi"], "--column 'Nimi': write column=value with"),
        (["import", "FILE", "--default", "colour=red"], "--default 'colour=red': write column="),
        (["import", "nofile.csv"], "no file nofile.csv"),
        (["import", "FOLDER"], "no file "),
        (["export", "--format", "pdf", "--output", "x"], "--format 'pdf': choose one of hsds, csv"),
        (["export", "--format", "csv", "--output", "FOLDER"], "cannot be written: Is a directory"),
        (["export", "--format", "xlsx", "--output", "FOLDER/no/x.xlsx"], "No such file"),
        (["export", "--format", "csv", "--output", "x", "--as-of", "soon"], "date 'soon': write"),
        (["template", "x.ods"], "x.ods: a template is *.csv or *.xlsx"),
        (["template", "x.csv", "--language", "sv"], "--language 'sv': choose fi or en"),
        (["template", "FOLDER/no/x.csv"], "cannot be written: No such file or directory"),
        (["stale", "--as-of", "25.11.2026"], "date '25.11.2026': write it as 2024-10-01"),
        (["check", "nofolder"], "no folder nofolder; name one with entry files"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told_with_what_can_be_written(
    arguments: list[str], message: str, table: Path
) -> None:
    given = [
        part.replace("FILE", str(table)).replace("FOLDER", str(table.parent)) for part in arguments
    ]
    with pytest.raises(UsageError) as caught:
        inside(*given)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


FILES: dict[str, tuple[bytes, type[Exception], str]] = {
    "empty.csv": (b"", TableError, "is empty; its first row is the header"),
    "cp1252.csv": ("name\nÄä\n".encode("cp1252"), TableError, "not UTF-8"),
    "utf16.csv": ("name\nÄä\n".encode("utf-16"), TableError, "save it as CSV UTF-8"),
    "quotes.csv": (b'name,area\nA,Oulu\nB,"Oulu\nC,Oulu\n', TableError, "quotes.csv:3: "),
    "foreign.csv": (b"foo,bar\n1,2\n", HeaderError, "no column for an id or a name among foo, bar"),
    "twice.csv": (b"name,Nimi\n1,2\n", HeaderError, "column name_fi stands twice"),
    "zero.xlsx": (b"", TableError, "no XLSX workbook"),
    "csv.xlsx": (b"id,name\n", TableError, "save it as .xlsx"),
    "neither.json": (b'{"foo": 1}', FormatError, "neither PTV (serviceNames) nor HSDS (name,"),
    "numbers.json": (b"[1, 2]", FormatError, "holds no objects"),
    "empty.json": (b"", FormatError, "holds no object; expected services of PTV or HSDS"),
    "text.json": (b"hello", JsonError, "is no JSON"),
    "cut.json": (b'[{"name": "x", "status": "active"}, {"na', JsonError, "is no JSON"),
    "deep.json": (b'[{"name": ' + b"[" * 9000 + b"]" * 9000 + b"}]", FormatError, "too deep"),
    "letter.docx": (b"x", FormatError, "name the format with --format (ptv, hsds, csv, xlsx)"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    content, kind, message = FILES[name]
    (tmp_path / name).write_bytes(content)
    assert kind in PLAIN
    with pytest.raises(kind) as caught:
        inside("import", tmp_path / name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_several_tables_and_a_title_that_is_not_there_are_refused(table: Path) -> None:
    with pytest.raises(FormatError, match="2 files of csv: import one table at a time"):
        inside("import", table, table)
    with pytest.raises(HeaderError, match="no column 'Otsikko' in the header; it has id, name_fi"):
        inside("import", table, "--column", "name_fi=Otsikko")


def test_odd_rows_are_read_or_told(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(
        "ID,Name,Summary,AREA\n  ,,\t,\nPÄIVÄ-1,Apu 🧭 مساعدة," + "ä" * 40_000 + ",OULU\n"
        ",🧭,x,Oulu\n,مساعدة,x,Oulu\n",
        encoding="utf-8",
    )
    done = run(home, "import", path, code=1)
    assert "column 'ID' is read as id" in done.stdout
    assert "new paiva-1 (number 3) Apu 🧭 مساعدة" in done.stdout
    assert f"{path}:4: id: none can be made of '🧭'; write one with small letters" in done.stdout
    assert f"{path}:5: id: none can be made of 'مساعدة'" in done.stdout


# --- public data, and size ------------------------------------------------------------------------


def public(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs the public file {name} in {DATA}")
    return path


def test_the_services_of_a_city_are_read_from_its_own_columns(home: Path) -> None:
    path = public("oulu/services.csv")
    plan = planned(home, path, "--on-conflict", "keep")
    assert plan["faults"] == []
    assert plan["counts"]["new"] + plan["counts"]["conflicting"] > 1300
    run(home, "import", path, "--apply", "--on-conflict", "keep")
    assert planned(home, path, "--on-conflict", "keep")["counts"]["new"] == 0


def test_a_service_of_the_national_catalogue_comes_with_its_channel(home: Path) -> None:
    files = public("ptv/service-v11.json"), public("ptv/service-channel-v11.json")
    plan = planned(home, files[0], str(files[1]))
    assert (plan["counts"]["new"], plan["faults"]) == (1, [])


def test_the_example_services_of_hsds_are_read(home: Path) -> None:
    for name in ("service_full.example.json", "service_list.example.json"):
        plan = planned(home, public(f"hsds/{name}"))
        assert (plan["counts"]["new"] > 0, plan["faults"]) == (True, [])


@pytest.mark.slow
def test_twenty_thousand_rows_stream(home: Path, tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the memory of a process is told in /proc on Linux")
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "Name", "serviceSummary", "area", "phone"])
        text = "Saat neuvontaa ja ohjausta työhön ja opiskeluun. " * 4
        for number in range(20_000):
            rows.writerow([f"a-{number}", f"Palvelu {number}", text, "Oulu", "0295 020 713"])
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from typer.testing import CliRunner\n"
        "from opastin.catalogue import app\n"
        "done = CliRunner().invoke(app, ['import', sys.argv[1], '--apply'])\n"
        "print(done.output.splitlines()[-1])\n"
        # The most that this process has used; that of `resource` counts its parent too.
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(status.partition('VmHWM:')[2].split()[0]) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OPASTIN_CATALOGUE": str(home)},
        check=True,
    )
    written, megabytes = done.stdout.splitlines()
    assert written == "written: 20000 services, 0 translations"
    assert int(megabytes) < 300
