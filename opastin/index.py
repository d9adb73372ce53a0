"""`opastin index`: build the search index."""

import time
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index.build import build, bundled
from index.models import encoder_name, load_encoder


def index_command(
    encoder: Annotated[
        str, typer.Option(help="Name or folder of another encoder; default: the compact engine.")
    ] = "",
) -> None:
    """Build the search index from the catalogue and the needs."""
    started_s = time.perf_counter()
    name = encoder or encoder_name()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns) as bars:
        task = bars.add_task("texts encoded", total=None)
        manifest = build(
            bundled(),
            load_encoder(name),
            name,
            progress=lambda done, total: bars.update(task, completed=done, total=total),
        )
    taken_s = time.perf_counter() - started_s
    typer.echo(f"index of {manifest.views} views by {manifest.encoder} built in {taken_s:.0f} s")
