"""What people write in a table in short: one area, a telephone number, a web address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.places import municipalities, municipality_id

#: Words for an area, as tables have them.
_REACH = {
    "nationwide": "nationwide", "national": "nationwide", "koko maa": "nationwide",
    "valtakunnallinen": "nationwide", "suomi": "nationwide", "finland": "nationwide",
    "region": "region", "maakunta": "region", "pohjois-pohjanmaa": "region",
    "north ostrobothnia": "region", "elsewhere": "elsewhere", "muualla": "elsewhere",
    "hela landet": "nationwide", "riksomfattande": "nationwide", "landskapet": "region",
    "norra österbotten": "region", "annanstans": "elsewhere",
}  # fmt: skip
_CONTACTS = ("phone", "email", "url", "address")


class ShortFormError(ValueError):
    """A short form cannot be read.

    Args:
        column: the column it stands in.
        message: what is wrong and what can be written.
    """

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def add_area(record: dict[str, Any], given: Mapping[str, Any]) -> None:
    """Put an area that is written in short into a record, and municipalities by their ids.

    Raises:
        ShortFormError: an area that is neither a reach nor a municipality of ours.
    """
    if given.get("area"):
        record["area"] = {**record.get("area", {}), **_area(str(given["area"]))}
    named = (record.get("area") or {}).get("municipalities")
    if named:
        record["area"]["municipalities"] = [_municipality(name) for name in named]
        record["area"].setdefault("reach", "municipalities")


def contacts_of(given: Mapping[str, Any], collection: str, today: date) -> list[dict[str, Any]]:
    """The contacts of the columns `phone`, `email`, `url` and `address`."""
    return [
        _contact(kind, value, collection, today)
        for kind in _CONTACTS
        for value in given.get(kind) or ()
    ]


def _area(text: str) -> dict[str, Any]:
    reach = _REACH.get(text.strip().casefold())
    if reach:
        return {"reach": reach}
    names = [part.strip() for part in text.replace("\n", ",").replace(";", ",").split(",")]
    return {
        "reach": "municipalities",
        "municipalities": [_municipality(name, "area") for name in names if name],
    }


def _municipality(name: str, column: str = "municipalities") -> str:
    if name in municipalities():
        return name
    found = municipality_id(name)
    if found is None:
        raise ShortFormError(
            column,
            f"{name!r} is no municipality of North Ostrobothnia; write one of its 30, "
            "nationwide, region or elsewhere",
        )
    return found


def _contact(kind: str, value: str, collection: str, today: date) -> dict[str, Any]:
    return {
        "type": kind,
        "value": value,
        "source": collection,
        "page_age": "not visible",
        "confidence": "medium",
        "seen": today.isoformat(),
    }
