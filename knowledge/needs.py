"""What people come with: the needs, their doors, and how people say them in each language.

Runs in both environments.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, Mapping, Tuple

from knowledge.languages import LANGUAGES
from knowledge.paths import NEED_TEXTS, ROOT
from knowledge.plain import fingerprint_of
from knowledge.yaml_files import read_yaml


@dataclass(frozen=True)
class NeedText:
    """One need in one language.

    Attributes:
        label: two to five words.
        description: one plain sentence.
        questions: the need as people type it.
        status: `source`, `drafted`, `reviewed` or `outdated`; of label and description.
    """

    label: str
    description: str
    questions: Tuple[str, ...]
    status: str = "source"


@dataclass(frozen=True)
class Need:
    """One need.

    Attributes:
        id: its id.
        about: what it means and where it borders on its neighbours.
        doors: entries that answer it, best known first.
        also: entries that help with a part of it.
        client: who asks.
        codes: classes of standard vocabularies (see `knowledge/vocabularies.yml`).
        texts: how it is said, by language code.
    """

    id: str
    about: str
    doors: Tuple[str, ...]
    also: Tuple[str, ...]
    client: str
    texts: Mapping[str, NeedText]
    codes: Tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The label in this language, else in English, else in Finnish."""
        for code in (language, "en", "fi"):
            if code in self.texts:
                return self.texts[code].label
        return self.about


#: The languages that labels and descriptions are translated from.
SOURCES = ("fi", "en")


def _records(language: str) -> Dict[str, Any]:
    path = NEED_TEXTS / f"{language}.yml"
    records: Dict[str, Any] = (read_yaml(path) or {}) if path.exists() else {}
    return records


def source_fingerprint(need: str, sources: Mapping[str, Dict[str, Any]]) -> str:
    """Eight hexadecimal digits that change with a need's Finnish or English label or description.

    Args:
        need: its id.
        sources: the records of `SOURCES`, by language.
    """
    said = {
        code: f"{records[need]['label']}|{records[need]['description']}"
        for code, records in sources.items()
        if need in records
    }
    return fingerprint_of(said)


def _texts(language: str, sources: Mapping[str, Dict[str, Any]]) -> Dict[str, NeedText]:
    texts = {}
    for need, record in _records(language).items():
        status = record.get("status", "source")
        if language not in SOURCES and record.get("source") != source_fingerprint(need, sources):
            status = "outdated"
        questions = tuple(record["questions"])
        texts[need] = NeedText(record["label"], record["description"], questions, status)
    return texts


@lru_cache(maxsize=1)
def load() -> Dict[str, Need]:
    """All needs by id, in the order of `needs.yml`."""
    sources = {code: _records(code) for code in SOURCES}
    by_language = {language: _texts(language, sources) for language in LANGUAGES}
    records: Dict[str, Any] = read_yaml(ROOT / "knowledge" / "needs.yml")
    return {
        need: Need(
            id=need,
            about=record["about"],
            doors=tuple(record["doors"]),
            also=tuple(record.get("also", ())),
            client=record.get("client", "person"),
            texts={code: texts[need] for code, texts in by_language.items() if need in texts},
            codes=tuple(record.get("codes", ())),
        )
        for need, record in records.items()
    }
