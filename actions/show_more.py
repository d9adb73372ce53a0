"""The person gets further doors for the same need."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Decision, Event
from actions.conversation import Conversation
from actions.guidance import guidance
from actions.present import show_doors

#: So many further doors at a time.
AT_A_TIME = 3
#: Who asks for more also gets doors that fit less: down to this share of the best one's fit.
WEAKER = 0.2


class ShowMore(Action):
    """Shows what comes after the doors that were shown."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_show_more"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Decide (see parent class)."""
        conversation = Conversation(tracker)
        decision, search = Decision(conversation.turn), guidance()
        need, shown = conversation.need(), conversation.shown
        if need is None:
            decision.say("utter_no_door_yet")
            return decision.events()
        conversation.client = search.client_of(need.text, need.vector)
        result = search.search(
            need.text,
            conversation.person,
            limit=AT_A_TIME + len(shown),
            vector=need.vector,
            keep_share=WEAKER,
            only_wide=conversation.only_wide,
        )
        further = [r for r in result.referrals if r.entry.id not in shown][:AT_A_TIME]
        if further:
            decision.say("utter_more_doors")
            first = len(shown) + 1
            show_doors(decision, further, conversation, search, first_number=first)
        else:
            decision.say("utter_no_more_doors")
            decision.people()
        shown += [referral.entry.id for referral in further]
        return decision.events(SlotSet("shown", shown))
