"""From the likeness of a page's parts to that of the page."""

import numpy as np

from index.need_model import centred

#: Differences of cosine at which a part counts e times less: the best parts speak for a page, and
#: a page with several good parts is better than one with a single one.
TEMPERATURE = 0.05


class Grain:
    """The parts of all pages, cut in one way.

    Args:
        vectors: unit vectors, float32, shape (parts, dim).
        owners: the page of each part, rising from 0 without gaps, int, shape (parts,).
    """

    def __init__(self, vectors: np.ndarray, owners: np.ndarray) -> None:
        self._vectors = centred(vectors, vectors.mean(axis=0))
        self._starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self._counts = np.diff([*self._starts, len(owners)])

    def similarity(self, queries: np.ndarray) -> np.ndarray:
        """How like each page is to each question.

        Args:
            queries: unit vectors, float32, shape (n, dim).

        Returns:
            float32, shape (n, pages), -1..1: the soft maximum (logarithm of the mean of the
            exponentials) of the cosines of the page's parts, between their mean and their best.
        """
        powers = np.exp(queries @ self._vectors.T / TEMPERATURE)
        means = np.add.reduceat(powers, self._starts, axis=1) / self._counts
        return np.asarray(TEMPERATURE * np.log(means), dtype=np.float32)
