"""How far a contact from another catalogue can be trusted: by its form alone."""

import re

import phonenumbers

from knowledge.entry_check import HOME, is_phone
from knowledge.exchange.web_forms import is_email

#: Signs that stand around a value by mistake.
_AROUND = " \t\n\"'“”‘’„«»`"
_URL = re.compile(r"https?://[^\s/]+\.[^\s/.]{2,}(/\S*)?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def tidy(value: str) -> str:
    """A value without stray quotation marks and blanks.

    >>> tidy('"+44 1234 234567"')
    '+44 1234 234567'
    """
    return value.strip(_AROUND)


def phone_fault(number: str) -> str | None:
    """Why a number cannot be called; None when it can.

    >>> phone_fault("116 117"), phone_fault("+358 12 3")
    (None, 'cannot be a telephone number')
    """
    if not is_phone(number):
        return "cannot be a telephone number"
    parsed = phonenumbers.parse(number, HOME)
    # Short numbers have no country code.
    bare = not number.startswith(("+", "00"))
    short = bare and phonenumbers.is_possible_short_number_for_region(parsed, HOME)
    valid = short or phonenumbers.is_valid_number(parsed)
    return None if valid else "cannot be a telephone number"


def url_of(value: str) -> str:
    """An address of the web with its scheme, which many leave out."""
    return value if _SCHEME.match(value) or "@" in value else f"https://{value}"


def form_fault(kind: str, value: str) -> str | None:
    """Why a contact of a kind (`phone`, `url`, ...) cannot be right; None when it can."""
    if kind == "phone":
        return phone_fault(value)
    if kind == "url" and not _URL.fullmatch(value):
        return "is no address of a web page"
    if kind == "email" and not is_email(value):
        return "is no e-mail address"
    return None
