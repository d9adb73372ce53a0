"""A workbook as items: the sheets of contacts, sources and repairs put back to their services."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.exchange import cells
from knowledge.exchange.books import SHEETS, TRANSLATION_COLUMNS, read_sheets
from knowledge.exchange.csv_files import TableError
from knowledge.exchange.items import Fault, Item
from knowledge.exchange.table import Reading, items, layout

_LISTS = ("languages",)
_FLAGS = ("free", "interpreter", "from_abroad")


@dataclass(frozen=True)
class TranslationRow:
    """One row of the sheet `translations`.

    Attributes:
        number: the row's number in the sheet.
        id: the entry.
        field: which text.
        language: the language of `text`.
        text: the translation; "" for none.
        status: as it stands in the row.
    """

    number: int
    id: str
    field: str
    language: str
    text: str
    status: str


def read_book(path: Path, reading: Reading) -> Iterator[Item]:
    """The services of a workbook (the sheet `services`, else the first one).

    Raises:
        TableError: not a workbook, or one without a header.
        HeaderError: the header cannot be used.
    """
    sheets = read_sheets(path)
    title = "services" if "services" in sheets else next(iter(sheets))
    rows = sheets[title]
    first = next(rows, None)
    if first is None:
        raise TableError(f"{path}: the sheet {title!r} is empty; its first row is the header")
    plan = layout(first[1], reading)
    own = {name: _records(path, name) for name in SHEETS if name in sheets}
    for item in items(rows, plan, reading):
        yield _with_parts(item, own)


Parts = dict[str, list[tuple[int, dict[str, Any]]]]


def _records(path: Path, name: str) -> Parts:
    """The records of one sheet by the id of their service."""
    rows = read_sheets(path)[name]
    titles = next(rows, (1, []))[1]
    wrong = [t for t in titles if t and t not in ("id", *SHEETS[name])]
    if wrong or "id" not in titles:
        raise TableError(
            f"{path}: sheet {name!r}: unknown column {', '.join(wrong) or 'instead of id'}; "
            f"the header is id, {', '.join(SHEETS[name])}"
        )
    found: Parts = {}
    for number, row in rows:
        filled = {t: cell for t, cell in zip(titles, row) if t and cell.strip()}
        if filled:
            entry_id = filled.pop("id", "")
            found.setdefault(entry_id, []).append((number, _typed(filled)))
    return found


def _typed(record: dict[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = dict(record)
    for field in _LISTS:
        if field in record:
            typed[field] = cells.read(record[field], "list")
    for field in _FLAGS:
        if field in record:
            typed[field] = cells.read(record[field], "yesno")
    return typed


def _with_parts(item: Item, own: dict[str, Parts]) -> Item:
    record = dict(item.record)
    for name, parts in own.items():
        record[name] = [values for _, values in parts.get(item.id, [])]
    return Item(**{**item.__dict__, "record": record})


def orphans(path: Path, known: set[str]) -> list[Fault]:
    """Rows of the sheets of records whose service stands nowhere."""
    sheets = read_sheets(path)
    return [
        Fault(number, f"{name}.id", f"{entry_id!r} is no service of this workbook")
        for name in SHEETS
        if name in sheets
        for entry_id, rows in _records(path, name).items()
        if entry_id not in known
        for number, _ in rows
    ]


def read_translations_sheet(path: Path) -> Iterator[TranslationRow]:
    """The rows of the sheet `translations`; none when there is no such sheet.

    Raises:
        TableError: the sheet's header is not ours.
    """
    sheets = read_sheets(path)
    if "translations" not in sheets:
        return
    rows = sheets["translations"]
    titles = next(rows, (1, []))[1]
    missing = {"id", "field", "language", "text"} - set(titles)
    if missing:
        raise TableError(
            f"{path}: sheet 'translations' has no column {', '.join(sorted(missing))}; "
            f"the header is {', '.join(TRANSLATION_COLUMNS)}"
        )
    for number, row in rows:
        yield from _translation_row(number, titles, row)


def _translation_row(
    number: int, titles: Sequence[str], row: Sequence[str]
) -> Iterator[TranslationRow]:
    cell = dict(zip(titles, row))
    if cell.get("id", "").strip():
        yield TranslationRow(
            number,
            cell["id"].strip(),
            cell["field"].strip(),
            cell["language"].strip(),
            cell["text"].strip(),
            cell.get("status", "").strip(),
        )
