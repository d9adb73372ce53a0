"""The service areas of HSDS, which are names of any kind, as the area of an entry."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.exchange.hsds_places import municipality_named
from knowledge.exchange.hsds_words import says

_BETWEEN = re.compile(r"\s*[,;/\n]\s*|\s+(?:and|ja|och|&)\s+")
#: Kinds of places that stand before or after a name.
_KIND = re.compile(r"^(?:city|town|municipality) of\s+|\s+(?:municipality|kunta|kaupunki)$", re.I)


def area_of(service: Mapping[str, Any], cities: Iterable[str]) -> tuple[dict[str, Any], str | None]:
    """The area of a service.

    Args:
        service: the service.
        cities: towns that it is given in, for a service that names no area.

    Returns:
        The area as a record, and what a person should know of it.
    """
    names = [
        name.strip()
        for area in service.get("service_areas") or ()
        for name in [area.get("name") or area.get("description") or ""]
        if name.strip()
    ]
    if not names:
        return _from_cities(cities)
    parts = [_KIND.sub("", part) for name in names for part in _BETWEEN.split(name) if part]
    for reach in ("nationwide", "region"):
        if any(says(part, reach) for part in [*names, *parts]):
            return {"reach": reach}, None
    found = _municipalities(parts)
    note = "; ".join(dict.fromkeys(names))
    if found:
        known = len([part for part in parts if municipality_named(part)]) == len(parts)
        return _named(found) | ({} if known else {"note": note}), None
    return {"reach": "elsewhere", "note": note}, None


def _from_cities(cities: Iterable[str]) -> tuple[dict[str, Any], str | None]:
    there = list(cities)
    found = _municipalities(there)
    if found:
        return {**_named(found), "inferred": True}, "no service area; read from the addresses"
    area = {"reach": "elsewhere", "inferred": True}
    if there:
        area["note"] = "; ".join(dict.fromkeys(there))
    return area, "no service area; it counts as elsewhere and is not referred to in the region"


def _municipalities(names: Iterable[str]) -> list[str]:
    found = [key for name in names if (key := municipality_named(name))]
    return list(dict.fromkeys(found))


def _named(found: list[str]) -> dict[str, Any]:
    return {"reach": "municipalities", "municipalities": found}
