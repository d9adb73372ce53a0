"""The NLG over real trackers, in the dialogue environment."""

import asyncio
from typing import Any, Dict, List, Optional

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.nlg import ACTION_TIMEOUT_S, GettextNLG, language_of
from bot.tracker_store import ForgetfulTrackerStore
from bot.wording import say
from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT

DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))


def said(
    text: str, language: str, words: int = 5, message_id: str = "m1", **parse_data: Any
) -> UserUttered:
    spoken = {
        "language": language, "confidence": 0.95, "words": words, "wish": False, "offered": True,
    }  # fmt: skip
    return UserUttered(
        text,
        parse_data={"text": text, "intent": {}, "entities": [], "spoken": spoken, **parse_data},
        message_id=message_id,
    )


def tracker_with(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("someone", list(events), slots=DOMAIN.slots)


def worded(response: str, *events: Event, channel: str = "rest") -> Dict[str, Any]:
    nlg = GettextNLG(EndpointConfig(), DOMAIN)
    message = asyncio.run(nlg.generate(response, tracker_with(*events), channel))
    assert message is not None
    return message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_greeting_is_worded_in(language: str) -> None:
    message = worded("utter_greet", said("x", language))
    assert message["text"] == say("utter_greet", language)
    assert "Opastin" in message["text"]


def test_a_second_greeting_is_short() -> None:
    message = worded("utter_greet", said("moi", "fi"), said("hei", "fi"))
    assert message["text"] == say("utter_greet_again", "fi")


def test_the_language_sticks_over_one_word_of_another() -> None:
    tracker = tracker_with(said("olen työtön nyt", "fi"), said("hello", "en", words=1))
    assert language_of(tracker) == "fi"


def door(**changes: Any) -> Dict[str, Any]:
    values: Dict[str, Any] = {
        "id": "villa-victor", "name": "Villa Victor", "summary": "Suomea.", "audience": "kaikki",
        "until": "2026-12-31", "uncertain": False, "way_in": None, "note": None,
        "contacts": [{"type": "phone", "value": "09 123", "languages": ["fi"], "hours": "24/7",
                      "free": True, "interpreter": False}],
        "via": [], "via_contacts": [], "detailed": False, "organiser": None, "languages": [],
        "interpreter": False, "checked": "2026-11-21", "source": "x", "number": 1,
        "why": {"kind": "need", "need": "suomen kieli"},
    }  # fmt: skip
    return {**values, **changes}


def answer(turn: str, parts: List[Dict[str, Any]]) -> SlotSet:
    buttons = [{"say": "button_more", "payload": "/ask_more"}]
    return SlotSet("answer", {"turn": turn, "parts": parts, "buttons": buttons})


def test_a_door_is_worded_with_name_audience_end_contact_and_reason() -> None:
    parts: List[Dict[str, Any]] = [{"say": "utter_doors_confident_1"}, {"door": door()}]
    message = worded("utter_answer", said("suomi", "fi"), answer("m1", parts))
    text = message["text"]
    for wanted in (
        "1. Villa Victor",
        "Suomea.",
        "kaikki",
        "31. joulukuuta 2026",
        "09 123",
        "suomen kieli",
    ):
        assert wanted in text
    assert message["buttons"] == [{"title": say("button_more", "fi"), "payload": "/ask_more"}]
    assert "custom" not in message


def test_the_page_gets_parts_with_direction_and_links() -> None:
    parts = [{"door": door()}]
    message = worded("utter_answer", said("س", "ar"), answer("m1", parts), channel="page")
    assert message["custom"]["direction"] == "rtl"
    lines = message["custom"]["parts"][0]["door"]["lines"]
    assert [line["href"] for line in lines if "href" in line] == ["tel:09123"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_to_an_earlier_message_is_no_answer_and_people_are_named_in(
    language: str,
) -> None:
    message = worded("utter_answer", said("x", language, message_id="m2"), answer("m1", []))
    assert message["text"].startswith(say("utter_search_down", language))
    assert "020 634 0200" in message["text"] or "044 703 6235" in message["text"]


@pytest.mark.parametrize("kind", ["self_harm", "violence", "emergency", "child"])
def test_danger_is_answered_without_the_guidance_server(kind: str) -> None:
    message = worded("utter_danger", said("x", "so", danger=kind))
    assert say(f"utter_danger_{kind}", "so") in message["text"]
    assert "112" in message["text"]


@pytest.mark.parametrize("fault", ["empty", "too_long", "no_words"])
def test_an_unreadable_message_is_answered_by_its_fault(fault: str) -> None:
    message = worded("utter_unreadable", said("", "uk", fault=fault))
    assert message["text"] == say(f"utter_unreadable_{fault}", "uk")


def test_a_slow_guidance_server_is_waited_for_three_seconds_only() -> None:
    import rasa.core.actions.action as module

    GettextNLG(EndpointConfig(), DOMAIN)
    assert module.DEFAULT_REQUEST_TIMEOUT == ACTION_TIMEOUT_S == 3


def kept(store: ForgetfulTrackerStore, sender: str) -> Optional[DialogueStateTracker]:
    return asyncio.run(store.retrieve(sender))


def test_a_silent_conversation_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("bot.tracker_store.time.monotonic", lambda: clock[0])
    store = ForgetfulTrackerStore(DOMAIN, minutes=10)
    for sender, at_s in (("early", 0.0), ("late", 500.0)):
        clock[0] = at_s
        tracker = DialogueStateTracker.from_events(sender, [said("x", "fi")], slots=DOMAIN.slots)
        asyncio.run(store.save(tracker))
    assert kept(store, "early") is not None
    clock[0] = 700.0
    assert kept(store, "early") is None
    assert kept(store, "late") is not None
    assert list(store.store) == ["late"]


def test_a_conversation_that_is_told_to_be_forgotten_is_forgotten_at_once() -> None:
    store = ForgetfulTrackerStore(DOMAIN)
    told = [said("I am in debt", "en"), said("delete it", "en", message_id="m2")]
    tracker = DialogueStateTracker.from_events("someone", told[:1], slots=DOMAIN.slots)
    asyncio.run(store.save(tracker))
    assert kept(store, "someone") is not None
    events = [*told, ActionExecuted("utter_forgotten"), ActionExecuted("action_listen")]
    tracker = DialogueStateTracker.from_events("someone", events, slots=DOMAIN.slots)
    asyncio.run(store.save(tracker))
    assert list(store.store) == []


def test_the_languages_are_named_each_in_its_own_name() -> None:
    text = worded("utter_languages", said("which languages", "en"))["text"]
    assert all(known.name in text for known in LANGUAGES.values())
