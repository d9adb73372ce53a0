"""The catalogue: all entries, read and checked."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.entry import Entry, placed_faults
from knowledge.paths import ENTRIES, IMPORTED
from knowledge.yaml_files import BrokenFileError, read_yaml
from knowledge.yaml_lines import Lines


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
        lines = Lines(path)
        return None, [
            lines.fault(location, ".".join(map(str, location)) or "entry", message)
            for fault in error.errors()
            for location, message in placed_faults(fault["loc"], fault["msg"])
        ]
    if entry.id != path.stem:
        return entry, [f"{path}:1: id: {entry.id!r} does not match the file name"]
    return entry, []


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


def read_collection(path: Path) -> tuple[list[tuple[int, Entry]], list[str]]:
    """Read the services of one import, one JSON object a line.

    Returns:
        The entries that can be read, each with its line, and the faults of the others as
        `file:line: field: message`.
    """
    entries: list[tuple[int, Entry]] = []
    faults: list[str] = []
    if not path.is_file():
        return [], [f"{path}:1: file: is no file; move it away"]
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                entries.append((number, Entry.model_validate_json(line)))
            except ValidationError as error:
                for fault in error.errors():
                    field = ".".join(str(part) for part in fault["loc"]) or "line"
                    faults.append(f"{path}:{number}: {field}: {fault['msg']}")
    return entries, faults


def digest_of(folders: list[Path]) -> str:
    """SHA-256 over the names and contents of all data files in these folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted([*folder.rglob("*.yml"), *folder.rglob("*.jsonl")]):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def load(folder: Path = ENTRIES, imported: Path | None = None) -> Catalogue:
    """Read the catalogue: our own entries, and what has been imported.

    Args:
        folder: our own entries.
        imported: the collections; those of the product when `folder` is.

    Raises:
        CatalogueError: an entry has a fault, or two have the same id.
    """
    if not folder.is_dir():
        raise CatalogueError(f"{folder}: no such folder; does OPASTIN_CATALOGUE name a catalogue?")
    if imported is None and folder == ENTRIES:
        imported = IMPORTED
    entries, faults = read_entries(folder)
    for path in sorted(imported.glob("*.jsonl")) if imported else ():
        more, wrong = read_collection(path)
        taken = {entry.id for entry in entries}
        faults += wrong
        faults += [f"{path}:{n}: id: {e.id!r} is taken" for n, e in more if e.id in taken]
        entries += [entry for _, entry in more]
    if faults:
        raise CatalogueError("\n".join(faults))
    return Catalogue(entries, digest_of([folder, *([imported] if imported else [])]))
