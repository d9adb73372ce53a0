"""What the readers of all formats give: one item a service, with its faults."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.entry import Entry, placed_faults


@dataclass(frozen=True)
class Fault:
    """What is wrong with one service of a file.

    Attributes:
        number: which row or item of the file, from 1, as a person counts them.
        field: the field as the file calls it.
        message: what is wrong, with the value, and what to do.
    """

    number: int
    field: str
    message: str


@dataclass(frozen=True)
class Item:
    """One service of a file.

    Attributes:
        number: which row or item of the file, from 1, as a person counts them.
        id: the entry's id; "" when it cannot be told.
        record: the fields of an `Entry` that the file gives, named and nested as in
            `knowledge/entries/`. A field that the file does not have is not in it.
        complete: whether the file gives the whole service: then a field that is not in `record`
            is empty. Else it keeps what the catalogue has (a table with some columns only).
        when_new: fields for a service that the catalogue does not have yet, under `record`.
        more_contacts: contacts that are added to those that are there.
        ended: the source says that the service has been taken out there (archived).
        version: `version_of` the entry that the row was written from; None when not known.
        faults: what is wrong; an item with faults has never an effect.
        notes: what a person should know of how it was read; nothing that hinders.
    """

    number: int
    id: str
    record: dict[str, Any] = field(default_factory=dict)
    complete: bool = True
    when_new: dict[str, Any] = field(default_factory=dict)
    more_contacts: tuple[dict[str, Any], ...] = ()
    ended: bool = False
    version: str | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


#: Faults that pydantic tells in words of its own.
_PLAINLY = {
    "missing": "is missing; write it",
    "too_short": "is empty; write at least one",
    "extra_forbidden": "there is no such field; take it out",
    "string_pattern_mismatch": "no id; write small letters, digits and hyphens only",
}


def faults_of(number: int, record: dict[str, Any], error: ValidationError) -> list[Fault]:
    """The faults of a record that is no entry, each with the path of its field."""
    found = []
    for fault in error.errors():
        if not fault["loc"]:
            found += [
                Fault(number, ".".join(map(str, location)) or "entry", message)
                for location, message in placed_faults((), fault["msg"])
            ]
            continue
        path = ".".join(str(part) for part in fault["loc"])
        given = fault["input"]
        value = f" (it is {given!r})" if isinstance(given, str | int) else ""
        message = _PLAINLY.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "string_pattern_mismatch" and "languages" in fault["loc"]:
            message = "no language code; write one such as fi, en or zh-Hans"
        found.append(Fault(number, path, message + value))
    return found


def entry_of(record: dict[str, Any]) -> Entry:
    """The entry of a record.

    Raises:
        ValidationError: see `faults_of`.
    """
    return Entry.model_validate(record)
