"""Whether tuning keeps what is general: entries it never saw must be found by summary alone."""

import hashlib
from collections.abc import Collection, Sequence

import numpy as np

from index.encoder import Encoder
from index.need_model import centred
from index.views import Question
from knowledge.catalogue import Catalogue
from knowledge.languages import LANGUAGES
from knowledge.needs import Need
from knowledge.translations import translation

#: One need in so many is left out.
PARTS = 5
#: Questions of each need and language that are asked.
ASKED = 3


def left_out_needs(needs: dict[str, Need]) -> list[str]:
    """A fifth of the needs, chosen by the fingerprint of their ids."""
    return [
        name
        for name in sorted(needs)
        if hashlib.sha256(name.encode()).digest()[0] % PARTS == 0 and needs[name].doors
    ]


def their_entries(names: Collection[str], needs: dict[str, Need]) -> set[str]:
    """The entries that help with these needs: the tuning sees none of their texts."""
    return {door for name in names for door in (*needs[name].doors, *needs[name].also)}


def hits_by_summary(
    encoder: Encoder,
    questions: Sequence[Question],
    needs: dict[str, Need],
    catalogue: Catalogue,
    wanted: Collection[str],
) -> dict[str, float]:
    """How often one of the three nearest summaries is that of a door of the question's need.

    Args:
        encoder: any encoder.
        questions: questions of the needs that were left out.
        needs: the needs by id.
        catalogue: all entries; each is known by its summaries in all languages.
        wanted: the needs whose questions are asked.

    Returns:
        The shares `hit@1` and `hit@3`, 0..1, and `questions`, their number.
    """
    owners, texts = _summaries(catalogue)
    plain = encoder.encode_document(texts)
    views = centred(plain, plain.mean(axis=0))
    asked = _asked(questions, wanted)
    vectors = encoder.encode_query([question.text for question in asked])
    similarities = centred(vectors, plain.mean(axis=0)) @ views.T
    ranks = []
    for question, row in zip(asked, similarities, strict=True):
        best: dict[str, float] = {}
        for owner, similarity in zip(owners, row.tolist(), strict=True):
            best[owner] = max(similarity, best.get(owner, -1.0))
        order = sorted(best, key=lambda owner: -best[owner])
        right = {*needs[question.need].doors, *needs[question.need].also}
        ranks.append(next(rank for rank, owner in enumerate(order) if owner in right))
    found = np.array(ranks)
    return {
        "hit@1": float(np.mean(found < 1)),
        "hit@3": float(np.mean(found < 3)),
        "questions": float(len(asked)),
    }


def _summaries(catalogue: Catalogue) -> tuple[list[str], list[str]]:
    views = [
        (entry.id, translation(entry, language).fresh.get("summary"))
        for entry in catalogue.values()
        for language in LANGUAGES
    ]
    return [owner for owner, text in views if text], [text for _, text in views if text]


def _asked(questions: Sequence[Question], wanted: Collection[str]) -> list[Question]:
    """The first questions of each need and language."""
    counts: dict[tuple[str, str], int] = {}
    chosen = []
    for question in questions:
        key = (question.need, question.language)
        counts[key] = counts.get(key, 0) + 1
        if question.need in wanted and counts[key] <= ASKED:
            chosen.append(question)
    return chosen
