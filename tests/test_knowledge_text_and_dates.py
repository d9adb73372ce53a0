"""Messages, dates and opening hours."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import HELSINKI, first_day, last_day
from knowledge.hours import easter, is_holiday, open_at, read_hours
from knowledge.text import MAX_CHARS, clean, fault, folded, western_digits


@given(st.text())
def test_a_cleaned_message_can_always_be_stored_and_cleaning_twice_changes_nothing(
    text: str,
) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("thing", [None, 3, ["a"], {"a": 1}, b"x"])
def test_what_is_no_text_counts_as_empty(thing: object) -> None:
    assert clean(thing) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("\u202e\u200f", "empty"),
        ("a" * (MAX_CHARS + 1), "too_long"),
        ("🙂🙂", "no_words"),
        ("...", "no_words"),
        ("0401234567", "no_words"),
        ("2", None),
        ("٣", None),
        ("apua", None),
        ("帮我", None),
        ("<b>hi</b>", None),
    ],
)
def test_unreadable_messages_are_told_apart(text: str, wanted: str | None) -> None:
    assert fault(clean(text)) == wanted


def test_joiners_of_persian_are_kept_and_marks_of_direction_are_not() -> None:
    assert clean("می\u200cخواهم\u200f کار") == "می\u200cخواهم کار"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_digits_of_all_scripts_are_read() -> None:
    assert western_digits("١٩ ۲۴ ๓๐ 7") == "19 24 30 7"


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12-31", date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_a_partial_date_spans_its_days(partial: str, first: date, last: date) -> None:
    assert (first_day(partial), last_day(partial)) == (first, last)


@pytest.mark.parametrize("wrong", ["", "2303-13", "24-1-1", "2024-02-30", "2024-1-1", "soon"])
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|day"):
        first_day(wrong), last_day(wrong)


@pytest.mark.parametrize(
    ("year", "wanted"),
    [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28))],
)
def test_easter_is_known(year: int, wanted: date) -> None:
    assert easter(year) == wanted


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 12, 6), True),
        (date(2026, 4, 3), True),
        (date(2026, 6, 19), True),
        (date(2026, 12, 24), True),
        (date(2026, 11, 23), False),
    ],
)
def test_holidays_of_finland_are_known(day: date, wanted: bool) -> None:
    assert is_holiday(day) is wanted


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday 23 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("hours", "moment", "wanted"),
    [
        ("24/7", at(29, 3), True),
        ("Mo-Th 09:00-12:00,13:00-15:00; Fr 09:00-12:00", at(23, 11, 59), True),
        ("Mo-Th 09:00-12:00,13:00-15:00; Fr 09:00-12:00", at(23, 12, 30), False),
        ("Mo-Th 09:00-12:00,13:00-15:00; Fr 09:00-12:00", at(27, 13, 30), False),
        ("Fr 09:00-13:00", at(27, 9, 0), True),
        ("Fr 09:00-13:00", at(26, 9, 0), False),
        ("10:00-15:00", at(28, 11), False),
        ("Mo,We 16:00-20:00", at(25, 17), True),
        ("Mo-Fr 09:00-20:00", datetime(2026, 12, 25, 12, tzinfo=HELSINKI), False),
    ],
)
def test_a_line_is_open_in_its_hours(hours: str, moment: datetime, wanted: bool) -> None:
    assert open_at(hours, moment) is wanted


def test_hours_that_cannot_be_read_are_refused_with_their_words() -> None:
    with pytest.raises(ValueError, match="not opening hours: 'whenever'"):
        read_hours("whenever")
