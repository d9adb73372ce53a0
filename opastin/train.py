"""`opastin train`: train the dialogue model."""

import time

import typer
from rich.console import Console

from opastin.training import newest_model, train


def train_command() -> None:
    """Train the dialogue model, when its data have changed."""
    if newest_model():
        typer.echo("the dialogue model is up to date", err=True)
        return
    started_s = time.perf_counter()
    with Console(stderr=True).status("training the dialogue model (about a minute)"):
        path = train()
    typer.echo(f"{path.name} trained in {time.perf_counter() - started_s:.0f} s", err=True)
