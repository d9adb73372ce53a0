"""Texts of the entries in all languages, each with its status.

The source texts stand in the entries; the others in `translations/<language>.yml`:

    simhe-oamk:
      summary:
        text: ...
        status: drafted       # drafted or reviewed
        source: 5f2a9c1b      # fingerprint of the source text it was written from

A translation whose fingerprint is not that of today's source text is `outdated` by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.entry import Entry, Text
from knowledge.paths import TRANSLATIONS
from knowledge.plain import fingerprint_of, read_translations

#: The texts of an entry that are translated.
FIELDS = ("name", "summary", "audience", "way_in", "note")
#: What a translation can be; `source` is the text itself.
STATUSES = ("source", "drafted", "reviewed", "outdated")


@dataclass(frozen=True)
class Translation:
    """The texts of one entry in one language.

    Attributes:
        language: the language.
        texts: by field name (`FIELDS`); a field without a text is missing.
        statuses: `source`, `drafted`, `reviewed` or `outdated`, by field name.
    """

    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)

    @property
    def fresh(self) -> dict[str, str]:
        """The texts that may be shown: an outdated one may tell of what is no more."""
        return {
            name: text for name, text in self.texts.items() if self.statuses[name] != "outdated"
        }


def source_texts(entry: Entry) -> dict[str, Text]:
    """The texts of an entry that are translated, by field name."""
    texts = {
        "name": entry.name,
        "summary": entry.summary,
        "audience": entry.audience.text,
        "way_in": entry.way_in,
        "note": entry.note,
    }
    return {name: text for name, text in texts.items() if text}


def fingerprint(text: Text) -> str:
    """Eight hexadecimal digits that change with a source text."""
    return fingerprint_of({code: getattr(text, code) for code in text.languages()})


def translation(entry: Entry, language: str, folder: Path = TRANSLATIONS) -> Translation:
    """The texts of an entry in one language: its own, else the translated ones."""
    texts: dict[str, str] = {}
    statuses: dict[str, str] = {}
    records = read_translations(language, folder).get(entry.id, {})
    for name, source in source_texts(entry).items():
        own = getattr(source, language, None) if language in source.languages() else None
        if own:
            texts[name], statuses[name] = own, "source"
        elif name in records:
            fresh = records[name]["source"] == fingerprint(source)
            texts[name] = records[name]["text"]
            statuses[name] = records[name]["status"] if fresh else "outdated"
    return Translation(language, texts, statuses)


def text(entry: Entry, name: str, language: str) -> str | None:
    """One text of an entry, in this language or else in English, Finnish or Swedish.

    Returns:
        None when the entry has no such text.
    """
    found = translation(entry, language).fresh.get(name)
    if found:
        return found
    source = source_texts(entry).get(name)
    return source.said() if source else None
