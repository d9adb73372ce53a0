"""Faults of the translation files and of the needs' texts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.entry import Entry, Text
from knowledge.languages import LANGUAGES
from knowledge.needs import SOURCES, Need
from knowledge.needs import load as load_needs
from knowledge.paths import NEED_TEXTS, ROOT, TRANSLATIONS
from knowledge.placeholders import lost_and_added
from knowledge.translations import FIELDS, STATUSES, source_texts
from knowledge.vocabularies import listed
from knowledge.yaml_files import BrokenFileError, read_yaml
from knowledge.yaml_lines import Lines

#: Example questions that each need has in each language, at least.
FEWEST_QUESTIONS = 4
_KEYS = {"text", "status", "source"}
#: Statuses that a file may hold; the others are computed.
_WRITTEN = ("drafted", "reviewed")


def translation_faults(
    catalogue: Mapping[str, Entry], folder: Path = TRANSLATIONS
) -> Iterator[str]:
    """Faults of all translation files, as `file:line: field: message`."""
    for path in sorted(folder.glob("*.yml")):
        lines = Lines(path)
        if path.stem not in LANGUAGES:
            yield lines.fault((), "language", f"{path.stem!r} is not offered")
        records, broken = _records_of(path)
        if broken:
            yield broken
            continue
        for entry_id, texts in records.items():
            if isinstance(texts, Mapping):
                yield from _entry_faults(str(entry_id), texts, catalogue, lines)
            else:
                message = f"holds no texts; write {', '.join(FIELDS)} under it"
                yield lines.fault((entry_id,), str(entry_id), message)
        yield from _missing(path.stem, records, catalogue, lines)


def _records_of(path: Path) -> tuple[dict[str, Any], str]:
    """The records of a file that holds a mapping, and "" or its fault."""
    try:
        records = read_yaml(path) or {}
    except BrokenFileError as error:
        return {}, str(error)
    if not isinstance(records, dict):
        return {}, f"{path}:1: file: holds no mapping; write the ids at the left edge"
    return records, ""


def _entry_faults(
    entry_id: str, texts: Mapping[str, Any], catalogue: Mapping[str, Entry], lines: Lines
) -> Iterator[str]:
    if entry_id not in catalogue:
        yield lines.fault((entry_id,), entry_id, "unknown entry")
        return
    sources = source_texts(catalogue[entry_id])
    for name, record in texts.items():
        location, field = (entry_id, name), f"{entry_id}.{name}"
        if name not in FIELDS:
            yield lines.fault(location, field, f"unknown field; write one of {', '.join(FIELDS)}")
        elif name not in sources:
            yield lines.fault(location, field, "translates a text that is not there")
        elif not isinstance(record, Mapping) or set(record) != _KEYS:
            yield lines.fault(location, field, "has not just text, status and source")
        else:
            for key, message in _record_faults(sources[name], record):
                yield lines.fault((*location, key), field, message)


def _record_faults(source: Text, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Faults of one translated text, each with the key it stands at."""
    if record["status"] not in _WRITTEN:
        known = f"write {' or '.join(_WRITTEN)} ({', '.join(STATUSES)} are shown)"
        yield "status", f"status {record['status']!r}: {known}"
    if not isinstance(record["text"], str):
        yield "text", f"{record['text']!r}: write it in quotes"
    else:
        yield from (("text", message) for message in lost_and_added(source, record["text"]))


def _missing(
    language: str, records: Mapping[str, Any], catalogue: Mapping[str, Entry], lines: Lines
) -> Iterator[str]:
    if language in SOURCES:
        return
    for entry in catalogue.values():
        if entry.origin:  # services from elsewhere need not be translated
            continue
        there = records.get(entry.id)
        there = there if isinstance(there, Mapping) else {}
        for name in source_texts(entry):
            if name not in there:
                yield lines.fault((entry.id,), f"{entry.id}.{name}", f"missing in {language!r}")


def need_faults(catalogue: Mapping[str, Entry]) -> Iterator[str]:
    """Faults of the needs and of their texts, as `file:line: field: message`."""
    misshapen = list(need_shape_faults())
    if misshapen:
        yield from misshapen
        return
    needs = load_needs()
    lines = Lines(ROOT / "knowledge" / "needs.yml")
    for need in needs.values():
        for entry in (*need.doors, *need.also):
            if entry not in catalogue:
                yield lines.fault((need.id,), need.id, f"unknown entry {entry!r}")
        for code in need.codes:
            if not listed(code):
                yield lines.fault((need.id, "codes"), need.id, f"unknown code {code!r}")
    for language in LANGUAGES:
        yield from _need_text_faults(language, needs)


def need_shape_faults(top: Path = ROOT / "knowledge") -> Iterator[str]:
    """Faults for which the needs cannot be read at all."""
    parts = ("label", "description", "questions")
    wanted: dict[Path, tuple[str, ...]] = {top / "needs.yml": ("about", "doors")}
    wanted |= dict.fromkeys(sorted((top / "needs").glob("*.yml")), parts)
    for path, fields in wanted.items():
        records, broken = _records_of(path)
        if broken:
            yield broken
        for need, record in records.items():
            for field in fields:
                if not isinstance(record, Mapping) or not record.get(field):
                    yield Lines(path).fault((need,), f"{need}.{field}", "is missing; write it")


def _need_text_faults(language: str, needs: Mapping[str, Need]) -> Iterator[str]:
    path = NEED_TEXTS / f"{language}.yml"
    if not path.exists():
        yield f"{path}:1: language: there are no texts in {language!r}; write the file"
        return
    lines = Lines(path)
    records: dict[str, Any] = read_yaml(path) or {}
    for need in [need for need in records if need not in needs]:
        yield lines.fault((need,), need, "unknown need")
    for need in needs:
        record = records.get(need)
        if record is None:
            yield lines.fault((), need, f"missing in {language!r}")
            continue
        count = len(record.get("questions", ()))
        if count < FEWEST_QUESTIONS:
            message = f"{count} questions, at least {FEWEST_QUESTIONS} are needed"
            yield lines.fault((need, "questions"), need, message)
        if language not in SOURCES and record.get("status") not in _WRITTEN:
            yield lines.fault((need,), need, f"status: write {' or '.join(_WRITTEN)}")
