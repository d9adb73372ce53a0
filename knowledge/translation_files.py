"""The translation files as a whole: written, and kept in one order.

Reading stands in `knowledge.plain` (both environments) and `knowledge.translations`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.paths import TRANSLATIONS
from knowledge.translations import FIELDS
from knowledge.yaml_write import dumped

#: A text of one entry: `text`, `status`, `source`.
Record = Mapping[str, str]


def file_text(records: Mapping[str, Mapping[str, Record]]) -> str:
    """A translations file: entries in the order of their ids, texts in the order of `FIELDS`."""
    ordered: dict[str, Any] = {}
    for entry_id in sorted(records):
        texts = records[entry_id]
        ordered[entry_id] = {
            name: {key: texts[name][key] for key in ("text", "status", "source")}
            for name in FIELDS
            if name in texts
        }
    return dumped(ordered) if ordered else "{}\n"


def path_of(language: str, folder: Path = TRANSLATIONS) -> Path:
    """The file of a language."""
    return folder / f"{language}.yml"
