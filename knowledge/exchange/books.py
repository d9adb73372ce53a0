"""The catalogue as XLSX, for people who live in spreadsheets.

Sheets: `services` (the documented header, one row a service), `contacts`, `sources` and `repairs`
(one row each, by the service's id), `translations` (one row a text and language) and `help`.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import WorkbookAlreadySaved

from knowledge.entry import Contact, Entry, Repair, Source
from knowledge.exchange import cells
from knowledge.exchange.book_sheets import WRITTEN_OUT
from knowledge.exchange.columns import columns
from knowledge.exchange.csv_files import TableError
from knowledge.exchange.table import header, row_of
from knowledge.exchange.versions import plain_record
from knowledge.languages import LANGUAGES
from knowledge.translations import source_texts, translation

#: Records that have a sheet of their own, and their fields.
SHEETS: dict[str, tuple[str, ...]] = {
    "contacts": tuple(Contact.model_fields),
    "sources": tuple(Source.model_fields),
    "repairs": tuple(Repair.model_fields),
}
TRANSLATION_COLUMNS = ("id", "field", "language", "fi", "en", "text", "status")
#: The most that a cell of a spreadsheet holds.
LONGEST_CELL = 32_767
_BOLD = Font(bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD = PatternFill("solid", fgColor="FFDCE6F1")


def write_book(entries: Iterable[Entry], path: Path, *, with_translations: bool = True) -> int:
    """Write entries as a workbook.

    Args:
        entries: the entries.
        path: the file.
        with_translations: whether the sheet `translations` is written.

    Returns:
        The number of services.

    Raises:
        TableError: a text is longer than a cell can hold.
    """
    count = 0
    with _new_book(path) as book:
        services = _sheet(book, "services", [name for name in header() if name not in SHEETS])
        parts = {name: _sheet(book, name, ["id", *fields]) for name, fields in SHEETS.items()}
        texts = _sheet(book, "translations", TRANSLATION_COLUMNS) if with_translations else None
        for entry in entries:
            count += 1
            row = zip(header(), row_of(entry))
            _add(services, [cell for name, cell in row if name not in SHEETS], entry.id)
            for name, sheet in parts.items():
                for record in plain_record(entry)[name]:
                    _add(sheet, [entry.id, *_record_cells(record, SHEETS[name])], entry.id)
            for text_row in _translation_rows(entry) if texts else ():
                _add(texts, text_row, entry.id)
        _add_help(book)
    return count


def write_template(path: Path, language: str = "en") -> None:
    """Write an empty workbook with the header and what each column holds."""
    with _new_book(path) as book:
        _sheet(book, "services", list(columns()))
        _add_help(book, language)


@contextmanager
def _new_book(path: Path) -> Iterator[Workbook]:
    """A workbook that takes its place when all is in it; a fault leaves the old one."""
    book = Workbook(write_only=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as out:
            yield book
            book.save(out)
        os.replace(unfinished, path)
    except BaseException:
        # Sheets that are begun and not closed complain when they are thrown away.
        for sheet in book.worksheets:
            with suppress(WorkbookAlreadySaved):
                cast(Any, sheet).close()
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def _sheet(book: Workbook, title: str, titles: Sequence[str]) -> Any:
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for place in range(len(titles)):
        sheet.column_dimensions[_letter(place)].width = 28
    head = []
    for name in titles:
        cell = WriteOnlyCell(sheet, name)
        cell.font, cell.fill = _BOLD, _HEAD
        head.append(cell)
    sheet.append(head)
    return sheet


def _letter(place: int) -> str:
    return ("" if place < 26 else chr(64 + place // 26)) + chr(65 + place % 26)


def _add(sheet: Any, row: Sequence[str], entry_id: str) -> None:
    made: list[Any] = []
    for text in row:
        if len(text) > LONGEST_CELL:
            raise TableError(
                f"{entry_id}: a text of {len(text)} signs is longer than a cell holds "
                f"({LONGEST_CELL}); export it as CSV"
            )
        if not text:
            made.append(None)
            continue
        # What looks like a sign written out must not become that sign.
        cell = WriteOnlyCell(sheet, WRITTEN_OUT.sub(lambda found: "_x005F" + found[0], text))
        # Always text: a number would lose its zeros, "=1+1" would be reckoned.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = _TOP
        made.append(cell)
    sheet.append(made)


def _record_cells(record: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    return [_record_cell(record[field]) for field in fields]


def _record_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return cells.write(value, "list" if isinstance(value, list) else "text")


def _translation_rows(entry: Entry) -> Iterator[list[str]]:
    for name, source in source_texts(entry).items():
        for language in LANGUAGES:
            if language in source.languages():
                continue
            found = translation(entry, language)
            yield [
                entry.id,
                name,
                language,
                source.fi or "",
                source.en or "",
                found.texts.get(name, ""),
                found.statuses.get(name, ""),
            ]


def _add_help(book: Workbook, language: str = "en") -> None:
    sheet = _sheet(book, "help", ["column", language])
    for column in columns().values():
        sheet.append([column.name, column.help[language]])
