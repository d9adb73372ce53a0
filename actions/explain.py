"""The person learns why they were shown what they were shown."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Decision, Event
from actions.conversation import Conversation
from actions.door import door_values
from actions.guidance import guidance


class Explain(Action):
    """Shows each door again with its reason."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Decide (see parent class)."""
        conversation = Conversation(tracker)
        decision, search = Decision(conversation.turn), guidance()
        need, shown = conversation.need(), conversation.shown
        if need is None or not shown:
            decision.say("utter_no_door_yet")
            return decision.events()
        conversation.client = search.client_of(need.text, need.vector)
        person, language = conversation.person, conversation.language
        result = search.search(
            need.text,
            person,
            limit=len(shown) + 3,
            vector=need.vector,
            keep_share=0.0,
            only_wide=conversation.only_wide,
        )
        for referral in result.referrals:
            if referral.entry.id in shown:
                number = shown.index(referral.entry.id) + 1
                values = door_values(search, referral, person, language, number=number)
                decision.door({**values, "contacts": [], "via": [], "via_contacts": []})
        return decision.events()
