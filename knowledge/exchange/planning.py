"""What an import would do: new, changed, ended, conflicting services, and faults."""

import json
import tempfile
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any, Literal

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.entry_check import entry_faults
from knowledge.exchange.items import Fault, Item
from knowledge.exchange.merging import checked, differences, ended, merged
from knowledge.exchange.versions import plain_record, version_of
from knowledge.text import folded

Kind = Literal["new", "changed", "ended", "conflicting"]
OnConflict = Literal["stop", "keep", "take"]


@dataclass(frozen=True)
class Change:
    """What happens to one service.

    Attributes:
        kind: what.
        number: row or item of the file; 0 for a service that the file no longer has.
        id: the entry.
        name: its name, for people.
        fields: old and new value by field.
        why: why it conflicts.
    """

    kind: Kind
    number: int
    id: str
    name: str
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    why: str = ""


@dataclass
class Plan:
    """What an import would do.

    Attributes:
        changes: one a service that is not as it was.
        faults: what is wrong in the file; nothing is written while there are any.
        notes: what a person should know, as (number, sentence).
        unchanged: number of services that are as they were.
        passed_over: number of services that are not published where they come from.
        named: ids of the services that the file names, with and without faults.
        left: services that leave the place where they stand: their old collection by id, or None
            for a file of our own.
        spool: the new records, one JSON object a line, for `knowledge.exchange.store`.
    """

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    unchanged: int = 0
    passed_over: int = 0
    named: set[str] = field(default_factory=set)
    left: dict[str, str | None] = field(default_factory=dict)
    spool: IO[str] = field(default_factory=lambda: tempfile.TemporaryFile("w+", encoding="utf-8"))

    def __post_init__(self) -> None:
        """See to it that the spool is closed, and by that removed, with the plan."""
        weakref.finalize(self, self.spool.close)

    def counted(self) -> dict[str, int]:
        """Number of changes by kind."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in ("new", "changed", "ended", "conflicting")}


@dataclass(frozen=True)
class Rules:
    """How an import is planned.

    Attributes:
        collection: the import that it belongs to.
        today: the day of the import.
        on_conflict: `stop` tells conflicts only, `keep` leaves our entries as they are, `take`
            lets the file win.
        full: the file holds the whole collection: what is not in it has ended.
        field_name: the name that a field of an entry has in the file.
    """

    collection: str
    today: date
    on_conflict: OnConflict = "stop"
    full: bool = False
    field_name: Callable[[str], str] = str


def plan_import(items: Iterable[Item], catalogue: Catalogue, rules: Rules) -> Plan:
    """Compare a file with the catalogue; nothing is written but the plan's spool.

    Args:
        items: the services of the file, one after another; they are not kept.
        catalogue: what there is.
        rules: how.
    """
    return _Planning(catalogue, rules).run(items)


class _Planning:
    """The state of one comparison."""

    def __init__(self, catalogue: Catalogue, rules: Rules) -> None:
        self.catalogue, self.rules = catalogue, rules
        self.plan = Plan()
        self.seen: dict[str, int] = {}
        self.pointers: list[tuple[int, str, str]] = []
        self.names = {
            folded(name): entry.id
            for entry in catalogue.values()
            for name in (entry.name.fi, entry.name.en, entry.name.sv)
            if name
        }

    def run(self, items: Iterable[Item]) -> Plan:
        for item in items:
            self.plan.notes += [(item.number, note) for note in item.notes]
            self.plan.named.add(item.id)
            self._take(item)
        if self.rules.full:
            self._end_missing()
        self._check_pointers()
        return self.plan

    def _take(self, item: Item) -> None:
        if item.faults:
            self.plan.faults += item.faults
            return
        if item.id in self.seen:
            first = self.seen[item.id]
            message = f"{item.id!r} stands in number {first} already; ids are unique"
            self.plan.faults.append(Fault(item.number, "id", message))
            return
        self.seen[item.id] = item.number
        old = self.catalogue.get(item.id)
        if item.ended:
            self._end(item, old)
        elif not item.record:
            self.plan.passed_over += 1
        else:
            self._compare(item, old)

    def _compare(self, item: Item, old: Entry | None) -> None:
        record = merged(item, old)
        if old and self.rules.on_conflict == "take":
            _settle_origin(record, item, old)
        new, faults = checked(item.number, record)
        if new:
            faults = [Fault(item.number, f, m) for f, m in entry_faults(new)]
        if faults or new is None:
            self.plan.faults += [self._named(fault) for fault in faults]
            return
        self.pointers += [
            (item.number, name, other)
            for name in ("via", "successors")
            for other in getattr(new, name)
        ]
        if old is not None and new == old:
            self.plan.unchanged += 1
            return
        why = self._conflict(item, old, new)
        kind: Kind = "changed" if old else "new"
        fields = differences(old, new) if old else {}
        if why and self.rules.on_conflict != "take":
            self._change("conflicting", item.number, new, fields, why)
        else:
            self._change(kind, item.number, new, fields, why)
            self._write(new, old)

    def _conflict(self, item: Item, old: Entry | None, new: Entry) -> str:
        """Why a new record should not simply win; "" when it may."""
        if old is None:
            same = self.names.get(folded(new.name.said()))
            return f"has the name of {same!r}; perhaps the same door" if same else ""
        if item.version and item.version != version_of(old):
            return "was changed in the catalogue after the table was written"
        if _collection(old) != (_claimed(item, old) or _collection(new)):
            owner = f"the import {old.origin.collection!r}" if old.origin else "our own catalogue"
            return f"belongs to {owner}"
        return ""

    def _end(self, item: Item, old: Entry | None) -> None:
        if old is None:
            self.plan.passed_over += 1
        else:
            self._close(old, item.number)

    def _end_missing(self) -> None:
        for entry in self.catalogue.values():
            ours = entry.origin and entry.origin.collection == self.rules.collection
            if ours and entry.id not in self.seen:
                self._close(entry, 0)

    def _close(self, old: Entry, number: int) -> None:
        new, _ = checked(number, ended(old, self.rules.today))
        if new is None or new == old:
            self.plan.unchanged += 1
            return
        self._change("ended", number, new, differences(old, new))
        self._write(new, old)

    def _check_pointers(self) -> None:
        for number, name, other in self.pointers:
            if other not in self.catalogue and other not in self.plan.named:
                message = f"unknown entry {other!r}; name one of the catalogue or of this file"
                self.plan.faults.append(self._named(Fault(number, name, message)))

    def _named(self, fault: Fault) -> Fault:
        return Fault(fault.number, self.rules.field_name(fault.field), fault.message)

    def _change(
        self,
        kind: Kind,
        number: int,
        entry: Entry,
        fields: dict[str, tuple[Any, Any]],
        why: str = "",
    ) -> None:
        change = Change(kind, number, entry.id, entry.name.said(), fields, why)
        self.plan.changes.append(change)

    def _write(self, entry: Entry, old: Entry | None) -> None:
        if old and _collection(old) != _collection(entry):
            self.plan.left[entry.id] = _collection(old)
        self.plan.spool.write(json.dumps(plain_record(entry), ensure_ascii=False) + "\n")


def _collection(entry: Entry) -> str | None:
    return entry.origin.collection if entry.origin else None


def _settle_origin(record: dict[str, Any], item: Item, old: Entry) -> None:
    """Where an entry stands once the file has won."""
    if not old.origin:
        # It stays ours: its file, the needs and the translations hang on it.
        record.pop("origin", None)
    elif _claimed(item, old) not in (None, old.origin.collection):
        record["origin"] = item.when_new["origin"]


def _claimed(item: Item, old: Entry) -> str | None:
    """The collection that a row of a stranger's table claims an entry for; None when it does not.

    Rows may change some fields of our own entries, which they name by their id. A row whose id was
    only made of its name does not mean ours.
    """
    origin = item.when_new.get("origin") or {}
    if not old.origin and origin.get("id") == old.id:
        return None
    return origin.get("collection")
