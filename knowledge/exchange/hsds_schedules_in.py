"""HSDS schedules as the opening hours of our contacts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from knowledge.exchange.hsds_hours import LAST_MINUTE, utc_distance
from knowledge.hours import ALWAYS, DAYS, Opening, write_hours

Object = Mapping[str, Any]
Span = tuple[time, time]
Dates = tuple[date, date] | None

_TIME = re.compile(
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_BYDAY = {day.upper(): number for number, day in enumerate(DAYS)}
#: Rules that our hours have no form for.
_OTHER_RULES = ("bymonthday", "byweekno", "byyearday", "count")
#: Both distances of Finland's clock from UTC: times with either are on the clock as they stand.
_OURS = {"+02:00", "+0200", "+03:00", "+0300"}


@dataclass
class Hours:
    """What schedules say.

    Attributes:
        text: as a contact's `hours`; None when there is nothing weekly.
        told: what they say in words, or cannot be said in hours.
        notes: what a person should know of how they were read.
    """

    text: str | None = None
    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def hours_of(schedules: Iterable[Object], today: date) -> Hours:
    """The opening hours that schedules make together.

    Args:
        schedules: schedules of one service or place.
        today: what ended before is left out.
    """
    found = Hours()
    spans: dict[tuple[Dates, tuple[int, ...]], list[Span]] = {}
    for schedule in schedules:
        found.told += [t for t in (_text(schedule, "description"), _text(schedule, "notes")) if t]
        if not any(schedule.get(name) for name in ("opens_at", "closes_at", "byday", "freq")):
            continue
        read = _read(schedule, today)
        if isinstance(read, str):
            found.notes.append(f"a schedule was not taken: {read}")
        else:
            dates, days, span = read
            spans.setdefault((dates, days), []).append(span)
    openings = [
        Opening(days, tuple(sorted(set(times))), dates) for (dates, days), times in spans.items()
    ]
    openings.sort(key=lambda part: (part.dates or (date.min, date.min), part.weekdays))
    found.told = list(dict.fromkeys(found.told))
    found.text = _written(openings)
    return found


def _written(openings: list[Opening]) -> str | None:
    if not openings:
        return None
    whole = Opening(tuple(range(7)), ((time(0), time(0)),))
    return ALWAYS if openings == [whole] else write_hours(openings)


def _read(schedule: Object, today: date) -> tuple[Dates, tuple[int, ...], Span] | str:
    """What one schedule says, or why it cannot be said in hours."""
    other = [name for name in _OTHER_RULES if schedule.get(name)]
    if schedule.get("freq") not in (None, "WEEKLY") or schedule.get("interval") not in (None, 1):
        other.append(f"{schedule.get('freq')} with interval {schedule.get('interval')}")
    if other:
        return f"it is not weekly ({', '.join(other)})"
    days = _weekdays(schedule.get("byday") or "")
    if days is None:
        return f"byday is {schedule.get('byday')!r}"
    span = _span(schedule, today)
    if span is None:
        return f"opens_at is {schedule.get('opens_at')!r}, closes_at {schedule.get('closes_at')!r}"
    dates = _dates(schedule, today)
    return dates if isinstance(dates, str) else (dates, days, span)


def _weekdays(text: str) -> tuple[int, ...] | None:
    days = [part.strip().upper() for part in text.split(",") if part.strip()]
    if not days or any(day not in _BYDAY for day in days):
        return None
    return tuple(sorted({_BYDAY[day] for day in days}))


def _span(schedule: Object, today: date) -> Span | None:
    start = _clock(schedule.get("opens_at"), today)
    end = _clock(schedule.get("closes_at"), today)
    if start is None or end is None:
        return None
    end = time(0) if end == LAST_MINUTE else end
    return None if start == end != time(0) else (start, end)


def _clock(text: str | None, today: date) -> time | None:
    """A time on Finland's clock."""
    match = _TIME.fullmatch(text.strip()) if text else None
    if not match:
        return None
    hour, minute, zone = int(match["hour"]), int(match["minute"]), match["zone"]
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        return None
    if zone is None or zone in _OURS:
        return time(hour, minute)
    offset = "+00:00" if zone == "Z" else zone
    there = datetime.fromisoformat(f"2000-01-02T{hour:02}:{minute:02}:00{offset}")
    here = there.astimezone(
        datetime.fromisoformat(f"2000-01-01T00:00:00{utc_distance(today)}").tzinfo
    )
    # Another day there than here: the weekdays would not be right.
    return here.time() if here.day == there.day else None


def _dates(schedule: Object, today: date) -> Dates | str:
    try:
        first = _date(schedule.get("valid_from"))
        ends = [_date(schedule.get(name)) for name in ("valid_to", "until")]
    except ValueError:
        return "its dates are none"
    last = min((end for end in ends if end), default=None)
    if last and last < today:
        return f"it ended on {last}"
    if last is None:
        return f"it begins on {first} and has no end" if first and first > today else None
    first = first or today
    return (first, last) if first <= last else "it ends before it begins"


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _text(schedule: Object, name: str) -> str | None:
    value = schedule.get(name)
    return value.strip() or None if isinstance(value, str) else None
