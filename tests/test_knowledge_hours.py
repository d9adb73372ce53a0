"""Opening hours: dated parts, spans over midnight, and a model that counts them out."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dates import HELSINKI
from knowledge.hours import (
    ALWAYS,
    Opening,
    is_holiday,
    open_at,
    read_all_hours,
    read_hours,
    write_hours,
)

#: Around Christmas, where public holidays, weekdays and weekends are near each other.
FIRST = date(2026, 12, 18)
MIDNIGHT = time(0, 0)


def times() -> st.SearchStrategy[time]:
    return st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))


def spans() -> st.SearchStrategy[tuple[time, time]]:
    # A span that ends when it begins cannot be written, but for the whole day.
    return st.tuples(times(), times()).filter(lambda s: s[0] != s[1] or s[0] == MIDNIGHT)


def dates() -> st.SearchStrategy[tuple[date, date]]:
    days = st.integers(0, 20).map(lambda shift: FIRST + timedelta(days=shift))
    return st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


def weekdays() -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


def openings() -> st.SearchStrategy[Opening]:
    some_spans = st.lists(spans(), min_size=1, max_size=3).map(tuple)
    every_day = tuple(range(7))
    return st.one_of(
        st.builds(Opening, weekdays(), some_spans),
        st.builds(Opening, weekdays(), some_spans, dates()),
        st.builds(Opening, st.just(every_day), st.just(()), dates()),
        st.just(Opening(every_day, ((MIDNIGHT, MIDNIGHT),), None, on_holidays=True)),
    )


@given(st.lists(openings(), min_size=1, max_size=6))
def test_written_hours_are_read_the_same(parts: list[Opening]) -> None:
    assert read_all_hours(write_hours(parts)) == parts


def intervals(part: Opening, day: date) -> list[tuple[datetime, datetime]]:
    """When a part is open that begins on a day, as moments without a zone."""
    if day.weekday() not in part.weekdays:
        return []
    found = []
    for start, end in part.spans:
        begin, stop = datetime.combine(day, start), datetime.combine(day, end)
        found.append((begin, stop if stop > begin else stop + timedelta(days=1)))
    return found


def holding(parts: list[Opening], day: date) -> list[Opening]:
    dated = [p for p in parts if p.dates and p.dates[0] <= day <= p.dates[1]]
    if not dated:
        weekly = [p for p in parts if not p.dates]
        return [p for p in weekly if p.on_holidays] if is_holiday(day) else weekly
    lengths = [(p.dates[1] - p.dates[0]).days for p in dated if p.dates]
    nearest = [p for p, length in zip(dated, lengths, strict=True) if length == min(lengths)]
    return [] if () in [p.spans for p in nearest] else nearest


@settings(max_examples=300)
@given(
    st.lists(openings(), min_size=1, max_size=5),
    st.integers(0, 22 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_open_at_agrees_with_counting_out_all_days(parts: list[Opening], since: timedelta) -> None:
    moment = datetime.combine(FIRST, MIDNIGHT) + since
    days = [FIRST + timedelta(days=shift) for shift in range(-2, 25)]
    wanted = any(
        begin <= moment < stop
        for day in days
        for part in holding(parts, day)
        for begin, stop in intervals(part, day)
    )
    assert open_at(write_hours(parts), moment.replace(tzinfo=HELSINKI)) is wanted


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("hours", "moment", "wanted"),
    [
        ("Fr 22:00-04:00", at(11, 27, 23), True),
        ("Fr 22:00-04:00", at(11, 28, 3, 59), True),
        ("Fr 22:00-04:00", at(11, 28, 4), False),
        ("Fr 22:00-04:00", at(11, 27, 3), False),
        ("Mo-Fr 08:00-24:00", at(11, 27, 23, 59), True),
        ("Mo-Fr 08:00-24:00", at(11, 28, 0), False),
        ("Sa-Mo 10:00-12:00", at(11, 29, 11), True),
        ("Mo-Fr 09:00-16:00; 2026-11-27 closed", at(11, 27, 10), False),
        ("Mo-Fr 09:00-16:00; 2026-11-27 closed", at(11, 26, 10), True),
        # On the dates of a dated part, the hours of every week do not count, on no weekday.
        ("Mo-Su 09:00-16:00; 2026-07-01..2026-07-31 Mo-Fr 09:00-14:00", at(7, 10, 15), False),
        ("Mo-Su 09:00-16:00; 2026-07-01..2026-07-31 Mo-Fr 09:00-14:00", at(7, 11, 10), False),
        # A dated part holds on holidays too, and without days on all of its dates.
        ("Mo-Su 09:00-16:00", at(12, 24, 10), False),
        ("Mo-Su 09:00-16:00; 2026-12-24 09:00-12:00", at(12, 24, 10), True),
        ("Mo-Fr 09:00-16:00; 2026-12-06 10:00-12:00", at(12, 6, 11), True),
        ("24/7; 2026-12-24 closed", at(12, 24, 10), False),
        ("24/7; 2026-12-24 closed", at(12, 25, 10), True),
        # The nearest dated part counts, wherever it stands.
        ("2026-07-15 closed; 2026-07-01..2026-07-31 09:00-14:00", at(7, 15, 10), False),
        ("2026-07-01..2026-07-31 09:00-14:00; 2026-07-15 closed", at(7, 15, 10), False),
        ("2026-07-01..2026-07-31 closed; 2026-07-15 10:00-12:00", at(7, 15, 11), True),
        ("2026-07-15 closed; 2026-07-15 10:00-12:00", at(7, 15, 11), False),
        # A night belongs to the day on which it begins.
        ("2026-12-30 20:00-03:00; 2026-12-31 closed", at(12, 31, 2), True),
    ],
)
def test_dated_parts_and_nights_are_known(hours: str, moment: datetime, wanted: bool) -> None:
    assert open_at(hours, moment) is wanted


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Mo,Tu,We 9-12", "Mo-We 09:00-12:00"),
        ("10:00-15:00", "Mo-Fr 10:00-15:00"),
        ("Fr-Mo 09:00-10:00", "Mo,Fr-Su 09:00-10:00"),
        ("2026-06-01..2026-06-01 Mo-Su 00:00-24:00", "2026-06-01 00:00-24:00"),
        (ALWAYS, ALWAYS),
    ],
)
def test_hours_have_one_written_form(text: str, canonical: str) -> None:
    assert write_hours(read_all_hours(text)) == canonical


def test_the_hours_of_every_week_stand_without_the_dated_ones() -> None:
    weekly = read_hours("Mo-Fr 09:00-16:00; 2026-12-24 closed; 2026-12-23 09:00-12:00")
    assert weekly == [Opening((0, 1, 2, 3, 4), ((time(9), time(16)),))]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("noonish", "write for example"),
        ("closed", "closed only after a date"),
        ("Mo closed", "closed only after a date"),
        ("2026-12-24 24/7", "24/7 stands alone"),
        ("2026-02-30 closed", "no such date"),
        ("2026-12-26..2026-12-24 closed", "before the first"),
        ("Mo-Xx 09:00-12:00", "days are Mo, Tu"),
        ("Mo 09:00-25:00", "write times as"),
        ("Mo 09:00-12:60", "write times as"),
        ("Mo 24:00-08:00", "write times as"),
        ("Mo 09:00-09:00", "ends when it begins"),
        ("Mo 09:00", "write times as"),
        ("2026-12-24", "write times as"),
    ],
)
def test_a_part_that_cannot_be_read_is_named_with_the_remedy(part: str, why: str) -> None:
    with pytest.raises(ValueError, match="not opening hours") as error:
        open_at(f"Mo-Fr 09:00-12:00; {part}", at(11, 27, 10))
    assert repr(part) in str(error.value)
    assert why in str(error.value)
