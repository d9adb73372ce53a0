"""Component: sets the intent where a rule knows better than the classifier."""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.language_component import SPOKEN
from nlu.message_guard import FAULT
from nlu.situation_extractor import ONLY_SITUATION, OTHER_WORDS

#: A wish for another language is short: a longer message with one in it is about something else.
LONGEST_WISH_WORDS = 8
#: "I need work, can somebody help me?" asks for work rather than for a person.
PERHAPS_A_NEED = 0.2
#: A wish for a language that names none, and that is so probably a need, is one.
HARDLY_A_WISH = 0.05
#: A need of this confidence is a need, even where it speaks of a first or a second.
SURELY_A_NEED = 0.8
#: "I have lived in this town for two years" says nothing but the place; longer messages say more.
WORDS_OF_INFORMING = 4


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class IntentRules(GraphComponent):
    """Unreadable messages, wishes for a language, bare places, ages and numbers."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentRules":
        """Make the component (see parent class)."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message that a rule applies to."""
        for message in messages:
            intent = _ruled_intent(message)
            if intent:
                message.set(INTENT, {"name": intent, "confidence": 1.0}, add_to_output=True)
        return messages


def _ruled_intent(message: Message) -> Optional[str]:
    if message.get(FAULT):
        return "unreadable"
    spoken = message.get(SPOKEN) or {}
    if spoken.get("wish") and spoken["words"] <= LONGEST_WISH_WORDS:
        return "change_language"
    if message.get(ONLY_SITUATION):
        names = {entity["entity"] for entity in message.get(ENTITIES, [])}
        return "choose" if "choice" in names else "inform"
    if _means_one_of_the_shown(message):
        return "choose"
    intent = (message.get(INTENT) or {}).get("name")
    if intent == "change_language":
        # No language was asked for: "I want to learn Finnish" only sounds like a wish.
        return "find_service" if _share_of_need(message) >= HARDLY_A_WISH else "ask_language"
    if intent == "inform":
        return _more_than_informed(message)
    if intent in ("correct", "change_place") and _tells_where_or_how_old(message):
        return "inform"
    return _perhaps_a_need(message)


def _means_one_of_the_shown(message: Message) -> bool:
    """Whether a message says which place it means, and is not surely about something else."""
    intent = message.get(INTENT) or {}
    surely = intent.get("name") == "find_service" and intent.get("confidence", 0.0) > SURELY_A_NEED
    chosen = any(entity["entity"] == "choice" for entity in message.get(ENTITIES, []))
    return chosen and not surely


def _tells_where_or_how_old(message: Message) -> bool:
    """Whether a message says little but a place or an age ("no, I said Raahe")."""
    told = {entity["entity"] for entity in message.get(ENTITIES, [])}
    few = (message.get(OTHER_WORDS) or 0) <= WORDS_OF_INFORMING
    return few and bool(told & {"municipality", "outside_place", "age"})


def _perhaps_a_need(message: Message) -> Optional[str]:
    """A need, when that is nearly as probable as something else: the search can still refuse it."""
    if (message.get(INTENT) or {}).get("name") == "out_of_scope":
        return None
    return "find_service" if _share_of_need(message) >= PERHAPS_A_NEED else None


def _share_of_need(message: Message) -> float:
    """How probable it is that a message asks for a service, 0..1."""
    ranking = message.get(INTENT_RANKING_KEY) or []
    shares = {intent["name"]: intent["confidence"] for intent in ranking}
    return float(shares.get("find_service", 0.0))


def _more_than_informed(message: Message) -> Optional[str]:
    """The next probable intent of a message that names a place but says more than that."""
    if (message.get(OTHER_WORDS) or 0) <= WORDS_OF_INFORMING:
        return None
    return _next_probable(message, "inform", "skip")


def _next_probable(message: Message, *without: str) -> Optional[str]:
    ranking = message.get(INTENT_RANKING_KEY) or []
    others = [intent["name"] for intent in ranking if intent["name"] not in without]
    return str(others[0]) if others else None
