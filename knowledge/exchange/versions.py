"""The version of an entry, so that a row that was exported long ago does not undo newer changes."""

import hashlib
import json
from typing import Any

from knowledge.entry import Entry

#: What counts as nothing: it makes no difference between two entries.
_NOTHING: tuple[Any, ...] = (None, [], (), {})


def plain_record(entry: Entry) -> dict[str, Any]:
    """All fields of an entry as plain values, named as in its file."""
    return entry.model_dump(mode="json", by_alias=True)


def filled(value: Any) -> Any:
    """A record without the fields that hold nothing."""
    if isinstance(value, dict):
        parts = {key: filled(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in _NOTHING}
    if isinstance(value, list):
        return [filled(part) for part in value]
    return value


def version_of(entry: Entry) -> str:
    """A `v` and eight hexadecimal digits that change with any field of an entry.

    The letter keeps spreadsheets from taking the digits for a number.
    """
    record = json.dumps(filled(plain_record(entry)), ensure_ascii=False, sort_keys=True)
    return "v" + hashlib.sha256(record.encode()).hexdigest()[:8]
