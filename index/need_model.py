"""Which need a question speaks of: multinomial logistic regression over the question's vector.

The need's example questions in all languages are the training data, and questions without a door
are a class of their own, so that "no door" is learnt and not cut off by a threshold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: Classes of questions that have no door here begin with this.
NO_DOOR = "no door: "
#: Inverse regularisation strength; found by leaving questions out (`docs/search.md`).
STRENGTH = 10.0
#: How much the letters count beside the meaning; found in the same way.
LETTER_WEIGHT = 0.6


@dataclass(frozen=True)
class NeedModel:
    """A trained model.

    Attributes:
        needs: class names; those that begin with `NO_DOOR` are no needs.
        weights: float32, shape (classes, dim).
        offsets: float32, shape (classes,).
        centre: mean of the training vectors, float32, shape (dim,).
    """

    needs: tuple[str, ...]
    weights: np.ndarray
    offsets: np.ndarray
    centre: np.ndarray

    def probabilities(
        self, query: np.ndarray, letters: np.ndarray | None = None
    ) -> dict[str, float]:
        """The probability of each need, 0..1, summing to 1.

        Args:
            query: unit vector of the question, float32, shape (dim,).
            letters: what its letters say of the same classes, logits, shape (classes,).
        """
        logits = self.weights @ centred(query, self.centre) + self.offsets
        if letters is not None:
            logits = logits + LETTER_WEIGHT * letters
        powers = np.exp(logits - logits.max())
        return dict(zip(self.needs, (powers / powers.sum()).tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write the model to an `.npz` file."""
        np.savez(
            path,
            needs=np.array(self.needs),
            weights=self.weights,
            offsets=self.offsets,
            centre=self.centre,
        )

    @classmethod
    def load(cls, path: Path) -> "NeedModel":
        """Read a model that `save` wrote."""
        with np.load(path) as stored:
            needs = tuple(stored["needs"].tolist())
            return cls(needs, stored["weights"], stored["offsets"], stored["centre"])


def centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Vectors without what all of them share, at unit length again.

    The vectors of e5 lie in a narrow cone (cosines 0.7 to 1); taking the mean away widens it
    (Mu & Viswanath 2018, arXiv 1702.01417).
    """
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9))


def train(vectors: np.ndarray, needs: Sequence[str]) -> NeedModel:
    """Train a model; the same data always gives the same model.

    Args:
        vectors: unit vectors of questions, float32, shape (n, dim).
        needs: the class of each question.
    """
    from sklearn.linear_model import LogisticRegression  # heavy: only when an index is built

    centre = vectors.mean(axis=0)
    model = LogisticRegression(C=STRENGTH, max_iter=200, class_weight="balanced")
    model.fit(centred(vectors, centre), list(needs))
    return NeedModel(
        tuple(str(need) for need in model.classes_),
        model.coef_.astype(np.float32),
        model.intercept_.astype(np.float32),
        centre.astype(np.float32),
    )
