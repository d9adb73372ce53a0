"""What counts as a web address, an e-mail address or a moment in exchanged files."""

import re
from datetime import datetime

_UNRESERVED = r"A-Za-z0-9\-._~"
_DELIMITERS = r"!$&'()*+,;="
_SIGN = rf"(?:[{_UNRESERVED}{_DELIMITERS}:@]|%[0-9A-Fa-f]{{2}})"
#: RFC 3986, with a host name: signs that a strict reader takes.
_URI = re.compile(
    rf"https?://[A-Za-z0-9\-.]+\.[A-Za-z0-9\-]{{2,}}(?::\d{{1,5}})?"
    rf"(?:/{_SIGN}*)*(?:\?(?:{_SIGN}|[/?])*)?(?:#(?:{_SIGN}|[/?])*)?"
)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


def is_uri(text: str | None) -> bool:
    """Whether this is an http(s) address in the strict form of RFC 3986.

    >>> is_uri("https://www.ouka.fi/a?b=%C3%A4"), is_uri("https://ouka.fi/ä"), is_uri("ouka.fi")
    (True, False, False)
    """
    return bool(text and _URI.fullmatch(text))


def is_email(text: str) -> bool:
    """Whether this is an e-mail address."""
    return bool(_EMAIL.fullmatch(text))


def is_moment(text: str) -> bool:
    """Whether this is a date with a time of RFC 3339.

    >>> is_moment("2023-03-15T10:30:45.123Z"), is_moment("2023-02-30T10:00:00Z")
    (True, False)
    """
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text[:19])
    except ValueError:
        return False
    return True
