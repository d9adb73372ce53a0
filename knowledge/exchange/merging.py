"""What an item of a file makes of an entry: the new record, and how it differs from the old one."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from knowledge.entry import Entry
from knowledge.exchange.items import Fault, Item, entry_of, faults_of
from knowledge.exchange.versions import filled, plain_record


def merged(item: Item, old: Entry | None) -> dict[str, Any]:
    """The whole record that an item makes.

    Args:
        item: the item; what it does not say is kept, or empty when it is complete.
        old: the entry as it is; None for a new one.
    """
    record = _tidy(item.record)
    if old is not None and not item.complete:
        # An empty cell takes a field away, a missing column keeps it.
        record = _tidy(_over(plain_record(old), item.record))
    # What is empty and may not be is as in a new service; only where it stands is kept.
    given = {key: value for key, value in record.items() if value != []}
    usual = {key: value for key, value in item.when_new.items() if old is None or key != "origin"}
    record = _over(_tidy(usual), given)
    if item.more_contacts:
        there = list(record.get("contacts") or ())
        known = {(contact["type"], contact["value"]) for contact in there}
        new = [c for c in item.more_contacts if (c["type"], c["value"]) not in known]
        record["contacts"] = there + new
    return record


def _over(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of both; the upper ones win, nested ones one by one."""
    result = dict(lower)
    for key, value in upper.items():
        below = result.get(key)
        nested = isinstance(value, Mapping) and isinstance(below, Mapping)
        result[key] = _over(below or {}, value) if nested else value
    return result


def _tidy(record: Mapping[str, Any]) -> dict[str, Any]:
    """Without fields that hold None, and without parts that hold nothing but such fields."""
    tidied: dict[str, Any] = {}
    for key, value in record.items():
        part = _tidy(value) if isinstance(value, Mapping) else value
        if part is not None and part != {}:
            tidied[key] = part
    return tidied


def ended(old: Entry, as_of: date) -> dict[str, Any]:
    """The record of an entry that its source has taken out by this day."""
    yesterday = (as_of - timedelta(days=1)).isoformat()
    record = plain_record(old)
    if old.validity.to is None or old.validity.to > yesterday:
        record["validity"] = {**record["validity"], "to": yesterday}
    return record


def checked(number: int, record: dict[str, Any]) -> tuple[Entry | None, list[Fault]]:
    """The entry of a record, or its faults by the path of the field."""
    try:
        return entry_of(record), []
    except ValidationError as error:
        return None, faults_of(number, record, error)


def differences(old: Entry, new: Entry) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, each with its old and its new value; None for nothing.

    Nested fields are told by their path, such as `validity.to`.
    """
    return dict(_differing(filled(plain_record(old)), filled(plain_record(new)), ""))


def _differing(
    old: Mapping[str, Any], new: Mapping[str, Any], path: str
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key), new.get(key)
        if isinstance(before, Mapping) or isinstance(after, Mapping):
            yield from _differing(before or {}, after or {}, f"{path}{key}.")
        elif before != after:
            yield f"{path}{key}", (before, after)
