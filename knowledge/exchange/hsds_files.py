"""HSDS services of a file: a page of an API, an array, one service, or JSON Lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from knowledge.exchange.json_stream import json_objects

_LIST = "contents"
#: What the head of a page says of it.
_HEAD = ("total_items", "total_pages", "page_number")


class FirstOfPage(dict[str, Any]):
    """The first service of a page, with what a person should know of the page.

    Args:
        service: the service.
        notes: sentences on the page.
    """

    def __init__(self, service: dict[str, Any], notes: tuple[str, ...]) -> None:
        super().__init__(service)
        self.notes = notes


def hsds_objects(path: Path) -> Iterator[dict[str, Any]]:
    """The services of a file, one after another; the file is never whole in memory.

    Args:
        path: a page with `contents`, an array, one service, or JSON Lines.

    Yields:
        What stands there; the first one of a page that is not complete is a `FirstOfPage`.

    Raises:
        JsonError: the file is no JSON, or it breaks off. What came before has been given.
        FileNotFoundError: there is no such file.
    """
    notes = tuple(_page_notes(path))
    for place, found in enumerate(json_objects(path, lists=(_LIST,))):
        first = place == 0 and notes and isinstance(found, dict)
        yield FirstOfPage(found, notes) if first else found


def _page_notes(path: Path) -> Iterator[str]:
    """What is to be said of a page whose head does not agree with what it holds."""
    head, held = _counted(path)
    if held is None:
        return
    total, pages, number = (head.get(name) for name in _HEAD)
    if isinstance(pages, int) and pages > 1:
        yield f"the file is page {number} of {pages}; import the other pages too"
    if total is not None and total != held:
        yield f"total_items is {total}, but the file holds {held} services"


def _counted(path: Path) -> tuple[dict[str, Any], int | None]:
    """The head of a page and the number of its services; None for a file that is no page."""
    head: dict[str, Any] = {}
    held: int | None = None
    key, depth = "", 0
    with path.open("rb") as file:
        try:
            for event, value in ijson.basic_parse(file, multiple_values=True, use_float=True):
                if event == "map_key" and depth == 1:
                    key = value
                elif event in ("start_map", "start_array"):
                    depth += 1
                    held = _held(held, key, depth)
                elif event in ("end_map", "end_array"):
                    depth -= 1
                elif depth == 1 and key in _HEAD:
                    head[key] = value
                if depth == 0 or (depth == 1 and event == "start_array"):
                    # The end of the page, or a file that is none.
                    break
        except (ijson.JSONError, UnicodeDecodeError):
            # `json_objects` tells of it, after what can be read.
            return head, None
    return head, held


def _held(held: int | None, key: str, depth: int) -> int | None:
    """The count after a list (depth 2) or an object in it (depth 3) has begun."""
    if key != _LIST or depth not in (2, 3):
        return held
    return (held or 0) + (depth == 3)
