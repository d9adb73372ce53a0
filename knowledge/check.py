"""Faults of the data files, all at once, as `file:line: field: message`."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.catalogue import Catalogue, read_collection, read_entry
from knowledge.dates import last_day
from knowledge.entry import Entry
from knowledge.entry_check import entry_faults
from knowledge.paths import ENTRIES, IMPORTED
from knowledge.translation_check import need_faults, translation_faults
from knowledge.yaml_lines import Lines


def faults(folder: Path = ENTRIES) -> list[str]:
    """All faults of the catalogue.

    Args:
        folder: our own entries; only with the product's are imports, translations and needs
            looked at too.
    """
    read = [(path, *read_entry(path)) for path in sorted(folder.glob("*.yml"))]
    entries = [entry for _, entry, _ in read if entry]
    found = [fault for *_, faults_of_file in read for fault in faults_of_file]
    whole = folder == ENTRIES
    more, wrong = _imported() if whole else ([], [])
    catalogue = Catalogue([*entries, *(entry for _, entry in more)])
    for path, entry, _ in read:
        lines = Lines(path)
        for field, message in _faults(entry, catalogue) if entry else ():
            found.append(lines.fault(_location(field), field, message))
    for place, entry in more:
        found += [f"{place}: {field}: {message}" for field, message in _faults(entry, catalogue)]
    found += [*wrong, *_doubles(entries, more)]
    if whole:
        own = {entry.id: entry for entry in entries}
        found += [*translation_faults(own), *need_faults(catalogue)]
    return found


def _doubles(own: list[Entry], more: list[tuple[str, Entry]]) -> Iterator[str]:
    """Imported services whose id is taken."""
    taken = {entry.id for entry in own}
    for place, entry in more:
        if entry.id in taken:
            yield f"{place}: id: {entry.id!r} is taken; an id stands once in the whole catalogue"
        taken.add(entry.id)


def _imported() -> tuple[list[tuple[str, Entry]], list[str]]:
    """The imported services, each with its `file:line`, and the faults of those unreadable."""
    entries: list[tuple[str, Entry]] = []
    faults: list[str] = []
    for path in sorted(IMPORTED.glob("*.jsonl")):
        read, wrong = read_collection(path)
        faults += wrong
        entries += [(f"{path}:{number}", entry) for number, entry in read]
    return entries, faults


def _location(field: str) -> tuple[int | str, ...]:
    return tuple(int(part) if part.isdigit() else part for part in field.split("."))


def _faults(entry: Entry, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield from entry_faults(entry)
    for field in ("via", "successors"):
        for place, other in enumerate(getattr(entry, field)):
            wrong = _pointer_fault(entry, other, catalogue)
            if wrong:
                yield f"{field}.{place}", wrong
    if not entry.origin:
        yield from _source_faults(entry)


def _pointer_fault(entry: Entry, other: str, catalogue: Catalogue) -> str | None:
    if other == entry.id:
        return None  # told by entry_faults
    if other not in catalogue:
        return f"unknown entry {other!r}"
    target = catalogue[other].validity
    if target.status == "withheld" and entry.validity.status != "withheld":
        return f"leads to {other!r}, which is withheld"
    if target.to and entry.validity.to and last_day(target.to) < last_day(entry.validity.to):
        return f"dead successor: {other!r} ended before"
    if target.to and _goes_on(entry) and last_day(target.to) < last_day(entry.checked):
        return f"dead successor: {other!r} has ended ({target.to})"
    return None


def _goes_on(entry: Entry) -> bool:
    """Whether an entry goes on without an end that is known."""
    return entry.validity.to is None and entry.validity.status != "withheld"


def _source_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.sources and not entry.contacts:
        yield "sources", "there is none; name the document or page that the facts come from"
    for place, source in enumerate(entry.sources):
        for name in ("seen", "confidence"):
            if getattr(source, name) is None:
                yield f"sources.{place}", f"has no {name}"
