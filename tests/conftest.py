"""Fixtures that several test files share."""

import os
from datetime import date

import numpy as np
import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

TODAY = date(2026, 11, 21)


class LetterEncoder:
    """A small, deterministic stand-in for an encoder: counts of letters, for tests of mechanics."""

    dim = 32

    def _encode(self, texts: list[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for sign in f" {text.casefold()} ":
                vector[ord(sign) % self.dim] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

    def encode_query(self, texts: list[str]) -> np.ndarray:
        return self._encode(texts)

    def encode_document(self, texts: list[str]) -> np.ndarray:
        return self._encode(texts)


@pytest.fixture(scope="session")
def letters() -> LetterEncoder:
    return LetterEncoder()


@pytest.fixture(scope="session")
def real_search() -> "object":
    """The search over the bundled catalogue; the index is built when it is missing or stale."""
    from index.search import open_search
    from opastin.ready import make_index

    make_index()
    return open_search()
