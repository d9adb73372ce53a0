"""Dates as sources print them: a year, a month or a day.

>>> first_day("2024-07"), last_day("2024-07"), last_day("2023")
(datetime.date(2024, 7, 1), datetime.date(2024, 7, 31), datetime.date(2023, 12, 31))
"""

import calendar
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

#: `2024`, `2024-07` or `2024-07-31`.
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
#: The region's clock.
HELSINKI = ZoneInfo("Europe/Helsinki")


def now() -> datetime:
    """This moment on the region's clock."""
    return datetime.now(HELSINKI)


def today() -> date:
    """Today's date in the region."""
    return now().date()


def _parts(text: str) -> list[int]:
    if not PARTIAL_DATE.fullmatch(text):
        raise ValueError(f"not a date: {text!r}; write 2024, 2024-07 or 2024-07-31")
    return [int(part) for part in text.split("-")]


def first_day(text: str) -> date:
    """The first day that a partial date can mean.

    Raises:
        ValueError: not a (partial) date.
    """
    parts = _parts(text)
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date:
    """The last day that a partial date can mean.

    Raises:
        ValueError: not a (partial) date.
    """
    parts = _parts(text)
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)
