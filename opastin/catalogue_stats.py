"""`opastin catalogue stats`: what is open, what is translated, which needs have a door."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.dates import today
from knowledge.languages import LANGUAGES
from knowledge.places import municipalities
from knowledge.stats import stats
from opastin.question import date_of


def stats_command(
    as_of: Annotated[str, typer.Option(help="Day to count for, as 2024-10-01.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Count entries, texts in each language, and the open doors of each need."""
    counted = stats(catalogues.load(), needs_data.load(), date_of(as_of) or today())
    if as_json:
        typer.echo(json.dumps(counted, ensure_ascii=False, indent=2))
        return
    console = Console()
    imported = f", {counted['imported']} imported" if counted["imported"] else ""
    console.print(
        f"{counted['entries']} entries{imported}, {counted['open']} open on {counted['as_of']}"
    )
    for table in (_kinds(counted), _languages(counted), _needs(counted)):
        console.print(table)
    console.print(_doors_by_language(counted))
    without = ", ".join(counted["needs_without_door"]) or "none"
    console.print(f"needs without an open door: {without}")


def _kinds(counted: dict[str, Any]) -> Table:
    table = Table("kind", "entries", "open")
    for kind, values in counted["by_kind"].items():
        table.add_row(kind, str(values["entries"]), str(values["open"]))
    return table


def _languages(counted: dict[str, Any]) -> Table:
    table = Table("language", "entries", "their texts", "needs", "their texts", "questions")
    for language, values in counted["translations"].items():
        needs = counted["need_texts"][language]
        table.add_row(
            language,
            f"{values['whole']:.0%}",
            _statuses(values["by_status"]),
            f"{needs['needs']:.0%}",
            _statuses(needs["by_status"]),
            str(needs["questions"]),
        )
    return table


def _statuses(counts: dict[str, int]) -> str:
    return ", ".join(f"{status} {count}" for status, count in sorted(counts.items()))


def _needs(counted: dict[str, Any]) -> Table:
    table = Table("need", "open doors", "also", f"of {len(municipalities())} municipalities")
    for need, values in counted["needs"].items():
        doors = ", ".join(values["open_doors"]) or "none"
        table.add_row(need, doors, str(len(values["open_also"])), str(values["municipalities"]))
    return table


def _doors_by_language(counted: dict[str, Any]) -> Table:
    """How many open doors of each need say that they serve in a language or with an interpreter."""
    table = Table("need", *LANGUAGES, title="open doors that serve in the language", pad_edge=False)
    for need, values in counted["needs"].items():
        cells = [str(values["doors_by_language"][language] or "·") for language in LANGUAGES]
        table.add_row(need, *cells)
    return table
