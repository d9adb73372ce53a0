"""Evaluation of referrals: hit@k, mean reciprocal rank, abstention, and doors that are wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from index.cases import Case
from index.eligibility import Person, obstacle
from index.results import SearchResult
from knowledge.catalogue import Catalogue


@dataclass(frozen=True)
class Outcome:
    """What a case got.

    Attributes:
        case: the case.
        got: ids of the referrals, best first, at most three.
        wrong: ids among them that the person cannot use.
    """

    case: Case
    got: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place (from 1) of the first expected entry; None when none was offered."""
        places = [place for place, entry in enumerate(self.got, 1) if entry in self.case.expect]
        return places[0] if places else None


def outcome(case: Case, person: Person, result: SearchResult, catalogue: Catalogue) -> Outcome:
    """What a case got from a search."""
    got = tuple(referral.entry.id for referral in result.referrals)
    wrong = tuple(i for i in got if obstacle(catalogue[i], person) is not None)
    return Outcome(case, got, wrong)


@dataclass
class _Tally:
    n: int = 0
    hits_1: int = 0
    hits_3: int = 0
    reciprocal: float = 0.0
    missed: list[dict[str, Any]] = field(default_factory=list)

    def add(self, one: Outcome) -> None:
        self.n += 1
        if one.rank is None or one.rank > 3:
            self.missed.append({"id": one.case.id, "got": list(one.got)})
            return
        self.hits_1 += one.rank == 1
        self.hits_3 += 1
        self.reciprocal += 1 / one.rank

    def share(self, count: float) -> float | None:
        return round(count / self.n, 4) if self.n else None


def report(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The measures over all outcomes.

    Returns:
        `cases`, `answerable`, `hit@1`, `hit@3`, `mrr` (over answerable cases; a case without a
        referral is a miss), `abstained` (share of the unanswerable cases without a referral),
        `wrong_door` (count over all referrals), `by_language`, `misses`. A share of no cases is
        None.
    """
    whole, by_language = _Tally(), dict[str, _Tally]()
    unanswerable = abstained = wrong_doors = cases = 0
    for one in outcomes:
        cases += 1
        wrong_doors += len(one.wrong)
        if not one.case.expect:
            unanswerable += 1
            abstained += not one.got
            continue
        whole.add(one)
        by_language.setdefault(one.case.language or "?", _Tally()).add(one)
    return {
        "cases": cases,
        "answerable": whole.n,
        "hit@1": whole.share(whole.hits_1),
        "hit@3": whole.share(whole.hits_3),
        "mrr": whole.share(whole.reciprocal),
        "abstained": round(abstained / unanswerable, 4) if unanswerable else None,
        "wrong_door": wrong_doors,
        "by_language": {
            language: {"n": tally.n, "hit@3": tally.share(tally.hits_3)}
            for language, tally in sorted(by_language.items())
        },
        "misses": whole.missed,
    }
