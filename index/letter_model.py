"""What the letters of a question say of its need: logistic regression over runs of characters.

A small encoder misses single and rare words ("ahdistaa", "hirdetmeni"); their letters do not.
Multinomial logistic regression, one class against the rest, over tf-idf weights of runs of 2 to 5
characters, trained by stochastic gradient descent with a fixed seed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from knowledge.text import folded

#: Runs of so many characters are counted, within words.
RUNS = (2, 5)
#: So many runs are kept, the most frequent ones: more bring nothing and cost memory.
MOST_RUNS = 80_000
#: Strength of the regularisation; found on the tuning cases (`docs/search.md`).
REGULARISATION = 1e-6
#: Times that the training data are gone through.
ROUNDS = 8


class LetterModel:
    """A trained model.

    Args:
        counter: turns folded texts into weights of runs, sparse, shape (n, runs).
        weights: float16, shape (runs, classes).
        offsets: float32, shape (classes,).
    """

    def __init__(self, counter: Any, weights: np.ndarray, offsets: np.ndarray) -> None:
        self._counter = counter
        self._weights = weights
        self._offsets = offsets

    def logits(self, text: str) -> np.ndarray:
        """How much the letters speak for each class, float32, shape (classes,), highest 0."""
        found = self._counter.transform([folded(text)])
        # Only the rows of the runs that occur are touched.
        rows = self._weights[found.indices].astype(np.float32)
        logits = found.data @ rows + self._offsets
        return np.asarray(logits - logits.max(), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the model to a file."""
        joblib.dump((self._counter, self._weights, self._offsets), path)

    @classmethod
    def load(cls, path: Path) -> "LetterModel":
        """Read a model that `save` wrote."""
        return cls(*joblib.load(path))


def train_letters(texts: Sequence[str], classes: Sequence[str]) -> LetterModel:
    """Train a model; its classes are in alphabetical order, the same data gives the same model.

    Args:
        texts: questions.
        classes: their classes.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # heavy: when an index is built
    from sklearn.linear_model import SGDClassifier

    counter = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=RUNS,
        min_df=2,
        sublinear_tf=True,
        max_features=MOST_RUNS,
        dtype=np.float32,
    )
    found = counter.fit_transform([folded(text) for text in texts])
    model = SGDClassifier(
        loss="log_loss",
        alpha=REGULARISATION,
        max_iter=ROUNDS,
        tol=None,
        random_state=1,
        class_weight="balanced",
    )
    model.fit(found, list(classes))
    weights = np.ascontiguousarray(model.coef_.T, dtype=np.float16)
    return LetterModel(counter, weights, model.intercept_.astype(np.float32))
