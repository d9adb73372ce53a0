"""Which format a file has, and its services in one form, whatever it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.exchange.book_items import book_titles, read_book
from knowledge.exchange.columns import column_at
from knowledge.exchange.csv_files import TableError, read_rows
from knowledge.exchange.hsds_in import hsds_objects, read_hsds
from knowledge.exchange.items import Item
from knowledge.exchange.json_stream import json_objects
from knowledge.exchange.ptv import read_ptv
from knowledge.exchange.table import Layout, Reading, items, layout

Format = Literal["ptv", "hsds", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("ptv", "hsds", "csv", "xlsx")
_BY_SUFFIX: dict[str, Format] = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx"}
#: Fields that only objects of PTV have.
_PTV_FIELDS = {
    "serviceNames", "serviceChannelNames", "serviceChannelType", "generalDescriptionId",
    "publishingStatus",
}  # fmt: skip


class FormatError(ValueError):
    """A file's format cannot be told; the message names the formats."""


@dataclass(frozen=True)
class Incoming:
    """Files that are to be imported.

    Attributes:
        paths: the files; several only for PTV (services, channels, general descriptions).
        format: their format.
        reading: what has to be known to read them.
        language: the language of texts that do not say theirs (HSDS).
    """

    paths: tuple[Path, ...]
    format: Format
    reading: Reading
    language: str = "en"

    def header(self) -> Layout | None:
        """How the columns of a table are read; None for other formats.

        Raises:
            TableError: not a table, or one without a header.
            HeaderError: the header cannot be used.
        """
        if self.format == "xlsx":
            return layout(book_titles(self.paths[0]), self.reading)
        if self.format == "csv":
            first = next(read_rows(self.paths[0]), None)
            if first is None:
                raise TableError(f"{self.paths[0]}: is empty; its first row is the header")
            return layout(first[1], self.reading)
        return None

    def items(self) -> Iterator[Item]:
        """The services, one after another.

        Raises:
            FormatError: an object is nested so deep that nobody can mean it.
        """
        try:
            yield from self._items()
        except RecursionError as error:
            raise FormatError(f"{self.paths[0]}: is nested too deep; fetch it again") from error

    def _items(self) -> Iterator[Item]:
        reading = self.reading
        if self.format == "ptv":
            return read_ptv(self.paths, collection=reading.collection, today=reading.today)
        if self.format == "hsds":
            return self._hsds()
        if self.format == "xlsx":
            return read_book(self.paths[0], reading)
        return self._csv()

    def _csv(self) -> Iterator[Item]:
        plan = self.header()
        if plan:
            rows = read_rows(self.paths[0])
            next(rows)
            yield from items(rows, plan, self.reading)

    def _hsds(self) -> Iterator[Item]:
        for path in self.paths:
            yield from read_hsds(
                hsds_objects(path),
                collection=self.reading.collection,
                today=self.reading.today,
                language=self.language,
            )

    def field_name(self, field: str) -> str:
        """The name that a field of an entry has in the files."""
        if self.format in ("csv", "xlsx"):
            return column_at(tuple(field.split(".")))
        return field


def format_of(paths: Sequence[Path]) -> Format:
    """The format of files, from their names and their first object.

    Raises:
        FormatError: it cannot be told.
    """
    found = {_format_of(path) for path in paths}
    if len(found) > 1 or (len(paths) > 1 and found <= {"csv", "xlsx"}):
        raise FormatError(
            f"{len(paths)} files of {', '.join(sorted(found))}: import one table at a time; only "
            "PTV and HSDS files can be several"
        )
    return found.pop()


def _format_of(path: Path) -> Format:
    suffix = path.suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix not in (".json", ".jsonl", ".ndjson"):
        raise FormatError(
            f"{path}: a file *{suffix} is not known; name the format with --format "
            f"({', '.join(FORMATS)})"
        )
    first = next(json_objects(path, lists=("itemList", "contents")), None)
    if first is not None and not isinstance(first, dict):
        raise FormatError(f"{path}: holds no objects; expected services of PTV or HSDS")
    if first is None:
        raise FormatError(f"{path}: holds no object; expected services of PTV or HSDS")
    if _PTV_FIELDS & set(first) or {"names", "descriptions"} <= set(first):
        return "ptv"
    if "name" in first or "status" in first:
        return "hsds"
    raise FormatError(
        f"{path}: its first object has the fields {', '.join(sorted(first)[:6])} ...: neither PTV "
        "(serviceNames) nor HSDS (name, status)"
    )
