"""The contacts of an entry as schema.org service channels, with their opening hours."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from knowledge.entry import Contact, Entry
from knowledge.exchange.hsds_hours import LAST_MINUTE
from knowledge.hours import Opening, read_all_hours

Object = dict[str, Any]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def channels(entry: Entry, way_in: list[Object]) -> Iterator[Object]:
    """The ways to reach a service that may be shown, each as a `ServiceChannel`.

    Args:
        entry: the entry.
        way_in: how to get in, as texts with their languages; it stands on a channel of its own
            when there is no contact.
    """
    shown = [contact for contact in entry.contacts if contact.publishable]
    about = {"description": way_in} if way_in else {}
    for contact in shown:
        languages = list(contact.languages or entry.languages)
        spoken = {"availableLanguage": languages} if languages else {}
        yield {"@type": "ServiceChannel", **about, **_reached(contact), **spoken}
    if not shown and (about or entry.languages):
        spoken = {"availableLanguage": list(entry.languages)} if entry.languages else {}
        yield {"@type": "ServiceChannel", **about, **spoken}


def _reached(contact: Contact) -> Object:
    hours = opening_hours(contact.hours) if contact.hours else []
    open_ = {"hoursAvailable": hours} if hours else {}
    if contact.type == "phone":
        free = {"contactOption": "https://schema.org/TollFree"} if contact.free else {}
        point = {"@type": "ContactPoint", "telephone": contact.value, **free, **open_}
        return {"servicePhone": point}
    if contact.type == "url":
        return {"serviceUrl": contact.value}
    if contact.type == "email":
        return {"serviceUrl": f"mailto:{contact.value}"}
    place: Object = {"@type": "Place", "address": contact.value}
    if hours:
        place["openingHoursSpecification"] = hours
    return {"serviceLocation": place}


def opening_hours(hours: str) -> list[Object]:
    """Hours as `OpeningHoursSpecification`s, on Finland's clock; empty when they cannot be read.

    A closed date opens and closes at midnight, as schema.org asks for it.
    """
    try:
        openings = read_all_hours(hours)
    except ValueError:
        return []
    return [one for opening in openings for one in _specifications(opening)]


def _specifications(opening: Opening) -> Iterator[Object]:
    dates: Object = {}
    if opening.dates:
        dates = {
            "validFrom": opening.dates[0].isoformat(),
            "validThrough": opening.dates[1].isoformat(),
        }
    closed = ((time(0), time(0)),)
    for start, end in opening.spans or closed:
        # Midnight ends the day, except on a closed one.
        last = LAST_MINUTE if opening.spans and end == time(0) else end
        yield {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in opening.weekdays],
            "opens": f"{start:%H:%M}",
            "closes": f"{last:%H:%M}",
            **dates,
        }
