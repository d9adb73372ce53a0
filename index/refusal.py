"""What another limit of "no door" would have given: who is turned away, rightly and wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.decision import MAYBE_FIT
from index.results import SearchResult

#: The limits that are tried, 0..1.
LIMITS = tuple(step / 100 for step in range(101))


@dataclass(frozen=True)
class Refusal:
    """What decides whether a case is turned away (`index.decision.choose`).

    Attributes:
        has_door: whether there is a right door.
        no_door: the probability that there is none, 0..1.
        named: whether an entry is named that can be offered; it is offered at every limit.
        fits: whether an entry fits well enough to be offered when "no door" is not believed.
    """

    has_door: bool
    no_door: float
    named: bool
    fits: bool

    def at(self, limit: float) -> bool:
        """Whether nothing is offered when "no door" is believed above this probability."""
        return not self.named if self.no_door > limit else not self.fits


def refusal_of(found: SearchResult, *, has_door: bool) -> Refusal:
    """What decides on a case, as its search tells.

    Args:
        found: what the search found.
        has_door: whether the case has a right door.
    """
    fits = [*(referral.fit for referral in found.referrals), *found.near_misses]
    return Refusal(
        has_door,
        found.no_door,
        named=any(fit.name > 0 for fit in fits),
        fits=any(fit.fit >= MAYBE_FIT for fit in fits),
    )


@dataclass(frozen=True)
class Point:
    """What one limit gives.

    Attributes:
        limit: above this probability of "no door", nothing is offered, 0..1.
        abstained: share of the cases without a door that get none, 0..1.
        refused: share of the cases with a door that get none, 0..1.
    """

    limit: float
    abstained: float
    refused: float


def refusal_curve(cases: Sequence[Refusal], limits: Sequence[float] = LIMITS) -> list[Point]:
    """Abstention against wrong refusal over the limit of "no door".

    Args:
        cases: the cases; without both kinds of them there is no curve.
        limits: the limits to try.
    """
    with_door = [case for case in cases if case.has_door]
    without = [case for case in cases if not case.has_door]
    if not with_door or not without:
        return []
    return [
        Point(
            limit,
            abstained=sum(case.at(limit) for case in without) / len(without),
            refused=sum(case.at(limit) for case in with_door) / len(with_door),
        )
        for limit in limits
    ]
