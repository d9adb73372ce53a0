"""One of the service hours of PTV as spans by weekday."""

from collections.abc import Iterator, Mapping
from datetime import date, time

from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_words import listed

#: From and to; one that does not end after its beginning goes on into the next day.
Span = tuple[time, time]
#: First and last date.
Dates = tuple[date, date]
#: The spans of a week by weekday, 0 (Monday) to 6.
Week = Mapping[int, frozenset[Span]]
_MIDNIGHT = time(0, 0)


def week_of(item: Fields, kind: str, dates: Dates | None) -> Week | None:
    """The spans of each weekday.

    Args:
        item: one of the `serviceHours`.
        kind: `usual`, `long` (over midnight) or `exceptional`.
        dates: the dates that it holds on; None for every week.

    Returns:
        An empty week is closed; None when dated hours have no times.
    """
    if item.flag("isClosed"):
        return {}
    if item.flag("isAlwaysOpen"):
        return dict.fromkeys(range(7), frozenset([(_MIDNIGHT, _MIDNIGHT)]))
    openings = item.many("openingHour")
    days: dict[int, set[Span]] = {}
    for opening in openings:
        for weekday, span in _spans(opening, kind, dates, alone=len(openings) == 1):
            days.setdefault(weekday, set()).add(span)
    if not days and dates:
        # Dates without hours would say that it is closed then, which PTV does not say.
        item.told.note("dated hours without times are left out")
        return None
    return {weekday: frozenset(spans) for weekday, spans in days.items()}


def _spans(
    opening: Fields, kind: str, dates: Dates | None, *, alone: bool
) -> Iterator[tuple[int, Span]]:
    start, end = _time(opening, "from"), _time(opening, "to")
    first, last = _weekday(opening, "dayFrom"), _weekday(opening, "dayTo")
    if start is None or end is None:
        return
    if kind == "exceptional":
        # On one date the names of days say nothing more; over several dates they are the ends.
        whole = first is None or alone or (dates is not None and dates[0] == dates[1])
        yield from (
            (day, (start, end)) for day in (range(7) if whole or first is None else [first])
        )
    elif first is None:
        opening.told.note("opening hours without a day are left out")
    elif kind == "usual":
        if start == end != _MIDNIGHT:
            opening.told.note("opening hours that end when they begin are left out")
            return
        # An old `dayTo` is Monday whatever the day; only a later day is meant.
        until = last if last is not None and last > first else first
        yield from ((day, (start, end)) for day in range(first, until + 1))
    else:
        yield from _long_span(first, last, start, end)


def _long_span(first: int, last: int | None, start: time, end: time) -> Iterator[tuple[int, Span]]:
    """A span from one weekday into another one, day by day."""
    if last is None:
        last = first if start < end else (first + 1) % 7
    nights = (last - first) % 7
    if nights == 0 and end <= start:
        nights = 7
    if nights == 0 or (nights == 1 and end < start):
        # Less than 24 hours: one span, which may go on into the next day.
        yield first, (start, end)
        return
    yield first, (start, _MIDNIGHT)
    for night in range(1, nights):
        yield (first + night) % 7, (_MIDNIGHT, _MIDNIGHT)
    if end != _MIDNIGHT:
        yield last, (_MIDNIGHT, end)


def _time(opening: Fields, name: str) -> time | None:
    said = opening.text(name)
    if said is None:
        opening.told.note("opening hours without a beginning or an end are left out")
        return None
    try:
        return (
            _MIDNIGHT
            if said.startswith("24:00")
            else time.fromisoformat(said).replace(second=0, microsecond=0, tzinfo=None)
        )
    except ValueError:
        opening.told.fault(opening.named(name), f"is no time: {said!r}; PTV writes 09:00:00")
        return None


def _weekday(opening: Fields, name: str) -> int | None:
    days = listed("weekdays")
    return opening.known(name, {day: place for place, day in enumerate(days)}, "day")  # type: ignore[no-any-return]
