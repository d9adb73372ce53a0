"""Entries as plain values, for the dialogue process, which has no pydantic of our version.

Runs in both environments. The files have been checked by `opastin catalogue check` before.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

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


def fingerprint_of(text: Mapping[str, Optional[str]]) -> str:
    """Eight hexadecimal digits that change with a source text.

    Args:
        text: the text by language code; `fi`, `en` and `sv` count.

    >>> fingerprint_of({"fi": "Apua", "en": "Help"})
    'fce85146'
    """
    joined = "|".join(f"{code}={text[code]}" for code in ("fi", "en", "sv") if text.get(code))
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


def plain_text(entry_id: str, name: str, language: str) -> str:
    """`name` or `summary` of an entry in this language, else in English.

    A translation of a text that has changed since is not shown (see `knowledge.translations`).
    """
    source: Dict[str, str] = plain_entry(entry_id)[name]
    if language in source:
        return source[language]
    record = read_translations(language).get(entry_id, {}).get(name, {})
    fresh = record.get("source") == fingerprint_of(source)
    return str(record["text"] if fresh else source["en"])


def plain_contacts(entry_id: str) -> List[Dict[str, Any]]:
    """The contacts of an entry that may be shown, in their order."""
    contacts = plain_entry(entry_id)["contacts"]
    return [c for c in contacts if c["confidence"] != "low" and not c.get("from_abroad")]
