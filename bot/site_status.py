"""How an entry stands on a day, and when its contacts are open, as the site needs it.

Of the environment of the guidance server and the command line, as all `bot.site_*` modules are.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Literal

from knowledge.entry import Contact, Entry
from knowledge.hours import ALWAYS, is_holiday, read_all_hours

#: `ask` is open, but a person should ask first; `withheld` is never referred to.
Standing = Literal["open", "ask", "not_started", "ended", "withheld"]
#: A person can go there.
GOING: tuple[Standing, ...] = ("open", "ask")
#: The site's badge of each standing.
BADGES: dict[Standing, str] = {
    "open": "site_open",
    "ask": "site_ask",
    "not_started": "site_not_started",
    "ended": "site_ended",
    "withheld": "site_not_sure",
}


def standing(entry: Entry, as_of: date) -> Standing:
    """How an entry stands on a day.

    What serves only outside the region is withheld too: nobody here can be sent to it.
    """
    if entry.validity.over(as_of):
        return "ended"
    if not entry.validity.begun(as_of):
        return "not_started"
    if entry.validity.status == "withheld" or entry.area.reach == "elsewhere":
        return "withheld"
    return "open" if entry.validity.certain(as_of) else "ask"


def goes_on(entry: Entry, as_of: date) -> bool:
    """Whether a person can be sent there on this day."""
    return standing(entry, as_of) in GOING


def shown_contacts(entry: Entry, as_of: date, language: str) -> list[Contact]:
    """The contacts a person may see, those in their language first; none where it is closed."""
    if not goes_on(entry, as_of):
        return []
    contacts = [contact for contact in entry.contacts if contact.publishable]
    return sorted(contacts, key=lambda c: bool(c.languages) and language not in c.languages)


_DAY_MINUTES = 24 * 60


def week_minutes(hours: str) -> str:
    """Opening hours for a script: Monday to Sunday parted by `;`, in minutes of the day.

    Hours over midnight go on in the next day. Hours with dated parts are not told: "" (the page
    then says nothing of being open now).

    >>> week_minutes("Mo-Tu 09:00-12:00,13:00-15:00")
    '540-720,780-900;540-720,780-900;;;;;'
    """
    if hours == ALWAYS:
        return ALWAYS
    openings = read_all_hours(hours)
    if any(opening.dates for opening in openings):
        return ""
    days: list[list[str]] = [[] for _ in range(7)]
    for opening in openings:
        for weekday in opening.weekdays:
            for start, end in opening.spans:
                _add(days, weekday, _minute(start), _minute(end))
    return ";".join(",".join(spans) for spans in days)


def _add(days: list[list[str]], weekday: int, start: int, end: int) -> None:
    if end > start:
        days[weekday].append(f"{start}-{end}")
        return
    days[weekday].append(f"{start}-{_DAY_MINUTES}")
    if end:
        days[(weekday + 1) % 7].append(f"0-{end}")


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def holidays(first: date, last: date) -> Iterable[date]:
    """The days between two days (both included) on which offices are closed in Finland."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return (day for day in days if is_holiday(day))
