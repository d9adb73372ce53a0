"""Faults of the data files that only show when they are seen together, all at once."""

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.catalogue import Catalogue, read_entries
from knowledge.dates import last_day
from knowledge.entry import Entry
from knowledge.hours import ALWAYS, read_hours
from knowledge.languages import LANGUAGES
from knowledge.needs import Need
from knowledge.needs import load as load_needs
from knowledge.paths import ENTRIES, ROOT, TRANSLATIONS
from knowledge.places import municipalities
from knowledge.translations import FIELDS, source_texts
from knowledge.yaml_files import read_yaml
from knowledge.yaml_lines import line_of

_PHONE = re.compile(r"(\+358 ?|0)?[\d ]{3,16}")
_URL = re.compile(r"https?://[\w.-]+\.\w{2,}(/\S*)?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_FORMS = {"phone": _PHONE, "url": _URL, "email": _EMAIL}
#: Example questions that each need has in each language, at least.
FEWEST_QUESTIONS = 4


def faults(folder: Path = ENTRIES) -> list[str]:
    """All faults of the catalogue, as `file:line: field: message`."""
    entries, found = read_entries(folder)
    catalogue = Catalogue(entries)
    for entry in entries:
        path = folder / f"{entry.id}.yml"
        for location, message in _entry_faults(entry, catalogue):
            field = ".".join(str(part) for part in location)
            found.append(f"{path}:{line_of(path, location)}: {field}: {message}")
    if folder == ENTRIES:
        found += list(_translation_faults(catalogue)) + list(_need_faults(catalogue))
    return found


Location = tuple[int | str, ...]


def _entry_faults(entry: Entry, catalogue: Catalogue) -> Iterator[tuple[Location, str]]:
    for field in ("via", "successors"):
        for place, other in enumerate(getattr(entry, field)):
            wrong = _pointer_fault(entry, other, catalogue)
            if wrong:
                yield (field, place), wrong
    for place, municipality in enumerate(entry.area.municipalities):
        if municipality not in municipalities():
            yield ("area", "municipalities", place), f"unknown municipality {municipality!r}"
    for place, language in enumerate(entry.languages):
        if language not in LANGUAGES:
            yield ("languages", place), f"unknown language {language!r}"
    yield from _contact_faults(entry)


def _pointer_fault(entry: Entry, other: str, catalogue: Catalogue) -> str | None:
    if other not in catalogue:
        return f"unknown entry {other!r}"
    if other == entry.id:
        return "points at itself"
    target = catalogue[other].validity
    if target.status == "withheld" and entry.validity.status != "withheld":
        return f"leads to {other!r}, which is withheld"
    if target.to and entry.validity.to and last_day(target.to) < last_day(entry.validity.to):
        return f"dead successor: {other!r} ended before"
    return None


def _contact_faults(entry: Entry) -> Iterator[tuple[Location, str]]:
    for place, contact in enumerate(entry.contacts):
        form = _FORMS.get(contact.type)
        if form and not form.fullmatch(contact.value):
            yield ("contacts", place, "value"), f"bad {contact.type}: {contact.value!r}"
        if contact.hours and contact.hours != ALWAYS:
            try:
                read_hours(contact.hours)
            except ValueError as error:
                yield ("contacts", place, "hours"), str(error)


def _translation_faults(catalogue: Catalogue) -> Iterator[str]:
    for path in sorted(TRANSLATIONS.glob("*.yml")):
        if path.stem not in LANGUAGES:
            yield f"{path}:1: language: {path.stem!r} is not offered"
        for entry_id, record in (read_yaml(path) or {}).items():
            if str(entry_id) not in catalogue:
                yield f"{path}:{line_of(path, (entry_id,))}: {entry_id}: unknown entry"
                continue
            known = {"source", "status", *FIELDS}
            for field in sorted(set(record) - known):
                line = line_of(path, (entry_id, field))
                yield f"{path}:{line}: {entry_id}.{field}: unknown field"
            sources = source_texts(catalogue[str(entry_id)])
            for field in sorted(set(record) & set(FIELDS) - set(sources)):
                line = line_of(path, (entry_id, field))
                yield f"{path}:{line}: {entry_id}.{field}: translates a text that is not there"


def _need_faults(catalogue: Catalogue) -> Iterator[str]:
    path = ROOT / "knowledge" / "needs.yml"
    for need in load_needs().values():
        for entry in (*need.doors, *need.also):
            if entry not in catalogue:
                yield f"{path}:{line_of(path, (need.id,))}: {need.id}: unknown entry {entry!r}"
        yield from _missing_questions(need, path)


def _missing_questions(need: Need, path: Path) -> Iterator[str]:
    if need.client == "professional":
        return
    for language in LANGUAGES:
        questions = need.texts[language].questions if language in need.texts else ()
        if len(questions) < FEWEST_QUESTIONS:
            yield (
                f"{path}:{line_of(path, (need.id,))}: {need.id}: {len(questions)} questions "
                f"in {language!r}, at least {FEWEST_QUESTIONS} are needed"
            )
