"""A service of another system's HSDS as a record of our catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.exchange.hsds_ages import age_limits
from knowledge.exchange.hsds_area_in import area_of
from knowledge.exchange.hsds_contacts_in import Contacts, all_contacts, cities
from knowledge.exchange.hsds_contacts_in import joined as together
from knowledge.exchange.hsds_terms import foreign_terms
from knowledge.exchange.hsds_texts_in import plain, texts_of
from knowledge.exchange.hsds_words import says

Object = Mapping[str, Any]

#: Fields that we have no home for; people who look after the catalogue shall see them.
_REMARKS = (
    "interpretation_services", "fees_description", "fees", "wait_time", "accreditations",
    "licenses",
)  # fmt: skip


@dataclass(frozen=True)
class Import:
    """What is to be known of an import.

    Attributes:
        collection: the import that the services belong to.
        today: the day of the import.
        language: the language of the texts: fi, en or sv.
    """

    collection: str
    today: date
    language: str


def foreign_record(service: Object, plan: Import) -> tuple[dict[str, Any], list[str]]:
    """The record of a service whose shape is right, and what a person should know of it."""
    contacts = Contacts(provenance(service, plan), plan.today)
    all_contacts(service, contacts)
    unheard = contacts.opened(service.get("schedules") or ())
    area, area_note = area_of(service, cities(service))
    record: dict[str, Any] = {
        "id": service["id"].strip().lower(),
        **_texts(service, plan.language),
        "kind": "service",
        "clients": ["person"],
        "area": area,
        "validity": validity_of(service["status"]),
        "languages": contacts.languages(service.get("languages")),
        "contacts": contacts.found,
        "remarks": [*_remarks(service), *(f"schedules: {text}" for text in unheard)],
        "keywords": foreign_terms(service),
        "origin": {"system": "hsds", "collection": plan.collection, "id": service["id"].strip()},
        "checked": checked_on(service, plan.today),
        **_facts(service),
    }
    record["audience"] = {**record.get("audience", {}), "age_years": age_limits(service)}
    if service.get("last_modified"):
        record["origin"]["modified"] = service["last_modified"]
    notes = [*contacts.notes, *([area_note] if area_note else [])]
    return record, notes


def provenance(service: Object, plan: Import) -> dict[str, Any]:
    """The fields of a contact that tell where it comes from."""
    name = str((service.get("organization") or {}).get("name") or "").strip()
    changed = str(service.get("last_modified") or service.get("assured_date") or "").strip()
    return {
        "source": name if len(name) >= 3 else f"HSDS import: {plan.collection}",
        "page_age": changed[:10] or "not visible",
        "seen": plan.today.isoformat(),
    }


def validity_of(status: str) -> dict[str, Any]:
    """The validity of a service that another system gives this status."""
    if status == "active":
        return {"status": "listed"}
    return {"status": "withheld", "reason": f"HSDS status: {status}"}


def checked_on(service: Object, today: date) -> str:
    """The day that the source was sure of a service; today when it does not say."""
    day = whole_date(service.get("assured_date"))
    return min(day, today).isoformat() if day else today.isoformat()


def whole_date(text: str | None) -> date | None:
    """The date at the head of a text such as `2023-03-15T10:30:45Z`."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _texts(service: Object, language: str) -> dict[str, Any]:
    name = service["name"].strip()
    found: dict[str, Any] = {"name": {language: name}}
    found |= texts_of(plain(service.get("description")) or name, language)
    for field, path in (("application_process", "way_in"), ("alert", "note")):
        text = plain(service.get(field))
        found |= {path: {language: text}} if text else {}
    audience = plain(service.get("eligibility_description"))
    return found | ({"audience": {"text": {language: audience}}} if audience else {})


def _facts(service: Object) -> dict[str, Any]:
    funding = service.get("funding") or ()
    other = (service.get("alternate_name") or "").strip()
    return {
        "aliases": [other] if other and other != service["name"].strip() else [],
        "organiser": ((service.get("organization") or {}).get("name") or "").strip() or None,
        "funder": together((part.get("source") for part in funding), "; ") or None,
        "interpreter": interpreter_of(service.get("interpretation_services")),
        "charge": charge_of(service.get("fees_description") or service.get("fees")),
    }


def interpreter_of(text: str | None) -> bool:
    """Whether a text on interpretation says that there is some."""
    return bool(text and text.strip()) and not says(text or "", "no_interpreter")


def charge_of(text: str | None) -> str | None:
    """What a text on fees says; a text that is not plainly `free` may mean anything."""
    if not (text and text.strip()):
        return None
    return "free" if says(text, "free") else "other"


def _remarks(service: Object) -> Iterator[str]:
    for field in _REMARKS:
        text = (service.get(field) or "").strip()
        if text:
            yield f"{field}: {text}"
    for document in service.get("required_documents") or ():
        if (document.get("document") or "").strip():
            yield f"required_documents: {document['document'].strip()}"
    for cost in service.get("cost_options") or ():
        parts = [cost.get("option"), cost.get("amount"), cost.get("currency")]
        parts.append(cost.get("amount_description"))
        said = together((str(part) for part in parts if part is not None), " ")
        if said:
            yield f"cost_options: {said}"
