"""Fixtures that several test files share."""

import os
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from tests.serving import Served, free_port

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
    from index.service import open_search
    from opastin.ready import make_index

    make_index()
    return open_search()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """Both servers, running on free ports; index and model are made when they are missing."""
    from opastin.ready import make_ready
    from opastin.servers import Addresses, running

    make_ready()
    addresses = Addresses(dialogue_port=free_port(), guidance_port=free_port())
    with running(addresses) as processes:
        yield Served(addresses, processes[0].pid)
