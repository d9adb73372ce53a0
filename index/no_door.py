"""Questions that have no door here: small talk with the bot, and what other offices are for."""

from collections.abc import Iterator
from typing import Any

from index.need_model import NO_DOOR
from index.views import Question
from knowledge.languages import LANGUAGES
from knowledge.paths import NO_DOOR_QUESTIONS, ROOT
from knowledge.yaml_files import read_yaml

#: The examples of what people do in the chat; all their intents are without a door.
CHAT_EXAMPLES = ROOT / "nlu" / "examples"
#: Intents whose examples answer the bot ("I live in Oulu") or lead to a need ("it is for my son"):
#: they speak neither for nor against.
ANSWERS = ("inform", "change_place", "correct", "for_someone_else")


def no_door_questions() -> list[Question]:
    """All questions without a door, with a class of their own for each intent and subject."""
    return [
        question
        for language in LANGUAGES
        for question in (*_in_the_chat(language), *_other_subjects(language))
    ]


def chat_texts() -> list[str]:
    """All examples of what people do in the chat, in all languages."""
    return [text for language in LANGUAGES for _, text in _chat_examples(language)]


def _in_the_chat(language: str) -> Iterator[Question]:
    for intent, text in _chat_examples(language):
        if intent not in ANSWERS:
            yield Question(NO_DOOR + intent, language, text)


def _chat_examples(language: str) -> Iterator[tuple[str, str]]:
    path = CHAT_EXAMPLES / f"{language}.yml"
    blocks: list[dict[str, Any]] = read_yaml(path)["nlu"] if path.exists() else []
    for block in blocks:
        for line in block["examples"].splitlines():
            if line.strip().startswith("-"):
                yield block["intent"], line.strip()[1:].strip()


def _other_subjects(language: str) -> Iterator[Question]:
    path = NO_DOOR_QUESTIONS / f"{language}.yml"
    subjects: dict[str, list[str]] = read_yaml(path) if path.exists() else {}
    for subject, questions in subjects.items():
        for text in questions:
            yield Question(NO_DOOR + subject, language, text)
