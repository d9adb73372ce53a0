"""Component: municipality, age and a chosen number, as entities."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.situation import understand

#: Set on a message that tells of nothing but the situation.
ONLY_SITUATION = "only_situation"
#: How many words of a message tell nothing of the situation.
OTHER_WORDS = "other_words"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class SituationExtractor(GraphComponent):
    """Adds what a message tells of the person's situation."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SituationExtractor":
        """Make the component (see parent class)."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of each message, and the intent where they are all it says."""
        for message in messages:
            situation = understand(message.get(TEXT) or "")
            entities = [
                {"entity": name, "value": value, "extractor": type(self).__name__}
                for name, value in situation.entities.items()
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
            if situation.is_all_that_is_said:
                message.set(ONLY_SITUATION, True)
            message.set(OTHER_WORDS, situation.other_words)
        return messages
