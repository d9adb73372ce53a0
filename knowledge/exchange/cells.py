r"""Values as cells of a table, and back, with nothing lost.

A list stands one value a line; a record stands on one line as `key: value | key: value`. Signs
that part values are written with a backslash inside a value.

>>> write(("a;b", "c"), "list"), read("a\\;b\nc", "list")
('a\\;b\nc', ['a;b', 'c'])
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.exchange.columns import Kind

_YES = {"yes", "true", "1", "x", "kyllä", "on", "ja", "joo"}
_NO = {"no", "false", "0", "ei", "nej", "-"}


class CellError(ValueError):
    """A cell cannot be read; the message says what can be written."""


def write(value: Any, kind: Kind) -> str:
    """A value as the text of a cell; "" for None and for nothing."""
    if value is None:
        return ""
    if kind == "yesno":
        return "yes" if value else "no"
    if kind == "list":
        return "\n".join(_escaped(str(item), ";") for item in value)
    if kind == "numbers":
        return ", ".join(str(number) for number in value)
    if kind == "records":
        records = [value] if isinstance(value, Mapping) else value
        return "\n".join(_record_line(record) for record in records)
    return str(value)


def read(cell: str, kind: Kind) -> Any:
    """The value of a cell.

    Returns:
        None for an empty cell, else text, int, bool, a list, or a list of records.

    Raises:
        CellError: the cell is not of this kind.
    """
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if kind == "list":
        return [_plain(part) for part in _parts(cell, "\n;")]
    if kind == "numbers":
        return [_number(part) for part in re.split(r"[,;\s]+", cell) if part]
    if kind == "records":
        return [_record(line) for line in cell.split("\n") if line.strip()]
    if not cell:
        return None
    if kind == "number":
        return _number(cell)
    return _yes(cell) if kind == "yesno" else cell


def _number(cell: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}(\.0+)?", cell):
        raise CellError(f"{cell!r} is no whole number")
    return int(float(cell))


def _yes(cell: str) -> bool:
    if cell.casefold() in _YES:
        return True
    if cell.casefold() in _NO:
        return False
    raise CellError(f"{cell!r}: write yes or no")


def _escaped(value: str, separators: str) -> str:
    value = value.replace("\\", "\\\\").replace("\n", "\\n")
    for sign in separators:
        value = value.replace(sign, "\\" + sign)
    return value


def _parts(cell: str, separators: str) -> list[str]:
    """The cell parted at separators that have no backslash before them."""
    parts = re.split(rf"((?:[^\\{re.escape(separators)}]|\\.)*)", cell, flags=re.DOTALL)[1::2]
    return [part.strip() for part in parts if part.strip()]


def _plain(part: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], part, flags=re.DOTALL)


def _record_line(record: Mapping[str, Any]) -> str:
    parts = []
    for key, value in record.items():
        if value is None or value is False or value == [] or value == ():
            continue
        text = "yes" if value is True else value
        if isinstance(value, Sequence) and not isinstance(value, str):
            text = ", ".join(value)
        parts.append(f"{key}: {_escaped(str(text), '|')}")
    return " | ".join(parts)


def _record(line: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for part in _parts(line, "|"):
        key, colon, value = part.partition(":")
        if not colon:
            raise CellError(f"{part!r}: write it as `key: value`, parted by |")
        record[key.strip()] = _typed(key.strip(), _plain(value.strip()))
    return record


#: Fields of records that are lists or yes/no.
_LISTS = {"languages"}
_FLAGS = {"free", "interpreter", "from_abroad"}


def _typed(key: str, value: str) -> Any:
    if key in _LISTS:
        return [part.strip() for part in value.split(",") if part.strip()]
    return _yes(value) if key in _FLAGS else value
