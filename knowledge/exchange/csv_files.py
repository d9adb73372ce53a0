"""The catalogue as CSV: UTF-8, one row a service, the documented header."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.entry import Entry
from knowledge.exchange.columns import columns
from knowledge.exchange.table import header, row_of

#: A field of a stranger's file is never longer; more is a broken quote.
_LONGEST_CELL = 1_000_000
#: What Finnish spreadsheets part cells with, beside the comma.
_SEPARATORS = ",;\t"


class TableError(ValueError):
    """A table cannot be read; the message says where and why."""


def write_csv(entries: Iterable[Entry], path: Path) -> int:
    """Write entries, with a byte order mark so that spreadsheets see the letters right.

    Returns:
        The number of rows.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(header())
        for entry in entries:
            rows.writerow(row_of(entry))
            count += 1
    return count


def write_template(path: Path, language: str = "en") -> None:
    """Write an empty table: the header, and a first row that says what each column holds."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(columns())
        rows.writerow(["# " + column.help[language] for column in columns().values()])


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the number of its first line.

    Raises:
        TableError: not UTF-8, or a row that cannot be read.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, delimiter=_separator(path), strict=True)
        start = 1
        try:
            for row in rows:
                if not (row and row[0].startswith("# ")):
                    yield start, row
                start = rows.line_num + 1
        except csv.Error as error:
            raise TableError(f"{path}:{start}: {error}; mend the quotes of this row") from error
        except UnicodeDecodeError as error:
            raise TableError(f"{path}: not UTF-8 ({error.reason}); save it as CSV UTF-8") from error


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        first = lines.readline(100_000)
    return max(_SEPARATORS, key=first.count)


def count_rows(path: Path) -> int:
    """About how many rows a file has: its line ends, counted fast, for a progress bar."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
