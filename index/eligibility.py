"""Who can use which entry when: decided before the search, and said when it is no."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.entry import Client, Entry

Reason = Literal["ended", "not_started", "withheld", "municipality", "age", "client"]


@dataclass(frozen=True)
class Person:
    """What is known of the person who asks.

    Attributes:
        as_of: the day of the question.
        municipality: id of their municipality in the region; None when not known.
        age_years: None when not known.
        client: whether they ask for themselves, for a firm, or as a guidance professional.
    """

    as_of: date
    municipality: str | None = None
    age_years: int | None = None
    client: Client = "person"

    def anywhere(self) -> "Person":
        """The same person, wherever they live."""
        return replace(self, municipality=None)


def obstacle(entry: Entry, person: Person) -> Reason | None:
    """Why this person cannot be referred to this entry; None when they can.

    The reasons that lie in the entry come before those that lie in the person.
    """
    if entry.validity.over(person.as_of):
        return "ended"
    if not entry.validity.begun(person.as_of):
        return "not_started"
    if entry.validity.status == "withheld":
        return "withheld"
    if person.client not in entry.clients:
        return "client"
    if entry.area.reach == "elsewhere":
        return "municipality"
    if person.municipality is not None and not entry.area.serves(person.municipality):
        return "municipality"
    if not entry.audience.age_years.admits(person.age_years):
        return "age"
    return None


def sort_out(entries: Iterable[Entry], person: Person) -> tuple[list[Entry], dict[str, Reason]]:
    """Part the entries that a person can be referred to from the others.

    Returns:
        The eligible entries, and for the ids of the others the reason.
    """
    eligible: list[Entry] = []
    excluded: dict[str, Reason] = {}
    for entry in entries:
        reason = obstacle(entry, person)
        if reason is None:
            eligible.append(entry)
        else:
            excluded[entry.id] = reason
    return eligible, excluded
