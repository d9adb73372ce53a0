"""What a search found: doors, doors that are closed, and nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.eligibility import Reason
from index.ranking import Fit
from knowledge.entry import Entry

Decision = Literal["confident", "maybe", "none"]


@dataclass(frozen=True)
class Referral:
    """One door, and why it is offered.

    Attributes:
        entry: the entry.
        fit: how well it fits.
        certain: whether it is surely open; else the person should ask first.
    """

    entry: Entry
    fit: Fit
    certain: bool


@dataclass(frozen=True)
class Closed:
    """An entry that the person named but cannot use.

    Attributes:
        entry: the entry.
        reason: why not.
        successors: entries that can be offered instead, best first.
    """

    entry: Entry
    reason: Reason
    successors: tuple[Entry, ...]


@dataclass(frozen=True)
class SearchResult:
    """What a search found.

    Attributes:
        decision: `confident`, `maybe` or `none`.
        referrals: the doors, best first.
        excluded: ids that were left out before the search, with the reason.
        closed: entries that were named but cannot be used.
        near_misses: the best of what was not good enough.
        need: the most probable need; None when no door is more probable.
        no_door: probability that the question has no door here, 0..1.
    """

    decision: Decision
    referrals: tuple[Referral, ...] = ()
    excluded: Mapping[str, Reason] = field(default_factory=dict)
    closed: tuple[Closed, ...] = ()
    near_misses: tuple[Fit, ...] = ()
    need: str | None = None
    no_door: float = 0.0
