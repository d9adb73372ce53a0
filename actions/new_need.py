"""The person starts with another need: what was shown before no longer counts."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Event


class NewNeed(Action):
    """Clears the doors; the place and the age stay known."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_new_need"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Clear (see parent class)."""
        return [SlotSet("shown", [])]
