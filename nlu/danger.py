"""Danger in a message: phrases of each language, decided by rules.

Runs in both environments. The meaning of a message is judged by `nlu.danger_detector`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Dict, List, Mapping, Optional, Tuple

from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT
from knowledge.text import folded
from knowledge.yaml_files import read_yaml

#: The kinds of danger, the most urgent first: it wins when a message tells of several.
KINDS = ("emergency", "self_harm", "sexual_violence", "violence", "child", "exploitation")
#: Languages written without spaces: a phrase is found inside a longer string.
_UNPARTED = ("zh", "th")
_CLAUSE_ENDS = re.compile(r"[,.;:!?\n،؛؟。，！？…()-]+")


@dataclass(frozen=True)
class DangerTexts:
    """What one language's file holds.

    Attributes:
        messages: example messages by kind.
        harmless: messages that only look like danger.
        phrases: folded phrases by kind.
        clauses: folded phrases by kind that mean danger when they are a whole clause ("I don't want
            to live", but not "... in Oulu").
    """

    messages: Mapping[str, Tuple[str, ...]]
    harmless: Tuple[str, ...]
    phrases: Mapping[str, Tuple[str, ...]]
    clauses: Mapping[str, Tuple[str, ...]]


@lru_cache(maxsize=1)
def danger_texts() -> Dict[str, DangerTexts]:
    """The danger files of all languages, by code."""
    found: Dict[str, DangerTexts] = {}
    for language in LANGUAGES:
        path = ROOT / "nlu" / "danger" / f"{language}.yml"
        if not path.exists():
            continue
        record = read_yaml(path)
        phrases = {
            kind: tuple(folded(phrase) for phrase in record["phrases"].get(kind, ()))
            for kind in KINDS
        }
        messages = {kind: tuple(record[kind]) for kind in KINDS}
        clauses = {
            kind: tuple(folded(clause) for clause in record.get("clauses", {}).get(kind, ()))
            for kind in KINDS
        }
        found[language] = DangerTexts(messages, tuple(record["not_danger"]), phrases, clauses)
    return found


def by_phrase(text: str) -> Optional[str]:
    """The kind of danger that a phrase in a message names; None when no phrase does.

    Args:
        text: a cleaned message.
    """
    padded = f" {folded(text)} "
    clauses = {folded(clause) for clause in _CLAUSE_ENDS.split(text)}
    for kind in KINDS:
        for language, phrases in _phrases_of(kind):
            if any(_stands_in(phrase, padded, language) for phrase in phrases):
                return kind
            if clauses & set(danger_texts()[language].clauses[kind]):
                return kind
    return None


@cache
def _phrases_of(kind: str) -> List[Tuple[str, Tuple[str, ...]]]:
    return [(language, texts.phrases[kind]) for language, texts in danger_texts().items()]


def _stands_in(phrase: str, padded: str, language: str) -> bool:
    if language in _UNPARTED:
        return phrase in padded
    return f" {phrase} " in padded


def danger_messages() -> List[str]:
    """All example messages of all languages, of danger and harmless ones."""
    return [
        message
        for texts in danger_texts().values()
        for messages in (*texts.messages.values(), texts.harmless)
        for message in messages
    ]
