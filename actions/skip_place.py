"""The person would rather not say where they live: they get what works everywhere."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Event
from actions.conversation import Conversation
from actions.find_services import find


class SkipPlace(Action):
    """Remembers not to ask again, and searches."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_skip_place"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Decide (see parent class)."""
        tracker.slots["place_skipped"] = True
        return find(Conversation(tracker), SlotSet("place_skipped", True))
