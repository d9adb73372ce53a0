"""What people come with: the needs, their doors, and how people say them in each language.

Runs in both environments.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, Mapping, Tuple

from knowledge.languages import LANGUAGES
from knowledge.paths import NEED_TEXTS, ROOT
from knowledge.yaml_files import read_yaml


@dataclass(frozen=True)
class NeedText:
    """One need in one language.

    Attributes:
        label: two to five words.
        description: one plain sentence.
        questions: the need as people type it.
    """

    label: str
    description: str
    questions: Tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """One need.

    Attributes:
        id: its id.
        about: what it means and where it borders on its neighbours.
        doors: entries that answer it, best known first.
        also: entries that help with a part of it.
        client: who asks.
        texts: how it is said, by language code.
    """

    id: str
    about: str
    doors: Tuple[str, ...]
    also: Tuple[str, ...]
    client: str
    texts: Mapping[str, NeedText]

    def label(self, language: str) -> str:
        """The label in this language, else in English, else in Finnish."""
        for code in (language, "en", "fi"):
            if code in self.texts:
                return self.texts[code].label
        return self.about


def _texts(language: str) -> Dict[str, NeedText]:
    path = NEED_TEXTS / f"{language}.yml"
    if not path.exists():
        return {}
    records: Dict[str, Any] = read_yaml(path)
    return {
        need: NeedText(record["label"], record["description"], tuple(record["questions"]))
        for need, record in records.items()
    }


@lru_cache(maxsize=1)
def load() -> Dict[str, Need]:
    """All needs by id, in the order of `needs.yml`."""
    by_language = {language: _texts(language) for language in LANGUAGES}
    records: Dict[str, Any] = read_yaml(ROOT / "knowledge" / "needs.yml")
    return {
        need: Need(
            id=need,
            about=record["about"],
            doors=tuple(record["doors"]),
            also=tuple(record.get("also", ())),
            client=record.get("client", "person"),
            texts={code: texts[need] for code, texts in by_language.items() if need in texts},
        )
        for need, record in records.items()
    }
