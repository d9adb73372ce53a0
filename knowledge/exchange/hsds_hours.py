"""Opening hours of contacts as HSDS schedules."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from knowledge.dates import HELSINKI
from knowledge.exchange.hsds_words import words
from knowledge.hours import DAYS, Opening, read_all_hours

Object = dict[str, Any]

#: HSDS has no 24:00; the last minute of the day stands for it.
LAST_MINUTE = time(23, 59)


def schedules_of(hours: str, as_of: date) -> list[Object]:
    """The schedules that say the same as a contact's hours, without ids.

    Hours that cannot be read stand in one schedule as its description.

    Args:
        hours: as a contact has them.
        as_of: the day whose distance from UTC is written; a schedule of HSDS holds only one.
    """
    try:
        openings = read_all_hours(hours)
    except ValueError:
        return [{"description": hours}]
    return [schedule for opening in openings for schedule in _of_opening(opening, as_of)]


def _of_opening(opening: Opening, as_of: date) -> Iterator[Object]:
    dated: Object = {}
    if opening.dates:
        first, last = opening.dates
        dated = {"valid_from": first.isoformat(), "valid_to": last.isoformat()}
    always = bool(opening.dates) or opening.on_holidays
    note = words()["local_time" if always else "weekdays_only"]
    if not opening.spans:
        yield {**dated, "description": words()["closed"]}
    for span in opening.spans:
        yield {**dated, **_weekly(opening.weekdays, span, as_of), "notes": note}


def _weekly(weekdays: tuple[int, ...], span: tuple[time, time], as_of: date) -> Object:
    distance = utc_distance(as_of)
    end = span[1] if span[1] != time(0) else LAST_MINUTE
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": ",".join(DAYS[day].upper() for day in weekdays),
        "opens_at": f"{span[0]:%H:%M}{distance}",
        "closes_at": f"{end:%H:%M}{distance}",
    }


def utc_distance(day: date) -> str:
    """The distance of Finland's clock from UTC at noon of a day.

    >>> utc_distance(date(2026, 11, 25)), utc_distance(date(2026, 7, 1))
    ('+02:00', '+03:00')
    """
    return datetime.combine(day, time(12), HELSINKI).isoformat()[-6:]
