"""Component: what the person does with a message, from its meaning and its letters.

A logistic regression over the sentence features, which mean the same in all languages, and over
character n-grams, which tell short words apart ("kiitti", "moi"). A message that is word for word a
training example has that example's intent.
"""

from collections import Counter
from typing import Any, Dict, List, Optional, Tuple

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from index.encoder import unpack
from knowledge.text import folded
from nlu.sentence_encoder import VECTOR, SentenceEncoder

#: The intent of those who need something.
NEED = "find_service"
#: Confidence of a message that stands word for word among the examples.
KNOWN_CONFIDENCE = 0.99


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class MeaningIntentClassifier(GraphComponent, IntentClassifier):
    """Sets the intent and the ranking of the others."""

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: Optional[_Model] = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The defaults (see parent class)."""
        return {
            # Inverse regularisation strength of the regression.
            "strength": 15.0,
            # How much the letters count beside the meaning (1: as much).
            "letter_weight": 0.7,
            # Letters are counted in runs of 1 to so many.
            "longest_run": 4,
            # At most so many different runs.
            "max_runs": 12000,
            # All intents teach alike, but people ask for a service so many times more often than
            # for any other single thing.
            "need_prior": 2.0,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MeaningIntentClassifier":
        """Make the component (see parent class)."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on all examples that have an intent."""
        examples = training_data.intent_examples
        vectors = np.stack([_sentence_vector(message) for message in examples])
        texts = [str(message.get(TEXT)) for message in examples]
        self._model = _Model(self._config)
        self._model.fit(vectors, texts, [message.get(INTENT) for message in examples])
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "intents.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "MeaningIntentClassifier":
        """Load a trained component (see parent class)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = joblib.load(folder / "intents.joblib")
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message."""
        for message in messages:
            if self._model is None or not message.get(VECTOR):
                continue
            vector, text = unpack(message.get(VECTOR)), message.get(TEXT) or ""
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in self._model.rank(vector, text)
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:5], add_to_output=True)
        return messages


def _sentence_vector(message: Message) -> np.ndarray:
    """The vector that `SentenceEncoder` set, float32, shape (dim,)."""
    _, sentence = message.get_dense_features(TEXT, [])
    if sentence is None:
        raise ValueError(f"no sentence features: put {SentenceEncoder.__name__} before this")
    return np.asarray(sentence.features[0], dtype=np.float32)


class _Model:
    """The regression with its features.

    Args:
        config: as in `MeaningIntentClassifier.get_default_config`.
    """

    def __init__(self, config: Dict[str, Any]) -> None:
        self._letter_weight = config["letter_weight"]
        self._need_prior = config["need_prior"]
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(1, config["longest_run"]),
            min_df=2,
            sublinear_tf=True,
            max_features=config["max_runs"],
        )
        self._regression = LogisticRegression(
            C=config["strength"], max_iter=150, tol=2e-3, class_weight="balanced"
        )
        self._known: Dict[str, str] = {}
        self._centre: Optional[np.ndarray] = None

    def fit(self, vectors: np.ndarray, texts: List[str], intents: List[str]) -> None:
        """Train.

        Args:
            vectors: unit vectors, float32, shape (n, dim).
            texts: the n messages.
            intents: their intents.
        """
        self._centre = vectors.mean(axis=0)
        self._letters.fit([folded(text) for text in texts])
        self._regression.fit(self._features(vectors, texts), intents)
        self._known = _unambiguous(texts, intents)

    def rank(self, vector: np.ndarray, text: str) -> List[Tuple[str, float]]:
        """All intents with their probability, 0..1, the most probable first."""
        known = self._known.get(folded(text))
        names = self._regression.classes_
        prior = np.where(names == NEED, self._need_prior, 1.0)
        shares = prior * self._regression.predict_proba(self._features(vector[None, :], [text]))[0]
        shares = shares / shares.sum()
        ranking = sorted(zip(names.tolist(), shares.tolist()), key=lambda pair: -pair[1])
        if known is None:
            return ranking
        others = [
            (name, share * (1 - KNOWN_CONFIDENCE)) for name, share in ranking if name != known
        ]
        return [(known, KNOWN_CONFIDENCE), *others]

    def _features(self, vectors: np.ndarray, texts: List[str]) -> Any:
        centred = vectors - self._centre
        norms = np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        letters = self._letters.transform([folded(text) for text in texts])
        return hstack([csr_matrix(centred / norms), letters * self._letter_weight]).tocsr()


def _unambiguous(texts: List[str], intents: List[str]) -> Dict[str, str]:
    """Folded examples that have one intent only."""
    pairs = {(folded(text), intent) for text, intent in zip(texts, intents)}
    counts = Counter(text for text, _ in pairs)
    return {text: intent for text, intent in pairs if counts[text] == 1}
