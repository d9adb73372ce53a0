"""Faults of one entry that its model does not see: phone numbers, addresses, hours, places."""

import re
from collections.abc import Iterator

import phonenumbers

from knowledge.entry import Contact, Entry
from knowledge.hours import ALWAYS, read_hours
from knowledge.places import municipalities

_URL = re.compile(r"https?://[^\s/]+\.[^\s/.]{2,}(/\S*)?")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+(\.[^\s@.]+)+")
#: Contacts without these are numbers of this country.
HOME = "FI"


def entry_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    """The faults of an entry, each as the path of the field and a message."""
    for place, municipality in enumerate(entry.area.municipalities):
        if municipality not in municipalities():
            yield f"area.municipalities.{place}", f"unknown municipality {municipality!r}"
    for name in ("via", "successors"):
        if entry.id in getattr(entry, name):
            yield name, "points at itself"
    for place, contact in enumerate(entry.contacts):
        for field, message in _contact_faults(contact):
            yield f"contacts.{place}.{field}", message


def _contact_faults(contact: Contact) -> Iterator[tuple[str, str]]:
    # What is never shown may stay as its source has it.
    if contact.confidence != "low":
        wrong = _form_fault(contact)
        if wrong:
            yield "value", wrong
    if contact.hours and contact.hours != ALWAYS:
        try:
            read_hours(contact.hours)
        except ValueError as error:
            yield "hours", str(error)


def _form_fault(contact: Contact) -> str | None:
    value = contact.value
    if contact.type == "phone" and not is_phone(value):
        return f"bad phone: {value!r}; write it as 0295 020 713 or +358 295 020 713"
    if contact.type == "url" and not _URL.fullmatch(value):
        return f"bad url: {value!r}; write it as https://www.example.fi"
    if contact.type == "email" and not _EMAIL.fullmatch(value):
        return f"bad email: {value!r}; write it as name@example.fi"
    return None


def is_phone(value: str) -> bool:
    """Whether this can be called: a number of Finland, a short number, or one with its country.

    >>> is_phone("116 117"), is_phone("0295 020 713"), is_phone("09-12"), is_phone("295020713")
    (True, True, False, False)
    """
    if re.search(r"[^\d\s()+/-]", value):
        return False
    try:
        number = phonenumbers.parse(value, HOME)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_possible_short_number_for_region(number, HOME):
        return True
    # Without its zero, which spreadsheets take off, a number cannot be called.
    begins = value.lstrip("( ").startswith(("0", "+"))
    return begins and phonenumbers.is_possible_number(number)
