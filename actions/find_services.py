"""The person gets the doors that fit what they need."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Decision, Event
from actions.conversation import Conversation, Need
from actions.guidance import guidance
from actions.present import present
from index.decision import NO_DOOR_LIMIT
from index.results import SearchResult


class FindServices(Action):
    """Searches for the need, and asks for the municipality only when it changes the answer."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_find_services"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Search and decide (see parent class)."""
        return find(Conversation(tracker))


def find(conversation: Conversation, *more: Event) -> list[Event]:
    """Search for the present need and decide what to answer.

    Args:
        conversation: what is known of the conversation.
        more: further events, put first.
    """
    decision, search = Decision(conversation.turn), guidance()
    need = conversation.need()
    if need is None:
        decision.say("utter_ask_need")
        return decision.events(*more)
    conversation.client = search.client_of(need.text, need.vector)
    person = conversation.person
    outside = conversation.entity("outside_place")
    if outside and not person.municipality:
        decision.say("utter_outside_region", place=outside, municipalities=True)
    result = search.search(need.text, person, vector=need.vector)
    refusal = _refusal(need, result)
    if refusal:
        decision.say(refusal)
        return decision.events(*more)
    if not conversation.place_settled and not outside and search.place_matters(result, person):
        decision.say("utter_ask_municipality")
        decision.button("button_skip_municipality", "/skip")
        return decision.events(*more, SlotSet("shown", []))
    if conversation.only_wide:
        result = search.search(need.text, person, vector=need.vector, only_wide=True)
    shown = present(decision, result, conversation, search)
    return decision.events(*more, SlotSet("shown", shown))


def _refusal(need: Need, result: SearchResult) -> str | None:
    """The sentence for what is no need at all; None when it is, or may be, one.

    Words that even the classifier did not take for a need are searched, but believed only when the
    search is confident.
    """
    if result.closed:
        return None
    if result.decision == "none" and result.no_door > NO_DOOR_LIMIT and not need.for_someone:
        return "utter_out_of_scope"
    if not need.understood and result.decision != "confident":
        if need.for_someone:
            return "utter_for_whom"
        return "utter_not_understood" if result.need else "utter_out_of_scope"
    return None
