"""`opastin understand`: what the trained model understands of each line."""

import json
import subprocess
import sys
from typing import Annotated

import typer

from knowledge.paths import ROOT
from opastin.errors import UsageError
from opastin.training import DIALOGUE_PYTHON, dialogue_environment, newest_model


def understand_command(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Read one message a line from standard input and print what is understood of it."""
    model = newest_model()
    if model is None:
        raise UsageError("the dialogue model is not trained; run: .venv/bin/opastin train")
    command = [str(DIALOGUE_PYTHON), "-m", "nlu.understand", str(model)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=dialogue_environment(),
        stdin=sys.stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None  # noqa: S101 - asked for by stdout=PIPE
        for line in process.stdout:
            typer.echo(line.decode("utf-8").rstrip() if as_json else _words(json.loads(line)))
    if process.returncode:
        raise typer.Exit(process.returncode)


def _words(parsed: dict[str, object]) -> str:
    urgent = "  URGENT" if parsed["urgent"] else ""
    return (
        f"{parsed['text']}\n  {parsed['language']}  {parsed['intent']} "
        f"({parsed['confidence']})  {parsed['entities']}{urgent}"
    )
