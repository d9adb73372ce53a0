"""What another system has changed in those fields of HSDS that we only derive from an entry.

The status comes from the validity, schedules from hours, names of areas from the area: each is
derived again as on the day of the export, and where it is not the same, the other system wins.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.entry import Area, Validity
from knowledge.exchange.hsds_area_in import area_of
from knowledge.exchange.hsds_contacts_in import Contacts, all_contacts
from knowledge.exchange.hsds_foreign import charge_of, interpreter_of, validity_of
from knowledge.exchange.hsds_hours import schedules_of
from knowledge.exchange.hsds_own import contact_path
from knowledge.exchange.hsds_places import area_names
from knowledge.exchange.hsds_schedules_in import hours_of
from knowledge.exchange.hsds_service import status_of
from knowledge.exchange.hsds_terms import own_values
from knowledge.exchange.hsds_words import words

Object = Mapping[str, Any]
Record = dict[str, Any]

#: Fields of a schedule that say nothing of when it is open.
_NOT_TIMES = {"id", "attributes", "metadata", "service_id", "timezone"}
_HOURS_OF = "hours_of."


def edited_hours(service: Object, values: Mapping[str, str], today: date) -> dict[str, str | None]:
    """Hours of our contacts that were changed, by path; None for hours that were taken away."""
    if service.get("schedules") is None:
        return {}
    as_of = exported_on(values) or today
    given: dict[str, list[Object]] = {}
    for schedule in service["schedules"]:
        for path, _ in own_values(schedule):
            if path.startswith(_HOURS_OF):
                given.setdefault(path.removeprefix(_HOURS_OF), []).append(schedule)
    changed: dict[str, str | None] = {}
    for place in _native_places(service, values):
        path = f"contacts.{place}.hours"
        ours = schedules_of(values[path], as_of) if path in values else []
        if _times(ours) != _times(given.get(place, ())):
            changed[path] = hours_of(given.get(place, ()), today).text
    return changed


def _native_places(service: Object, values: Mapping[str, str]) -> Iterator[str]:
    """The places of our contacts that a schedule may stand for."""
    kept = {path for path, _ in own_values(service)}
    for path, text in values.items():
        first, _, rest = path.partition(".")
        place, _, last = rest.partition(".")
        # A value that stands in an attribute is one that no field of HSDS may hold.
        native = text != "low" and f"contacts.{place}.value" not in kept
        if (first, last) == ("contacts", "confidence") and native:
            yield place


def _times(schedules: Iterable[Object]) -> list[list[tuple[str, str]]]:
    return sorted(
        sorted(
            (key, str(value)) for key, value in schedule.items() if value and key not in _NOT_TIMES
        )
        for schedule in schedules
    )


def apply_edits(record: Record, service: Object, values: Mapping[str, str], today: date) -> bool:
    """Put what was changed into a record of ours.

    Returns:
        Whether the other system says that the service has ended.
    """
    _area(record, service)
    _words(record, service)
    return _status(record, service, exported_on(values))


def _area(record: Record, service: Object) -> None:
    if service.get("service_areas") is None:
        return
    names = sorted(str(area.get("name") or "") for area in service["service_areas"])
    ours = sorted(area_names(Area.model_validate(record["area"])))
    if names != ours:
        record["area"], _ = area_of(service, ())


def _words(record: Record, service: Object) -> None:
    charges = {said: code for code, said in words()["charge"].items()}
    fees, interpreters = service.get("fees_description"), service.get("interpretation_services")
    record["charge"] = charges.get(fees) or charge_of(fees)
    record["interpreter"] = interpreter_of(interpreters)
    remarks = record.setdefault("remarks", [])
    for field, said, known in (
        ("fees_description", fees, fees in charges),
        ("interpretation_services", interpreters, interpreters == words()["interpreter"]),
    ):
        if said and not known and f"{field}: {said.strip()}" not in remarks:
            remarks.append(f"{field}: {said.strip()}")


def _status(record: Record, service: Object, as_of: date | None) -> bool:
    status = service["status"]
    validity = Validity.model_validate(record["validity"])
    if as_of is None or status == status_of(validity, as_of):
        return False
    if status == "defunct":
        return True
    kept = {key: text for key, text in record["validity"].items() if key in ("from", "to")}
    if status == "active":
        # It is open, so the dates that would close it are not right any more.
        kept = {} if validity.over(as_of) or not validity.begun(as_of) else kept
    record["validity"] = {**kept, **validity_of(status)}
    return False


def exported_on(values: Mapping[str, str]) -> date | None:
    """The day that the export was made for."""
    try:
        return date.fromisoformat(values.get("as_of", ""))
    except ValueError:
        return None


def added_contacts(record: Record, service: Object, contacts: Contacts) -> list[Record]:
    """The contacts that another system has added to a service of ours."""
    there = {(contact.get("type"), contact.get("value")) for contact in record["contacts"]}
    all_contacts(_without_ours(service), contacts)
    new = [one for one in contacts.found if (one["type"], one["value"]) not in there]
    for contact in new:
        contact.pop("hours", None)
    return new


def _without_ours(service: Object) -> Record:
    rest: Record = {name: service.get(name) for name in ("url", "email")}
    for name in ("phones", "contacts"):
        rest[name] = [part for part in service.get(name) or () if not _is_ours(part)]
    rest["service_at_locations"] = [
        {**place, "location": None} if _is_ours(place.get("location") or {}) else place
        for place in service.get("service_at_locations") or ()
    ]
    return rest


def _is_ours(part: Object) -> bool:
    return contact_path(path for path, _ in own_values(part)) is not None
