"""`opastin catalogue import`: services from other systems and from spreadsheets."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue
from knowledge.dates import today
from knowledge.entry import Entry
from knowledge.exchange.book_items import orphans, read_translations_sheet
from knowledge.exchange.columns import columns
from knowledge.exchange.csv_files import count_rows
from knowledge.exchange.formats import FORMATS, Incoming, format_of
from knowledge.exchange.items import Item
from knowledge.exchange.planning import Plan, Rules, plan_import
from knowledge.exchange.store import apply
from knowledge.exchange.table import Reading
from knowledge.exchange.translation_rows import TranslationPlan, plan_translations
from opastin.catalogue_report import SHOWN, print_report, report_json
from opastin.errors import UsageError


def import_command(
    files: Annotated[list[Path], typer.Argument(help="PTV, HSDS, CSV or XLSX files.")],
    file_format: Annotated[
        str, typer.Option("--format", help="ptv, hsds, csv or xlsx; else seen from the file.")
    ] = "",
    collection: Annotated[
        str, typer.Option(help="Name of this import; the file's name if left out.")
    ] = "",
    column: Annotated[
        list[str] | None, typer.Option(help="A column by its title: --column name_fi=Title.")
    ] = None,
    default: Annotated[
        list[str] | None, typer.Option(help="A value for all rows: --default reach=region.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of HSDS texts: fi, sv or en.")] = "en",
    full: Annotated[
        bool, typer.Option("--full", help="The file holds all of this import: the rest has ended.")
    ] = False,
    on_conflict: Annotated[
        str, typer.Option(help="stop, keep (ours stays) or take (the file wins).")
    ] = "stop",
    write: Annotated[bool, typer.Option("--apply", help="Write what is shown.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show all changes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare files with the catalogue, and with --apply take them in: all, or nothing."""
    incoming = _incoming(files, file_format, collection, column, default, language)
    catalogue = catalogues.load()
    rules = Rules(
        incoming.reading.collection,
        today(),
        on_conflict=_one_of(on_conflict, ("stop", "keep", "take"), "--on-conflict"),
        full=full,
        field_name=incoming.field_name,
    )
    console = Console(stderr=True)
    plan = plan_import(_with_progress(incoming, console), catalogue, rules)
    texts = _translations(incoming, catalogue, plan)
    if as_json:
        typer.echo(report_json(plan, texts))
    else:
        print_report(plan, texts, incoming, shown=None if show_all else SHOWN)
    if plan.faults:
        raise typer.Exit(1)
    conflicts = plan.counted()["conflicting"]
    if write and conflicts and rules.on_conflict == "stop":
        typer.echo(
            f"{conflicts} conflicts: nothing is written; decide with --on-conflict keep (leave "
            "ours as they are) or take (the file wins)",
            err=as_json,
        )
        raise typer.Exit(1)
    if write:
        count = apply(plan, others=texts.files())
        typer.echo(f"written: {count} services, {len(texts.changes)} translations", err=as_json)
    elif any(plan.counted().values()) or texts.changes:
        typer.echo("nothing is written yet; --apply writes it", err=as_json)


def _incoming(
    files: list[Path],
    file_format: str,
    collection: str,
    column: list[str] | None,
    default: list[str] | None,
    language: str,
) -> Incoming:
    for path in files:
        if not path.is_file():
            raise UsageError(f"no file {path}")
    if language not in ("fi", "sv", "en"):
        raise UsageError(f"--language {language!r}: choose fi, sv or en")
    kind = _one_of(file_format, FORMATS, "--format") if file_format else format_of(files)
    name = collection or re.sub(r"[^a-z0-9]+", "-", files[0].stem.lower()).strip("-") or "import"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise UsageError(f"--collection {name!r}: small letters, digits and hyphens only")
    renamed = {title: wanted for wanted, title in _pairs(column, "--column").items()}
    return Incoming(
        tuple(files),
        kind,
        Reading(name, today(), defaults=_pairs(default, "--default"), renamed=renamed),
        language,
    )


def _one_of(value: str, known: tuple[Any, ...], option: str) -> Any:
    if value not in known:
        raise UsageError(f"{option} {value!r}: choose one of {', '.join(known)}")
    return value


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """The pairs of `column=value` options; the columns are ours."""
    pairs = {}
    for text in given or ():
        name, sign, value = text.partition("=")
        if not sign or name not in columns():
            raise UsageError(
                f"{option} {text!r}: write column=value with one of {', '.join(columns())}"
            )
        pairs[name] = value
    return pairs


def _with_progress(incoming: Incoming, console: Console) -> Iterator[Item]:
    """The services, with a bar that shows how far the reading is."""
    total = count_rows(incoming.paths[0]) if incoming.format == "csv" else None
    parts = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*parts, console=console, transient=True) as progress:
        yield from progress.track(incoming.items(), total=total, description="reading")


def _translations(incoming: Incoming, catalogue: Catalogue, plan: Plan) -> TranslationPlan:
    """What the workbook's translations change; other formats have none."""
    if incoming.format != "xlsx":
        return TranslationPlan()
    new = {entry.id: entry for entry in _planned(plan)}
    entries: dict[str, Entry] = {**catalogue, **new}
    path = incoming.paths[0]
    faults, notes = orphans(path, plan.named, catalogue)
    plan.faults += faults
    plan.notes += notes
    texts = plan_translations(read_translations_sheet(path), entries)
    plan.faults += texts.faults
    return texts


def _planned(plan: Plan) -> Iterable[Entry]:
    plan.spool.seek(0)
    return [Entry.model_validate_json(line) for line in plan.spool]
