"""Whole conversations with both servers running, over the page's channel and the REST webhook."""

import json
import os
import secrets
import signal
import time
import urllib.error
from pathlib import Path
from typing import Any

import pytest

from bot.wording import say
from knowledge.languages import LANGUAGES
from knowledge.yaml_files import read_yaml
from opastin import chat as terminal
from tests.serving import Served, Talk

pytestmark = pytest.mark.slow
CONVERSATIONS = Path(__file__).resolve().parent / "conversations"
EXAMPLES = CONVERSATIONS.parent.parent / "nlu" / "examples"
DANGERS = ("emergency", "self_harm", "sexual_violence", "violence", "child", "exploitation")


def conversations() -> list[Any]:
    return [
        pytest.param(language, talk["turns"], id=f"{language}-{talk['id']}")
        for language in LANGUAGES
        for talk in read_yaml(CONVERSATIONS / f"{language}.yml")["conversations"]
    ]


def answers_as_expected(answer: dict[str, Any], expected: dict[str, Any], language: str) -> bool:
    if "doors_any_of" in expected:
        return bool(set(answer["doors"]) & set(expected["doors_any_of"]))
    response = expected["response"]
    keys = (
        [f"utter_danger_{kind}" for kind in DANGERS] if response == "utter_danger" else [response]
    )
    return any(say(key, language) in answer["texts"] for key in keys)


@pytest.mark.parametrize(("language", "turns"), conversations())
def test_a_conversation_ends_with_the_right_door(
    served: Served, language: str, turns: list[dict[str, Any]]
) -> None:
    talk = Talk(served, language)
    for turn in turns:
        answer = talk.say(turn["say"])
        assert answers_as_expected(answer, turn["expect"], language), (turn, answer)
        assert answer["language"] == language


def test_more_details_why_and_another_need_follow_the_doors(served: Served) -> None:
    talk = Talk(served, "en")
    talk.say("I live in Oulu")
    first = talk.say("I want to learn Finnish")
    assert "villa-victor" in first["doors"]
    assert {"/ask_more", "/new_need", "/ask_human"} <= set(first["buttons"])
    number = first["doors"].index("villa-victor") + 1
    details = talk.say(str(number))
    assert details["doors"] == ["villa-victor"]
    more = talk.say("/ask_more")
    assert not set(more["doors"]) & set(first["doors"])
    why = talk.say("why do you suggest this?")
    assert "villa-victor" in why["doors"]
    assert talk.say("/new_need")["texts"] == [say("utter_ask_need", "en")]
    assert talk.say("/ask_more")["texts"][0] == say("utter_no_door_yet", "en")


def test_a_place_is_chosen_by_an_ordinal_in_the_persons_words(served: Served) -> None:
    for language, place, need, second in (
        ("fi", "asun Raahessa", "etsin töitä", "kerro lisää toisesta"),
        ("uk", "живу в Раахе", "шукаю роботу", "розкажи про другий"),
        ("ar", "أسكن في أولو", "أبحث عن عمل", "المزيد عن رقم 2"),
    ):
        talk = Talk(served, language)
        talk.say(place)
        doors = talk.say(need)["doors"]
        assert talk.say(second)["doors"] == [doors[1]]


def test_danger_is_remembered_when_the_place_is_told_afterwards(served: Served) -> None:
    talk = Talk(served, "so")
    assert "112" in str(talk.say("Ninkaygu wuu i garaacaa waan baqayaa"))
    assert set(talk.say("Oulu")["doors"]) & {"oulun-turvakoti", "nollalinja"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("не хочу жити", "uk"),
        ("I don't want to live, and I need a job", "en"),
        ("jag vill inte leva", "sv"),
        ("artık yaşamak istemiyorum", "tr"),
    ],
)
def test_danger_is_heard_in_one_clause_and_answered_in_its_language(
    served: Served, text: str, language: str
) -> None:
    answer = served.rest(secrets.token_hex(8), text)
    assert answer.startswith(say("utter_danger_self_harm", language))


