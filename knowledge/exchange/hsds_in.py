"""Services of Open Referral HSDS 3.0 as items: our own as they were, foreign ones as they fit."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from knowledge.exchange.hsds_ages import age_faults, age_limits
from knowledge.exchange.hsds_contacts_in import Contacts
from knowledge.exchange.hsds_edits import added_contacts, apply_edits, edited_hours
from knowledge.exchange.hsds_files import hsds_objects
from knowledge.exchange.hsds_foreign import Import, foreign_record, provenance
from knowledge.exchange.hsds_own import own_attributes, own_record, part_values
from knowledge.exchange.hsds_shape import shape_faults
from knowledge.exchange.items import Fault, Item, entry_of, faults_of
from knowledge.exchange.versions import plain_record
from knowledge.records import SOURCE_LANGUAGES

__all__ = ["hsds_objects", "read_hsds"]

Object = Mapping[str, Any]

#: What HSDS calls the fields of an entry, the longest path first.
_FIELDS = {
    "audience.text": "eligibility_description", "audience.age_years": "minimum_age",
    "origin.modified": "last_modified", "summary": "description", "name": "name", "id": "id",
    "aliases": "alternate_name", "way_in": "application_process", "note": "alert",
    "description": "description", "area": "service_areas", "organiser": "organization.name",
    "funder": "funding", "validity": "status", "languages": "languages", "checked": "assured_date",
}  # fmt: skip
_CONTACTS = {
    "phone": "phones", "url": "url", "email": "email", "address": "service_at_locations",
}  # fmt: skip


def read_hsds(
    objects: Iterable[Object], *, collection: str, today: date, language: str = "en"
) -> Iterator[Item]:
    """The services of a file, one item each.

    A service that was written by `write_hsds` gives the entry that it was written from; fields that
    another system has changed since then win. Others become services of an import. A foreign
    service that is `defunct` is an item that has `ended`, with an empty record.

    Args:
        objects: service objects, as `hsds_objects` gives them.
        collection: the import that foreign services belong to.
        today: the day of the import.
        language: the language of the texts of foreign services: fi, en or sv.

    Raises:
        ValueError: an entry cannot be written in this language.
    """
    if language not in SOURCE_LANGUAGES:
        known = ", ".join(SOURCE_LANGUAGES)
        raise ValueError(f"language {language!r}: services can be read in {known}")
    plan = Import(collection, today, language)
    return (_item(number, found, plan) for number, found in enumerate(objects, start=1))


def _item(number: int, service: Object, plan: Import) -> Item:
    notes: tuple[str, ...] = tuple(getattr(service, "notes", ()))
    faults = shape_faults(service, number)
    if not faults:
        faults = list(age_faults(service, number))
    if faults:
        return Item(number, _id(service), faults=tuple(faults), notes=notes)
    attributes = own_attributes(service)
    if attributes:
        return _own_item(number, service, attributes, plan, notes)
    entry_id = service["id"].strip().lower()
    if service["status"] == "defunct":
        return Item(number, entry_id, ended=True, notes=notes)
    record, told = foreign_record(service, plan)
    return _checked(Item(number, entry_id, record, notes=(*notes, *told)))


def _own_item(
    number: int,
    service: Object,
    attributes: Mapping[str, str],
    plan: Import,
    notes: tuple[str, ...],
) -> Item:
    values = part_values(service, attributes)
    changed = edited_hours(service, values, plan.today)
    values = {path: text for path, text in {**values, **changed}.items() if text is not None}
    record = own_record(service, values)
    record["audience"] = {**record.get("audience", {}), "age_years": age_limits(service)}
    contacts = Contacts(provenance(service, plan), plan.today)
    record["contacts"] += added_contacts(record, service, contacts)
    told = (*notes, *contacts.notes)
    try:
        ended = apply_edits(record, service, values, plan.today)
    except (ValidationError, KeyError):
        # Its area or validity were taken away or broken; the whole record tells how.
        ended = False
    version = values["version"]
    item = Item(number, record["id"], record, ended=ended, version=version, notes=told)
    return _checked(item)


def _checked(item: Item) -> Item:
    """The item with the record of a whole entry, or with its faults as HSDS names the fields."""
    try:
        entry = entry_of(item.record)
    except ValidationError as error:
        found = faults_of(item.number, item.record, error)
        faults = tuple(Fault(f.number, _field(f.field, item.record), f.message) for f in found)
        return Item(item.number, item.id, faults=faults, notes=item.notes)
    return Item(
        item.number, item.id, plain_record(entry),
        ended=item.ended, version=item.version, notes=item.notes,
    )  # fmt: skip


def _field(path: str, record: Mapping[str, Any]) -> str:
    first, _, rest = path.partition(".")
    place = rest.partition(".")[0]
    if first == "contacts" and place.isdecimal():
        return _CONTACTS.get(record["contacts"][int(place)].get("type"), "attributes")
    for own, theirs in _FIELDS.items():
        if path == own or path.startswith(f"{own}."):
            return theirs
    return "attributes"


def _id(service: object) -> str:
    found = service.get("id") if isinstance(service, Mapping) else None
    return found.strip().lower() if isinstance(found, str) else ""
