"""Component: sees danger in a message, by phrases and by meaning, before anything else is done.

The meaning is judged by a logistic regression over the sentence features, trained on messages of
danger and on harmless ones in all languages; so it works in the dialogue process alone.
"""

from typing import Any, Dict, List, Optional, Tuple

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from index.encoder import COMPACT, CompactEncoder, unpack
from index.vector_cache import query_cache
from knowledge import needs
from nlu.danger import KINDS, by_phrase, danger_texts
from nlu.sentence_encoder import VECTOR

#: The intent of a message that tells of danger, and the parsed message's key for its kind.
DANGER = "danger"
#: The parsed message's key for a suspicion of danger that is too weak to change the intent.
POSSIBLE = "danger_possible"
#: The class of harmless messages.
HARMLESS = "harmless"
#: Needs whose questions tell of danger themselves, by the kind of danger.
DANGEROUS_NEEDS = {
    "violence": "violence",
    "sexual-violence": "sexual_violence",
    "exploitation": "exploitation",
}
#: Needs on the border: their questions teach neither danger nor harmlessness.
BORDER_NEEDS = ("crisis-talk", "child-worry", "child-talk", "crime-victim", "low-mood")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class DangerDetector(GraphComponent):
    """Overrides the intent when a message tells of danger."""

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: Optional[LogisticRegression] = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The defaults (see parent class)."""
        return {
            # From this probability (0..1) of danger of any kind on, help comes first.
            "threshold": 0.4,
            # From this probability on, the emergency number is named beside the usual answer.
            "possible": 0.15,
            # Inverse regularisation strength of the regression.
            "strength": 50.0,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DangerDetector":
        """Make the component (see parent class)."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the danger files; the chat examples count as harmless."""
        texts, kinds = _examples()
        for message in training_data.intent_examples:
            if message.get(INTENT) not in ("find_service", DANGER):
                texts.append(str(message.get(TEXT)))
                kinds.append(HARMLESS)
        encoder = CompactEncoder()
        cache = query_cache(COMPACT)
        vectors = cache.encode(texts, encoder.encode_query)
        cache.save()
        # No class weights: danger is as rare among the examples as it should be believed.
        model = LogisticRegression(C=self._config["strength"], max_iter=400)
        model.fit(vectors - vectors.mean(axis=0), kinds)
        # Centring is a shift of the offsets, so the model can be used on plain vectors.
        model.intercept_ = model.intercept_ - model.coef_ @ vectors.mean(axis=0)
        self._model = model
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(model, folder / "danger.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "DangerDetector":
        """Load a trained component (see parent class)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = joblib.load(folder / "danger.joblib")
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark each message that tells of danger."""
        for message in messages:
            kind, confidence = self._judge(message)
            if not kind and confidence >= self._config["possible"]:
                message.set(POSSIBLE, True, add_to_output=True)
            if kind:
                message.set(DANGER, kind, add_to_output=True)
                intent = {"name": DANGER, "confidence": confidence}
                message.set(INTENT, intent, add_to_output=True)
        return messages

    def _judge(self, message: Message) -> Tuple[Optional[str], float]:
        """The kind of danger and its probability, 0..1; None when there is none."""
        said = by_phrase(message.get(TEXT) or "")
        if self._model is None or not message.get(VECTOR):
            return said, 1.0
        vector = unpack(message.get(VECTOR))
        shares = dict(zip(self._model.classes_, self._model.predict_proba(vector[None, :])[0]))
        danger = float(1.0 - shares[HARMLESS])
        if said is None and danger < self._config["threshold"]:
            return None, danger
        return said or max(KINDS, key=lambda kind: shares[kind]), danger if said is None else 1.0


def _examples() -> Tuple[List[str], List[str]]:
    """Messages and their kind of danger, `HARMLESS` for none."""
    pairs: List[Tuple[str, str]] = []
    for texts in danger_texts().values():
        pairs += [(text, kind) for kind in KINDS for text in texts.messages[kind]]
        pairs += [(text, HARMLESS) for text in texts.harmless]
    for need in needs.load().values():
        if need.id not in BORDER_NEEDS:
            kind = DANGEROUS_NEEDS.get(need.id, HARMLESS)
            pairs += [(q, kind) for text in need.texts.values() for q in text.questions]
    return [text for text, _ in pairs], [kind for _, kind in pairs]
