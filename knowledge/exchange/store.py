"""Writing an import's plan: entry files and collections, all or nothing."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from knowledge.entry import Entry
from knowledge.exchange.planning import Plan
from knowledge.exchange.versions import filled
from knowledge.paths import ENTRIES, IMPORTED
from knowledge.yaml_files import read_yaml
from knowledge.yaml_write import dumped, updated

#: The place in the spool of a service that its collection loses.
_GONE = -1


class StoreError(RuntimeError):
    """The plan cannot be written; the message says why, and nothing has been changed."""


@dataclass(frozen=True)
class Home:
    """Where the catalogue stands.

    Attributes:
        entries: folder of our own entries, one YAML file each.
        imported: folder of collections, one JSON Lines file each.
    """

    entries: Path = ENTRIES
    imported: Path = IMPORTED


@dataclass
class Written:
    """Files that have been prepared beside their places, and are not yet in them.

    Attributes:
        ready: where each file stands now, by the place that it will take.
        gone: files that will be taken away.
    """

    ready: dict[Path, Path] = field(default_factory=dict)
    gone: list[Path] = field(default_factory=list)

    def open(self, path: Path) -> IO[str]:
        """A new file that will take the place of `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        out = beside.open("w", encoding="utf-8", newline="\n")
        self.ready[path] = beside
        return out

    def add(self, path: Path, text: str) -> None:
        """Prepare a whole file."""
        with self.open(path) as out:
            out.write(text)

    def put_in_place(self) -> None:
        """Move all files to their places; when one cannot be moved, all go back.

        Raises:
            StoreError: one could not be moved.
        """
        kept: dict[Path, Path | None] = {}
        try:
            for path in [*self.ready, *self.gone]:
                kept[path] = _set_aside(path)
                if path in self.ready:
                    os.replace(self.ready[path], path)
        except OSError as error:
            for path, before in kept.items():
                _restore(path, before)
            self.discard()
            raise StoreError(f"{error}; nothing has been changed") from error
        for before in kept.values():
            if before:
                before.unlink()

    def discard(self) -> None:
        """Take the prepared files away."""
        for beside in self.ready.values():
            beside.unlink(missing_ok=True)


def _set_aside(path: Path) -> Path | None:
    """Where the old file is kept until all is done; None when there is none."""
    if not path.exists():
        return None
    if not path.is_file():
        raise IsADirectoryError(f"{path} is no file; move it away")
    aside = path.with_name(f".{path.name}.old")
    os.replace(path, aside)
    return aside


def _restore(path: Path, before: Path | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        os.replace(before, path)


def apply(plan: Plan, home: Home | None = None, others: Mapping[Path, str] | None = None) -> int:
    """Write what a plan says.

    Args:
        plan: a plan without faults.
        home: where the catalogue stands; ours when None.
        others: further files (translations) that belong to the same import.

    Returns:
        The number of services written.

    Raises:
        StoreError: the plan has faults, or the disk refuses; nothing has been changed.
    """
    if plan.faults:
        raise StoreError(f"the file has {len(plan.faults)} faults; nothing has been changed")
    home = home or Home()
    written = Written()
    try:
        count = _prepare(plan, home, written)
        for path, text in (others or {}).items():
            written.add(path, text)
    except OSError as error:
        written.discard()
        raise StoreError(f"{error}; nothing has been changed") from error
    except BaseException:
        written.discard()
        raise
    written.put_in_place()
    return count


def _prepare(plan: Plan, home: Home, written: Written) -> int:
    count = 0
    collections: dict[str, dict[str, int]] = {}
    for place, record in _records(plan.spool):
        count += 1
        origin = record.get("origin")
        if origin:
            collections.setdefault(origin["collection"], {})[record["id"]] = place
        else:
            path = home.entries / f"{record['id']}.yml"
            written.add(path, _entry_text(path, record))
    for entry_id, name in plan.left.items():
        if name is None:
            written.gone.append(home.entries / f"{entry_id}.yml")
        else:
            collections.setdefault(name, {})[entry_id] = _GONE
    for name, new in collections.items():
        _prepare_collection(home.imported / f"{name}.jsonl", plan.spool, new, written)
    return count


def _records(spool: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records of a spool, each with the place where its line begins."""
    spool.seek(0)
    while True:
        place = spool.tell()
        line = spool.readline()
        if not line:
            return
        yield place, json.loads(line)


def _entry_text(path: Path, record: dict[str, Any]) -> str:
    if not path.exists():
        return dumped(filled(record))
    # What the file says in its own form and means the same stays as it is written.
    old = read_yaml(path)
    before = Entry.model_validate(old).model_dump(mode="json", by_alias=True)
    new = {
        key: old[key] if key in old and before[key] == value else value
        for key, value in record.items()
    }
    return updated(
        path,
        {
            key: new[key]
            for key in [*(k for k in old if k in new), *(k for k in new if k not in old)]
        },
    )


def _prepare_collection(
    path: Path, spool: IO[str], new: Mapping[str, int], written: Written
) -> None:
    """A collection with new lines: those that stand there are replaced, the others come last."""
    left = dict(new)
    with written.open(path) as out:
        if path.exists():
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    entry_id = json.loads(line)["id"]
                    out.write(_line_at(spool, left.pop(entry_id)) if entry_id in left else line)
        for place in left.values():
            out.write(_line_at(spool, place))


def _line_at(spool: IO[str], place: int) -> str:
    if place == _GONE:
        return ""
    spool.seek(place)
    return json.dumps(filled(json.loads(spool.readline())), ensure_ascii=False) + "\n"
