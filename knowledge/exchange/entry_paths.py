"""The paths that a single value of an entry can have."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from knowledge.entry import Entry

#: Stands for a place in a list.
ANY_PLACE = "#"


@lru_cache(maxsize=1)
def entry_paths() -> frozenset[str]:
    """All of them, such as `name.fi` or `contacts.#.languages.#`."""
    schema = Entry.model_json_schema(by_alias=True)
    return frozenset(_leaves(schema, schema["$defs"], ""))


def is_entry_path(path: str) -> bool:
    """Whether a value of an entry can stand there.

    >>> is_entry_path("contacts.3.value"), is_entry_path("contacts.3"), is_entry_path("name.de")
    (True, False, False)
    """
    parts = (ANY_PLACE if part.isdecimal() else part for part in path.split("."))
    return ".".join(parts) in entry_paths()


def _leaves(schema: Mapping[str, Any], known: Mapping[str, Any], path: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _leaves(one, known, path)
    elif "properties" in schema:
        for name, part in schema["properties"].items():
            yield from _leaves(part, known, f"{path}.{name}" if path else name)
    elif schema.get("type") == "array":
        yield from _leaves(schema["items"], known, f"{path}.{ANY_PLACE}")
    elif schema.get("type") != "null":
        yield path
