"""Ranking of any collection of pages, in whatever languages questions and pages are.

A page is seen in large and small pieces, and what has nothing to do with the subject is taken out
of all vectors: what all pieces share, and what all questions share.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.collection import Page
from index.encoder import Encoder
from index.need_model import centred
from index.no_door import no_door_questions
from index.passages import passages
from index.view_pooling import Grain
from index.views import need_questions
from knowledge.needs import load

#: How pages are cut: words in a passage, words that neighbours share, whether the title is
#: repeated. Large passages tell the subject, small ones the detail (`docs/retrieval.md`).
GRAINS = ((60, 15, True), (20, 6, False), (10, 0, False))
#: One of so many example questions is enough to know what questions share.
BACKGROUND_STEP = 10
#: So many questions are compared at a time, which bounds the memory.
PORTION = 64


def background_questions() -> list[str]:
    """Questions in all our languages, which say nothing of the pages."""
    questions = need_questions(load()) + no_door_questions()
    return [question.text for question in questions][::BACKGROUND_STEP]


class Retrieval:
    """A collection, ready to be asked.

    Args:
        pages: at least one.
        encoder: turns texts into vectors.
        background: questions on other things, in many languages; at least one.
    """

    def __init__(self, pages: Sequence[Page], encoder: Encoder, background: list[str]) -> None:
        self._encoder = encoder
        self._ids = [page.id for page in pages]
        self._centre = encoder.encode_query(background).mean(axis=0)
        self._grains = [_grain(pages, encoder, *cut) for cut in GRAINS]

    def rank(self, texts: list[str]) -> list[list[str]]:
        """The ids of all pages, best first, for each question; of equals the first page first."""
        orders = [np.argsort(-fits, axis=1, kind="stable") for fits in self._portions(texts)]
        return [[self._ids[page] for page in order] for portion in orders for order in portion]

    def fits(self, texts: list[str]) -> np.ndarray:
        """How well each page answers each question.

        Args:
            texts: questions; they can be in any language.

        Returns:
            float32, shape (len(texts), pages), -1..1, higher is better; to be compared within
            one question only.
        """
        portions = list(self._portions(texts))
        return np.vstack(portions) if portions else np.zeros((0, len(self._ids)), np.float32)

    def _portions(self, texts: list[str]) -> Iterator[np.ndarray]:
        vectors = self._encoder.encode_query(texts)
        for start in range(0, len(texts), PORTION):
            asked = centred(vectors[start : start + PORTION], self._centre)
            yield np.mean([grain.similarity(asked) for grain in self._grains], axis=0)


def _grain(
    pages: Sequence[Page], encoder: Encoder, words: int, overlap: int, titled: bool
) -> Grain:
    """All pages cut in one way, and encoded."""
    texts, owners = list[str](), list[int]()
    for number, page in enumerate(pages):
        for passage in passages(page.text, max_words=words, overlap_words=overlap):
            part = page.text[passage.start : passage.end].strip()
            texts.append(passage.text if titled else part)
            owners.append(number)
    return Grain(encoder.encode_document(texts), np.array(owners))
