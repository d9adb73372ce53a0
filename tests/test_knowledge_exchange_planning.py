"""What an import would do, and that it does all of it or nothing."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.exchange.book_items import TranslationRow
from knowledge.exchange.columns import column_at
from knowledge.exchange.items import Fault, Item
from knowledge.exchange.planning import Plan, Rules, plan_import
from knowledge.exchange.store import Home, StoreError, apply
from knowledge.exchange.translation_rows import TranslationPlan, plan_translations
from knowledge.exchange.versions import plain_record, version_of
from knowledge.paths import ENTRIES, TRANSLATIONS
from knowledge.translations import fingerprint
from knowledge.yaml_files import read_yaml

TODAY = date(2026, 11, 25)
RULES = Rules("far", TODAY)
BOTH = {"fi": "Neuvontaa.", "en": "Advice."}
CONTACT = {"type": "phone", "value": "0295 020 713", "source": "page", "page_age": "2026",
           "confidence": "high", "seen": "2026-11-21"}  # fmt: skip


def record(entry_id: str = "advice", **fields: Any) -> dict[str, Any]:
    return {
        "id": entry_id,
        "name": {"fi": f"Neuvonta {entry_id}", "en": f"Advice {entry_id}"},
        "kind": "service",
        "clients": ["person"],
        "summary": BOTH,
        "audience": {"text": BOTH},
        "area": {"reach": "region"},
        "validity": {"status": "listed"},
        "contacts": [CONTACT],
        "checked": "2026-11-21",
        **fields,
    }


def imported(entry_id: str, collection: str = "far", **fields: Any) -> dict[str, Any]:
    origin = {"system": "hsds", "collection": collection, "id": entry_id}
    return record(entry_id, origin=origin, **fields)


def catalogue_of(*records: dict[str, Any]) -> Catalogue:
    return Catalogue([Entry.model_validate(one) for one in records])


def rows(*records: dict[str, Any], **fields: Any) -> list[Item]:
    """Items of a table with some columns, its first row below the header."""
    return [
        Item(number, one.get("id", ""), one, complete=False, **fields)
        for number, one in enumerate(records, start=2)
    ]


def planned(items: list[Item], *there: dict[str, Any], **rules: Any) -> Plan:
    return plan_import(items, catalogue_of(*there), Rules("far", TODAY, **rules))


def kinds(plan: Plan) -> list[tuple[str, str]]:
    return [(change.kind, change.id) for change in plan.changes]


def faults(plan: Plan | TranslationPlan) -> list[tuple[int, str, str]]:
    return [(fault.number, fault.field, fault.message) for fault in plan.faults]


def spooled(plan: Plan) -> list[dict[str, Any]]:
    plan.spool.seek(0)
    return [json.loads(line) for line in plan.spool]


# --- what would happen ----------------------------------------------------------------------------


def test_new_changed_and_unchanged_services_are_told_apart() -> None:
    items = rows(record("new"), {"id": "old", "funder": "ESR+"}, {"id": "same", "kind": "service"})
    plan = planned(items, record("old"), record("same"))
    assert kinds(plan) == [("new", "new"), ("changed", "old")]
    assert plan.changes[1].fields == {"funder": (None, "ESR+")}
    assert [change.number for change in plan.changes] == [2, 3]
    assert (plan.unchanged, plan.faults) == (1, [])
    assert plan.counted() == {"new": 1, "changed": 1, "ended": 0, "conflicting": 0}
    assert [one["id"] for one in spooled(plan)] == ["new", "old"]


def test_some_columns_keep_all_others_and_an_empty_cell_takes_a_field_away() -> None:
    old = record("a", funder="ESR+", organiser="Oulu", note=BOTH)
    cells = {"id": "a", "funder": None, "note": {"fi": None, "en": None, "sv": None}}
    plan = planned(rows(cells), old)
    assert plan.changes[0].fields == {
        "note.fi": ("Neuvontaa.", None),
        "note.en": ("Advice.", None),
        "funder": ("ESR+", None),
    }
    assert spooled(plan)[0]["organiser"] == "Oulu"
    assert spooled(plan)[0]["contacts"][0]["value"] == "0295 020 713"


def test_an_empty_cell_of_a_field_that_may_not_be_empty_is_as_in_a_new_service() -> None:
    usual = {"kind": "service", "clients": ["person"], "validity": {"status": "listed"},
             "checked": "2026-11-25"}  # fmt: skip
    empty: dict[str, Any] = {
        "kind": None,
        "clients": [],
        "validity": {"status": None, "to": None},
        "checked": None,
    }
    old = record("a", kind="project", clients=["employer"], validity={"status": "listed"})
    plan = planned(rows({"id": "a", **empty}, record("b", **empty), when_new=usual), old)
    assert plan.faults == []
    changed = {name: values[1] for name, values in plan.changes[0].fields.items()}
    assert changed == {"kind": "service", "clients": ["person"], "checked": "2026-11-25"}
    assert spooled(plan)[1]["clients"] == ["person"]


def test_a_complete_item_takes_away_what_it_does_not_say() -> None:
    there = imported("a", funder="ESR+")
    plan = planned([Item(1, "a", imported("a"))], there)
    assert plan.changes[0].fields == {"funder": ("ESR+", None)}


def test_more_contacts_are_added_once() -> None:
    known = {**CONTACT, "source": "elsewhere"}
    new = {**CONTACT, "type": "email", "value": "a@example.fi"}
    plan = planned(rows({"id": "a"}, more_contacts=(known, new)), record("a"))
    values = [contact["value"] for contact in spooled(plan)[0]["contacts"]]
    assert values == ["0295 020 713", "a@example.fi"]
    assert spooled(plan)[0]["contacts"][0]["source"] == "page"


def test_what_a_full_file_no_longer_has_ended_yesterday() -> None:
    there = [
        imported("here"),
        imported("gone"),
        imported("over", validity={"status": "listed", "to": "2025-12-31"}),
        imported("theirs", "other"),
        record("ours"),
    ]
    items = [Item(1, "here", imported("here"))]
    plan = planned(items, *there, full=True)
    assert kinds(plan) == [("ended", "gone")]
    assert plan.changes[0].number == 0
    assert plan.changes[0].fields == {"validity.to": (None, "2026-11-24")}
    assert kinds(planned(items, *there)) == []


def test_what_its_source_has_taken_out_ends_and_drafts_are_passed_over() -> None:
    items = [
        Item(1, "known", ended=True),
        Item(2, "unknown", ended=True),
        Item(3, "draft", complete=False, notes=("is a draft",)),
    ]
    plan = planned(items, imported("known"))
    assert kinds(plan) == [("ended", "known")]
    assert (plan.passed_over, plan.notes) == (2, [(3, "is a draft")])


def test_a_row_written_from_an_older_version_conflicts() -> None:
    now = record("a", funder="ESR+")
    before = version_of(Entry.model_validate(record("a")))
    plan = planned(rows({"id": "a", "funder": "EU"}, version=before), now)
    assert kinds(plan) == [("conflicting", "a")]
    assert plan.changes[0].why == "was changed in the catalogue after the table was written"
    assert plan.changes[0].fields == {"funder": ("ESR+", "EU")}
    assert spooled(plan) == []
    same = version_of(Entry.model_validate(now))
    assert kinds(planned(rows({"id": "a", "funder": "EU"}, version=same), now)) == [
        ("changed", "a")
    ]


def test_a_version_is_no_number_for_a_spreadsheet() -> None:
    versions = {version_of(entry) for entry in catalogues.load().values()}
    assert len(versions) == len(catalogues.load())
    assert {version[0] for version in versions} == {"v"}


def test_a_new_service_with_a_name_that_is_there_conflicts() -> None:
    there = record("advice", name={"fi": "Neuvonta", "en": "Advice"})
    new = imported("other", name={"fi": "NEUVONTA"})
    plan = planned([Item(1, "other", new)], there)
    assert kinds(plan) == [("conflicting", "other")]
    assert plan.changes[0].why == "has the name of 'advice'; perhaps the same door"


@pytest.mark.parametrize(
    ("there", "owner"),
    [(record("a"), "our own catalogue"), (imported("a", "near"), "the import 'near'")],
)
def test_a_service_of_another_owner_conflicts(there: dict[str, Any], owner: str) -> None:
    plan = planned([Item(1, "a", imported("a", funder="EU"))], there)
    assert [(change.kind, change.why) for change in plan.changes] == [
        ("conflicting", f"belongs to {owner}")
    ]


def test_a_strangers_table_means_ours_by_its_id_and_not_by_its_name() -> None:
    def row(named: str) -> list[Item]:
        origin = {"system": "table", "collection": "far", "id": named}
        return rows({"id": "kela", "funder": "EU"}, when_new={"origin": origin})

    assert kinds(planned(row("kela"), record("kela"))) == [("changed", "kela")]
    assert kinds(planned(row("Kela"), record("kela"))) == [("conflicting", "kela")]
    # An import of another name does not take over silently either.
    assert kinds(planned(row("kela"), imported("kela", "near"))) == [("conflicting", "kela")]


def test_conflicts_are_kept_or_taken() -> None:
    items = [Item(1, "a", imported("a", funder="EU")), Item(2, "b", imported("b"))]
    there = imported("a", "near")
    kept = planned(items, there, on_conflict="keep")
    assert kinds(kept) == [("conflicting", "a"), ("new", "b")]
    assert [one["id"] for one in spooled(kept)] == ["b"]
    taken = planned(items, there, on_conflict="take")
    assert kinds(taken) == [("changed", "a"), ("new", "b")]
    assert (spooled(taken)[0]["funder"], taken.left) == ("EU", {"a": "near"})


def test_an_entry_of_ours_stays_ours_when_the_file_wins() -> None:
    plan = planned([Item(1, "a", imported("a", funder="EU"))], record("a"), on_conflict="take")
    assert plan.faults == []
    assert (spooled(plan)[0]["origin"], spooled(plan)[0]["funder"]) == (None, "EU")
    # And is then held to what ours must have.
    finnish = imported("a", summary={"fi": "Neuvontaa."})
    plan = planned([Item(1, "a", finnish)], record("a"), on_conflict="take")
    wanted = "is missing; our own entries are in Finnish and English"
    assert faults(plan) == [(1, "summary.en", wanted)]


# --- faults ---------------------------------------------------------------------------------------


def test_all_faults_are_told_at_once_by_row_and_column() -> None:
    items = rows(
        record("a", validity={"status": "listed", "from": "2030", "to": "2029"}),
        record("b", audience={"text": BOTH, "age_years": {"min": 200}}),
        record("c", contacts=[{**CONTACT, "value": "soita"}]),
        record("d", via=["nobody"]),
        record("e", name={"fi": "Vain suomeksi"}, note={"en": "English only"}),
        record("F", colour="red"),
        record("g", languages=["suomi"]),
        {"id": "h", "name": {"fi": "x", "en": "y"}},
    )
    plan = planned(items, field_name=lambda field: column_at(tuple(field.split("."))))
    found = [(number, field) for number, field, _ in faults(plan)]
    assert found == [
        (2, "from"), (3, "age_min"), (4, "contacts"), (6, "name_en"), (6, "note_fi"), (7, "id"),
        (7, "colour"), (8, "languages"), (9, "kind"), (9, "clients"), (9, "summary_fi"),
        (9, "reach"), (9, "from"), (9, "checked"), (5, "via"),
    ]  # fmt: skip
    messages = {(number, field): message for number, field, message in faults(plan)}
    assert messages[2, "from"] == "ends (2029) before it starts (2030)"
    assert messages[4, "contacts"].startswith("bad phone: 'soita'; write it as 0295 020 713")
    assert messages[7, "id"] == "no id; write small letters, digits and hyphens only (it is 'F')"
    assert messages[8, "languages"] == (
        "no language code; write one such as fi, en or zh-Hans (it is 'suomi')"
    )
    assert messages[5, "via"] == "unknown entry 'nobody'; name one of the catalogue or of this file"


def test_an_id_that_stands_twice_is_told_with_both_rows() -> None:
    plan = planned(rows(record("a"), record("b"), record("a")))
    assert faults(plan) == [(4, "id", "'a' stands in number 2 already; ids are unique")]


def test_pointers_may_go_to_later_rows_and_to_rows_with_faults_of_their_own() -> None:
    bad = Item(4, "bad", {}, faults=(Fault(4, "age_min", "no number"),))
    items = [*rows(record("a", via=["b"]), record("b", successors=["bad"])), bad]
    assert faults(planned(items)) == [(4, "age_min", "no number")]


def test_a_number_without_its_zero_is_a_fault() -> None:
    plan = planned(rows(record("a", contacts=[{**CONTACT, "value": "401234567"}])))
    assert [fault.field for fault in plan.faults] == ["contacts.0.value"]


# --- writing --------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A place with three entries of ours and one import."""
    home = Home(tmp_path / "entries", tmp_path / "imported")
    home.entries.mkdir()
    home.imported.mkdir()
    for name in ("kela", "migri", "villa-victor"):
        shutil.copy(ENTRIES / f"{name}.yml", home.entries)
    lines = [json.dumps(imported(name), ensure_ascii=False) for name in ("x", "y", "z")]
    (home.imported / "far.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return home


def there(home: Home) -> Catalogue:
    return catalogues.load.__wrapped__(home.entries, home.imported)


def files(home: Home) -> dict[str, bytes]:
    paths = sorted(path for path in home.entries.parent.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in paths}


def take(home: Home, *items: Item, **rules: Any) -> int:
    plan = plan_import(items, there(home), Rules("far", TODAY, **rules))
    return apply(plan, home)


def test_an_entry_keeps_comments_and_the_form_of_what_has_not_changed(home: Home) -> None:
    path = home.entries / "kela.yml"
    before = path.read_text(encoding="utf-8").replace(
        "kind: service", "# Kela is a service.\nkind: service  # and stays one"
    )
    path.write_text(before, encoding="utf-8")
    assert take(home, *rows({"id": "kela", "funder": "Valtio"})) == 1
    assert path.read_text(encoding="utf-8") == before.replace("funder: null", 'funder: "Valtio"')


def test_every_entry_of_ours_changes_by_one_line_only(tmp_path: Path) -> None:
    home = Home(tmp_path / "entries", tmp_path / "imported")
    shutil.copytree(ENTRIES, home.entries)
    known = catalogues.load()
    apply(
        plan_import(rows(*({"id": i, "checked": "2026-11-25"} for i in known)), known, RULES), home
    )
    changed = {
        path.name: [new for old, new in both(path, home.entries / path.name) if old != new]
        for path in ENTRIES.glob("*.yml")
    }
    assert [
        name for name, new in changed.items() if new not in ([], ['checked: "2026-11-25"'])
    ] == []


def both(path: Path, other: Path) -> list[tuple[str, str]]:
    """The lines of two files that have equally many."""
    one, two = (p.read_text(encoding="utf-8").splitlines() for p in (path, other))
    return list(zip(one, two, strict=True))


def test_a_new_entry_of_ours_becomes_a_file_that_can_be_read(home: Home) -> None:
    assert take(home, *rows(record("advice", note=BOTH, aliases=["yes", "12", "a: b"]))) == 1
    text = (home.entries / "advice.yml").read_text(encoding="utf-8")
    assert text.startswith('id: "advice"\nname:\n  fi: "Neuvonta advice"\n')
    assert "funder" not in text
    assert there(home)["advice"].aliases == ("yes", "12", "a: b")


def test_a_collection_is_updated_line_by_line(home: Home) -> None:
    path = home.imported / "far.jsonl"
    before = path.read_text(encoding="utf-8").splitlines()
    items = [Item(1, "y", imported("y", funder="EU")), Item(2, "new", imported("new"))]
    assert take(home, *items) == 2
    after = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in after] == ["x", "y", "z", "new"]
    assert (after[0], after[2]) == (before[0], before[2])
    assert json.loads(after[1])["funder"] == "EU"
    assert (len(there(home)), there(home)["y"].funder) == (7, "EU")


