"""The documented header of CSV and XLSX, read from `columns.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from knowledge.yaml_files import read_yaml

Kind = Literal["text", "number", "yesno", "list", "numbers", "records"]


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its title.
        path: the field of the entry it holds; empty for columns that only help to write.
        kind: how its cells are written (see `knowledge.exchange.cells`).
        help: what to write, by language.
        also: titles that other systems give it.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind
    help: Mapping[str, str]
    also: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def columns() -> dict[str, Column]:
    """All columns by name, in their order."""
    found = {}
    for record in read_yaml(Path(__file__).with_name("columns.yml")):
        path = tuple((record["path"] or "").split(".")) if record["path"] else ()
        also = tuple(record.get("also", ()))
        column = Column(record["name"], path, record["kind"], record["help"], also)
        found[column.name] = column
    return found


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    titles = {}
    for column in columns().values():
        for title in (column.name, *column.also):
            titles[_plain(title)] = column.name
    return titles


def _plain(title: str) -> str:
    return "".join(sign for sign in title.casefold() if sign.isalnum())


def column_of(title: str) -> str | None:
    """The column that a title means, written in any case and with any separators; None for none.

    >>> column_of("serviceSummary"), column_of("Name"), column_of("Ulkoasu")
    ('summary_fi', 'name_fi', None)
    """
    return _titles().get(_plain(title))


def column_at(location: tuple[int | str, ...]) -> str:
    """The title of the column that holds a field of an entry, for messages about faults.

    >>> column_at(("audience", "age_years", "min")), column_at(("contacts", 0, "value"))
    ('age_min', 'contacts')
    """
    wanted = tuple(str(part) for part in location if not isinstance(part, int))
    for column in columns().values():
        if column.path and column.path == wanted[: len(column.path)]:
            return column.name
    for column in columns().values():
        if column.path and column.path[: len(wanted)] == wanted:
            return column.name
    return ".".join(wanted)
