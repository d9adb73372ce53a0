"""Faults of the data: each kind, all at once, with file, line and field."""

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from bot.wording import LOCALE
from bot.wording_check import wording_faults
from knowledge import catalogue as catalogues
from knowledge.check import faults
from knowledge.entry_check import is_phone
from knowledge.languages import LANGUAGES
from knowledge.paths import ENTRIES, TRANSLATIONS
from knowledge.translation_check import need_faults, need_shape_faults, translation_faults

Change = Callable[[str], str]


def spoilt(tmp_path: Path, name: str, *changes: tuple[str, str]) -> Path:
    """A folder with one entry in which some text has been replaced."""
    text = (ENTRIES / f"{name}.yml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def line_of(folder: Path, name: str, text: str) -> int:
    lines = (folder / f"{name}.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_data_of_the_product_have_no_fault() -> None:
    assert faults() == []
    assert wording_faults() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "message"),
    [
        ("kela", '  fi: "Kela', '  sv: "Kela', "entry", "name.fi: is missing"),
        ("merke-2", 'from: "2023-03-01"', 'from: "2027-03-01"', "validity",
         "ends (2026-02-28) before it starts (2027-03-01)"),
        ("merke-2", "  - ta-oulun-seutu", "  - ta-nobody", "successors.0",
         "unknown entry 'ta-nobody'"),
        ("112", 'value: "112"', 'value: "11x2"', "contacts.0.value", "bad phone: '11x2'"),
        ("112", 'value: "https://112.fi"', 'value: "112 fi"', "contacts.1.value", "bad url"),
        ("112", 'hours: "24/7"', 'hours: "always"', "contacts.0.hours",
         "not opening hours: 'always'"),
        ("ih-oulu", "    - kempele", "    - kempeli", "area.municipalities.1",
         "unknown municipality 'kempeli'"),
        ("kela", "kind: platform", "kind: bank", "kind", "Input should be"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_field(
    tmp_path: Path, name: str, old: str, new: str, field: str, message: str
) -> None:
    if name == "kela" and old.startswith("kind"):
        text = (ENTRIES / "kela.yml").read_text(encoding="utf-8")
        old = re.search(r"^kind: \w+$", text, re.MULTILINE).group()  # type: ignore[union-attr]
    found = faults(spoilt(tmp_path, name, (old, new)))
    wanted = [fault for fault in found if message in fault]
    assert len(wanted) == 1
    place, told, _ = wanted[0].split(": ", 2)
    assert place.startswith(f"{tmp_path / name}.yml:")
    assert told == field or field == "entry"
    if field not in ("entry", "validity"):
        assert int(place.rsplit(":", 1)[1]) == line_of(tmp_path, name, new.strip())


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    folder = spoilt(
        tmp_path,
        "112",
        ('value: "112"', 'value: "xyz"'),
        ('value: "https://112.fi"', 'value: "y z"'),
    )
    assert len([fault for fault in faults(folder) if "bad " in fault or "at least" in fault]) == 2


def test_a_successor_that_has_ended_is_a_dead_one(tmp_path: Path) -> None:
    ended = 'to: "2026-02-28"'
    spoilt(tmp_path, "merke-2", (ended, 'to: "2024-01-31"'), ('from: "2023-03-01"', "from: null"))
    spoilt(tmp_path, "kotoa-tyoelamaan", ("  - ta-oulun-seutu", "  - merke-2"))
    found = [fault for fault in faults(tmp_path) if "successor" in fault]
    assert any("successors.0: dead successor: 'merke-2'" in fault for fault in found)


def test_a_translation_that_is_missing_or_has_lost_a_number_is_told(tmp_path: Path) -> None:
    text = (TRANSLATIONS / "so.yml").read_text(encoding="utf-8")
    lost = text.replace('"112"', '"113"', 1).replace("112", "ONE", 1)
    (tmp_path / "so.yml").write_text(lost, encoding="utf-8")
    found = list(translation_faults(catalogues.load(), tmp_path))
    assert any("113: unknown entry" in fault for fault in found)
    assert any("112.name: missing in 'so'" in fault for fault in found)
    text = text.replace("112", "999", 2).replace('"999":', '"112":', 1)
    (tmp_path / "so.yml").write_text(text, encoding="utf-8")
    found = list(translation_faults(catalogues.load(), tmp_path))
    assert [fault.split(": ", 1)[1] for fault in found] == [
        "112.name: lost number '112'", "112.name: number '999' is not in the source",
    ]  # fmt: skip


def test_a_translation_of_an_unknown_text_or_status_is_told(tmp_path: Path) -> None:
    text = (TRANSLATIONS / "fa.yml").read_text(encoding="utf-8")
    text = text.replace("  summary:", "  title:", 1).replace("status: drafted", "status: done", 1)
    (tmp_path / "fa.yml").write_text(text, encoding="utf-8")
    found = " ".join(translation_faults(catalogues.load(), tmp_path))
    assert "112.title: unknown field" in found
    assert "status 'done': write drafted or reviewed" in found


def test_a_need_whose_door_is_unknown_is_told() -> None:
    catalogue = {i: e for i, e in catalogues.load().items() if i != "oppisopimus"}
    found = list(need_faults(catalogue))
    assert len(found) >= 1
    assert all("unknown entry 'oppisopimus'" in fault for fault in found)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_sentence_that_lost_its_field_is_told_in(tmp_path: Path, language: str) -> None:
    for code in LANGUAGES:
        text = (LOCALE / f"{code}.po").read_text(encoding="utf-8")
        (tmp_path / f"{code}.po").write_text(text, encoding="utf-8")
    path = tmp_path / f"{language}.po"
    sentences = polib.pofile(str(path))
    entry = next(one for one in sentences if "{name}" in one.msgstr)
    entry.msgstr = entry.msgstr.replace("{name}", "{nimi}")
    sentences.save(str(path))
    found = wording_faults(tmp_path)
    assert [fault.split(": ", 1)[1] for fault in found] == [
        f"{entry.msgid}: lost placeholder {{name}}", f"{entry.msgid}: unknown placeholder {{nimi}}",
    ]  # fmt: skip


def test_a_text_that_ours_must_have_is_told_at_its_own_line(tmp_path: Path) -> None:
    changes = ('  en: "Kela tells', '  sv: "Kela tells'), ('  fi: "Soita', '  sv: "Soita')
    folder = spoilt(tmp_path, "kela", *changes)
    message = "is missing; our own entries are in Finnish and English"
    path = folder / "kela.yml"
    assert faults(folder) == [
        f"{path}:{line_of(folder, 'kela', 'summary:')}: summary.en: {message}",
        f"{path}:{line_of(folder, 'kela', 'way_in:')}: way_in.fi: {message}",
    ]


def test_a_file_with_another_name_has_its_faults_told_too(tmp_path: Path) -> None:
    spoilt(tmp_path, "112", ('value: "112"', 'value: "11x2"'))
    (tmp_path / "112.yml").rename(tmp_path / "113.yml")
    found = faults(tmp_path)
    assert f"{tmp_path / '113.yml'}:1: id: '112' does not match the file name" in found
    line = line_of(tmp_path, "113", "11x2")
    assert any(
        fault.startswith(f"{tmp_path / '113.yml'}:{line}: contacts.0.value") for fault in found
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace(b"kind: ", b"kind: service\nkind: ", 1), "'kind' stands twice"),
        (lambda text: text + "ä".encode("cp1252"), "not UTF-8; save it as UTF-8"),
        (lambda text: text + b"\tx: 1", "found character that cannot start any token"),
        (lambda text: b"", "entry: Input should be a valid dictionary"),
        (lambda text: b"id: " + b"[" * 1200 + b"]" * 1200, "id: Input should be a valid string"),
    ],
)
def test_a_file_that_is_no_entry_is_told_in_one_line(
    tmp_path: Path, change: Callable[[bytes], bytes], message: str
) -> None:
    path = tmp_path / "kela.yml"
    path.write_bytes(change((ENTRIES / "kela.yml").read_bytes()))
    first = faults(tmp_path)[0]
    assert re.match(rf"{re.escape(str(path))}:\d+: ", first)
    assert message in first
    assert "\n" not in first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kela: [1\n", ":2: did not find expected ',' or ']'"),
        ("- kela\n", ":1: file: holds no mapping; write the ids at the left edge"),
        ("kela: null\n", ":1: kela: holds no texts; write name, summary"),
        ("kela: {}\nkela: {}\n", ":2: 'kela' stands twice"),
        ("kela:\n  name: {text: 5, status: drafted, source: x}\n", ":2: kela.name: 5: write it in"),
        ("kela:\n  name: text\n", ":2: kela.name: has not just text, status and source"),
    ],
)
def test_a_translation_file_that_is_none_is_a_fault_among_others(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "ar.yml").write_text(text, encoding="utf-8")
    (tmp_path / "de.yml").write_text("{}\n", encoding="utf-8")
    own = {"kela": catalogues.load()["kela"]}
    found = list(translation_faults(own, tmp_path))
    assert found[0].startswith(f"{tmp_path / 'ar.yml'}{message}")
    assert f"{tmp_path / 'de.yml'}:1: language: 'de' is not offered" in found


