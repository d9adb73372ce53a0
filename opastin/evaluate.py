"""`opastin evaluate`: how good the search is."""

import json
from pathlib import Path
from typing import Annotated

import typer

from index.cases import read_cases, unknown_in
from index.evaluation import report
from index.service import open_search
from opastin.case_runs import run_cases
from opastin.evaluate_print import print_measures
from opastin.evaluate_report import Run, demand_report_folder, write_report
from opastin.evaluate_retrieval import retrieval
from opastin.evaluate_understanding import understanding

app = typer.Typer(help="Measure the search.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Measure the search."""


@app.command("referrals")
def referrals_command(
    cases_file: Annotated[Path, typer.Argument(metavar="CASES.jsonl", exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--report", metavar="DIR", help="Write a page with plots and all misses."),
    ] = None,
) -> None:
    """Run a file of questions and compare the referrals with what is expected."""
    if folder is not None:
        demand_report_folder(folder)
    search = open_search()
    cases = read_cases(cases_file, unknown_in(search.catalogue))
    outcomes = run_cases(cases, search)
    measured = report(outcomes)
    if as_json:
        typer.echo(json.dumps(measured, ensure_ascii=False, indent=2))
    else:
        print_measures(measured, outcomes)
    if folder is not None:
        write_report(Run(cases_file.name, outcomes, measured, search.manifest), folder)
        typer.echo(f"report: {folder / 'index.html'}", err=True)


app.command("retrieval")(retrieval)
app.command("understanding")(understanding)
