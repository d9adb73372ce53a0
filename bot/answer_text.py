"""An answer in words: the parts that an action decided on, in the person's language."""

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List

from bot.door_text import detail_lines, door_lines
from bot.wording import date_words, language_names, say
from knowledge.languages import LANGUAGES
from knowledge.places import municipalities

#: A part: `text`, or a `door` with name, summary and lines; see `Answer`.
Part = Dict[str, Any]


@dataclass
class Answer:
    """An answer, ready to be shown.

    Attributes:
        parts: in their order: {"text"} or {"door": {"name", "summary", "lines", "number"?}}.
        buttons: {"title", "payload"}.
    """

    parts: List[Part]
    buttons: List[Dict[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """The answer as plain text."""
        return "\n\n".join(_part_text(part) for part in self.parts)


def _part_text(part: Part) -> str:
    if "text" in part:
        return str(part["text"])
    door = part["door"]
    number = f"{door['number']}. " if door.get("number") else ""
    lines = [f"{number}{door['name']}", door.get("summary") or ""]
    lines += [line["text"] for line in door["lines"]]
    return "\n".join(line for line in lines if line)


def answer_of(decided: Dict[str, Any], language: str, people: Callable[[], List[Part]]) -> Answer:
    """Word what an action decided.

    Args:
        decided: `parts` and `buttons`, as `actions.answer` makes them.
        language: the person's language.
        people: makes the parts for human contacts.
    """
    parts: List[Part] = []
    for part in decided["parts"]:
        if "say" in part:
            parts.append({"text": _sentence(part, language)})
        elif "door" in part:
            parts.append({"door": _door(part["door"], language)})
        elif "people" in part:
            parts += people()
    buttons = [
        {"title": say(b["say"], language, **b.get("values", {})), "payload": b["payload"]}
        for b in decided.get("buttons", [])
    ]
    return Answer(parts, buttons)


def _sentence(part: Part, language: str) -> str:
    values = {name: _value(name, value, language) for name, value in _values(part)}
    return say(part["say"], language, **values)


def _values(part: Part) -> Any:
    return part.get("values", {}).items()


def _value(name: str, value: Any, language: str) -> str:
    """A value in words: dates, municipalities and lists are told apart by the field's name."""
    if name == "date":
        return date_words(value, language)
    if name == "municipality":
        return municipalities()[value].name_in(language)
    if name == "municipalities":
        return ", ".join(place.name for place in municipalities().values())
    if name == "languages":
        return language_names(list(LANGUAGES), language)
    return str(value)


def _door(door: Dict[str, Any], language: str) -> Dict[str, Any]:
    lines = door_lines(door, language)
    if door.get("detailed"):
        lines += detail_lines(door, language)
    return {
        "id": door["id"],
        "number": door.get("number"),
        "name": door["name"],
        "summary": door["summary"],
        "lines": lines,
    }
