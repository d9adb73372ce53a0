"""Nested records as single texts with their paths, and back: `contacts.0.source`."""

from collections.abc import Iterable, Iterator
from typing import Any

#: Records are not deeper, and lists not longer in digits: only a tampered file has such paths.
_DEEPEST, _DIGITS = 8, 6


def flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts, numbers and yes/no values of a record, each as a text with its path.

    What holds nothing (None, empty lists) has no path.

    >>> list(flat({"name": {"fi": "Kieppi"}, "themes": [1, 3], "interpreter": True}))
    [('name.fi', 'Kieppi'), ('themes.0', '1'), ('themes.1', '3'), ('interpreter', 'true')]
    """
    if isinstance(value, dict):
        for key, part in value.items():
            yield from flat(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from flat(part, f"{path}.{place}")
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    elif value is not None:
        yield path, str(value)


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The record that these texts stand in; numbers in paths are the order of lists.

    A path that goes through another's text, or far too deep, is left out.

    >>> nested([("aliases.1", "b"), ("aliases.0", "a"), ("name.fi", "n")])
    {'aliases': ['a', 'b'], 'name': {'fi': 'n'}}
    """
    tree: dict[str, Any] = {}
    for path, text in pairs:
        *above, last = path.split(".")
        if len(above) >= _DEEPEST or any(p.isdecimal() and len(p) > _DIGITS for p in above):
            continue
        place: Any = tree
        for part in above:
            place = place.setdefault(part, {}) if isinstance(place, dict) else None
        if isinstance(place, dict) and not isinstance(place.get(last), dict):
            place[last] = text
    return {key: _with_lists(part) for key, part in tree.items()}


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_with_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _with_lists(part) for key, part in value.items()}
