"""The sheets of a workbook as rows of texts, read when they are asked for."""

import re
import weakref
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.exchange.csv_files import TableError

#: How workbooks write signs that XML does not take, and what looks like that.
WRITTEN_OUT = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Rows of a sheet, each with its number.
Rows = Iterator[tuple[int, list[str]]]
#: What openpyxl raises for workbooks that are broken inside, beside the errors of files.
_BROKEN = (
    BadZipFile, InvalidFileException, KeyError, OSError, AttributeError, TypeError, ValueError,
    IndexError, SyntaxError, EOFError, zlib.error,
)  # fmt: skip


def read_sheets(path: Path) -> dict[str, Rows]:
    """The rows of each sheet, each with its number, the header first.

    Raises:
        TableError: not a workbook.
    """
    file = path.open("rb")
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except _BROKEN as error:
        file.close()
        raise _no_workbook(path, error) from error
    # Rows are read when they are asked for: the file is open as long as somebody has some.
    weakref.finalize(book, file.close)
    return {sheet.title.strip().casefold(): _rows(sheet, path) for sheet in book.worksheets}


def _no_workbook(path: Path, error: Exception) -> TableError:
    said = error.args[0] if error.args else "it is broken"
    return TableError(f"{path}: no XLSX workbook ({said}); save it as .xlsx")


def _rows(sheet: Any, path: Path) -> Rows:
    rows = sheet.iter_rows(values_only=True)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except _BROKEN as error:
            raise _no_workbook(path, error) from error
        if row is None:
            return
        number += 1
        yield number, [_text(value) for value in row]


def _text(value: Any) -> str:
    """What a person sees in a cell: spreadsheets make dates and numbers of what is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = value if isinstance(value, str) else str(value)
    # Workbooks write some signs in this form, a carriage return most of all.
    return WRITTEN_OUT.sub(lambda found: chr(int(found[1], 16)), text)
