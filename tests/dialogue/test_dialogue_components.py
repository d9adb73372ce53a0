"""The Rasa components as thin shells over the plain functions, in the dialogue environment."""

from typing import Any, Dict, List

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from index.encoder import unpack
from nlu.intent_rules import IntentRules
from nlu.language_component import LanguageDetector
from nlu.message_guard import MessageGuard
from nlu.sentence_encoder import SentenceEncoder
from nlu.situation_extractor import SituationExtractor


def made(component: Any, tmp_path: Any) -> Any:
    context = ExecutionContext(GraphSchema({}), node_name="test")
    storage = LocalModelStorage(tmp_path)
    config = component.get_default_config()
    return component.create(config, storage, Resource("test"), context)


def through(components: List[Any], text: str, tmp_path: Any, **data: Any) -> Dict[str, Any]:
    message = Message({TEXT: text, **data})
    for component in components:
        made(component, tmp_path).process([message])
    parsed: Dict[str, Any] = message.as_dict(only_output_properties=True)
    return parsed


@pytest.mark.parametrize(
    ("text", "wanted"), [("", "empty"), ("🙂", "no_words"), ("a" * 3000, "too_long")]
)
def test_the_guard_marks_what_cannot_be_read(tmp_path: Any, text: str, wanted: str) -> None:
    parsed = through([MessageGuard, LanguageDetector, IntentRules], text, tmp_path)
    assert parsed["fault"] == wanted
    assert parsed[INTENT]["name"] == "unreadable"


def test_broken_surrogates_and_nul_pass_the_whole_pipeline(tmp_path: Any) -> None:
    parts = [MessageGuard, LanguageDetector, SentenceEncoder, SituationExtractor, IntentRules]
    parsed = through(parts, "apua\ud800 \0 tarvitsen", tmp_path)
    assert parsed[TEXT] == "apua tarvitsen"
    assert unpack(parsed["vector"]).shape == (384,)


def test_a_wish_for_a_language_is_an_intent_of_its_own(tmp_path: Any) -> None:
    parsed = through([LanguageDetector, IntentRules], "in english please", tmp_path)
    assert parsed[INTENT]["name"] == "change_language"
    assert parsed["spoken"]["language"] == "en"


def test_a_bare_place_informs_and_a_bare_number_chooses(tmp_path: Any) -> None:
    informs = through([SituationExtractor, IntentRules], "Oulussa", tmp_path)
    chooses = through([SituationExtractor, IntentRules], "2", tmp_path)
    assert informs[INTENT]["name"] == "inform"
    assert {e["entity"]: e["value"] for e in informs[ENTITIES]} == {"municipality": "oulu"}
    assert chooses[INTENT]["name"] == "choose"


def test_a_need_that_names_a_place_is_a_need(tmp_path: Any) -> None:
    ranking = [
        {"name": "inform", "confidence": 0.5},
        {"name": "find_service", "confidence": 0.4},
    ]
    data = {INTENT: ranking[0], INTENT_RANKING_KEY: ranking}
    text = "jag blev uppsagd från fabriken i Ylivieska"
    parsed = through([SituationExtractor, IntentRules], text, tmp_path, **data)
    assert parsed[INTENT]["name"] == "find_service"


def test_the_vector_that_travels_is_that_of_the_text(tmp_path: Any) -> None:
    one = through([SentenceEncoder], "haluan oppia suomea", tmp_path)["vector"]
    same = through([SentenceEncoder], "haluan oppia suomea", tmp_path)["vector"]
    other = through([SentenceEncoder], "auto on rikki", tmp_path)["vector"]
    assert one == same
    assert float(unpack(one) @ unpack(other)) < 0.9
