"""`opastin catalogue`: look after the catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from bot.wording_check import wording_faults
from knowledge.check import faults
from knowledge.paths import ENTRIES
from opastin.catalogue_export import export_command, template_command
from opastin.catalogue_import import import_command
from opastin.catalogue_show import show_command
from opastin.catalogue_stale import stale_command
from opastin.catalogue_stats import stats_command
from opastin.errors import UsageError
from opastin.site import site_command

app = typer.Typer(
    help="Check, count, show and exchange the catalogue. OPASTIN_CATALOGUE names another folder "
    "than knowledge/ that holds its entries/, imported/ and translations/.",
    no_args_is_help=True,
)
app.command("stats")(stats_command)
app.command("stale")(stale_command)
app.command("show")(show_command)
app.command("site")(site_command)
app.command("import")(import_command)
app.command("export")(export_command)
app.command("template")(template_command)


@app.command("check")
def check_command(
    folder: Annotated[Path, typer.Argument(help="Folder of entry files.")] = ENTRIES,
) -> None:
    """Print all faults of the data as file:line: field: message."""
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}; name one with entry files (*.yml)")
    found = faults(folder)
    if folder == ENTRIES:
        found += wording_faults()
    for fault in found:
        typer.echo(fault)
    if found:
        typer.echo(f"{len(found)} faults", err=True)
        raise typer.Exit(1)
    typer.echo(f"{len(list(folder.glob('*.yml')))} entries, no faults")
