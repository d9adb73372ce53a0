"""`opastin catalogue`: look after the catalogue."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.check import faults
from knowledge.dates import today
from knowledge.languages import DEFAULT, offered
from knowledge.paths import ENTRIES
from knowledge.stats import stats
from knowledge.translations import text
from opastin.errors import UsageError
from opastin.question import date_of

app = typer.Typer(help="Check, count and show the catalogue.", no_args_is_help=True)


@app.command("check")
def check_command(
    folder: Annotated[Path, typer.Argument(help="Folder of entry files.")] = ENTRIES,
) -> None:
    """Print all faults of the data as file:line: field: message."""
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}; name one with entry files (*.yml)")
    found = faults(folder)
    for fault in found:
        typer.echo(fault)
    if found:
        raise typer.Exit(1)
    typer.echo(f"{len(list(folder.glob('*.yml')))} entries, no faults")


@app.command("stats")
def stats_command(
    as_of: Annotated[str, typer.Option(help="Day to count for, as 2024-10-01.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Count entries, translations, and the open doors of each need."""
    counted = stats(catalogues.load(), needs_data.load(), date_of(as_of) or today())
    if as_json:
        typer.echo(json.dumps(counted, ensure_ascii=False, indent=2))
    else:
        _print_stats(counted)


@app.command("show")
def show_command(
    entry_id: Annotated[str, typer.Argument(metavar="ID")],
    language: Annotated[str, typer.Option(help="Language of the texts.")] = DEFAULT,
) -> None:
    """Show one entry."""
    catalogue = catalogues.load()
    if entry_id not in catalogue:
        raise UsageError(f"no entry {entry_id!r} in the catalogue")
    if not offered(language):
        raise UsageError(f"language {language!r} is not offered")
    entry = catalogue[entry_id]
    for field in ("name", "summary", "audience", "way_in", "note"):
        words = text(entry, field, offered(language) or DEFAULT)
        if words:
            typer.echo(f"{field:>10}  {words}")
    for field in ("kind", "clients", "area", "validity", "organiser", "funder", "themes"):
        typer.echo(f"{field:>10}  {getattr(entry, field)}")
    for contact in entry.contacts:
        shown = "" if contact.publishable else "  (not shown)"
        typer.echo(f"{contact.type:>10}  {contact.value}  [{contact.confidence}]{shown}")


def _print_stats(counted: dict[str, Any]) -> None:
    console = Console()
    console.print(f"{counted['entries']} entries, {counted['open']} open on {counted['as_of']}")
    kinds = Table("kind", "entries", "open")
    for kind, values in counted["by_kind"].items():
        kinds.add_row(kind, str(values["entries"]), str(values["open"]))
    console.print(kinds)
    languages = Table("language", "texts", "entries by status")
    for language, values in counted["translations"].items():
        statuses = ", ".join(f"{name} {n}" for name, n in values["entries"].items())
        languages.add_row(language, f"{values['texts']:.0%}", statuses)
    console.print(languages)
    needs = Table("need", "open doors", "also", "languages")
    for need, values in counted["needs"].items():
        doors = ", ".join(values["open_doors"]) or "none"
        needs.add_row(need, doors, str(len(values["open_also"])), str(values["languages"]))
    console.print(needs)
