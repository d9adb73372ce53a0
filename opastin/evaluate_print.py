"""The measures of `opastin evaluate referrals` as tables of at most 80 columns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.evaluation import Outcome
from knowledge.text import clean

#: The needs that go worst are told.
WEAKEST_NEEDS = 10
WHOLE = (
    "cases", "answerable", "hit@1", "hit@3", "mrr", "refused", "abstained", "wrong_door",
)  # fmt: skip
MEASURES = ("n", "hit@1", "hit@3", "refused", "unanswerable", "abstained")


def print_measures(measured: Mapping[str, Any], outcomes: Iterable[Outcome]) -> None:
    """Print what was measured, and what each missed case expected and got.

    Args:
        measured: what `index.evaluation.report` gives.
        outcomes: what it was counted from.
    """
    console = Console()
    whole = Table("measure", "value")
    for name in WHOLE:
        whole.add_row(name, shown(measured[name]))
    for name, reliability in measured.get("calibration", {}).items():
        whole.add_row(f"calibration error, {name}", shown(reliability["ece"]))
    console.print(whole)
    console.print(_groups("language", measured["by_language"]))
    if "by_style" in measured:
        console.print(_groups("style", measured["by_style"]))
    if "by_need" in measured:
        console.print(_groups("need (weakest)", weakest(measured["by_need"], WEAKEST_NEEDS)))
    # Without markup: an id may hold brackets.
    for line in _lines(outcomes):
        console.print(Text(line))


def weakest(groups: Mapping[str, Any], limit: int) -> dict[str, Any]:
    """The groups whose cases with a door fare worst, worst first."""
    answerable = [name for name, group in groups.items() if group["n"]]
    answerable.sort(key=lambda name: (groups[name]["hit@3"], groups[name]["hit@1"], name))
    return {name: groups[name] for name in answerable[:limit]}


def shown(value: float | None) -> str:
    """A count, a share, or a dash where there was nothing to count.

    >>> shown(12), shown(0.5), shown(None)
    ('12', '0.500', '-')
    """
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _groups(title: str, groups: Mapping[str, Any]) -> Table:
    table = Table(title)
    for name in MEASURES:
        table.add_column("no door" if name == "unanswerable" else name, justify="right")
    for name, group in groups.items():
        table.add_row(Text(clean(name)), *(shown(group[measure]) for measure in MEASURES))
    return table


def _lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for one in outcomes:
        case = clean(one.case.id)
        got, wanted = (", ".join(ids) or "nothing" for ids in (one.got, one.case.expect))
        if one.missed:
            yield f"missed {case}: got {got}; expected {wanted}"
        if one.in_vain:
            yield f"in vain {case}: got {got}; expected nothing"
        if one.wrong:
            yield f"wrong door {case}: {', '.join(one.wrong)}"
