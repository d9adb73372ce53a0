"""JSON of any size, one object at a time: an object, an array, a page of an API, JSON Lines."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import ijson

#: What other systems call the list of a page.
LISTS = ("itemList", "contents")
_BOM = b"\xef\xbb\xbf"
_BLANKS = (b" ", b"\t", b"\r", b"\n")


class JsonError(ValueError):
    """A file is no JSON; the message says where it breaks."""


def json_objects(path: Path, lists: Sequence[str] = LISTS) -> Iterator[Any]:
    """The objects of a file, one after another; the file is never whole in memory.

    Args:
        path: one object, an array of them, a page that has them in a list, or several of these
            of one kind after each other (JSON Lines). UTF-8; an empty file has none.
        lists: names of the list of a page.

    Yields:
        What stands there: mappings in a good file. Numbers are int and float.

    Raises:
        JsonError: the file is no JSON, or it breaks off. What came before has been given.
        FileNotFoundError: there is no such file.
    """
    with path.open("rb") as file:
        try:
            if not _rewind(file):
                return
            prefix = _prefix(file, lists)
            _rewind(file)
            for found in ijson.items(file, prefix, multiple_values=True, use_float=True):
                if prefix or not isinstance(found, list):
                    yield found
                else:
                    yield from found
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise JsonError(f"{path}: is no JSON: {_told(error)}; fetch the file again") from error


def _rewind(file: IO[bytes]) -> bytes:
    """Go to the first sign of the text and give it; b"" when there is none."""
    file.seek(0)
    if file.read(len(_BOM)) != _BOM:
        file.seek(0)
    while (sign := file.read(1)) in _BLANKS:
        pass
    file.seek(-len(sign), 1)
    return sign


def _prefix(file: IO[bytes], lists: Sequence[str]) -> str:
    """Where the objects stand, in the words of ijson: told by the first value of the file."""
    first = _rewind(file)
    if first != b"{":
        return "item" if first == b"[" else ""
    depth = 0
    for event, value in ijson.basic_parse(file, multiple_values=True, use_float=True):
        if event in ("start_map", "start_array"):
            depth += 1
        elif event in ("end_map", "end_array"):
            depth -= 1
        elif event == "map_key" and depth == 1 and value in lists:
            return f"{value}.item"
        if depth == 0:
            break
    return ""


def _told(error: Exception) -> str:
    """The first line of what the parser says, which may come as bytes."""
    cause = error.args[0] if error.args else ""
    said = cause.decode("utf-8", "replace") if isinstance(cause, bytes) else str(cause)
    return (said.splitlines() or ["it breaks off"])[0].strip()