def test_changing_the_language_shows_the_doors_again(served: Served) -> None:
    talk = Talk(served, "fi")
    talk.say("asun Oulussa")
    doors = talk.say("haluan oppia suomen kieltä")["doors"]
    again = talk.say("på svenska, tack")
    assert again["language"] == "sv"
    assert again["doors"] == doors


def test_a_firm_and_a_counsellor_get_their_own_doors(served: Served) -> None:
    firm = Talk(served, "fi")
    firm.say("Oulu")
    assert "ta-oulun-seutu" in firm.say("yrityksemme tarvitsee lisää työntekijöitä")["doors"]
    counsellor = Talk(served, "fi")
    answer = counsellor.say("opinto-ohjaajan täydennyskoulutus digiohjauksesta")
    assert "ohjaajien-koulutukset" in answer["doors"]


def test_who_does_not_say_where_they_live_gets_doors_that_work_everywhere(served: Served) -> None:
    talk = Talk(served, "fi")
    assert talk.say("etsin töitä")["texts"] == [say("utter_ask_municipality", "fi")]
    answer = talk.say("/skip")
    assert "tyomarkkinatori" in answer["doors"]
    assert not [door for door in answer["doors"] if str(door).startswith("ta-")]


def test_an_ended_project_is_told_to_have_ended(served: Served) -> None:
    talk = Talk(served, "fi")
    talk.say("asun Oulussa")
    answer = talk.say("OSKE")
    assert any("OSKE" in text and "2024" in text for text in answer["texts"])
    assert "ta-oulun-seutu" in answer["doors"]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_questions_about_the_bot_are_answered_and_the_talk_is_forgotten_on_demand(
    served: Served, language: str
) -> None:
    blocks = read_yaml(EXAMPLES / f"{language}.yml")["nlu"]
    first = {block["intent"]: block["examples"].splitlines()[0][2:] for block in blocks}
    talk = Talk(served, language)
    for intent, response in (
        ("ask_who_runs", "utter_who_runs"),
        ("abuse", "utter_abuse"),
        ("delete_data", "utter_forgotten"),
    ):
        assert say(response, language) in talk.say(first[intent])["texts"]
    # Nothing is left that "more" could mean.
    assert talk.say("/ask_more")["doors"] == []


def test_a_message_for_somebody_else_leads_to_their_need(served: Served) -> None:
    talk = Talk(served, "en")
    assert say("utter_for_whom", "en") in talk.say("it's not for me, it's for my cousin")["texts"]
    found = talk.say("he is 19 and wants to learn Finnish, he lives in Oulu")
    assert "villa-victor" in found["doors"]


def test_who_somebody_is_does_not_reach_the_conversation(served: Served) -> None:
    talk = Talk(served, "en")
    found = talk.say("my name is Amina Ali 0401234567, I want to learn Finnish and live in Oulu")
    assert "villa-victor" in found["doors"]


def test_a_place_outside_the_region_is_told_with_the_region(served: Served) -> None:
    answer = Talk(served, "fi").say("asun Tampereella")
    assert "Tampere" in answer["texts"][0]
    assert "Kärsämäki" in answer["texts"][0]


def test_a_wish_changes_the_language_at_once_and_a_button_too(served: Served) -> None:
    talk = Talk(served, "fi")
    talk.say("olen menettänyt työpaikkani viime viikolla")
    assert talk.say("in english please")["texts"][0] == say("utter_language_changed", "en")
    changed = talk.say('/change_language{"language": "ckb"}')
    assert (changed["language"], changed["direction"]) == ("ckb", "rtl")


