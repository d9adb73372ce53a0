"""A typed view of the tracker: what is known of the conversation when an action runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from rasa_sdk import Tracker

from index.eligibility import Person
from index.encoder import unpack
from knowledge.dates import today
from knowledge.entry import Client
from knowledge.spoken import from_events

#: Messages with these intents say what the person needs.
NEED_INTENTS = ("find_service", "nlu_fallback", "danger", "correct", "for_someone_else")
#: Of these the classifier is sure that they speak of a need.
SURE_INTENTS = ("find_service", "danger")


@dataclass(frozen=True)
class Need:
    """What the person said that they need.

    Attributes:
        text: their words.
        vector: of the words, float32, shape (dim,); None when it did not travel along.
        understood: False when the classifier was not sure that it is a need.
        for_someone: whether it only says that somebody else is in need.
    """

    text: str
    vector: np.ndarray | None
    understood: bool
    for_someone: bool = False


class Conversation:
    """What is known of a conversation.

    Args:
        tracker: as Rasa sent it.
    """

    def __init__(self, tracker: Tracker) -> None:
        self._slots: Mapping[str, Any] = tracker.slots
        self._said = [event for event in tracker.events if event.get("event") == "user"]
        self.language = from_events(tracker.events)
        #: For whom the person asks; told by what they need (`Search.client_of`).
        self.client: Client = "person"

    @property
    def turn(self) -> str:
        """The id of the message that is being answered."""
        return str(self._said[-1]["message_id"]) if self._said else ""

    @property
    def text(self) -> str:
        """The words of the message that is being answered."""
        return str(self._said[-1].get("text") or "") if self._said else ""

    @property
    def person(self) -> Person:
        """What is known of the person, today."""
        return Person(
            as_of=today(),
            municipality=self._slots.get("municipality"),
            age_years=self.age_years,
            client=self.client,
        )

    @property
    def age_years(self) -> int | None:
        """The person's age, when they told it."""
        age = self._slots.get("age")
        return int(age) if age is not None else None

    @property
    def only_wide(self) -> bool:
        """Whether local doors must be left out: nobody knows whether they serve the person."""
        return self.person.municipality is None

    @property
    def place_settled(self) -> bool:
        """Whether the question for the municipality has been answered or turned down."""
        return bool(self._slots.get("municipality") or self._slots.get("place_skipped"))

    @property
    def shown(self) -> list[str]:
        """Ids of the entries shown for the present need, in their order."""
        return list(self._slots.get("shown") or [])

    def entity(self, name: str) -> Any:
        """The value of an entity of the message that is being answered; None when it has none."""
        data = self._said[-1].get("parse_data") or {} if self._said else {}
        values = [e["value"] for e in data.get("entities") or [] if e["entity"] == name]
        return values[0] if values else None

    def need(self) -> Need | None:
        """The last thing that the person said they need; None before they have."""
        for event in reversed(self._said):
            data = event.get("parse_data") or {}
            intent = (data.get("intent") or {}).get("name")
            if intent == "new_need":
                return None
            if intent in NEED_INTENTS and event.get("text"):
                packed = data.get("vector")
                vector = unpack(packed) if packed else None
                for_someone = intent == "for_someone_else"
                return Need(str(event["text"]), vector, intent in SURE_INTENTS, for_someone)
        return None
