"""Texts of the entries in all languages, each with its status.

The source texts (Finnish and English) stand in the entries; the others in
`translations/<language>.yml`:

    simhe-oamk:
      source: 5f2a9c1b      # fingerprint of the source texts they were written from
      status: drafted       # drafted or reviewed
      summary: ...
      audience: ...
      way_in: ...

A translation whose fingerprint is not that of today's source texts is `outdated` by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.entry import Entry, Text
from knowledge.paths import TRANSLATIONS
from knowledge.plain import fingerprint_of, read_translations

#: The texts of an entry that are translated.
FIELDS = ("name", "summary", "audience", "way_in", "note")
#: The languages that the entries themselves are written in.
SOURCE_LANGUAGES = ("fi", "en")


@dataclass(frozen=True)
class Translation:
    """The texts of one entry in one language.

    Attributes:
        status: `source`, `drafted`, `reviewed` or `outdated`.
        texts: by field name (`FIELDS`); a field without a text is missing.
        language: the language of the texts.
    """

    status: str
    texts: Mapping[str, str] = field(default_factory=dict)
    language: str = "fi"


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


def fingerprint(entry: Entry) -> str:
    """Eight hexadecimal digits that change with the source texts of an entry."""
    texts = source_texts(entry).items()
    return fingerprint_of({name: {"fi": text.fi, "en": text.en} for name, text in texts})


def translation(entry: Entry, language: str, folder: Path = TRANSLATIONS) -> Translation | None:
    """The texts of an entry in one language, or None when there are none."""
    if language in SOURCE_LANGUAGES:
        texts = {name: getattr(text, language) for name, text in source_texts(entry).items()}
        return Translation("source", texts, language)
    record = read_translations(language, folder).get(entry.id)
    if record is None:
        return None
    status = record["status"] if record["source"] == fingerprint(entry) else "outdated"
    texts = {name: record[name] for name in FIELDS if record.get(name)}
    return Translation(status, texts, language)


def text(entry: Entry, name: str, language: str) -> str | None:
    """One text of an entry, in this language or else in English.

    An outdated translation is not shown: it may tell of what is no more.

    Returns:
        None when the entry has no such text.
    """
    found = translation(entry, language)
    if found and found.status != "outdated" and name in found.texts:
        return found.texts[name]
    source = source_texts(entry).get(name)
    return source.en if source else None
