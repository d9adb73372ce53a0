"""Opening hours as contacts write them: `Mo-Fr 09:00-12:00,13:00-15:00; Sa 10:00-14:00` or `24/7`.

Parts stand between semicolons. An undated part holds every week, but not on public holidays.
Without days it holds on weekdays: no source that prints no days means weekends. A dated part,
`2026-12-24 closed` or `2026-06-01..2026-08-31 Mo-Fr 09:00-14:00`, holds on its dates, holidays
or not, and without days on all of them; on a date that it covers, undated parts do not count. Of
several dated parts on one date only those with the fewest dates count, and `closed` wins. Hours
over midnight, `Fr 22:00-04:00`, belong to the day on which they begin. Runs in both environments.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Iterable, List, Optional, Tuple

ALWAYS = "24/7"
CLOSED = "closed"
#: Weekdays as they are written, Monday first.
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_WEEKDAYS, _ALL_DAYS = tuple(range(5)), tuple(range(7))
_MIDNIGHT = time(0, 0)
_PART = re.compile(
    r"(?:(?P<first>\d{4}-\d\d-\d\d)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))?\s+)?"
    r"(?:(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*)\s+)?(?P<times>\d[\d:,-]*|24/7|closed)"
)
_SPAN = re.compile(r"(\d\d?)(?::(\d\d))?-(\d\d?)(?::(\d\d))?")


@dataclass(frozen=True)
class Opening:
    """One part of opening hours.

    Attributes:
        weekdays: 0 (Monday) to 6, in order.
        spans: from and to, Helsinki time. A span that ends at or before its beginning goes on into
            the next day; midnight to midnight is the whole day. None: closed.
        dates: first and last date of a dated part; None for hours of every week.
        on_holidays: whether an undated part holds on public holidays too (`24/7`).
    """

    weekdays: Tuple[int, ...]
    spans: Tuple[Tuple[time, time], ...]
    dates: Optional[Tuple[date, date]] = None
    on_holidays: bool = False

    def covers(self, day: date) -> bool:
        """Whether this is a dated part that says what holds on this day."""
        return self.dates is not None and self.dates[0] <= day <= self.dates[1]


def read_hours(text: str) -> List[Opening]:
    """The hours of every week, without the dated parts.

    Args:
        text: as the module tells.

    Raises:
        ValueError: not written so; names the part.

    >>> read_hours("Fr 09:00-13:00; 2026-12-24 closed")[0].weekdays
    (4,)
    """
    return [part for part in read_all_hours(text) if part.dates is None]


def read_all_hours(text: str) -> List[Opening]:
    """All parts of opening hours, dated ones too, as they stand.

    Raises:
        ValueError: not written so; names the part.

    >>> read_all_hours("2026-12-24 closed")[0].dates
    (datetime.date(2026, 12, 24), datetime.date(2026, 12, 24))
    """
    return list(_parts(text))


@lru_cache(maxsize=4096)
def _parts(text: str) -> Tuple[Opening, ...]:
    return tuple(_opening(part.strip()) for part in text.split(";"))


def _opening(part: str) -> Opening:
    match = _PART.fullmatch(part)
    if not match:
        raise ValueError(f"not opening hours: {part!r}; write for example Mo-Fr 09:00-12:00")
    dates, times = _dates(match["first"], match["last"], part), match["times"]
    if times == ALWAYS and not (dates or match["days"]):
        return Opening(_ALL_DAYS, ((_MIDNIGHT, _MIDNIGHT),), None, on_holidays=True)
    if times == ALWAYS or (times == CLOSED and (match["days"] or not dates)):
        raise ValueError(
            f"not opening hours: {part!r}; {ALWAYS} stands alone, {CLOSED} only after a date"
        )
    usual = _ALL_DAYS if dates else _WEEKDAYS
    weekdays = _weekdays(match["days"], part) if match["days"] else usual
    spans = () if times == CLOSED else tuple(_span(span, part) for span in times.split(","))
    return Opening(weekdays, spans, dates)


def _dates(first: Optional[str], last: Optional[str], part: str) -> Optional[Tuple[date, date]]:
    if first is None:
        return None
    try:
        dates = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise ValueError(f"not opening hours: {part!r}; there is no such date") from error
    if dates[0] > dates[1]:
        raise ValueError(f"not opening hours: {part!r}; the last date is before the first")
    return dates


def _span(span: str, part: str) -> Tuple[time, time]:
    match = _SPAN.fullmatch(span)
    numbers = [int(number or 0) for number in match.groups()] if match else []
    # 24:00 is the midnight at which a day ends; `time` knows it as the next day's beginning.
    if numbers[2:] == [24, 0]:
        numbers[2] = 0
    elif numbers and numbers[:2] == numbers[2:]:
        raise ValueError(f"not opening hours: {part!r}; {span} ends when it begins")
    if not numbers or numbers[0] > 23 or numbers[2] > 23 or max(numbers[1], numbers[3]) > 59:
        raise ValueError(f"not opening hours: {part!r}; write times as 09:00-12:00")
    return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])


def _weekdays(text: str, part: str) -> Tuple[int, ...]:
    found = set()
    for days in text.split(","):
        first, _, last = days.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(f"not opening hours: {part!r}; days are {', '.join(DAYS)}")
        start, end = DAYS.index(first), DAYS.index(last or first)
        # Fr-Mo goes over the end of the week.
        found |= {day % 7 for day in range(start, end + (1 if end >= start else 8))}
    return tuple(sorted(found))


def write_hours(openings: Iterable[Opening]) -> str:
    """Opening hours as text; `read_all_hours` gives the same parts back.

    >>> write_hours(read_all_hours("Mo,Tu,We 9-12; 2026-06-01..2026-06-30 10:00-24:00"))
    'Mo-We 09:00-12:00; 2026-06-01..2026-06-30 10:00-24:00'
    """
    return "; ".join(_written(opening) for opening in openings)


def _written(opening: Opening) -> str:
    if opening.on_holidays:
        return ALWAYS
    words = []
    if opening.dates:
        first, last = opening.dates
        words.append(f"{first}" if first == last else f"{first}..{last}")
    if opening.spans and not (opening.dates and opening.weekdays == _ALL_DAYS):
        words.append(_days_written(opening.weekdays))
    spans = [
        f"{start:%H:%M}-{'24:00' if end == _MIDNIGHT else f'{end:%H:%M}'}"
        for start, end in opening.spans
    ]
    return " ".join([*words, ",".join(spans) or CLOSED])


def _days_written(weekdays: Tuple[int, ...]) -> str:
    runs: List[List[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join("-".join(DAYS[day] for day in sorted({run[0], run[-1]})) for run in runs)


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
    today, clock = moment.date(), moment.time()
    since = any(
        start <= clock and (clock < end or end <= start) for start, end in _spans_on(text, today)
    )
    return since or any(
        end <= start and clock < end for start, end in _spans_on(text, today - timedelta(days=1))
    )


def _spans_on(text: str, day: date) -> List[Tuple[time, time]]:
    """The spans that begin on a day."""
    parts = _parts(text)
    holding = [part for part in parts if part.covers(day)]
    if holding:
        fewest = min(_length(part) for part in holding)
        holding = [part for part in holding if _length(part) == fewest]
        if any(not part.spans for part in holding):
            return []
    else:
        holiday = is_holiday(day)
        holding = [p for p in parts if p.dates is None and (p.on_holidays or not holiday)]
    return [span for part in holding if day.weekday() in part.weekdays for span in part.spans]


def _length(part: Opening) -> timedelta:
    first, last = part.dates or (date.min, date.max)
    return last - first
