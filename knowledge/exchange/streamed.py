"""A JSON file whose list is written one object at a time."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def write_streamed(
    path: Path,
    head: Mapping[str, Any],
    key: str,
    objects: Iterable[Mapping[str, Any]],
    *,
    total: int | None = None,
) -> int:
    """Write one JSON object: its head, and then a list under a key.

    The file is replaced only when all is written, so that a fault leaves the old one.

    Args:
        path: the file.
        head: the fields before the list.
        key: the field of the list.
        objects: what the list holds.
        total: how many there must be.

    Returns:
        The number of objects.

    Raises:
        ValueError: there are not as many as `total` says.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as out:
            opening = (
                json.dumps(dict(head), ensure_ascii=False, indent=2).removesuffix("}").rstrip()
            )
            out.write(f"{opening}{',' if head else ''}\n  {json.dumps(key)}: [")
            count = 0
            for count, thing in enumerate(objects, start=1):
                out.write(",\n" if count > 1 else "\n")
                # No line break stands inside a JSON text, so all lines can be moved in.
                text = json.dumps(thing, ensure_ascii=False, indent=2)
                out.write("\n".join(f"    {line}" for line in text.split("\n")))
            out.write("\n  ]\n}\n")
        if total is not None and count != total:
            raise ValueError(f"{count} objects were given instead of {total}; nothing was written")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count
