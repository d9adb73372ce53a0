"""The words of PTV and what they are here: the tables of `ptv.yml`."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.yaml_files import read_yaml

_FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = read_yaml(_FOLDER / "ptv.yml")
    return tables


def table(name: str) -> dict[str, Any]:
    """One table: what PTV says, and what it is here."""
    found: dict[str, Any] = _tables()[name]
    return found


def listed(name: str) -> list[str]:
    """One list of words."""
    found: list[str] = _tables()[name]
    return found


@lru_cache(maxsize=1)
def age_patterns() -> dict[str, Any]:
    """What says an age limit, by language (`ptv_ages.yml`)."""
    patterns: dict[str, Any] = read_yaml(_FOLDER / "ptv_ages.yml")
    return patterns


def longest(name: str, code: str) -> Any:
    """The value of the longest key of a table that a code is or stands under; None when none is.

    >>> longest("clients", "KR1.3"), longest("clients", "KR9")
    ('person', None)
    """
    found = table(name)
    parts = code.split(".")
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in found:
            return found[".".join(parts[:length])]
    return None
