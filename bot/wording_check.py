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
    try:
        entries = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1] if line else 1}"
        yield f"{where}: file: cannot be read; mend its quotes, save it as UTF-8"
        return
    own = {entry.msgid: entry for entry in entries}
    for key in model:
        if key not in own:
            yield f"{path}:1: {key}: is missing"
    for entry in entries:
        where = f"{path}:{entry.linenum or 1}: {entry.msgid}"
        if own[entry.msgid] is not entry:
            yield f"{where}: stands twice; keep one"
        for message in _entry_faults(entry, model):
            yield f"{where}: {message}"


def _entry_faults(entry: polib.POEntry, model: dict[str, str]) -> Iterator[str]:
    if entry.msgid not in model:
        yield f"unknown sentence; {MODEL}.po does not have it"
        return
    if not entry.msgstr.strip():
        yield "is empty"
    wanted, found = _FIELD.findall(model[entry.msgid]), _FIELD.findall(entry.msgstr)
    for field in sorted(set(wanted) - set(found)):
        yield f"lost placeholder {field}"
    for field in sorted(set(found) - set(wanted)):
        yield f"unknown placeholder {field}"
