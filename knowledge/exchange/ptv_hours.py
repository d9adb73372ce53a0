"""Service hours of PTV as contacts write opening hours (`knowledge.hours`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_spans import Dates, Span, Week, week_of
from knowledge.exchange.ptv_texts import first_of, localized
from knowledge.exchange.ptv_words import table
from knowledge.hours import ALWAYS, Opening, write_hours

_DAY = timedelta(days=1)
#: First date of hours that only have a last one.
_LONG_AGO = date(2000, 1, 1)
#: What an hour that needs an appointment is remarked with.
BY_APPOINTMENT = "by appointment"


@dataclass(frozen=True)
class Hours:
    """The hours of a channel.

    Attributes:
        text: as contacts write them; None when there are none.
        remarks: what else is said of them.
    """

    text: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Dated:
    """Hours of some dates.

    Attributes:
        dates: the first and the last.
        week: what holds then; nothing is closed.
        exceptional: whether they stand instead of other dated ones.
    """

    dates: Dates
    week: Week
    exceptional: bool


@dataclass
class _Found:
    weekly: list[Week] = field(default_factory=list)
    dated: list[_Dated] = field(default_factory=list)
    always: bool = False
    remarks: list[str] = field(default_factory=list)


def hours_of(items: Iterable[Fields], *, today: date) -> Hours:
    """The hours of a channel or of a connection.

    Args:
        items: its `serviceHours`, in any order.
        today: hours that have ended by this day are left out.
    """
    found = _Found()
    for item in items:
        _read(item, found, today)
    parts = _dated_parts(found.dated)
    weekly = ALWAYS if found.always else write_hours(_openings(_together(found.weekly), None))
    text = "; ".join(part for part in (weekly, write_hours(parts)) if part)
    return Hours(text or None, tuple(sorted(set(found.remarks))))


def _read(item: Fields, found: _Found, today: date) -> None:
    kind = item.known("serviceHourType", table("hour_types"), "service hour type")
    first, last = item.day("validFrom"), item.day("validTo")
    exceptional = kind == "exceptional"
    if exceptional:
        first, last = first or last, last or first
    if kind is None or (last and last < today):
        return
    if exceptional and not first:
        item.told.note("exceptional hours without a date are left out")
        return
    if not last and first and first > today:
        item.told.note(f"hours that begin on {first} and have no end are not taken yet")
        return
    week = week_of(item, kind, (first or _LONG_AGO, last) if last else None)
    if week is None:
        return
    found.remarks += _remarks(item)
    if last:
        found.dated.append(_Dated((first or _LONG_AGO, last), week, exceptional))
    elif item.flag("isAlwaysOpen"):
        found.always = True
    else:
        found.weekly.append(week)


def _remarks(item: Fields) -> Iterator[str]:
    said = first_of(localized(item.many("additionalInformation")))
    if said:
        yield said
    if item.flag("isReservation"):
        yield BY_APPOINTMENT
    if item.flag("isClosed") and not item.text("validTo") and not item.text("validFrom"):
        yield "closed for now"


def _together(weeks: Iterable[Week]) -> Week:
    days: dict[int, frozenset[Span]] = {}
    for week in weeks:
        for weekday, spans in week.items():
            days[weekday] = days.get(weekday, frozenset()) | spans
    return days


def _openings(week: Week, dates: Dates | None) -> list[Opening]:
    """The parts of a week; days with the same hours stand together."""
    if not week:
        return [Opening(tuple(range(7)), (), dates)] if dates else []
    days: dict[tuple[Span, ...], list[int]] = {}
    for weekday in sorted(week):
        days.setdefault(tuple(sorted(week[weekday])), []).append(weekday)
    return [Opening(tuple(weekdays), spans, dates) for spans, weekdays in days.items()]


def _dated_parts(dated: list[_Dated]) -> list[Opening]:
    """Dated hours cut so that on each date one set of them holds."""
    cuts = sorted({day for part in dated for day in (part.dates[0], part.dates[1] + _DAY)})
    stretches: list[tuple[Dates, Week]] = []
    for first, beyond in pairwise(cuts):
        holding = [part for part in dated if part.dates[0] <= first <= part.dates[1]]
        holding = [part for part in holding if part.exceptional] or holding
        if not holding:
            continue
        closed = any(not part.week for part in holding)
        week = {} if closed else _together(part.week for part in holding)
        before = stretches[-1] if stretches else None
        if before and before[0][1] + _DAY == first and before[1] == week:
            stretches[-1] = ((before[0][0], beyond - _DAY), week)
        else:
            stretches.append(((first, beyond - _DAY), week))
    return [part for dates, week in stretches for part in _openings(week, dates)]
