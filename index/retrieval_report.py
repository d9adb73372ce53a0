"""Measures of a ranking over a collection: hit@k and mean reciprocal rank per language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.collection import PageQuestion

#: A question counts as hit@k when an expected page is among the first k.
DEPTHS = (1, 3, 10)
#: What is measured, per language and over all.
MEASURES = (*(f"hit@{depth}" for depth in DEPTHS), "mrr")
#: So many pages are told of a question that missed.
TOLD = 3


@dataclass(frozen=True)
class Ranked:
    """A question and what it got.

    Attributes:
        question: the question.
        got: ids of all pages, best first.
    """

    question: PageQuestion
    got: Sequence[str]

    @property
    def rank(self) -> int | None:
        """The place (from 1) of the first expected page; None where there is none."""
        expected = set(self.question.expect)
        return next((place for place, page in enumerate(self.got, 1) if page in expected), None)

    @property
    def missed(self) -> bool:
        """Whether there is an expected page, but none among the first three."""
        return bool(self.question.expect) and (self.rank is None or self.rank > TOLD)


def measures(ranked: Iterable[Ranked]) -> dict[str, Any]:
    """The measures over all questions that have an expected page.

    Returns:
        `questions`, `answerable` (with an expected page; only these are measured), `hit@1`,
        `hit@3`, `hit@10`, `mrr` (over questions), `mean_over_languages` and `by_language` of the
        same measures, `misses` (not among the first three: id, got, and the rank of the first
        expected page). A share of nothing is None.
    """
    everything = list(ranked)
    answerable = [one for one in everything if one.question.expect]
    languages: dict[str, list[Ranked]] = {}
    for one in answerable:
        languages.setdefault(one.question.language or "?", []).append(one)
    by_language = {code: _shares(languages[code]) for code in sorted(languages)}
    return {
        "questions": len(everything),
        "answerable": len(answerable),
        **_rounded(_shares(answerable)),
        "mean_over_languages": _rounded(_mean(list(by_language.values()))),
        "by_language": {
            code: {"n": len(languages[code]), **_rounded(shares)}
            for code, shares in by_language.items()
        },
        "misses": [
            {"id": one.question.id, "got": list(one.got[:TOLD]), "rank": one.rank}
            for one in answerable
            if one.missed
        ],
    }


def _shares(ranked: Sequence[Ranked]) -> dict[str, float | None]:
    if not ranked:
        return dict.fromkeys(MEASURES)
    ranks = [one.rank for one in ranked]
    hits = [sum(r is not None and r <= depth for r in ranks) for depth in DEPTHS]
    reciprocal = sum(1 / r for r in ranks if r is not None)
    return {name: value / len(ranked) for name, value in zip(MEASURES, [*hits, reciprocal])}


def _mean(shares: Sequence[dict[str, float | None]]) -> dict[str, float | None]:
    """The mean of each measure; every language counts the same."""
    if not shares:
        return _shares([])
    return {name: sum(one[name] or 0.0 for one in shares) / len(shares) for name in shares[0]}


def _rounded(shares: dict[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in shares.items()}
