"""The contacts of an entry in HSDS: phones, an address of the web, e-mail, locations, schedules.

A contact of low confidence has no home there: a stranger would publish it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from knowledge.entry import Contact, Entry
from knowledge.exchange.hsds_hours import schedules_of
from knowledge.exchange.hsds_ids import part_id
from knowledge.exchange.hsds_places import address_of
from knowledge.exchange.hsds_rest import Rest
from knowledge.exchange.hsds_terms import attribute
from knowledge.exchange.hsds_words import language_name, words
from knowledge.exchange.web_forms import is_email, is_uri

Object = dict[str, Any]


def may_be_native(contact: Contact) -> bool:
    """Whether a stranger may read it as a contact."""
    form = {"url": is_uri, "email": is_email}.get(contact.type)
    return contact.confidence != "low" and (form is None or form(contact.value))


def contact_fields(entry: Entry, owner: str, rest: Rest) -> Object:
    """The fields of a service that hold contacts.

    Args:
        entry: the entry.
        owner: the service's UUID.
        rest: what is left of the entry; what is written here is taken from it.
    """
    fields: Object = {}
    lists: dict[str, list[Object]] = {"phones": [], "service_at_locations": [], "contacts": []}
    for place, contact in enumerate(entry.contacts):
        if not may_be_native(contact):
            continue
        if contact.type in ("url", "email") and contact.type not in fields:
            # HSDS has room for one; what else is known of it stays with the service.
            fields[contact.type] = rest.take(f"contacts.{place}.value")
        else:
            name, made = _part(contact, f"contacts.{place}", owner, rest)
            lists[name].append(made)
    return {**fields, **{name: parts for name, parts in lists.items() if parts}}


def _part(contact: Contact, path: str, owner: str, rest: Rest) -> tuple[str, Object]:
    if contact.type == "phone":
        return "phones", _phone(contact, path, owner, rest)
    if contact.type == "email":
        return "contacts", _email(path, owner, rest)
    return "service_at_locations", _location(contact, path, owner, rest)


def _phone(contact: Contact, path: str, owner: str, rest: Rest) -> Object:
    own = part_id(owner, f"phone/{path}")
    description = words()["from_abroad"] if contact.from_abroad else rest.take(f"{path}.remark")
    phone: Object = {"id": own, "number": rest.take(f"{path}.value"), "type": "voice"}
    if description:
        phone["description"] = description
    phone |= _languages(contact.languages, path, own, rest)
    return {**phone, "attributes": rest.take_all(f"{path}.", own, "phone")}


def _email(path: str, owner: str, rest: Rest) -> Object:
    own = part_id(owner, f"contact/{path}")
    email = rest.take(f"{path}.value")
    return {"id": own, "email": email, "attributes": rest.take_all(f"{path}.", own, "contact")}


def _location(contact: Contact, path: str, owner: str, rest: Rest) -> Object:
    """An address, or a further page of the web, which is a virtual location."""
    own = part_id(owner, f"location/{path}")
    value = rest.take(f"{path}.value") or ""
    location: Object = {"id": own}
    if contact.type == "url":
        location |= {"location_type": "virtual", "url": value}
    else:
        address = address_of(value, part_id(own, "address"))
        location["location_type"] = "physical"
        location |= {"addresses": [address]} if address else {"name": value}
    remark = rest.take(f"{path}.remark")
    location |= {"description": remark} if remark else {}
    location |= _languages(contact.languages, path, own, rest)
    location["attributes"] = rest.take_all(f"{path}.", own, "location")
    return {"id": part_id(owner, f"at/{path}"), "location": location}


def _languages(codes: Iterable[str], path: str, owner: str, rest: Rest) -> Object:
    made = languages_of(codes, owner)
    for place in range(len(made)):
        rest.take(f"{path}.languages.{place}")
    return {"languages": made} if made else {}


def languages_of(codes: Iterable[str], owner: str) -> list[Object]:
    """Languages as HSDS has them."""
    return [
        {"id": part_id(owner, f"language/{place}"), "name": language_name(code), "code": code}
        for place, code in enumerate(codes)
    ]


def contact_schedules(entry: Entry, owner: str, as_of: date) -> Iterator[Object]:
    """The schedules of the contacts that a stranger may read; each names its contact."""
    for place, contact in enumerate(entry.contacts):
        if not (contact.hours and may_be_native(contact)):
            continue
        path = f"contacts.{place}"
        for number, schedule in enumerate(schedules_of(contact.hours, as_of)):
            own = part_id(owner, f"schedule/{path}/{number}")
            link = attribute(own, f"hours_of.{place}", contact.value, "schedule")
            yield {"id": own, **schedule, "attributes": [link]}
