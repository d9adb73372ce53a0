"""The person gets all that is known of one door."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Decision, Event
from actions.conversation import Conversation
from actions.door import entry_values
from actions.guidance import guidance
from actions.present import add_buttons
from index.search import Search
from knowledge.translations import text


class ShowDetails(Action):
    """Shows the door that was chosen by number, name or button."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_show_details"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Decide (see parent class)."""
        conversation = Conversation(tracker)
        decision, search = Decision(conversation.turn), guidance()
        if not conversation.shown:
            decision.say("utter_no_door_yet")
            return decision.events()
        chosen = _chosen(conversation, search)
        if chosen is None:
            _ask_which(decision, conversation, search)
            return decision.events()
        entry, person = search.catalogue[chosen], conversation.person
        door = entry_values(search, entry, person, conversation.language, detailed=True)
        decision.door(door)
        add_buttons(decision)
        return decision.events()


def _chosen(conversation: Conversation, search: Search) -> str | None:
    """Id of the door that is meant; None when that cannot be told."""
    shown = conversation.shown
    by_button = conversation.entity("door")
    if by_button in shown:
        return str(by_button)
    number = conversation.entity("choice")
    if isinstance(number, int) and 1 <= number <= len(shown):
        return shown[number - 1]
    named = search.named(conversation.text)
    by_name = [entry for entry in shown if entry in named]
    if by_name:
        return max(by_name, key=lambda entry: named[entry])
    return shown[0] if len(shown) == 1 else None


def _ask_which(decision: Decision, conversation: Conversation, search: Search) -> None:
    decision.say("utter_which_door")
    for entry_id in conversation.shown[-3:]:
        name = text(search.catalogue[entry_id], "name", conversation.language)
        payload = f'/ask_details{{"door": "{entry_id}"}}'
        decision.button("button_details", payload, name=name)
