"""The report of `opastin evaluate referrals`: a page with its plots beside it."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from index.decision import NO_DOOR_LIMIT
from index.evaluation import Outcome
from index.manifest import Manifest
from index.ranking import Fit
from index.refusal import refusal_curve, refusal_of
from knowledge.dates import today
from knowledge.languages import LANGUAGES, offered
from knowledge.text import clean
from opastin.errors import UsageError
from opastin.evaluate_plots import group_plot, refusal_plot, reliability_plot
from opastin.evaluate_print import shown, weakest

TEMPLATES = Path(__file__).resolve().parent / "report"
#: The measures as JSON; a folder that has it holds a report of ours.
NUMBERS = "report.json"
#: All plots that a report may have.
PLOTS = ("languages.svg", "needs.svg", "styles.svg", "refusal.svg", "reliability.svg")
#: A plot holds at most so many needs, the weakest ones.
MOST_NEEDS = 100


@dataclass(frozen=True)
class Run:
    """One evaluation.

    Attributes:
        name: of the case file.
        outcomes: what its cases got.
        measured: what `index.evaluation.report` gives for them.
        manifest: of the index that was searched.
    """

    name: str
    outcomes: list[Outcome]
    measured: dict[str, Any]
    manifest: Manifest


def demand_report_folder(folder: Path) -> None:
    """Refuse a folder that a report cannot be written into.

    Raises:
        UsageError: it is a file, or something else stands in it.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name a new one for the report")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / NUMBERS).is_file():
        raise UsageError(f"{folder} is not empty and holds no report; name a new folder")


def write_report(run: Run, folder: Path) -> None:
    """Write a report; an earlier one in the folder is replaced.

    Args:
        run: what is told.
        folder: a folder that `demand_report_folder` lets pass; made when it is missing.

    Raises:
        UsageError: the folder cannot be written to.
    """
    plots = dict(_plots(run))
    page = _template().render(_page_values(run, list(plots)))
    numbers = json.dumps(run.measured, ensure_ascii=False, indent=2)
    files = {NUMBERS: numbers.encode(), **plots, "index.html": page.encode()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in PLOTS:
            (folder / name).unlink(missing_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror}") from error


def _plots(run: Run) -> Iterator[tuple[str, bytes]]:
    measured = run.measured
    needs = weakest(measured.get("by_need", {}), MOST_NEEDS)
    groups = (measured["by_language"], needs, measured.get("by_style", {}))
    for name, group in zip(PLOTS, groups, strict=False):
        if any(values["n"] for values in group.values()):
            yield name, group_plot(group)
    cases = [
        refusal_of(one.found, has_door=bool(one.case.expect)) for one in run.outcomes if one.found
    ]
    curve = refusal_curve(cases)
    if curve:
        yield "refusal.svg", refusal_plot(curve, NO_DOOR_LIMIT, measured)
    if "calibration" in measured:
        yield "reliability.svg", reliability_plot(measured["calibration"])


def _page_values(run: Run, plots: list[str]) -> dict[str, Any]:
    return {
        "name": clean(run.name),
        "day": today().isoformat(),
        "encoder": run.manifest.encoder,
        "built_at": run.manifest.built_at,
        "measured": run.measured,
        "plots": plots,
        "limit": NO_DOOR_LIMIT,
        "missed": [_row(one) for one in run.outcomes if one.missed],
        "in_vain": [_row(one) for one in run.outcomes if one.in_vain],
        "wrong": [_row(one) for one in run.outcomes if one.wrong],
    }


def _row(one: Outcome) -> dict[str, Any]:
    """One case as the page shows it."""
    found = one.found
    excluded = found.excluded if found else {}
    return {
        "id": one.case.id,
        "text": one.case.text,
        "language": one.case.language or "",
        "direction": direction_of(one.case.text, one.case.language),
        "style": one.case.style,
        "expect": [{"id": i, "excluded": excluded.get(i)} for i in one.case.expect],
        "got": one.got,
        "wrong": one.wrong,
        "doors": [_parts(r.fit, one) for r in found.referrals] if found else [],
        "near": [_parts(fit, one) for fit in found.near_misses] if found else [],
        "no_door": found.no_door if found else None,
        "decision": found.decision if found else None,
    }


def direction_of(text: str, language: str | None) -> str:
    """The direction in which a text is shown: `ltr`, `rtl`, or `auto`, by its first letter.

    People also write Arabic, Persian and Kurdish in Latin letters.

    >>> direction_of("CV وين اكتب", "ar"), direction_of("win nelga khedma?", "ar")
    ('rtl', 'auto')
    """
    code = offered(language)
    direction = LANGUAGES[code].direction if code else "auto"
    written = {unicodedata.bidirectional(sign) for sign in text} & {"R", "AL"}
    return direction if direction != "rtl" or written else "auto"


def _parts(fit: Fit, one: Outcome) -> dict[str, Any]:
    """An entry with the parts of its fit."""
    expected = fit.entry in one.case.expect
    return {"id": fit.entry, "fit": fit, "expected": expected}


def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "clean": clean}
    return environment.get_template("referrals.html")
