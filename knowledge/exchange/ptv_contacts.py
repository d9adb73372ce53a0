"""The contacts of a channel of PTV: phones, mail, pages, addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_phones import phone_number
from knowledge.exchange.ptv_texts import first_of, localized, plain
from knowledge.exchange.ptv_words import listed, table

#: Contacts by type, as entries hold them, without their source.
Contacts = dict[str, list[dict[str, Any]]]
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: A shorter value is none that an entry can hold.
_SHORTEST = 3


@dataclass
class _Way:
    """One contact, which PTV may have once a language.

    Attributes:
        versions: the languages of the texts that it stands in.
        more: the fields of a contact but its type, value and languages.
    """

    value: str
    versions: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def languages_of(item: Fields) -> list[str]:
    """The languages that a service or a channel is given in."""
    found = [code.lower() for code in item.texts("languages")]
    for code in found:
        if not _LANGUAGE.fullmatch(code):
            item.told.note(f"language {code!r} is not known here")
    return list(dict.fromkeys(code for code in found if _LANGUAGE.fullmatch(code)))


def contacts_in(item: Fields, languages: list[str]) -> Contacts:
    """The contacts that a channel, or the `contactDetails` of a connection, holds.

    Args:
        item: it.
        languages: the languages that the channel is given in.
    """
    found: Contacts = {}
    for kind, names in table("contact_lists").items():
        ways = _unique(way for name in names for way in _READERS[kind](item, name))
        said = {code for way in ways for code in way.versions}
        found[kind] = [
            {
                "type": kind,
                "value": way.value,
                "languages": _languages(kind, way, said, languages),
                **way.more,
            }
            for way in ways
        ]
    return found


def _unique(ways: Iterable[_Way]) -> list[_Way]:
    found: dict[str, _Way] = {}
    for way in ways:
        if len(way.value) < _SHORTEST:
            continue
        first = found.setdefault(way.value, way)
        if first is not way:
            first.versions += [code for code in way.versions if code not in first.versions]
            first.more = {**way.more, **first.more}
    return list(found.values())


def _languages(kind: str, way: _Way, said: set[str], given: list[str]) -> list[str]:
    """The languages of a contact.

    A page is in the language of its text, an address in none. A number or mail is answered in the
    channel's languages, but one that stands for Swedish alone is not the Finnish one.
    """
    if kind == "address":
        return []
    if kind == "url":
        return way.versions
    own = [code for code in given if code in way.versions or code not in said]
    return own or (way.versions if len(said) > 1 else [])


def _way(value: str, item: Fields, *remarks: str | None, **more: Any) -> _Way:
    code = (item.text("language") or "").lower()
    remark = "; ".join(plain(text) for text in remarks if text)
    if remark:
        more["remark"] = remark
    return _Way(value, [code] if _LANGUAGE.fullmatch(code) else [], more)


def _phones(item: Fields, name: str) -> Iterator[_Way]:
    kinds = table("phone_types")
    for phone in item.many(name):
        kind = phone.text("type") or "Phone"
        if kind in listed("no_phone"):
            continue
        if kind not in kinds:
            phone.told.note(f"phone type {kind!r} is not known here")
        read = phone_number(phone)
        if read is None:
            continue
        value, callable_ = read
        more: dict[str, Any] = {}
        charge = phone.known("serviceChargeType", table("charges"), "charge type")
        if charge == "free":
            more["free"] = True
        if not callable_:
            more["confidence"] = "low"
            phone.told.note(f"phone {value!r} cannot be called; kept with low confidence")
        said = (phone.text("additionalInformation"), phone.text("chargeDescription"))
        yield _way(value, phone, kinds.get(kind), *said, **more)


def _emails(item: Fields, name: str) -> Iterator[_Way]:
    for email in item.many(name):
        value = email.text("value")
        if value:
            yield _way(value.removeprefix("mailto:"), email)


def _urls(item: Fields, name: str) -> Iterator[_Way]:
    for page in item.many(name):
        # Pages have `url` and a title in `value`, the files of a form have `value` only.
        url, title = page.text("url"), page.text("value")
        if "url" not in page.values:
            url, title = title, None
        if url:
            yield _way(url if "://" in url else f"https://{url}", page, title)


def _addresses(item: Fields, name: str) -> Iterator[_Way]:
    for address in item.many(name):
        kind = address.text("type") or "Location"
        if kind not in listed("places_to_go"):
            if kind not in listed("no_place_to_go"):
                address.told.note(f"address type {kind!r} is not known here")
            continue
        street = address.one("streetAddress")
        value = _street(street)
        if value:
            remark = first_of(localized(street.many("additionalInformation")))
            yield _way(value, street, remark)


def _street(street: Fields) -> str | None:
    """A street address in one line: `Otavantie 2 B, 50670 Otava`."""
    name = first_of(localized(street.many("street")))
    town = first_of(localized(street.many("postOffice")))
    if name is None:
        return None
    # Post offices are printed in capitals.
    town = town.title() if town and town.isupper() else town
    first = " ".join(part for part in (name, street.text("streetNumber")) if part)
    second = " ".join(part for part in (street.text("postalCode"), town) if part)
    return ", ".join(part for part in (first, second) if part)


_READERS = {"phone": _phones, "email": _emails, "url": _urls, "address": _addresses}
