"""Translations that come back from a spreadsheet: compared, checked, and made into files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.entry import Entry
from knowledge.exchange.book_items import TranslationRow
from knowledge.exchange.items import Fault
from knowledge.languages import LANGUAGES
from knowledge.paths import TRANSLATIONS
from knowledge.placeholders import lost_and_added
from knowledge.plain import read_translations
from knowledge.translation_files import file_text, path_of
from knowledge.translations import fingerprint, source_texts

#: What a person may write as the status of a translation.
WRITABLE = ("drafted", "reviewed")


@dataclass
class TranslationPlan:
    """What rows of translations would change.

    Attributes:
        changes: old and new text (with status) by language, entry and field.
        faults: what is wrong in the rows.
        unchanged: number of rows that are as they were.
        records: the new records of each language that changes.
    """

    changes: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0
    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def files(self, folder: Path = TRANSLATIONS) -> dict[Path, str]:
        """The new text of each file that changes."""
        return {path_of(code, folder): file_text(records) for code, records in self.records.items()}


def plan_translations(
    rows: Iterable[TranslationRow], entries: Mapping[str, Entry], folder: Path = TRANSLATIONS
) -> TranslationPlan:
    """Compare rows with the translation files.

    Args:
        rows: the sheet `translations`.
        entries: the entries as they will be after the import.
        folder: the translation files.
    """
    plan = TranslationPlan()
    for row in rows:
        found = _faults(row, entries, folder)
        faults = [Fault(row.number, f"translations.{name}", m) for name, m in found]
        if faults:
            plan.faults += faults
        else:
            _take(row, entries[row.id], plan, folder)
    return plan


def _faults(
    row: TranslationRow, entries: Mapping[str, Entry], folder: Path
) -> Iterator[tuple[str, str]]:
    if row.id not in entries:
        yield "id", f"unknown entry {row.id!r}"
        return
    source = source_texts(entries[row.id]).get(row.field)
    if source is None and row.text:
        texts = ", ".join(source_texts(entries[row.id]))
        yield "field", f"{row.field!r} is no text of {row.id!r}; it has {texts}"
    if row.language not in LANGUAGES:
        yield "language", f"{row.language!r} is not offered; choose {', '.join(LANGUAGES)}"
        return
    if row.status not in ("", "outdated", *WRITABLE):
        yield "status", f"{row.status!r}: write one of {', '.join(WRITABLE)}"
    # What stands there already is outdated by a new source text, and no fault of this file.
    kept = read_translations(row.language, folder).get(row.id, {}).get(row.field, {})
    if source and row.text and row.text != kept.get("text"):
        for message in lost_and_added(source, row.text):
            yield "text", message


def _take(row: TranslationRow, entry: Entry, plan: TranslationPlan, folder: Path) -> None:
    source = source_texts(entry).get(row.field)
    if source is None or (not row.text and not row.status):
        plan.unchanged += 1
        return
    kept = read_translations(row.language, folder)
    old = kept.get(row.id, {}).get(row.field, {})
    status = row.status if row.status in WRITABLE else "drafted"
    same_text = old.get("text", "") == row.text
    if same_text and (row.status == "outdated" or status == old.get("status")):
        plan.unchanged += 1
        return
    records = plan.records.setdefault(
        row.language, {entry_id: dict(texts) for entry_id, texts in kept.items()}
    )
    texts = records.setdefault(row.id, {})
    if row.text:
        texts[row.field] = {"text": row.text, "status": status, "source": fingerprint(source)}
    else:
        texts.pop(row.field, None)
    plan.changes[row.language, row.id, row.field] = (old.get("text", ""), row.text)