def test_a_service_that_changes_its_collection_stands_once(home: Home) -> None:
    items = [Item(1, "y", imported("y", "near"))]
    assert take(home, *items, on_conflict="take") == 1
    far = (home.imported / "far.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in far] == ["x", "z"]
    assert there(home)["y"].origin == Entry.model_validate(imported("y", "near")).origin


def test_a_service_that_becomes_ours_leaves_its_collection(home: Home) -> None:
    assert take(home, Item(1, "y", record("y")), on_conflict="take") == 1
    assert there(home)["y"].origin is None
    assert (home.entries / "y.yml").exists()


def test_nothing_is_written_while_there_is_one_fault(home: Home) -> None:
    before = files(home)
    items = rows({"id": "kela", "funder": "Valtio"}, {"id": "migri", "via": ["nobody"]})
    with pytest.raises(StoreError, match="the file has 1 faults; nothing has been changed"):
        take(home, *items)
    assert files(home) == before


@pytest.mark.parametrize("blocked", ["migri.yml", ".migri.yml.new", ".migri.yml.old"])
def test_all_or_nothing_is_written_when_one_file_cannot_be_put_in_place(
    home: Home, blocked: str
) -> None:
    items = [*rows({"id": "kela", "funder": "Valtio"}), Item(9, "new", imported("new"))]
    items += rows({"id": "migri", "funder": "EU"}, {"id": "villa-victor", "funder": "Oulu"})
    plan = plan_import(items, there(home), RULES)
    assert plan.faults == []
    if blocked == "migri.yml":
        (home.entries / blocked).unlink()
    (home.entries / blocked / "in the way").mkdir(parents=True)
    before = files(home)
    with pytest.raises(StoreError, match="nothing has been changed"):
        apply(plan, home)
    assert files(home) == before
    assert not [path for path in home.entries.iterdir() if path.is_file() and path.name[0] == "."]


def test_nothing_is_left_beside_the_files_that_were_written(home: Home) -> None:
    take(home, *rows({"id": "kela", "funder": "Valtio"}), Item(9, "new", imported("new")))
    assert sorted(files(home)) == ["far.jsonl", "kela.yml", "migri.yml", "villa-victor.yml"]


def test_a_no_that_means_something_is_written(home: Home) -> None:
    """`successor_stated: false` is our advice, and nothing said is not."""
    path = home.entries / "migri.yml"
    text = path.read_text(encoding="utf-8")
    take(home, *rows({"id": "migri", "successor_stated": False, "interpreter": False}))
    added = set(path.read_text(encoding="utf-8").splitlines()) - set(text.splitlines())
    assert there(home)["migri"].successor_stated is False
    assert added <= {"successor_stated: false", "interpreter: false"}
    take(home, Item(1, "y", imported("y", successor_stated=False)))
    assert there(home)["y"].successor_stated is False


# --- translations ---------------------------------------------------------------------------------

SOURCE = {"fi": "Soita 112 tai katso example.fi.", "en": "Call 112 or see example.fi."}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with one Arabic translation."""
    source = fingerprint(Entry.model_validate(record("a", summary=SOURCE)).summary)
    old = (
        f'a:\n  summary:\n    text: "112 example.fi"\n    status: drafted\n    source: "{source}"\n'
    )
    (tmp_path / "ar.yml").write_text(old, encoding="utf-8")
    return tmp_path


def translated(folder: Path, *given: TranslationRow) -> TranslationPlan:
    return plan_translations(given, catalogue_of(record("a", summary=SOURCE)), folder)


def text_row(text: str, status: str = "drafted", **fields: Any) -> TranslationRow:
    values = {"number": 2, "id": "a", "field": "summary", "language": "ar", **fields}
    return TranslationRow(**values, text=text, status=status)


def test_a_translation_as_it_was_is_unchanged(texts: Path) -> None:
    plan = translated(texts, text_row("112 example.fi"))
    assert (plan.unchanged, plan.changes, plan.faults, plan.files(texts)) == (1, {}, [], {})


def test_a_changed_text_and_a_review_are_written_with_the_fingerprint_of_today(
    texts: Path,
) -> None:
    plan = translated(texts, text_row("uusi 112 example.fi", "reviewed"))
    assert plan.changes == {("ar", "a", "summary"): ("112 example.fi", "uusi 112 example.fi")}
    (path,) = plan.files(texts)
    assert path == texts / "ar.yml"
    path.write_text(plan.files(texts)[path], encoding="utf-8")
    written = read_yaml(path)["a"]["summary"]
    source = fingerprint(Entry.model_validate(record("a", summary=SOURCE)).summary)
    assert written == {"text": "uusi 112 example.fi", "status": "reviewed", "source": source}


def test_a_review_alone_is_a_change_and_an_emptied_text_is_taken_out(texts: Path) -> None:
    reviewed = translated(texts, text_row("112 example.fi", "reviewed"))
    assert reviewed.records["ar"]["a"]["summary"]["status"] == "reviewed"
    emptied = translated(texts, text_row(""))
    assert emptied.records["ar"]["a"] == {}


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        (text_row("example.fi"), "text", "lost number '112'"),
        (text_row("112"), "text", "lost address 'example.fi'"),
        (text_row("112 {name} example.fi"), "text", "placeholder '{name}' is not in the source"),
        (text_row("112 example.fi", language="de"), "language", "'de' is not offered; choose fi"),
        (text_row("x", id="nobody"), "id", "unknown entry 'nobody'"),
        (text_row("x", field="note"), "field", "'note' is no text of 'a'; it has name, summary"),
        (text_row("112 example.fi", "done"), "status", "'done': write one of drafted, reviewed"),
    ],
)
def test_a_row_that_harms_a_translation_is_refused(
    texts: Path, row: TranslationRow, field: str, message: str
) -> None:
    ((number, named, told),) = faults(translated(texts, row))
    assert (number, named) == (2, f"translations.{field}")
    assert told.startswith(message)


def test_a_new_number_in_the_source_makes_old_rows_outdated_and_not_faulty() -> None:
    """Who changes a number in a workbook has fourteen translations with the old one in it."""
    victor = catalogues.load()["villa-victor"]
    new = plain_record(victor)
    new["summary"] = {"fi": "Hinta 4711 euroa.", "en": "It costs 4711 euros."}
    old = read_yaml(TRANSLATIONS / "ar.yml")["villa-victor"]["summary"]
    row = TranslationRow(7, "villa-victor", "summary", "ar", old["text"], old["status"])
    plan = plan_translations([row], {"villa-victor": Entry.model_validate(new)})
    assert (plan.faults, plan.changes, plan.unchanged) == ([], {}, 1)


def test_translations_are_written_with_the_services_or_not_at_all(home: Home, texts: Path) -> None:
    plan = plan_import(rows({"id": "kela", "funder": "Valtio"}), there(home), Rules("far", TODAY))
    blocked = texts / "so.yml"
    (blocked / "in the way").mkdir(parents=True)
    before = files(home)
    with pytest.raises(StoreError, match="nothing has been changed"):
        apply(plan, home, {texts / "ar.yml": "a: {}\n", blocked: "a: {}\n"})
    assert files(home) == before
    apply(plan, home, {texts / "ar.yml": "a: {}\n"})
    assert (texts / "ar.yml").read_text(encoding="utf-8") == "a: {}\n"
    assert there(home)["kela"].funder == "Valtio"
