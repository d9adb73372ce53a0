"""Faults of the sentences in `locale/`: missing ones, unknown ones, lost and added fields."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from bot.wording import LOCALE
from knowledge.languages import LANGUAGES

#: The language whose file says which sentences and fields there are.
MODEL = "en"
_FIELD = re.compile(r"\{\w+\}")


def wording_faults(folder: Path = LOCALE) -> list[str]:
    """All faults of the sentences, as `file:line: key: message`."""
    model = {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / f"{MODEL}.po"))}
    return [fault for code in LANGUAGES for fault in _faults(folder / f"{code}.po", model)]


def _faults(path: Path, model: dict[str, str]) -> Iterator[str]:
    if not path.exists():
        yield f"{path}:1: language: there is no such file; translate {MODEL}.po"
        return
    own = {entry.msgid: entry for entry in polib.pofile(str(path))}
    for key in model:
        if key not in own:
            yield f"{path}:1: {key}: is missing"
    for key, entry in own.items():
        where = f"{path}:{entry.linenum}: {key}"
        if key not in model:
            yield f"{where}: unknown sentence; {MODEL}.po does not have it"
            continue
        if not entry.msgstr.strip():
            yield f"{where}: is empty"
        yield from (f"{where}: {message}" for message in _field_faults(model[key], entry.msgstr))


def _field_faults(model: str, own: str) -> Iterator[str]:
    wanted, found = set(_FIELD.findall(model)), set(_FIELD.findall(own))
    yield from (f"lost placeholder {field}" for field in sorted(wanted - found))
    yield from (f"unknown placeholder {field}" for field in sorted(found - wanted))
