"""`opastin evaluate retrieval`: how good the ranking is over another collection."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from index.cached_encoder import CachedEncoder
from index.collection import Page, PageQuestion, read_pages, read_questions
from index.models import encoder_name, load_encoder
from index.retrieval import Retrieval, background_questions
from index.retrieval_report import MEASURES, Ranked, measures
from knowledge.text import clean
from opastin.evaluate_print import shown
from opastin.evaluate_report import demand_report_folder
from opastin.evaluate_retrieval_report import write_retrieval_report

#: Longer questions are cut, as in every search.
MOST_CHARS = 2000


def retrieval(
    pages_file: Annotated[
        Path, typer.Option("--pages", metavar="P.jsonl", exists=True, dir_okay=False)
    ],
    questions_file: Annotated[
        Path, typer.Option("--questions", metavar="Q.jsonl", exists=True, dir_okay=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--report", metavar="DIR", help="Write a page with all misses.")
    ] = None,
) -> None:
    """Rank the pages of a collection for questions, and compare with the pages expected."""
    if folder is not None:
        demand_report_folder(folder)
    pages = read_pages(pages_file)
    questions = read_questions(questions_file, pages)
    ranked = rank_all(pages, questions)
    measured = {"pages": len(pages), **measures(ranked)}
    if as_json:
        typer.echo(json.dumps(measured, ensure_ascii=False, indent=2))
    else:
        _print(measured)
    if folder is not None:
        name, encoder = questions_file.name, encoder_name()
        write_retrieval_report(measured, ranked, pages, folder, name=name, encoder=encoder)
        typer.echo(f"report: {folder / 'index.html'}", err=True)


def rank_all(pages: list[Page], questions: list[PageQuestion]) -> list[Ranked]:
    """Rank all pages for each question; vectors are kept for the next time."""
    name = encoder_name()
    with _progress() as tell:
        encoder = CachedEncoder(load_encoder(name), name, progress=tell)
        retrieval = Retrieval(pages, encoder, background_questions())
        got = retrieval.rank([clean(question.text)[:MOST_CHARS] for question in questions])
        encoder.save()
    return [Ranked(question, ids) for question, ids in zip(questions, got, strict=True)]


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Tells how many texts are encoded; nothing where there is no terminal."""
    columns = (TextColumn("{task.description} {task.completed}"), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("texts encoded", total=None)
        yield lambda count: bars.advance(task, count)


def _print(measured: dict[str, Any]) -> None:
    console = Console()
    told = ("pages", "questions", "answerable")
    console.print(", ".join(f"{name} {measured[name]}" for name in told))
    table = Table("language", "n")
    for name in MEASURES:
        table.add_column(name, justify="right")
    for language, values in measured["by_language"].items():
        count, shares = str(values["n"]), (shown(values[name]) for name in MEASURES)
        table.add_row(Text(clean(language)), count, *shares)
    mean = measured["mean_over_languages"]
    table.add_section()
    table.add_row("mean", "", *(shown(mean[name]) for name in MEASURES))
    console.print(table)
    for miss in measured["misses"]:
        # Without markup: an id may hold brackets.
        got = ", ".join(miss["got"])
        console.print(Text(clean(f"missed {miss['id']}: rank {miss['rank']}; got {got}")))
