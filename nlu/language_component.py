"""Component: notes which language a message is in."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.language import detect

#: The parsed message's key for the evidence (`knowledge.spoken.Evidence.as_dict`).
SPOKEN = "spoken"
#: Language is told from the beginning of a long message.
READ_CHARS = 600
#: A text that no rule decides, so that the statistical models are loaded.
WARMING = "valo talo palo"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class LanguageDetector(GraphComponent):
    """Adds what a message shows of its language to the parsed message."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """Make the component (see parent class)."""
        return cls()

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageDetector":
        """Make the component and warm it up: the first message must not wait (see parent class)."""
        detect(WARMING)
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Note the language of each message."""
        for message in messages:
            evidence = detect((message.get(TEXT) or "")[:READ_CHARS])
            message.set(SPOKEN, evidence.as_dict(), add_to_output=True)
        return messages
