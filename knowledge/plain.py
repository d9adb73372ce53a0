"""Entries as plain values, for the dialogue process, which has no pydantic of our version.

Runs in both environments. The files have been checked by `opastin catalogue check` before.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Dict, List, Mapping

from knowledge.paths import ENTRIES, TRANSLATIONS
from knowledge.yaml_files import read_yaml


@cache
def plain_entry(entry_id: str) -> Dict[str, Any]:
    """The record of an entry as its file holds it.

    Raises:
        FileNotFoundError: there is no such entry.
    """
    record: Dict[str, Any] = read_yaml(ENTRIES / f"{entry_id}.yml")
    return record


@cache
def read_translations(language: str, folder: Path = TRANSLATIONS) -> Dict[str, Any]:
    """The translations file of a language by entry id; empty when there is none."""
    path = folder / f"{language}.yml"
    return (read_yaml(path) or {}) if path.exists() else {}


def fingerprint_of(texts: Mapping[str, Mapping[str, str]]) -> str:
    """Eight hexadecimal digits that change with the source texts of an entry.

    Args:
        texts: by field name, each with `fi` and `en`, in the order of the entry's fields.
    """
    joined = "\n".join(f"{name}|{text['fi']}|{text['en']}" for name, text in texts.items())
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


@cache
def _fingerprint(entry_id: str) -> str:
    record = plain_entry(entry_id)
    texts = {**record, "audience": record["audience"]["text"]}
    names = ("name", "summary", "audience", "way_in", "note")
    return fingerprint_of({name: texts[name] for name in names if texts.get(name)})


def plain_text(entry_id: str, name: str, language: str) -> str:
    """`name` or `summary` of an entry in this language, else in English.

    A translation of texts that have changed since is not shown (see `knowledge.translations`).
    """
    texts: Dict[str, str] = plain_entry(entry_id)[name]
    if language in texts:
        return texts[language]
    record = read_translations(language).get(entry_id, {})
    fresh = record.get("source") == _fingerprint(entry_id)
    return str((record.get(name) if fresh else None) or texts["en"])


def plain_contacts(entry_id: str) -> List[Dict[str, Any]]:
    """The contacts of an entry that may be shown, in their order."""
    contacts = plain_entry(entry_id)["contacts"]
    return [c for c in contacts if c["confidence"] != "low" and not c.get("from_abroad")]
