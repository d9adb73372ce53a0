"""How true a certainty is: what was said with 0.8 should come true in eight cases of ten."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

#: Certainties are counted in so many steps of the same width.
STEPS = 10


@dataclass(frozen=True)
class Step:
    """The cases whose certainty lies in one step.

    Attributes:
        low: the step begins here, 0..1.
        high: it ends here, 0..1.
        n: number of cases.
        certainty: their mean certainty, 0..1.
        right: share of them that came true, 0..1.
    """

    low: float
    high: float
    n: int
    certainty: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """A reliability diagram in numbers.

    Attributes:
        n: number of cases.
        ece: expected calibration error (Naeini et al. 2015): mean distance between certainty
            and share of right ones, weighted by cases, 0..1; None of no cases.
        steps: the steps that hold cases.
    """

    n: int
    ece: float | None
    steps: tuple[Step, ...]

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        return {"n": self.n, "ece": self.ece, "steps": [asdict(step) for step in self.steps]}


def reliability(
    certainties: Sequence[float], right: Sequence[bool], *, steps: int = STEPS
) -> Reliability:
    """Compare certainties with what came true.

    Args:
        certainties: 0..1, one a case; what lies outside is taken for the nearest end.
        right: whether it came true, one a case.
        steps: number of steps.
    """
    sure = np.clip(np.array(certainties, dtype=float), 0.0, 1.0)
    true = np.array(right, dtype=float)
    place = np.minimum((sure * steps).astype(int), steps - 1)
    found, distance = [], 0.0
    for step in np.unique(place).tolist():
        here = place == step
        n, certainty, share = int(here.sum()), float(sure[here].mean()), float(true[here].mean())
        distance += n * abs(certainty - share)
        low, high = step / steps, (step + 1) / steps
        found.append(Step(low, high, n, round(certainty, 4), round(share, 4)))
    ece = round(distance / len(sure), 4) if len(sure) else None
    return Reliability(len(sure), ece, tuple(found))
