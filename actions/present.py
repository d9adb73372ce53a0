"""What is said of a search result: doors, closed doors, nothing, or the question for the place."""

from typing import Any

from actions.answer import Decision
from actions.conversation import Conversation
from actions.door import door_values, entry_values
from index.eligibility import Person
from index.results import Closed, Referral, SearchResult
from index.search import Search

#: Why an entry that was named cannot be used, and the sentence that says so.
_CLOSED_SENTENCES = {
    "not_started": "utter_not_started",
    "withheld": "utter_withheld",
    "municipality": "utter_other_municipality",
    "age": "utter_other_age",
    "client": "utter_other_client",
}


def present(
    decision: Decision, result: SearchResult, conversation: Conversation, search: Search
) -> list[str]:
    """Add what is said of a result.

    Returns:
        Ids of the entries that are shown, in their order.
    """
    person = conversation.person
    shown = [e for c in result.closed for e in _closed(decision, c, conversation, search)]
    referrals = [r for r in result.referrals if r.entry.id not in shown]
    if referrals:
        decision.say(_headline(result, len(referrals)))
        show_doors(decision, referrals, conversation, search, first_number=len(shown) + 1)
        shown += [referral.entry.id for referral in referrals]
    elif not shown:
        decision.say("utter_nothing")
        wider = search.widen(person)
        if wider:
            decision.say("utter_wider")
            show_doors(decision, wider, conversation, search)
            shown += [referral.entry.id for referral in wider]
        decision.say("utter_human_contact")
        decision.people()
    return shown


def show_doors(
    decision: Decision,
    referrals: list[Referral] | tuple[Referral, ...],
    conversation: Conversation,
    search: Search,
    *,
    first_number: int = 1,
) -> None:
    """Add doors and what can be done with them."""
    for number, referral in enumerate(referrals, first_number):
        door = door_values(
            search, referral, conversation.person, conversation.language, number=number
        )
        decision.door(door)
    decision.say("utter_doors_after")
    add_buttons(decision)


def add_buttons(decision: Decision) -> None:
    """Add the buttons that go on from doors."""
    decision.button("button_more", "/ask_more")
    decision.button("button_another_need", "/new_need")
    decision.button("button_human", "/ask_human")


def _headline(result: SearchResult, count: int) -> str:
    if result.decision != "confident":
        return "utter_doors_maybe"
    return "utter_doors_confident_1" if count == 1 else "utter_doors_confident_n"


def _closed(
    decision: Decision, closed: Closed, conversation: Conversation, search: Search
) -> list[str]:
    """Say that a named entry cannot be used, and what can be used instead."""
    entry, person, language = closed.entry, conversation.person, conversation.language
    values = entry_values(search, entry, person, language)
    name: Any = values["name"]
    if closed.reason == "ended" and entry.validity.to:
        decision.say("utter_ended", name=name, date=entry.validity.to)
    elif closed.reason == "not_started":
        decision.say("utter_not_started", name=name, date=entry.validity.from_)
    elif closed.reason == "municipality":
        _say_elsewhere(decision, name, person)
    else:
        key = _CLOSED_SENTENCES.get(closed.reason, "utter_ended_undated")
        more = {"audience": values["audience"]} if closed.reason == "client" else {}
        decision.say(key, name=name, **more)
    if closed.successors:
        stated = entry.successor_stated and closed.reason == "ended"
        decision.say("utter_continues" if stated else "utter_try_instead")
        for number, successor in enumerate(closed.successors[:2], 1):
            door = entry_values(search, successor, person, language)
            decision.door({**door, "number": number})
    return [successor.id for successor in closed.successors[:2]]


def _say_elsewhere(decision: Decision, name: Any, person: Person) -> None:
    if person.municipality:
        decision.say("utter_other_municipality", name=name, municipality=person.municipality)
    else:
        decision.say("utter_withheld", name=name)
