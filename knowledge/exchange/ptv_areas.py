"""Where a service of PTV serves, as an entry says it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_texts import first_of, localized
from knowledge.exchange.ptv_words import listed, table
from knowledge.places import municipalities, municipality_id

#: So many areas are named in a note; the others are counted.
NAMED_AREAS = 15


def area_of(service: Fields) -> dict[str, Any]:
    """The `area` of an entry.

    An area that is not known, or of which nothing lies in our region, makes `elsewhere`: a person
    is not sent where nobody serves them.
    """
    kind = service.text("areaType")
    areas = service.many("areas")
    if kind in listed("nationwide"):
        return {"reach": "nationwide"}
    if kind not in listed("limited"):
        said = f"area type {kind!r} is not known here" if kind else "areaType is missing"
        service.told.note(f"{said}; read from the areas that are named")
    return _limited(areas)


def _limited(areas: list[Fields]) -> dict[str, Any]:
    ours: set[str] = set()
    whole = False
    elsewhere = not areas
    for area in areas:
        if _is_region(area):
            whole = True
            continue
        inside, outside = _ours(area)
        ours |= inside
        elsewhere = elsewhere or outside
    note = _names(areas) if elsewhere else None
    if whole or len(ours) == len(municipalities()):
        return _noted({"reach": "region"}, note)
    if ours:
        named = [key for key in municipalities() if key in ours]
        return _noted({"reach": "municipalities", "municipalities": named}, note)
    return _noted({"reach": "elsewhere"}, note)


def _noted(area: dict[str, Any], note: str | None) -> dict[str, Any]:
    return {**area, "note": note} if note else area


def _is_region(area: Fields) -> bool:
    """Whether an area is all of our region, by its code or else its name."""
    kind, code = area.text("type"), area.text("code")
    if kind not in listed("area_types"):
        area.told.note(f"area type {kind!r} is not known here")
    if code:
        return table("region").get(kind or "") == code.lstrip("0")
    return first_of(localized(area.many("name"))) in listed("region_names")


def _ours(area: Fields) -> tuple[set[str], bool]:
    """Our municipalities of an area, and whether it has others, or none that are named."""
    towns = area.many("municipalities")
    # An area of the type Municipality may be the municipality itself.
    codes = [town.text("code") for town in towns] or [area.text("code")]
    if not towns and area.text("type") != "Municipality":
        area.told.note(f"area {_name(area)!r} names no municipalities; taken as outside the region")
        codes = []
    found = [_municipality(code) for code in codes if code]
    return {key for key in found if key}, not found or None in found


@lru_cache(maxsize=1024)
def _municipality(code: str) -> str | None:
    # Codes have three digits, also where a system takes them for numbers.
    return municipality_id(code.zfill(3)) if code.isdigit() else None


def _names(areas: Iterable[Fields]) -> str | None:
    names = dict.fromkeys(name for area in areas for name in _area_names(area))
    shown = list(names)[:NAMED_AREAS]
    more = len(names) - len(shown)
    return (", ".join(shown) + (f" (+{more})" if more else "")) or None


def _area_names(area: Fields) -> list[str]:
    own = first_of(localized(area.many("name")))
    towns = area.many("municipalities")
    if own and area.text("type") != "Municipality":
        return [own]
    return [_name(town) for town in towns] or [_name(area)]


def _name(area: Fields) -> str:
    return first_of(localized(area.many("name"))) or area.text("code") or "?"
