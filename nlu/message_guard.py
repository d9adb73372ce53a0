"""Component: cleans a message, masks who somebody is, and marks one that cannot be read."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.identifiers import mask
from knowledge.text import clean, fault

#: The parsed message's key for what keeps it from being read.
FAULT = "fault"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER], is_trainable=False)
class MessageGuard(GraphComponent):
    """Cleans and masks the text; the first component of the pipeline."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MessageGuard":
        """Make the component (see parent class)."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Clean each message and note its fault, if it has one."""
        for message in messages:
            # Channels mask already; whoever asks the model directly is protected as well.
            text = mask(clean(message.get(TEXT)))
            message.set(TEXT, text)
            wrong = fault(text)
            if wrong:
                message.set(FAULT, wrong, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training data as it is (see parent class)."""
        return training_data
