"""The fields of one object of PTV: what is missing is empty, what is of a wrong type is a fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from knowledge.dates import HELSINKI
from knowledge.exchange.items import Fault

#: Signs that come along when text is pasted: controls and marks of direction, but no line ends.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]"
)


def _seen(text: str) -> str:
    return (text if text.isprintable() else _UNSEEN.sub("", text)).strip()


@dataclass
class Told:
    """What is to be told of one item of the file.

    Attributes:
        number: which item, from 1.
        faults: what is wrong.
        notes: what a person should know, each once.
    """

    number: int
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, name: str, message: str) -> None:
        """Tell what is wrong with a field, once even when it is read twice."""
        fault = Fault(self.number, name, message)
        if fault not in self.faults:
            self.faults.append(fault)

    def note(self, sentence: str) -> None:
        """Tell what a person should know."""
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass(frozen=True)
class Fields:
    """An object of PTV, read field by field.

    Attributes:
        values: the object.
        told: where its faults and notes go.
        path: its place in the item, such as `serviceHours[0]`; "" for the item.
    """

    values: Mapping[str, Any]
    told: Told
    path: str = ""

    def named(self, name: str) -> str:
        """A field by its path in the item, as PTV calls it."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str | None:
        """A text without blanks around it and without unseen signs; None for none."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return _seen(value or "") or None
        self._wrong(name, "a text")
        return None

    def flag(self, name: str) -> bool:
        """A yes or no; no when it is not said."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(name, "true or false")
        return False

    def day(self, name: str) -> date | None:
        """The day of a moment, on the region's clock; None for none."""
        value = self.text(name)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.told.fault(
                self.named(name), f"is no date: {value!r}; PTV writes 2026-11-25T00:00:00"
            )
            return None
        return (moment.astimezone(HELSINKI) if moment.tzinfo else moment).date()

    def one(self, name: str) -> "Fields":
        """An object; an empty one for none."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, Mapping):
            self._wrong(name, "an object")
        held = value if isinstance(value, Mapping) else {}
        return Fields(held, self.told, self.named(name))

    def many(self, name: str) -> list["Fields"]:
        """A list of objects; null is an empty one."""
        found = []
        for place, value in enumerate(self._list(name)):
            where = f"{name}[{place}]"
            if isinstance(value, Mapping):
                found.append(Fields(value, self.told, self.named(where)))
            elif value is not None:
                self.told.fault(self.named(where), f"is {value!r}; PTV has an object here")
        return found

    def texts(self, name: str) -> list[str]:
        """A list of texts; null is an empty one."""
        found = []
        for place, value in enumerate(self._list(name)):
            if isinstance(value, str):
                found.append(_seen(value))
            elif value is not None:
                self.told.fault(
                    self.named(f"{name}[{place}]"), f"is {value!r}; PTV has a text here"
                )
        return [text for text in found if text]

    def known(self, name: str, words: Mapping[str, Any], said: str) -> Any:
        """What a word of PTV is here; None, with a note, for one that is not known."""
        word = self.text(name)
        if word is not None and word not in words:
            self.told.note(f"{said} {word!r} is not known here")
        return words.get(word) if word else None

    def _list(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is not None and not isinstance(value, list):
            self._wrong(name, "a list")
        return value if isinstance(value, list) else []

    def _wrong(self, name: str, wanted: str) -> None:
        value = repr(self.values[name])
        shown = value if len(value) <= 60 else f"{value[:60]}..."
        self.told.fault(self.named(name), f"is {shown}; PTV has {wanted} here")
