"""Views: the texts under which an entry can be found, in all its languages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.languages import LANGUAGES
from knowledge.needs import Need
from knowledge.translations import translation


@dataclass(frozen=True)
class View:
    """One text of an entry.

    Attributes:
        entry: id of the entry.
        kind: which text it is.
        language: its language.
        text: the text.
    """

    entry: str
    kind: Literal["name", "summary", "audience"]
    language: str
    text: str


@dataclass(frozen=True)
class Question:
    """One example question.

    Attributes:
        need: id of the need it asks for; "" for a question without a door.
        language: its language.
        text: the question.
    """

    need: str
    language: str
    text: str


def entry_views(entry: Entry) -> Iterator[View]:
    """The views of one entry: name, summary and audience in every language that has them."""
    for language in LANGUAGES:
        texts = translation(entry, language).fresh
        if "name" in texts:
            yield View(entry.id, "name", language, texts["name"])
        if "summary" in texts:
            yield View(entry.id, "summary", language, texts["summary"])
        if "audience" in texts and language in ("fi", "en"):
            yield View(entry.id, "audience", language, texts["audience"])


def catalogue_views(catalogue: Catalogue) -> list[View]:
    """All views of all entries."""
    return [view for entry in catalogue.values() for view in entry_views(entry)]


def need_questions(needs: dict[str, Need]) -> list[Question]:
    """All example questions of all needs; label and description are said like questions too."""
    return [
        Question(need.id, language, question)
        for need in needs.values()
        for language, text in need.texts.items()
        for question in (*text.questions, text.label, text.description)
    ]


def read_views(path: Path) -> list[View]:
    """Read the views of an index, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [View(**json.loads(line)) for line in lines]


def rows_by_entry(views: list[View]) -> dict[str, np.ndarray]:
    """The places of each entry's views in the index, int64, shape (n,), by entry id."""
    rows: dict[str, list[int]] = {}
    for row, view in enumerate(views):
        rows.setdefault(view.entry, []).append(row)
    return {entry: np.array(numbers, dtype=np.int64) for entry, numbers in rows.items()}