def test_needs_that_cannot_be_read_are_faults(tmp_path: Path) -> None:
    (tmp_path / "needs").mkdir()
    (tmp_path / "needs.yml").write_text("work:\n  about: Work.\n", encoding="utf-8")
    texts = "work:\n  label: Työ\n  description: Työtä.\n  questions: []\n"
    (tmp_path / "needs" / "fi.yml").write_text(texts, encoding="utf-8")
    assert list(need_shape_faults(tmp_path)) == [
        f"{tmp_path / 'needs.yml'}:1: work.doors: is missing; write it",
        f"{tmp_path / 'needs' / 'fi.yml'}:1: work.questions: is missing; write it",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'msgid "x\nmsgstr', ":2: file: cannot be read; mend its quotes, save it as UTF-8"),
        (b'msgid "a"\nmsgstr "\xe4"\n', ":1: file: cannot be read"),
        (b'msgid "a"\nmsgstr "b"\n', ":1: a: unknown sentence; en.po does not have it"),
    ],
)
def test_sentences_that_cannot_be_read_are_faults(
    tmp_path: Path, content: bytes, message: str
) -> None:
    for code in LANGUAGES:
        (tmp_path / f"{code}.po").write_bytes((LOCALE / f"{code}.po").read_bytes())
    (tmp_path / "so.po").write_bytes(content)
    assert any(
        fault.startswith(f"{tmp_path / 'so.po'}{message}") for fault in wording_faults(tmp_path)
    )


def test_a_sentence_that_stands_twice_is_told(tmp_path: Path) -> None:
    for code in LANGUAGES:
        (tmp_path / f"{code}.po").write_bytes((LOCALE / f"{code}.po").read_bytes())
    text = (tmp_path / "so.po").read_text(encoding="utf-8")
    block = next(part for part in text.split("\n\n") if 'msgid "utter_greet"' in part)
    (tmp_path / "so.po").write_text(f"{text}\n{block}\n", encoding="utf-8")
    (fault,) = wording_faults(tmp_path)
    assert fault.endswith(": utter_greet: stands twice; keep one")


@pytest.mark.parametrize(
    "number", ["112", "116 117", "0295 020 713", "+358 9 2525 0111", "08 315 2011"]
)
def test_numbers_that_can_be_called(number: str) -> None:
    assert is_phone(number)


@pytest.mark.parametrize("number", ["", "abc", "12345678901234567890", "0295 O20 713", "401234567"])
def test_numbers_that_cannot_be_called(number: str) -> None:
    assert not is_phone(number)
