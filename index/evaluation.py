"""Evaluation of referrals: hit@k, mean reciprocal rank, abstention, and doors that are wrong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.calibration import Reliability, reliability
from index.cases import Case
from index.eligibility import Person, obstacle
from index.results import SearchResult
from knowledge.catalogue import Catalogue

#: The language of cases that name none.
UNNAMED = "?"
#: A right door further down counts as missed.
LAST_PLACE = 3


@dataclass(frozen=True)
class Outcome:
    """What a case got.

    Attributes:
        case: the case.
        got: ids of the referrals, best first.
        wrong: ids among them that the person cannot use.
        found: all that the search found; None where only the referrals are known.
    """

    case: Case
    got: tuple[str, ...]
    wrong: tuple[str, ...]
    found: SearchResult | None = None

    @property
    def rank(self) -> int | None:
        """The place (from 1) of the first expected entry; None when none was offered."""
        places = [place for place, entry in enumerate(self.got, 1) if entry in self.case.expect]
        return places[0] if places and places[0] <= LAST_PLACE else None

    @property
    def missed(self) -> bool:
        """Whether the case has a door and no right one was offered."""
        return bool(self.case.expect) and self.rank is None

    @property
    def in_vain(self) -> bool:
        """Whether a door was offered to a case that has none."""
        return not self.case.expect and bool(self.got)


def outcome(case: Case, person: Person, result: SearchResult, catalogue: Catalogue) -> Outcome:
    """What a case got from a search."""
    got = tuple(referral.entry.id for referral in result.referrals)
    wrong = tuple(i for i in got if obstacle(catalogue[i], person) is not None)
    return Outcome(case, got, wrong, result)


def report(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The measures over all outcomes.

    Returns:
        `cases`, `answerable`, `hit@1`, `hit@3`, `mrr` (over answerable cases; a case without a
        referral is a miss), `abstained` (share of the unanswerable cases without a referral),
        `wrong_door` (count over all referrals), `by_language` (languages with answerable cases),
        `misses`, `refused` (share of the answerable cases without a referral); `by_need` and
        `by_style` where cases name them; `decisions` and `calibration` where the searches are
        known. The groups hold what `measures` gives. A share of no cases is None.
    """
    every = list(outcomes)
    whole = measures(every)
    values: dict[str, Any] = {"cases": len(every), "answerable": whole["n"]}
    values |= {name: whole[name] for name in ("hit@1", "hit@3", "mrr", "abstained")}
    values["wrong_door"] = sum(len(one.wrong) for one in every)
    languages = _by(every, lambda case: case.language or UNNAMED)
    values["by_language"] = {code: group for code, group in languages.items() if group["n"]}
    values["misses"] = [{"id": one.case.id, "got": list(one.got)} for one in every if one.missed]
    values["refused"] = whole["refused"]
    for name, key in _GROUPS.items():
        groups = _by(every, key)
        values |= {name: groups} if groups else {}
    if any(one.found for one in every):
        values["decisions"] = decisions(every)
        values["calibration"] = {n: c.values() for n, c in calibrations(every).items()}
    return values


#: Groups that a case may name itself a member of.
_GROUPS: dict[str, Callable[[Case], str | None]] = {
    "by_need": lambda case: case.need,
    "by_style": lambda case: case.style,
}


def measures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The shares over some outcomes, each 0..1 rounded to four places; of no cases None.

    Returns:
        `n` (cases with a door), `hit@1`, `hit@3`, `mrr`, `refused` (share of those that got
        nothing), `unanswerable` (cases without a door), `abstained` (share of those that got
        nothing).
    """
    with_door = [one for one in outcomes if one.case.expect]
    without = [one for one in outcomes if not one.case.expect]
    ranks = [one.rank for one in with_door]
    return {
        "n": len(with_door),
        "hit@1": _mean([rank == 1 for rank in ranks]),
        "hit@3": _mean([rank is not None for rank in ranks]),
        "mrr": _mean([1 / rank if rank else 0.0 for rank in ranks]),
        "refused": _mean([not one.got for one in with_door]),
        "unanswerable": len(without),
        "abstained": _mean([not one.got for one in without]),
    }


def decisions(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """How often each decision of the search was right.

    Returns:
        For `confident`, `maybe` and `none`: `n` (cases) and `right` (share of them whose first
        door was a right one; of `none`, share that have no door).
    """
    known = [(one, one.found.decision) for one in outcomes if one.found is not None]
    values = {}
    for decision in ("confident", "maybe", "none"):
        same = [one for one, decided in known if decided == decision]
        right = [one.rank == 1 if one.got else not one.case.expect for one in same]
        values[decision] = {"n": len(same), "right": _mean(right)}
    return values


def calibrations(outcomes: Iterable[Outcome]) -> dict[str, Reliability]:
    """How true the search's own certainty is, over outcomes whose searches are known.

    Returns:
        `has_door`: the probability that there is a door against whether there is one;
        `first_door`: the fit of the first door against whether it is a right one, over the
        cases that got a door.
    """
    known = [(one, one.found) for one in outcomes if one.found is not None]
    offered = [(one, found.referrals[0].fit.fit) for one, found in known if found.referrals]
    return {
        "has_door": reliability(
            [1.0 - found.no_door for _, found in known],
            [bool(one.case.expect) for one, _ in known],
        ),
        "first_door": reliability(
            [fit for _, fit in offered], [one.rank == 1 for one, _ in offered]
        ),
    }


def _by(outcomes: list[Outcome], key: Callable[[Case], str | None]) -> dict[str, dict[str, Any]]:
    """The measures of each group; cases of none are left out."""
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        name = key(one.case)
        if name is not None:
            groups.setdefault(name, []).append(one)
    return {name: measures(group) for name, group in sorted(groups.items())}


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
