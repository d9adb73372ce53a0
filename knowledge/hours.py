"""Opening hours as contacts write them: `Mo-Fr 09:00-12:00,13:00-15:00; Sa 10:00-14:00` or `24/7`.

Runs in both environments. Without days, the hours hold on weekdays: no source that prints no
days means weekends.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import List, Tuple

ALWAYS = "24/7"
#: Weekdays as they are written, Monday first.
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_PART = re.compile(r"(?:(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*)\s+)?(?P<times>[\d:,\-]+)$")


@dataclass(frozen=True)
class Opening:
    """One line of opening hours.

    Attributes:
        weekdays: 0 (Monday) to 6.
        spans: from and to, Helsinki time, within a day.
    """

    weekdays: Tuple[int, ...]
    spans: Tuple[Tuple[time, time], ...]


def read_hours(text: str) -> List[Opening]:
    """Read opening hours.

    Args:
        text: as in the module's first line; not `24/7`.

    Raises:
        ValueError: not written so; names the part.

    >>> read_hours("Fr 09:00-13:00")[0].weekdays
    (4,)
    """
    return [_opening(part.strip()) for part in text.split(";")]


def _opening(part: str) -> Opening:
    match = _PART.fullmatch(part)
    if not match:
        raise ValueError(f"not opening hours: {part!r}; write for example Mo-Fr 09:00-12:00")
    spans = []
    for span in match.group("times").split(","):
        start, _, end = span.partition("-")
        spans.append((_time(start), _time(end)))
    return Opening(_weekdays(match.group("days") or "Mo-Fr"), tuple(spans))


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(23, 59) if hour == "24" else time(int(hour), int(minute or 0))


def _weekdays(text: str) -> Tuple[int, ...]:
    found: List[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(DAYS.index(first), DAYS.index(last or first) + 1)
    return tuple(found)


def easter(year: int) -> date:
    """Easter Sunday (Meeus/Jones/Butcher, Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Whether offices are closed in Finland on this weekday: public holidays and the usual eves."""
    fixed = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
    moving = {easter(day.year) + timedelta(days=shift) for shift in (-2, 0, 1, 39, 49)}
    midsummer_eve = next(
        date(day.year, 6, number)
        for number in range(19, 26)
        if date(day.year, 6, number).weekday() == 4
    )
    return (day.month, day.day) in fixed or day in moving | {midsummer_eve}


def open_at(text: str, moment: datetime) -> bool:
    """Whether a contact with these hours is open.

    Args:
        text: the hours.
        moment: on the region's clock (`knowledge.dates.now`).
    """
    if text == ALWAYS:
        return True
    if is_holiday(moment.date()):
        return False
    return any(
        moment.weekday() in opening.weekdays
        and any(start <= moment.time() < end for start, end in opening.spans)
        for opening in read_hours(text)
    )
