"""Entries as plain values, for the dialogue process, which has no pydantic of our version.

Runs in both environments. The files have been checked by `opastin catalogue check` before.
"""

from functools import cache
from typing import Any, Dict, List

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
def _translations(language: str) -> Dict[str, Any]:
    path = TRANSLATIONS / f"{language}.yml"
    return (read_yaml(path) or {}) if path.exists() else {}


def plain_text(entry_id: str, name: str, language: str) -> str:
    """`name` or `summary` of an entry in this language, else in English."""
    texts: Dict[str, str] = plain_entry(entry_id)[name]
    if language in texts:
        return texts[language]
    translated = _translations(language).get(entry_id, {}).get(name)
    return str(translated or texts["en"])


def plain_contacts(entry_id: str) -> List[Dict[str, Any]]:
    """The contacts of an entry that may be shown, in their order."""
    contacts = plain_entry(entry_id)["contacts"]
    return [c for c in contacts if c["confidence"] != "low" and not c.get("from_abroad")]
