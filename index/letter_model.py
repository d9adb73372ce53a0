"""What the letters of a question say of its need: naive Bayes over runs of characters.

A small encoder misses single and rare words ("ahdistaa", "hirdetmeni"); their letters do not.
Multinomial naive Bayes (McCallum & Nigam 1998) over tf-idf weights of runs of 2 to 5 characters.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from knowledge.text import folded

#: Runs of so many characters are counted, within words.
RUNS = (2, 5)
#: Added to every count, so that an unseen run rules nothing out.
SMOOTHING = 0.05


class LetterModel:
    """A trained model.

    Args:
        counter: turns folded texts into weights of runs, sparse, shape (n, runs).
        log_shares: log probability of each run in each class, float32, shape (runs, classes).
    """

    def __init__(self, counter: Any, log_shares: np.ndarray) -> None:
        self._counter = counter
        self._log_shares = log_shares

    def log_probabilities(self, text: str) -> np.ndarray:
        """The log probability of each class, float32, shape (classes,)."""
        weights = self._counter.transform([folded(text)])
        # Only the rows of the runs that occur are touched.
        logits = weights.data @ self._log_shares[weights.indices]
        highest = logits.max()
        return np.asarray(logits - highest - np.log(np.exp(logits - highest).sum()))

    def save(self, path: Path) -> None:
        """Write the model to a file."""
        joblib.dump((self._counter, self._log_shares), path)

    @classmethod
    def load(cls, path: Path) -> "LetterModel":
        """Read a model that `save` wrote."""
        return cls(*joblib.load(path))


def train_letters(texts: Sequence[str], classes: Sequence[str]) -> LetterModel:
    """Train a model; its classes are in alphabetical order.

    Args:
        texts: questions.
        classes: their classes.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # heavy: when an index is built
    from sklearn.naive_bayes import MultinomialNB

    counter = TfidfVectorizer(
        analyzer="char_wb", ngram_range=RUNS, min_df=2, sublinear_tf=True, dtype=np.float32
    )
    weights = counter.fit_transform([folded(text) for text in texts])
    bayes = MultinomialNB(alpha=SMOOTHING, fit_prior=False).fit(weights, list(classes))
    log_shares = np.ascontiguousarray(bayes.feature_log_prob_.T, dtype=np.float32)
    return LetterModel(counter, log_shares)
