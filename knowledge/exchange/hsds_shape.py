"""The shape of an HSDS service: which of the fields that we read are texts, numbers or lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.exchange.hsds_ids import is_uuid
from knowledge.exchange.items import Fault

STATUSES = ("active", "inactive", "defunct", "temporarily closed")

_LANGUAGE = dict.fromkeys(("name", "code", "note"), str)
_TERM = {"name": str, "taxonomy": str}
_ATTRIBUTE = {"link_type": str, "value": str, "taxonomy_term": _TERM}
_PHONE = {
    "number": str, "type": str, "description": str, "languages": [_LANGUAGE],
    "attributes": [_ATTRIBUTE],
}  # fmt: skip
_SCHEDULE = {
    **dict.fromkeys(
        ("valid_from", "valid_to", "until", "freq", "byday", "bymonthday", "byweekno", "byyearday",
         "description", "opens_at", "closes_at", "notes"),
        str,
    ),
    "attributes": [_ATTRIBUTE],
}  # fmt: skip
_CONTACT = {"name": str, "title": str, "email": str, "phones": [_PHONE], "attributes": [_ATTRIBUTE]}
_ADDRESS = dict.fromkeys(
    ("address_1", "address_2", "city", "postal_code", "country", "address_type"), str
)
_LOCATION = {
    **dict.fromkeys(("location_type", "url", "name", "description", "transportation"), str),
    "languages": [_LANGUAGE], "addresses": [_ADDRESS], "contacts": [_CONTACT],
    "accessibility": [{"description": str, "details": str}], "phones": [_PHONE],
    "schedules": [_SCHEDULE], "attributes": [_ATTRIBUTE],
}  # fmt: skip
_AT_LOCATION = {
    "description": str, "contacts": [_CONTACT], "phones": [_PHONE], "schedules": [_SCHEDULE],
    "location": _LOCATION,
}  # fmt: skip
_FUNDING = {"source": str}
_ORGANIZATION = {
    **dict.fromkeys(("id", "name", "description", "email", "website"), str),
    "phones": [_PHONE], "funding": [_FUNDING],
}  # fmt: skip
_SERVICE: dict[str, Any] = {
    **dict.fromkeys(
        ("id", "name", "alternate_name", "description", "url", "email", "status",
         "interpretation_services", "application_process", "fees_description", "fees", "wait_time",
         "accreditations", "licenses", "eligibility_description", "assured_date", "alert",
         "last_modified"),
        str,
    ),
    "minimum_age": float, "maximum_age": float, "phones": [_PHONE], "schedules": [_SCHEDULE],
    "service_areas": [{"name": str, "description": str}],
    "service_at_locations": [_AT_LOCATION], "languages": [_LANGUAGE],
    "organization": _ORGANIZATION, "funding": [_FUNDING], "program": {"name": str},
    "cost_options": [{"option": str, "currency": str, "amount_description": str}],
    "required_documents": [{"document": str}], "contacts": [_CONTACT], "attributes": [_ATTRIBUTE],
}  # fmt: skip
_NAMES = {str: "a text", float: "a number", list: "a list", dict: "an object"}


def shape_faults(service: object, number: int) -> list[Fault]:
    """What in a service is missing or not of its type; null is nothing, wherever it stands."""
    if not isinstance(service, Mapping):
        return [_wrong(number, "service", service, dict)]
    faults = list(_mistyped(service, _SERVICE, "", number))
    named = {fault.field for fault in faults}
    for field in ("id", "name", "status"):
        value = service.get(field)
        if field not in named and not (isinstance(value, str) and value.strip()):
            faults.append(Fault(number, field, "is missing; HSDS asks for it"))
            named.add(field)
    if "id" not in named and not is_uuid(service["id"].strip()):
        faults.append(Fault(number, "id", f"is no UUID: {service['id']!r}"))
    if "status" not in named and service["status"] not in STATUSES:
        message = f"is {service['status']!r}; it is one of {', '.join(STATUSES)}"
        faults.append(Fault(number, "status", message))
    return faults


def _mistyped(value: Any, shape: Any, path: str, number: int) -> Iterator[Fault]:
    wanted = shape if isinstance(shape, type) else type(shape)
    if value is None:
        return
    if not _is(value, wanted):
        yield _wrong(number, path, value, wanted)
    elif isinstance(shape, dict):
        for key, part in shape.items():
            yield from _mistyped(value.get(key), part, f"{path}.{key}" if path else key, number)
    elif isinstance(shape, list):
        for place, part in enumerate(value):
            # A hole in a list is no object.
            given = [] if part is None else part
            yield from _mistyped(given, shape[0], f"{path}.{place}", number)


def _is(value: object, wanted: type) -> bool:
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, Mapping if wanted is dict else wanted)


def _wrong(number: int, field: str, value: object, wanted: type) -> Fault:
    given = repr(value)
    short = given if len(given) <= 60 else f"{given[:60]}…"
    return Fault(number, field, f"is {short}; {_NAMES[wanted]} belongs there")
