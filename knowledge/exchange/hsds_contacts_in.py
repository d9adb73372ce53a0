"""The contacts of an HSDS service, wherever they stand in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.exchange.contact_grades import form_fault, tidy, url_of
from knowledge.exchange.hsds_places import address_text
from knowledge.exchange.hsds_schedules_in import hours_of
from knowledge.exchange.hsds_words import language_code, says

Object = Mapping[str, Any]
#: A contact has at least so many signs.
_SHORTEST = 3
#: Types of telephones that need no word.
_USUAL_PHONES = ("", "voice", "cell")


@dataclass
class Contacts:
    """The contacts that are found in a service.

    Attributes:
        provenance: the fields of a contact that tell where it comes from.
        today: the day of the import.
        found: the contacts, as records.
        notes: what a person should know of how they were read.
    """

    provenance: dict[str, Any]
    today: date
    found: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, value: str | None, **more: Any) -> None:
        """Add a contact, unless it is empty or there already.

        Args:
            kind: phone, url, email or address.
            value: as the source has it.
            **more: further fields of the contact.
        """
        plain = tidy(value or "")
        if kind == "url" and plain:
            plain = url_of(plain)
        if len(plain) < _SHORTEST:
            if plain:
                self.notes.append(f"{kind} {plain!r} was not taken: it is too short")
            return
        if any((contact["type"], contact["value"]) == (kind, plain) for contact in self.found):
            return
        contact = {"type": kind, "value": plain, **self.provenance, "confidence": "high", **more}
        fault = form_fault(kind, plain)
        if fault:
            contact["confidence"] = "low"
            self.notes.append(f"{kind} {plain!r} {fault}; it is kept, and not shown")
        self.found.append({name: part for name, part in contact.items() if part})

    def phones(self, phones: Iterable[Object] | None, remark: str = "") -> None:
        """Add the telephone numbers that people call."""
        for phone in phones or ():
            kind = (phone.get("type") or "").strip()
            if says(kind, "silent_phones"):
                self.notes.append(f"{kind} {phone.get('number')!r} was not taken")
                continue
            extension = phone.get("extension")
            told = [
                remark,
                phone.get("description"),
                kind if kind not in _USUAL_PHONES else "",
            ]
            told += [f"extension {extension}" if extension is not None else ""]
            languages = self.languages(phone.get("languages"))
            self.add("phone", phone.get("number"), languages=languages, remark=joined(told))

    def languages(self, given: Iterable[Object] | None) -> list[str]:
        """Codes of languages; those that are not known are told of."""
        codes = []
        for language in given or ():
            code = language_code(language.get("code"), language.get("name"))
            if code is None:
                self.notes.append(f"language {language.get('name')!r} is not known")
            else:
                codes.append(code)
        return list(dict.fromkeys(codes))

    def people(self, contacts: Iterable[Object] | None) -> None:
        """Add the e-mails and numbers of named persons or desks."""
        for contact in contacts or ():
            who = joined([contact.get("name"), contact.get("title")], ", ")
            self.add("email", contact.get("email"), remark=who)
            self.phones(contact.get("phones"), remark=who)

    def location(self, location: Object) -> None:
        """Add a place where a service is given, with what is known of it."""
        kind, name = location.get("location_type"), location.get("name")
        told = [location.get("description"), location.get("transportation")]
        told += [part.get("description") for part in location.get("accessibility") or ()]
        hours = hours_of(location.get("schedules") or (), self.today)
        self.notes += hours.notes
        more = {"hours": hours.text, "languages": self.languages(location.get("languages"))}
        texts = [text for text in map(address_text, location.get("addresses") or ()) if text]
        remark = joined([name if texts else "", *told, *hours.told])
        for text in texts or ([name] if kind == "physical" and name else []):
            self.add("address", text, remark=remark, **more)
        self.add("url", location.get("url"), remark=name)
        self.phones(location.get("phones"))
        self.people(location.get("contacts"))

    def opened(self, schedules: Iterable[Object]) -> list[str]:
        """Give the hours of a service to its telephone numbers, or else to its places.

        Returns:
            What the schedules say that found no contact.
        """
        hours = hours_of(schedules, self.today)
        self.notes += hours.notes
        for kind in ("phone", "address", "email", "url"):
            found = [c for c in self.found if c["type"] == kind and not c.get("hours")]
            for contact in found if hours.text else ():
                contact["hours"] = hours.text
            if found:
                return hours.told
        return [*([hours.text] if hours.text else []), *hours.told]


def all_contacts(service: Object, contacts: Contacts) -> None:
    """Find the contacts of a service from elsewhere; those of its organization when it has none."""
    contacts.phones(service.get("phones"))
    contacts.add("url", service.get("url"))
    contacts.add("email", service.get("email"))
    contacts.people(service.get("contacts"))
    for place in service.get("service_at_locations") or ():
        contacts.location(_whole(place))
        contacts.phones(place.get("phones"))
        contacts.people(place.get("contacts"))
    organization = service.get("organization") or {}
    if not any(contact["type"] != "address" for contact in contacts.found):
        contacts.phones(organization.get("phones"))
        contacts.add("url", organization.get("website"))
        contacts.add("email", organization.get("email"))


def _whole(place: Object) -> Object:
    """A location with the hours of the service there, which win over its own."""
    location = place.get("location") or {}
    return {**location, "schedules": place.get("schedules") or location.get("schedules")}


def joined(parts: Iterable[str | None], between: str = "\n") -> str:
    """The parts that say something, each once."""
    said = [part.strip() for part in parts if part and part.strip()]
    return between.join(dict.fromkeys(said))


def cities(service: Object) -> Iterator[str]:
    """The towns of the addresses of a service."""
    for place in service.get("service_at_locations") or ():
        for address in (place.get("location") or {}).get("addresses") or ():
            if address.get("city"):
                yield address["city"]
