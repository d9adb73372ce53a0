"""Rasa's NLG: words each response in the person's language (endpoints.yml: `nlg: type`)."""

from typing import Any, Callable, Dict, List, Optional

import rasa.core.actions.action
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.answer_text import Answer, answer_of
from bot.people_text import danger_doors, people_doors
from bot.wording import say
from knowledge.dates import now
from knowledge.languages import LANGUAGES
from knowledge.spoken import from_events

#: An answer of the guidance server that takes longer counts as none.
ACTION_TIMEOUT_S = 3
#: Output channel of the chat page, which shows parts and not only text.
PAGE = "page"


class GettextNLG(NaturalLanguageGenerator):
    """Words responses from `locale/<language>.po` and from what the actions decided."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        # Rasa has no setting for this and waits five minutes.
        rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_S

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Optional[Dict[str, Any]]:
        """Word one response (see parent class)."""
        language = language_of(tracker)
        answer = _COMPOSED.get(utter_action, _sentence)(utter_action, tracker, language)
        return message_of(answer, language, with_parts=output_channel == PAGE)


def language_of(tracker: DialogueStateTracker) -> str:
    """The language to answer in."""
    said = [event for event in tracker.events if isinstance(event, UserUttered)]
    return from_events(
        {"event": "user", "parse_data": event.parse_data, "metadata": event.metadata}
        for event in said
    )


def message_of(answer: Answer, language: str, *, with_parts: bool) -> Dict[str, Any]:
    """A Rasa message: text and buttons, for the page also the parts."""
    message: Dict[str, Any] = {"text": answer.text(), "buttons": answer.buttons}
    if with_parts:
        message["custom"] = {
            "parts": answer.parts,
            "language": language,
            "direction": LANGUAGES[language].direction,
        }
    return message


def _sentence(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    return Answer([{"text": say(key, language)}])


def _greet(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    said = sum(isinstance(event, UserUttered) for event in tracker.events)
    return Answer([{"text": say(key if said <= 1 else "utter_greet_again", language)}])


def _answer(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    """What an action decided; when it decided nothing on this message, the search is down."""
    decided = tracker.get_slot("answer")
    message = tracker.latest_message
    if not decided or not message or decided["turn"] != message.message_id:
        return _with_people("utter_search_down", tracker, language)
    answer = answer_of(decided, language, lambda: _people(tracker, language))
    if message.parse_data.get("danger_possible"):
        # A weak sign of danger changes nothing else, but the number is said first.
        answer.parts.insert(0, {"text": say("utter_danger_after", language)})
    return answer


def _people(tracker: DialogueStateTracker, language: str) -> List[Dict[str, Any]]:
    municipality, age = tracker.get_slot("municipality"), tracker.get_slot("age")
    return [{"door": door} for door in people_doors(municipality, age, language)]


def _with_people(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    return Answer([{"text": say(key, language)}, *_people(tracker, language)])


def _danger(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    message = tracker.latest_message
    kind = (message.parse_data.get("danger") if message else None) or "self_harm"
    doors = danger_doors(str(kind), language, now())
    return Answer(
        [
            {"text": say(f"utter_danger_{kind}", language), "urgent": True},
            *({"door": door} for door in doors),
            {"text": say("utter_danger_after", language)},
        ]
    )


def _languages(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    offered = ", ".join(known.name for known in LANGUAGES.values())
    return Answer([{"text": say(key, language, languages=offered)}])


def _unreadable(key: str, tracker: DialogueStateTracker, language: str) -> Answer:
    message = tracker.latest_message
    fault = (message.parse_data.get("fault") if message else None) or "no_words"
    return Answer([{"text": say(f"utter_unreadable_{fault}", language)}])


_COMPOSED: Dict[str, Callable[[str, DialogueStateTracker, str], Answer]] = {
    "utter_greet": _greet,
    "utter_answer": _answer,
    "utter_human_contact": _with_people,
    "utter_complain": _with_people,
    "utter_abuse": _with_people,
    "utter_languages": _languages,
    "utter_danger": _danger,
    "utter_unreadable": _unreadable,
}
