"""What the search at scale is measured with: views of the catalogue's kind, in any number."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.build import INDEX
from index.need_model import centred
from index.search import Search
from index.vectors import VectorIndex
from index.views import read_views

#: How much of the way from one view to another is added to a third one, and how much white noise.
MIXED, WHITE = 0.5, 0.02
#: Of the words of a made text, this share is of another text.
STRANGE_WORDS = 0.3
#: Rows that are made at a time.
PORTION = 50_000


@dataclass(frozen=True)
class Material:
    """Made views and real questions.

    Attributes:
        vectors: unit vectors of the views, float32, shape (n, dim).
        texts: a text for each of them.
        questions: unit vectors of questions, float32, shape (m, dim).
        question_texts: their texts.
    """

    vectors: np.ndarray
    texts: Sequence[str]
    questions: np.ndarray
    question_texts: Sequence[str]


class Maker:
    """Makes material from the built index and real questions.

    Args:
        search: encodes the questions.
        questions: their texts.
        folder: the index whose views are varied.
    """

    def __init__(self, search: Search, questions: Sequence[str], folder: Path = INDEX) -> None:
        index = VectorIndex.load(folder / "views.faiss")
        self._vectors = np.stack([index.vector(row) for row in range(len(index))])
        self._texts = [view.text.split() for view in read_views(folder / "views.jsonl")]
        centre = np.load(folder / "centre.npy")
        encoded = [search.encoder.encode_query([text])[0] for text in questions]
        self._questions = np.stack([centred(v, centre) for v in encoded]).astype(np.float32)
        self._question_texts = list(questions)

    def make(self, count: int) -> Material:
        """Views of the catalogue's kind: each is a real one, changed as real ones differ.

        Args:
            count: how many.
        """
        random = np.random.default_rng(count)
        rows = random.integers(0, len(self._vectors), (count, 3))
        vectors = np.empty((count, self._vectors.shape[1]), dtype=np.float32)
        for start in range(0, count, PORTION):
            part = slice(start, start + PORTION)
            vectors[part] = self._varied(rows[part], random)
        shares = random.random(count)
        texts = [
            self._text(own, other, at)
            for (own, other, _), at in zip(rows.tolist(), shares, strict=True)
        ]
        return Material(vectors, texts, self._questions, self._question_texts)

    def _varied(self, rows: np.ndarray, random: np.random.Generator) -> np.ndarray:
        one, two, three = (self._vectors[rows[:, column]] for column in range(3))
        white = random.standard_normal(one.shape, dtype=np.float32)
        varied = one + MIXED * (two - three) + WHITE * white
        return np.asarray(varied / np.linalg.norm(varied, axis=1, keepdims=True))

    def _text(self, own: int, other: int, at: float) -> str:
        words, strange = self._texts[own], self._texts[other]
        count = max(1, round(STRANGE_WORDS * len(words)))
        start = int(at * len(words))
        return " ".join(words[:start] + strange[:count] + words[start + count :])
