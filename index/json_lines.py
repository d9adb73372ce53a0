"""Files of one JSON object a line, read against a model; all faults are told at once."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError


class CasesError(ValueError):
    """A file has faults; the message tells how many, then each as `file:line: field: message`."""


ModelT = TypeVar("ModelT", bound=BaseModel)
#: Further faults of a record, each as (field, message).
FaultsOf = Callable[[ModelT], Iterable[tuple[str, str]]]

_PLACE = re.compile(r" at line 1 column (\d+)$")


def read_lines(
    path: Path, model: type[ModelT], *, faults_of: FaultsOf[ModelT] = lambda record: ()
) -> list[ModelT]:
    """Read a file of records with an `id`.

    Args:
        path: the file; empty lines are passed over.
        model: what a line must be; it has an `id`.
        faults_of: further faults of a record that the model cannot know of.

    Raises:
        CasesError: the file cannot be read, is empty or is not UTF-8, a line is no record, an id
            stands twice, or `faults_of` found something.
    """
    records: list[ModelT] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        record, told = _record(line, model)
        if record is not None:
            told += [*_twice(record, number, seen), *faults_of(record)]
            records.append(record)
        faults += [f"{path}:{number}: {field}: {message}" for field, message in told]
    if not records and not faults:
        faults.append(f"{path}:1: line: the file is empty; write one JSON object a line")
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise CasesError("\n".join([f"{count} in {path}", *faults]))
    return records


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, numbered from 1."""
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise CasesError(f"{path} cannot be read: {error.strerror}") from error
    # Cut at line feeds only: other line ends of Unicode may stand within a JSON text.
    for number, line in enumerate(whole.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, line.strip()


def _record(line: bytes, model: type[ModelT]) -> tuple[ModelT | None, list[tuple[str, str]]]:
    """The record of a line, or None, and its faults."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = line[error.start]
        return None, [("not UTF-8", f"byte 0x{byte:02x} at {error.start + 1}; save it as UTF-8")]
    try:
        return model.model_validate_json(line), []
    except ValidationError as error:
        return None, [_told(fault, line) for fault in error.errors()]


def _twice(record: Any, number: int, seen: dict[str, int]) -> Iterator[tuple[str, str]]:
    if record.id in seen:
        yield "id", f"{record.id!r} stands in line {seen[record.id]} too"
    else:
        seen[record.id] = number


def _told(fault: Any, line: bytes) -> tuple[str, str]:
    """Field and message, in the words of this product where pydantic's would puzzle."""
    field = ".".join(str(part) for part in fault["loc"]) or "line"
    if fault["type"] == "json_invalid":
        return "not JSON", _reason(str(fault["ctx"]["error"]), line)
    if fault["type"] == "model_type":
        return field, "not a JSON object"
    if fault["type"] == "missing":
        return field, "is missing; write it"
    given = fault["input"]
    value = f" (it is {given!r})" if isinstance(given, str | int | float | bool) else ""
    return field, str(fault["msg"]).removeprefix("Value error, ") + value


def _reason(reason: str, line: bytes) -> str:
    """Why a line is no JSON; the column is counted in characters, not in bytes."""
    place = _PLACE.search(reason)
    if place is None:
        return reason
    column = len(line[: int(place[1])].decode("utf-8", "ignore"))
    return f"{reason[: place.start()]} at column {column}"
