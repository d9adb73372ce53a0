"""The catalogue: all entries, read and checked."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.entry import Entry
from knowledge.paths import ENTRIES
from knowledge.yaml_files import BrokenFileError, read_yaml
from knowledge.yaml_lines import line_of


class CatalogueError(ValueError):
    """The catalogue has faults: the message holds all, as `file:line: field: message`."""


class Catalogue(Mapping[str, Entry]):
    """All entries by id, in the order of their ids.

    Args:
        entries: the entries.
        digest: SHA-256 of the files that they were read from, or "" when made by hand.
    """

    def __init__(self, entries: list[Entry], digest: str = "") -> None:
        self._entries = {entry.id: entry for entry in sorted(entries, key=lambda entry: entry.id)}
        self.digest = digest

    def __getitem__(self, entry_id: str) -> Entry:
        return self._entries[entry_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def read_entry(path: Path) -> tuple[Entry | None, list[str]]:
    """Read one entry file.

    Returns:
        The entry, or None, and its faults as `file:line: field: message`.
    """
    try:
        record: Any = read_yaml(path)
    except BrokenFileError as error:
        return None, [str(error)]
    try:
        entry = Entry.model_validate(record)
    except ValidationError as error:
        return None, [_fault(path, fault["loc"], fault["msg"]) for fault in error.errors()]
    if entry.id != path.stem:
        return entry, [f"{path}:1: id: {entry.id!r} does not match the file name"]
    return entry, []


def _fault(path: Path, location: tuple[int | str, ...], message: str) -> str:
    field = ".".join(str(part) for part in location)
    return f"{path}:{line_of(path, location)}: {field}: {message}"


def read_entries(folder: Path = ENTRIES) -> tuple[list[Entry], list[str]]:
    """Read all entries of a folder.

    Returns:
        The entries that can be read, and the faults of the others.
    """
    entries: list[Entry] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        entry, wrong = read_entry(path)
        faults += wrong
        if entry:
            entries.append(entry)
    return entries, faults


def digest_of(folders: list[Path]) -> str:
    """SHA-256 over the names and contents of all YAML files in these folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yml")):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def load(folder: Path = ENTRIES) -> Catalogue:
    """Read the catalogue.

    Raises:
        CatalogueError: an entry has a fault.
    """
    entries, faults = read_entries(folder)
    if faults:
        raise CatalogueError("\n".join(faults))
    return Catalogue(entries, digest_of([folder]))
