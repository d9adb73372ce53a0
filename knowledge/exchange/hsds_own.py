"""A service that we wrote ourselves, as the same record again.

What another system has changed in HSDS's own fields since then wins over what we wrote.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.exchange.entry_paths import is_entry_path
from knowledge.exchange.flat import nested
from knowledge.exchange.hsds_places import address_text
from knowledge.exchange.hsds_service import FIRST_LANGUAGE, TEXTS
from knowledge.exchange.hsds_terms import own_values
from knowledge.exchange.hsds_words import language_code, words

Object = Mapping[str, Any]
Record = dict[str, Any]

#: Texts that an entry of ours may lack, but has in both our languages where it has them.
_IN_BOTH = ("way_in", "note")


def own_attributes(service: Object) -> dict[str, str]:
    """The values of ours in the attributes of a service, by path; empty for a foreign service."""
    values = dict(own_values(service))
    return values if "version" in values else {}


def part_values(service: Object, attributes: Mapping[str, str]) -> dict[str, str]:
    """All values of ours, also those that stand in phones, locations and e-mails."""
    return {**attributes, **dict(_of_parts(service))}


def own_record(service: Object, values: Mapping[str, str]) -> Record:
    """The record of a service of ours, without what its status and areas may say by now.

    Args:
        service: the service; its shape is right.
        values: see `part_values`.
    """
    record = nested((path, text) for path, text in values.items() if is_entry_path(path))
    record.setdefault("id", service["id"].strip().lower())
    _add_texts(record, service, values)
    _add_single(record, service)
    record["contacts"] = list(_contacts(record.get("contacts"), service))
    return record


def _parts_with_contacts(service: Object) -> Iterator[tuple[str, Object]]:
    """The objects that stand for one contact of ours each, with the kind of contact."""
    yield from (("phone", phone) for phone in service.get("phones") or ())
    yield from (("email", contact) for contact in service.get("contacts") or ())
    for place in service.get("service_at_locations") or ():
        if place.get("location"):
            yield "location", place["location"]


def _of_parts(service: Object) -> Iterator[tuple[str, str]]:
    """What the phones, locations and e-mails of ours say, natively and in attributes."""
    for kind, part in _parts_with_contacts(service):
        own = dict(own_values(part))
        path = contact_path(own)
        if path is None:
            continue
        yield from own.items()
        value = _value(kind, part)
        if value:
            yield f"{path}.value", value
        remark = part.get("description")
        abroad = own.get(f"{path}.from_abroad") and remark == words()["from_abroad"]
        if remark and not abroad:
            yield f"{path}.remark", remark
        for place, code in enumerate(_codes(part.get("languages"))):
            yield f"{path}.languages.{place}", code


def contact_path(values: Iterable[str]) -> str | None:
    """The path of the contact that values belong to, such as `contacts.3`."""
    for path in values:
        first, _, rest = path.partition(".")
        number = rest.partition(".")[0]
        if first == "contacts" and number.isdecimal():
            return f"contacts.{number}"
    return None


def _value(kind: str, part: Object) -> str | None:
    if kind == "phone":
        found = part.get("number")
    elif kind == "email":
        found = part.get("email")
    elif part.get("location_type") == "virtual":
        found = part.get("url")
    else:
        addresses = part.get("addresses") or ()
        found = next((text for text in map(address_text, addresses) if text), part.get("name"))
    return found or None


def _codes(given: Iterable[Object] | None) -> list[str]:
    # Our own codes come back as they are, even rare ones.
    found = (one.get("code") or language_code(None, one.get("name")) for one in given or ())
    return [code for code in found if code]


def _add_texts(record: Record, service: Object, values: Mapping[str, str]) -> None:
    for field, path in TEXTS.items():
        text = service.get(field)
        if not text:
            continue
        language = values.get(f"native_language.{path}", FIRST_LANGUAGE)
        if path in _IN_BOTH and path not in record and "origin" not in record:
            # A new text of our own would have to be in Finnish and English; somebody must write it.
            record.setdefault("remarks", []).append(f"{field}: {text}")
            continue
        place = record.setdefault("audience", {}) if path == "audience.text" else record
        texts = place.setdefault("text" if path == "audience.text" else path, {})
        texts[language] = text
    if not record.get("summary"):
        record["summary"] = record["name"]


def _add_single(record: Record, service: Object) -> None:
    """Fields that hold one value each; what is not there any more was taken away."""
    other = service.get("alternate_name")
    record["aliases"] = [*([other] if other else []), *record.get("aliases", [])]
    organization, funding = service.get("organization") or {}, service.get("funding") or ()
    record["organiser"] = organization.get("name") or None
    sources = [part["source"] for part in funding if part.get("source")]
    record["funder"] = "; ".join(sources) or None
    record["languages"] = _codes(service.get("languages"))
    if service.get("assured_date"):
        record["checked"] = service["assured_date"][:10]
    if service.get("last_modified") and record.get("origin"):
        record["origin"]["modified"] = service["last_modified"]


def _contacts(contacts: Iterable[Record] | None, service: Object) -> Iterator[Record]:
    """The contacts of ours, in their order, without those that were taken away."""
    # The service's own web address and e-mail belong to the contact that has no value of its own.
    open_fields = {name: service[name] for name in ("url", "email") if service.get(name)}
    for contact in contacts or ():
        if "value" not in contact and contact.get("type") in open_fields:
            contact["value"] = open_fields.pop(contact["type"])
        if "value" in contact:
            yield contact
