"""Entries as rows of the documented header, and rows as entries: CSV and XLSX share this."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.entry import Entry
from knowledge.exchange import cells
from knowledge.exchange.columns import Column, column_of, columns
from knowledge.exchange.items import Fault, Item
from knowledge.exchange.short_forms import ShortFormError, add_area, contacts_of
from knowledge.exchange.versions import plain_record, version_of

#: Columns that only help to write a table by hand; they are read and never written.
SHORT_FORMS = ("area", "phone", "email", "url", "address")


class HeaderError(ValueError):
    """The header of a table cannot be used; the message says which columns there are."""


@dataclass(frozen=True)
class Layout:
    """How the columns of a table are read.

    Attributes:
        columns: the column that each place holds; None for one that is left out.
        unknown: titles that no column has.
        renamed: titles that were read as another column's, as (title, column).
        foreign: the table does not have our own header: its rows are services from elsewhere.
    """

    columns: tuple[Column | None, ...]
    unknown: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    foreign: bool = False


@dataclass(frozen=True)
class Reading:
    """How rows are to be read.

    Attributes:
        collection: the import that new services belong to when the table is not our own.
        today: the day of the import.
        defaults: cells for columns that the table does not have, by column name.
        renamed: columns by the titles that the table gives them, where they are not found alone.
    """

    collection: str
    today: date
    defaults: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)


def header() -> list[str]:
    """The titles of the columns that are written."""
    return [name for name in columns() if name not in SHORT_FORMS]


def row_of(entry: Entry) -> list[str]:
    """One entry as cells, in the order of `header`."""
    record = plain_record(entry)
    row = []
    for name in header():
        column = columns()[name]
        value = _at(record, column.path) if column.path else version_of(entry)
        row.append(cells.write(value, column.kind))
    return row


def _at(record: Any, path: Sequence[str]) -> Any:
    for part in path:
        record = record.get(part) if isinstance(record, Mapping) else None
    return record


def layout(titles: Sequence[str], reading: Reading) -> Layout:
    """How a table with these titles is read.

    Raises:
        HeaderError: it has no column for a name or an id, or one twice, or lacks one that was
            named.
    """
    absent = [title for title in reading.renamed if title not in titles]
    if absent:
        raise HeaderError(
            f"no column {absent[0]!r} in the header; it has {', '.join(t for t in titles if t)}"
        )
    names = [reading.renamed.get(title) or column_of(title) for title in titles]
    unknown = [title for title, name in zip(titles, names) if name is None and title.strip()]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise HeaderError(f"column {', '.join(twice)} stands twice in the header; keep one")
    named = {"id", "name_fi", "name_en", "name_sv"} & {*names, *reading.defaults}
    if not named:
        example = titles[0] if titles else "Name"
        raise HeaderError(
            f"no column for an id or a name among {', '.join(titles) or 'nothing'}; the header is "
            f"{', '.join(columns())}; or name one with --column name_fi='{example}'"
        )
    renamed = [(t, n) for t, n in zip(titles, names) if n and t.strip() != n]
    found = tuple(columns()[name] if name else None for name in names)
    return Layout(found, tuple(unknown), tuple(renamed), foreign="version" not in names)


def items(
    rows: Iterable[tuple[int, Sequence[str]]], plan: Layout, reading: Reading
) -> Iterator[Item]:
    """The services of a table.

    Args:
        rows: number of the row as a person counts them, and its cells.
        plan: how the columns are read.
        reading: what else is to be known.
    """
    for number, row in rows:
        if any(cell.strip() for cell in row):
            yield _item(number, row, plan, reading)


def _item(number: int, row: Sequence[str], plan: Layout, reading: Reading) -> Item:
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    by_name = dict(reading.defaults)
    for place, column in enumerate(plan.columns):
        if column and place < len(row) and (row[place].strip() or column.name not in by_name):
            by_name[column.name] = row[place]
    for name, cell in by_name.items():
        try:
            given[name] = cells.read(cell, columns()[name].kind)
        except cells.CellError as error:
            faults.append(Fault(number, name, str(error)))
    record = _nested(given)
    try:
        add_area(record, given)
    except ShortFormError as error:
        faults.append(Fault(number, error.column, str(error)))
    named = record.get("id") or _name(record)
    entry_id = _slug(named) if plan.foreign or not record.get("id") else named
    if not entry_id:
        faults.append(Fault(number, "id", _no_id(named)))
    faults += _beyond(number, row, plan)
    record["id"] = entry_id
    return Item(
        number,
        entry_id,
        record,
        complete=False,
        when_new=_when_new(named, plan, reading),
        more_contacts=tuple(contacts_of(given, reading.collection, reading.today)),
        version=given.get("version"),
        faults=tuple(faults),
    )


def _no_id(named: str) -> str:
    if not named:
        return "is empty, and so is the name; write one of them"
    return f"none can be made of {named!r}; write one with small letters, digits and hyphens"


def _beyond(number: int, row: Sequence[str], plan: Layout) -> list[Fault]:
    """Cells without a column: a separator in a text that has no quotes has moved the row."""
    more = [cell for cell in row[len(plan.columns) :] if cell.strip()]
    if not more:
        return []
    message = (
        f"the row has {len(row)} cells, the header {len(plan.columns)} (the last is {more[-1]!r}); "
        "put texts that hold a separator in quotes"
    )
    return [Fault(number, "row", message)]


def _when_new(named: str, plan: Layout, reading: Reading) -> dict[str, Any]:
    """What a new service has when its row does not say it."""
    fields: dict[str, Any] = {
        "kind": "service",
        "clients": ["person"],
        "validity": {"status": "listed"},
        "checked": reading.today.isoformat(),
    }
    if plan.foreign:
        origin = {"system": "table", "collection": reading.collection, "id": named}
        fields["origin"] = origin
    return fields


def _nested(given: Mapping[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in given.items():
        column = columns()[name]
        if not column.path:
            continue
        if name == "origin":
            value = value[0] if value else None
        place = record
        for part in column.path[:-1]:
            place = place.setdefault(part, {})
        place[column.path[-1]] = value
    return record


def _name(record: Mapping[str, Any]) -> str:
    names: Mapping[str, str | None] = record.get("name") or {}
    return next((name for name in names.values() if name), "")


def _slug(name: str) -> str:
    """An id made of a name or of another system's id.

    >>> _slug("Äitiys & isyys (Oulu)")
    'aitiys-isyys-oulu'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
