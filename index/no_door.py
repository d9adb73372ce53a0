"""Questions that have no door here: what people say in a chat that is no need of guidance."""

from typing import Any

from index.need_model import NO_DOOR
from index.views import Question
from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml

#: The examples of what people do in the chat; all their intents are without a door.
CHAT_EXAMPLES = ROOT / "nlu" / "examples"


def no_door_questions() -> list[Question]:
    """All chat examples, with a class of their own for each intent."""
    return [question for language in LANGUAGES for question in _of(language)]


def _of(language: str) -> list[Question]:
    path = CHAT_EXAMPLES / f"{language}.yml"
    if not path.exists():
        return []
    blocks: list[dict[str, Any]] = read_yaml(path)["nlu"]
    return [
        Question(NO_DOOR + block["intent"], language, line.strip()[1:].strip())
        for block in blocks
        for line in block["examples"].splitlines()
        if line.strip().startswith("-")
    ]
