"""`opastin model`: the model inside."""

from pathlib import Path
from typing import Annotated

import typer

from index.export import export
from opastin.errors import UsageError
from opastin.model_tune import tune_command

app = typer.Typer(help="The model inside.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The model inside."""


@app.command("export")
def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Expand the bundled weights into a sentence-transformers folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; name a new one")
    export(folder)
    typer.echo(f"model written to {folder}; use it with: opastin index --encoder {folder}")


app.command("tune")(tune_command)
