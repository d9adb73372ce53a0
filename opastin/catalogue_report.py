"""What an import would do, as people and programs read it."""

import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from knowledge.exchange.formats import Incoming
from knowledge.exchange.planning import Change, Plan
from knowledge.exchange.translation_rows import TranslationPlan

#: So many changes of a kind are shown; --all shows all.
SHOWN = 10
#: A value is shown so long.
_LONGEST_VALUE = 70


def print_report(
    plan: Plan, texts: TranslationPlan, incoming: Incoming, *, shown: int | None
) -> None:
    """Print what would change, what a person should know, and what is wrong.

    Args:
        plan: what happens to the services.
        texts: what happens to the translations.
        incoming: the files.
        shown: at most so many of a kind; None for all.
    """
    console = Console(soft_wrap=True)
    _print_header(console, incoming)
    for kind in ("conflicting", "ended", "changed", "new"):
        changes = [change for change in plan.changes if change.kind == kind]
        for change in changes[:shown]:
            _print_change(console, change)
        _print_rest(console, len(changes), shown, kind)
    for (code, entry, field), (old, new) in list(texts.changes.items())[:shown]:
        console.print(Text(f"translation {code} {entry}.{field}: {_short(old)} -> {_short(new)}"))
    _print_rest(console, len(texts.changes), shown, "translations")
    for number, note in plan.notes[:shown]:
        console.print(Text(f"note, number {number}: {note}"))
    _print_rest(console, len(plan.notes), shown, "notes")
    _print_counts(console, plan, texts)
    for fault in plan.faults:
        console.print(Text(f"{incoming.paths[0]}:{fault.number}: {fault.field}: {fault.message}"))
    if plan.faults:
        console.print(Text(f"{len(plan.faults)} faults: nothing is written before they are mended"))


def _print_header(console: Console, incoming: Incoming) -> None:
    """How the columns of a table are read, where that is not plain."""
    header = incoming.header()
    if header is None:
        return
    for title, name in header.renamed:
        console.print(Text(f"column {title!r} is read as {name}"))
    if header.unknown:
        names = ", ".join(map(repr, header.unknown))
        console.print(Text(f"left out, no such column: {names} (name one with --column)"))


def _print_rest(console: Console, count: int, shown: int | None, what: str) -> None:
    if shown is not None and count > shown:
        console.print(Text(f"... and {count - shown} more {what} (--all shows them)"))


def _print_change(console: Console, change: Change) -> None:
    where = f" (number {change.number})" if change.number else ""
    why = f": {change.why}" if change.why else ""
    console.print(Text(f"{change.kind} {change.id}{where} {change.name}{why}"))
    for field, (old, new) in change.fields.items():
        console.print(Text(f"    {field}: {_short(old)} -> {_short(new)}"))


def _short(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."


def _print_counts(console: Console, plan: Plan, texts: TranslationPlan) -> None:
    table = Table("services", "number")
    for kind, count in plan.counted().items():
        table.add_row(kind, str(count))
    table.add_row("unchanged", str(plan.unchanged))
    table.add_row("passed over (not published)", str(plan.passed_over))
    if texts.changes or texts.unchanged:
        table.add_row("translations changed", str(len(texts.changes)))
    console.print(table)


def report_json(plan: Plan, texts: TranslationPlan) -> str:
    """The same as JSON."""
    record = {
        "counts": {**plan.counted(), "unchanged": plan.unchanged, "passed_over": plan.passed_over},
        "changes": [
            {
                "kind": change.kind,
                "number": change.number,
                "id": change.id,
                "name": change.name,
                "fields": {name: list(values) for name, values in change.fields.items()},
                "why": change.why,
            }
            for change in plan.changes
        ],
        "translations": len(texts.changes),
        "notes": [list(note) for note in plan.notes],
        "faults": [fault.__dict__ for fault in plan.faults],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)
