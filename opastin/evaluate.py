"""`opastin evaluate`: how good the referrals are."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from index.cases import Case, CasesError, read_cases
from index.evaluation import Outcome, outcome, report
from index.search import Search, open_search
from knowledge.text import clean
from opastin.errors import UsageError
from opastin.question import person_of

app = typer.Typer(help="Measure the search.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Measure the search."""


@app.command("referrals")
def referrals_command(
    cases_file: Annotated[Path, typer.Argument(metavar="CASES.jsonl", exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Run a file of questions and compare the referrals with what is expected."""
    cases, search = read_cases(cases_file), open_search()
    _demand_known(cases, search, cases_file)
    measured = report([run_case(case, search) for case in cases])
    if as_json:
        typer.echo(json.dumps(measured, ensure_ascii=False, indent=2))
    else:
        _print(measured)


def run_case(case: Case, search: Search) -> Outcome:
    """Search for one case as `opastin search` does."""
    person = person_of(
        case.text,
        municipality=case.municipality,
        age_years=case.age,
        client=case.client,
        as_of=case.as_of,
    )
    found = search.search(clean(case.text)[:2000], person)
    return outcome(case, person, found, search.catalogue)


def _demand_known(cases: list[Case], search: Search, path: Path) -> None:
    """Refuse cases whose municipality or expected entries are unknown, all at once."""
    faults = []
    for case in cases:
        unknown = [entry for entry in case.expect if entry not in search.catalogue]
        faults += [f"{path}: {case.id}: expect: unknown entry {entry!r}" for entry in unknown]
        try:
            person_of("", municipality=case.municipality, client=case.client)
        except UsageError as error:
            faults.append(f"{path}: {case.id}: {error}")
    if faults:
        raise CasesError("\n".join(faults))


def _print(measured: dict[str, Any]) -> None:
    console = Console()
    whole = Table("measure", "value")
    for name in ("cases", "answerable", "hit@1", "hit@3", "mrr", "abstained", "wrong_door"):
        whole.add_row(name, "-" if measured[name] is None else str(measured[name]))
    console.print(whole)
    languages = Table("language", "n", "hit@3")
    for language, values in measured["by_language"].items():
        languages.add_row(language, str(values["n"]), str(values["hit@3"]))
    console.print(languages)
    for miss in measured["misses"]:
        console.print(f"missed {miss['id']}: got {', '.join(miss['got']) or 'nothing'}")
