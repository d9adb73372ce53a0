"""Ranking: how well an entry fits a question, put together from need, views and name.

All parts are numbers from 0 to 1 and so is the sum, called `fit`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.entry import Entry
from knowledge.needs import Need

#: Shares of the parts; found on questions left out of the training (`docs/search.md`).
NEED_SHARE = 0.72
VIEW_SHARE = 0.28
#: What being named adds.
NAME_BONUS = 0.6
#: An entry that helps with a part of the need.
ALSO_WEIGHT = 0.55
#: Each place further down in a need's list costs this much.
PLACE_COST = 0.02
#: When two entries fit alike, the nearer one comes first.
NEARNESS = {"municipalities": 0.03, "region": 0.015, "nationwide": 0.0, "elsewhere": 0.0}
#: An entry that may not be open any more stands behind one that surely is.
DOUBT_COST = 0.04
#: Centred cosines of views run from about here (unrelated) ...
VIEW_FLOOR = 0.10
#: ... to about here (the same thing in other words).
VIEW_CEILING = 0.60


@dataclass(frozen=True)
class Fit:
    """How well one entry fits a question.

    Attributes:
        entry: its id.
        fit: all parts together, about 0..1.6.
        need: the need that speaks most for it; None when none does.
        need_fit: what the needs say, 0..1.
        similarity: cosine of its nearest views, centred, -1..1.
        name: likeness of its name in the question, 0..1.
    """

    entry: str
    fit: float
    need: str | None
    need_fit: float
    similarity: float
    name: float


def need_weights(needs: Mapping[str, Need]) -> dict[str, dict[str, float]]:
    """For each entry id, how much each need speaks for it (0..1)."""
    weights: dict[str, dict[str, float]] = {}
    for need in needs.values():
        for place, entry in enumerate(need.also):
            weight = ALSO_WEIGHT - PLACE_COST * min(place, 5)
            weights.setdefault(entry, {})[need.id] = weight
        for place, entry in enumerate(need.doors):
            weight = 1.0 - PLACE_COST * min(place, 5)
            weights.setdefault(entry, {})[need.id] = weight
    return weights


def view_similarity(similarities: np.ndarray) -> float:
    """The similarity of an entry from those of its views: mean of the best two.

    Args:
        similarities: of its views, any order, shape (n,).
    """
    if not len(similarities):
        return -1.0
    best = np.sort(similarities)[::-1][:2]
    return float(best.mean())


def fit_of(
    entry: Entry,
    *,
    weights: Mapping[str, float],
    needs: Mapping[str, float],
    similarity: float,
    name: float,
    certain: bool,
) -> Fit:
    """Put the parts together.

    Args:
        entry: the entry.
        weights: how much each need speaks for it, 0..1.
        needs: probability of each need, 0..1.
        similarity: of its views, -1..1.
        name: likeness of its name, 0..1.
        certain: whether it is surely open.
    """
    parts = {need: needs.get(need, 0.0) * weight for need, weight in weights.items()}
    need_fit = min(1.0, sum(parts.values()))
    speaks = max(parts, key=lambda need: parts[need]) if parts and need_fit > 0.05 else None
    view_fit = (similarity - VIEW_FLOOR) / (VIEW_CEILING - VIEW_FLOOR)
    fit = NEED_SHARE * need_fit + VIEW_SHARE * min(1.0, max(0.0, view_fit))
    fit += NAME_BONUS * name + NEARNESS[entry.area.reach] * need_fit
    if not certain:
        fit -= DOUBT_COST
    return Fit(entry.id, fit, speaks, need_fit, similarity, name)
