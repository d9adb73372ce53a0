"""Service areas and street addresses in HSDS."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from knowledge.entry import Area
from knowledge.exchange.hsds_ids import part_id
from knowledge.exchange.hsds_words import words
from knowledge.places import municipalities, region_name

Object = dict[str, Any]

_ADDRESS = re.compile(r"(?P<street>\S.*), (?P<code>\d{5}) (?P<city>\S.*)")
_COUNTRY = "FI"


def service_areas(area: Area, owner: str) -> list[Object]:
    """The areas that a service has by name, as HSDS has them."""
    return [
        {"id": part_id(owner, f"area/{place}"), "name": name}
        | ({"description": area.note} if area.note else {})
        for place, name in enumerate(area_names(area))
    ]


def area_names(area: Area) -> list[str]:
    """The English names of an area, or of its municipalities."""
    known = municipalities()
    if area.reach == "municipalities":
        return [known[key].name_in("en") if key in known else key for key in area.municipalities]
    names = {
        "nationwide": words()["country"],
        "region": region_name("en"),
        "elsewhere": area.note or words()["elsewhere"],
    }
    return [names[area.reach]]


@lru_cache(maxsize=1)
def _municipality_names() -> Mapping[str, str]:
    """The ids of our municipalities by all their names."""
    return {
        name.casefold(): key
        for key, record in municipalities().items()
        for name in (key, record.name, record.name_in("en"), *record.names.values())
    }


def municipality_named(name: str) -> str | None:
    """The municipality of ours that has exactly this name in some language.

    >>> municipality_named("Uleåborg"), municipality_named("Oulu region")
    ('oulu', None)
    """
    return _municipality_names().get(name.strip(" .").casefold())


def address_of(text: str, address_id: str) -> Object | None:
    """A street address in its parts.

    Args:
        text: an address as a contact has it, such as `Torikatu 10, 90100 Oulu`.
        address_id: its UUID.

    Returns:
        None when not all the parts that HSDS asks for are known.
    """
    match = _ADDRESS.fullmatch(text)
    if not match or municipality_named(match["city"]) is None:
        return None
    address = {
        "id": address_id,
        "address_1": match["street"],
        "city": match["city"],
        "state_province": region_name("fi"),
        "postal_code": match["code"],
        "country": _COUNTRY,
        "address_type": "physical",
    }
    return address if address_text(address) == text else None


def address_text(address: Mapping[str, Any]) -> str:
    """An address as a contact has it, on one line."""
    street = [address.get(part) for part in ("address_1", "address_2")]
    city = " ".join(part for part in (address.get("postal_code"), address.get("city")) if part)
    country = address.get("country")
    parts = [*street, city, None if country == _COUNTRY else country]
    return ", ".join(str(part).strip() for part in parts if part and str(part).strip())
