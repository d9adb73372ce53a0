"""`opastin catalogue stale`: what needs a look before it harms anybody."""

import json
from collections import Counter
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from knowledge import catalogue as catalogues
from knowledge.dates import today
from knowledge.stale import RECHECK_DAYS, SOON_DAYS, concerns
from opastin.question import date_of


def stale_command(
    as_of: Annotated[str, typer.Option(help="Day to look at, as 2024-10-01.")] = "",
    recheck_days: Annotated[
        int, typer.Option(min=1, help="Facts seen so long ago are due.")
    ] = RECHECK_DAYS,
    soon_days: Annotated[int, typer.Option(min=0, help="Ends within so many days.")] = SOON_DAYS,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what ends soon, conflicts, cannot be reached, is due for a re-check or is outdated."""
    day = date_of(as_of) or today()
    found = concerns(catalogues.load(), day, recheck_days=recheck_days, soon_days=soon_days)
    if as_json:
        records = [{**concern.__dict__, "day": str(concern.day or "")} for concern in found]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    table = Table("concern", "entry", "fact", "what")
    for concern in found:
        table.add_row(concern.kind, concern.entry, concern.field, concern.what)
    console = Console()
    console.print(table)
    kinds = Counter(concern.kind for concern in found)
    counts = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    console.print(f"{len(found)} to look at on {day}: {counts or 'nothing'}")
