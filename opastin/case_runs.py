"""Runs the questions of a case file through the search, as `opastin search` does."""

import numpy as np

from index.cases import Case
from index.encoder import Encoder
from index.evaluation import Outcome, outcome
from index.search import Search
from knowledge.text import clean
from opastin.question import person_of

#: Longer messages are cut, as everywhere.
MAX_CHARS = 2000
#: So many texts are encoded together.
BATCH = 64


def run_cases(cases: list[Case], search: Search) -> list[Outcome]:
    """Search for all cases; their texts are encoded together, which is much faster.

    Args:
        cases: cases whose entries and places are known (`index.cases.unknown_in`).
        search: the search.
    """
    texts = [clean(case.text)[:MAX_CHARS] for case in cases]
    vectors = encode_together(texts, search.encoder)
    return [
        _run(case, text, vector, search)
        for case, text, vector in zip(cases, texts, vectors, strict=True)
    ]


def _run(case: Case, text: str, vector: np.ndarray, search: Search) -> Outcome:
    person = person_of(
        case.text,
        municipality=case.municipality,
        age_years=case.age,
        client=case.client,
        as_of=case.as_of,
    )
    found = search.search(text, person, vector=vector)
    return outcome(case, person, found, search.catalogue)


def encode_together(texts: list[str], encoder: Encoder) -> np.ndarray:
    """The vectors of questions, encoded in batches of about one length: less padding.

    Args:
        texts: any texts, at least one.
        encoder: the encoder.

    Returns:
        float32, shape (len(texts), dim), in the order of the texts.
    """
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    encoded = [encoder.encode_query([texts[place] for place in batch]) for batch in batches]
    return np.asarray(np.concatenate(encoded)[np.argsort(order)])
