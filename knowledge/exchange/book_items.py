"""A workbook as items: the sheets of contacts, sources and repairs put back to their services."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from knowledge.exchange import cells
from knowledge.exchange.book_sheets import Rows, read_sheets
from knowledge.exchange.books import SHEETS, TRANSLATION_COLUMNS
from knowledge.exchange.columns import Kind
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
    titles, rows = _services(path, sheets)
    plan = layout(titles, reading)
    own = {name: _records(path, name, sheets[name]) for name in SHEETS if name in sheets}
    for item in items(rows, plan, reading):
        yield _with_parts(item, own)


def book_titles(path: Path) -> list[str]:
    """The header of the services.

    Raises:
        TableError: not a workbook, or one without a header.
    """
    return _services(path, read_sheets(path))[0]


def _services(path: Path, sheets: Mapping[str, Rows]) -> tuple[list[str], Rows]:
    """The header and the rows of the sheet `services`, else of the first one."""
    if not sheets:
        raise TableError(f"{path}: has no sheet with rows; save the table as .xlsx again")
    title = "services" if "services" in sheets else next(iter(sheets))
    first = next(sheets[title], None)
    if first is None or not any(cell.strip() for cell in first[1]):
        raise TableError(f"{path}: the sheet {title!r} is empty; its first row is the header")
    return first[1], sheets[title]


#: Numbered records of one sheet by the id of their service, each with the faults of its cells.
Parts = dict[str, list[tuple[int, dict[str, Any], list[Fault]]]]


def _records(path: Path, name: str, rows: Rows) -> Parts:
    """The records of one sheet by the id of their service."""
    titles = _plain_titles(next(rows, (1, []))[1])
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
            entry_id = filled.pop("id", "").strip()
            typed, faults = _typed(filled, number, name)
            found.setdefault(entry_id, []).append((number, typed, faults))
    return found


def _plain_titles(titles: Sequence[str]) -> list[str]:
    return [title.strip().casefold().replace(" ", "_") for title in titles]


def _typed(record: dict[str, str], number: int, sheet: str) -> tuple[dict[str, Any], list[Fault]]:
    typed: dict[str, Any] = dict(record)
    faults = []
    kinds: dict[str, Kind] = {**dict.fromkeys(_LISTS, "list"), **dict.fromkeys(_FLAGS, "yesno")}
    for field, kind in kinds.items():
        try:
            if field in record:
                typed[field] = cells.read(record[field], kind)
        except cells.CellError as error:
            faults.append(Fault(number, f"{sheet}.{field}", str(error)))
    return typed, faults


def _with_parts(item: Item, own: dict[str, Parts]) -> Item:
    record = dict(item.record)
    faults = list(item.faults)
    for name, parts in own.items():
        record[name] = [values for _, values, _ in parts.get(item.id, [])]
        faults += [fault for _, _, wrong in parts.get(item.id, []) for fault in wrong]
    return replace(item, record=record, faults=tuple(faults))


def orphans(
    path: Path, named: Collection[str], catalogue: Collection[str]
) -> tuple[list[Fault], list[tuple[int, str]]]:
    """Rows of the sheets of records whose service is not in the sheet `services`.

    Returns:
        Faults of those whose service stands nowhere; notes, as (number, sentence), on the others,
        which have no effect.
    """
    sheets = read_sheets(path)
    faults, notes = [], []
    for name in (name for name in SHEETS if name in sheets):
        for entry_id, rows in _records(path, name, sheets[name]).items():
            if entry_id in named:
                continue
            message = f"{entry_id!r} is no service of this workbook; add it to the sheet services"
            if entry_id in catalogue:
                notes.append((rows[0][0], f"sheet {name}: left out, {message}"))
            else:
                faults += [Fault(number, f"{name}.id", message) for number, *_ in rows]
    return faults, notes


def read_translations_sheet(path: Path) -> Iterator[TranslationRow]:
    """The rows of the sheet `translations`; none when there is no such sheet.

    Raises:
        TableError: the sheet's header is not ours.
    """
    sheets = read_sheets(path)
    if "translations" not in sheets:
        return
    rows = sheets["translations"]
    titles = _plain_titles(next(rows, (1, []))[1])
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
            cell["text"].replace("\r\n", "\n").strip(),
            cell.get("status", "").strip(),
        )
