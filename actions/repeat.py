"""The person gets what was shown before once more, in the language they asked for."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Decision, Event
from actions.conversation import Conversation
from actions.find_services import find


class Repeat(Action):
    """Searches again when doors were shown; else says what can be asked."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Decide (see parent class)."""
        conversation = Conversation(tracker)
        if conversation.shown and conversation.need():
            return find(conversation)
        decision = Decision(conversation.turn)
        decision.say("utter_ask_need")
        return decision.events()