BAD = {
    "empty": ("", "utter_unreadable_empty"),
    "blank": ("  \n\t ", "utter_unreadable_empty"),
    "marks of direction": ("\u202e\u200f\u2066", "utter_unreadable_empty"),
    "10 000 letters": ("a" * 10_000, "utter_unreadable_too_long"),
    "10 000 words": ("x " * 5_000, "utter_unreadable_too_long"),
    "emoji": ("🙂🙂🙂", "utter_unreadable_no_words"),
    "digits": ("0401234567", "utter_unreadable_no_words"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("language", ["fi", "ar", "zh"])
def test_bad_input_gets_a_clear_sentence_in_the_persons_language(
    served: Served, kind: str, language: str
) -> None:
    text, key = BAD[kind]
    talk = Talk(served, language)
    assert talk.say(text)["texts"] == [say(key, language)]
    assert talk.say("/greet")["language"] == language


@pytest.mark.parametrize(
    "text",
    [
        "\0\0apua", "apua \ud800\udfff töihin", "<script>alert(1)</script>", "'; DROP TABLE x;--",
        "/restart", "/session_start", '/find_service{"x": 1}', "{{7*7}} ${HOME}", "\u202eolleh",
    ],
)  # fmt: skip
def test_odd_input_never_breaks_the_conversation(served: Served, text: str) -> None:
    talk = Talk(served, "fi")
    talk.say("asun Raahessa")
    odd = talk.say(text)
    assert odd["texts"] or odd["doors"]
    assert "ta-raahe" in talk.say("etsin töitä")["doors"]


def test_the_rest_webhook_speaks_too_and_takes_odd_bodies(served: Served) -> None:
    sender = secrets.token_hex(8)
    assert "Opastin" in served.rest(sender, "hei")
    assert served.rest(sender, "moi", "fi")
    for body in ({}, {"message": None}, {"message": 5}, {"sender": sender, "message": ["a"]}):
        assert served.post("/webhooks/rest/webhook", body)
    answer = served.rest(secrets.token_hex(8), "/greet", "so")
    assert answer.startswith(say("utter_greet", "so").splitlines()[0])


def test_the_page_and_its_words_are_served_in_every_language(served: Served) -> None:
    assert "<script" in served.get("/chat/")
    for language, known in LANGUAGES.items():
        words = json.loads(served.get(f"/chat/words/{language}"))
        assert words["words"]["send"] == say("page_send", language)
        assert words["direction"] == known.direction
        assert len(words["languages"]) == 16


@pytest.mark.parametrize("path", ["/chat/nothing.js", "/chat/..%2fnlg.py", "/chat/%2e%2e/nlg.py"])
def test_no_other_file_is_served(served: Served, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        served.get(path)


@pytest.mark.parametrize("body", [{}, {"conversation": "x", "text": "hi"}, {"text": "hi"}])
def test_a_conversation_needs_an_id_that_the_server_made(
    served: Served, body: dict[str, str]
) -> None:
    with pytest.raises(urllib.error.HTTPError, match="400"):
        served.post("/chat/message", body)


def test_the_terminal_talks_and_ends_cleanly(
    served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["Ylivieskassa", "olen työtön ja etsin uutta työtä", "1"])

    def read(prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    monkeypatch.setenv("COLUMNS", "80")
    terminal.talk(served.addresses.local, "fi")
    printed = capsys.readouterr().out
    assert "Ylivieska–Kalajoki–Nivala" in printed
    assert "[a] " in printed
    too_wide = [line for line in printed.splitlines() if len(line) > 80 and "://" not in line]
    assert too_wide == []


def test_a_stopped_or_slow_search_is_told_honestly_and_works_again_afterwards(
    served: Served,
) -> None:
    talk = Talk(served, "sv")
    talk.say("jag bor i Brahestad")
    os.kill(served.guidance_pid, signal.SIGSTOP)
    try:
        started_s = time.monotonic()
        down = talk.say("jag söker jobb")
        waited_s = time.monotonic() - started_s
        danger = talk.say("jag vill inte leva längre")
    finally:
        os.kill(served.guidance_pid, signal.SIGCONT)
    assert down["texts"][0] == say("utter_search_down", "sv")
    assert waited_s < 10
    assert any(say(f"utter_danger_{kind}", "sv") in danger["texts"] for kind in DANGERS)
    assert "ta-raahe" in talk.say("jag söker jobb")["doors"]
