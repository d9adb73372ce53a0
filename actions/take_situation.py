"""The person told where they live or how old they are: the search is made again with it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Decision, Event
from actions.conversation import Conversation
from actions.find_services import find


class TakeSituation(Action):
    """Searches again, or thanks when no need is known yet."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_take_situation"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Decide (see parent class)."""
        conversation = Conversation(tracker)
        decision = Decision(conversation.turn)
        outside = conversation.entity("outside_place")
        municipality = conversation.entity("municipality")
        if not (outside or municipality) and conversation.entity("age") is None:
            decision.say("utter_unknown_municipality", municipalities=True)
            return decision.events()
        if conversation.need():
            return find(conversation)
        if municipality:
            decision.say("utter_place_noted", municipality=municipality)
        elif outside:
            decision.say("utter_outside_region", place=outside, municipalities=True)
        else:
            decision.say("utter_noted")
        return decision.events()
