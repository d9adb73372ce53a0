"""What an action decides to answer: parts and buttons, bound to the message they answer.

The dialogue process words it (`utter_answer`). When the guidance server is down, no answer is bound
to the message, and the dialogue process says so.
"""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import SlotSet

Event = dict[str, Any]


@dataclass
class Decision:
    """Parts and buttons of an answer, in their order.

    Attributes:
        turn: id of the message that is answered.
        parts: sentences by key, doors, human contacts.
        buttons: by key.
    """

    turn: str
    parts: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[dict[str, Any]] = field(default_factory=list)

    def say(self, key: str, **values: Any) -> None:
        """Add a sentence of the .po files."""
        self.parts.append({"say": key, "values": values})

    def door(self, values: dict[str, Any]) -> None:
        """Add a door (see `actions.door.door_values`)."""
        self.parts.append({"door": values})

    def people(self) -> None:
        """Add human contacts."""
        self.parts.append({"people": True})

    def button(self, key: str, payload: str, **values: Any) -> None:
        """Add a button."""
        self.buttons.append({"say": key, "payload": payload, "values": values})

    def events(self, *more: Event) -> list[Event]:
        """The events that carry the answer to the dialogue process."""
        decided = {"turn": self.turn, "parts": self.parts, "buttons": self.buttons}
        return [*more, SlotSet("answer", decided)]
