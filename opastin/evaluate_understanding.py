"""`opastin evaluate understanding`: language, intent, danger, place and age, by language."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT
from opastin.errors import UsageError
from opastin.training import DIALOGUE_PYTHON, dialogue_environment, newest_model
from opastin.understanding_cases import Expected, read_folder

#: Messages that nothing was trained or tuned on.
CASES = ROOT / "tests" / "cases" / "understanding"
#: Other intents that do the same for the person.
SAME = {
    "change_place": {"inform"},
    "ask_contact": {"ask_details"},
    "for_someone_else": {"find_service"},
    "correct": {"find_service", "inform"},
    "ask_bot": {"ask_who_runs"},
    "ask_help": {"ask_bot"},
}

Pairs = Sequence[tuple[Expected, dict[str, Any]]]


def understanding(
    folder: Annotated[Path, typer.Option(help="One file a language.")] = CASES,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Run the held-out messages through the trained dialogue model."""
    cases = read_folder(folder)
    pairs = list(zip(cases, understood([case.text for case in cases]), strict=True))
    languages = [code for code in LANGUAGES if any(case.language == code for case in cases)]
    measured = {"all": measures(pairs)} | {
        language: measures([pair for pair in pairs if pair[0].language == language])
        for language in languages
    }
    if as_json:
        typer.echo(json.dumps({**measured, "misses": misses(pairs)}, ensure_ascii=False, indent=1))
        return
    table = Table(*["", *measured["all"]])
    for name, values in measured.items():
        table.add_row(name, *("-" if v is None else f"{v:.3f}" for v in values.values()))
    Console(width=110).print(table)


def understood(texts: Sequence[str]) -> list[dict[str, Any]]:
    """What the newest trained model understands of messages (see `nlu.understand`)."""
    model = newest_model()
    if model is None:
        raise UsageError("the dialogue model is not trained; run: .venv/bin/opastin train")
    lines = "\n".join(" ".join(text.split()) for text in texts) + "\n"
    done = subprocess.run(
        [str(DIALOGUE_PYTHON), "-m", "nlu.understand", str(model)],
        cwd=ROOT,
        env=dialogue_environment(),
        input=lines.encode(),
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def measures(pairs: Pairs) -> dict[str, float | None]:
    """Shares from 0 to 1; None where no message is judged.

    `intent` also counts an intent that does the same for the person; `exact` does not. `recall`
    and `alarms` are of danger; places and ages are right when exactly what was told is understood.
    """
    judged = [pair for pair in pairs if pair[0].intent]
    return {
        "language": _share(pairs, lambda case, got: got["language"] == case.language),
        "intent": _share(judged, _does_the_same),
        "exact": _share(judged, lambda case, got: got["intent"] == case.intent),
        "recall": _share([p for p in pairs if p[0].danger], lambda case, got: got["urgent"]),
        "alarms": _share([p for p in pairs if p[0].danger == ""], lambda case, got: got["urgent"]),
        "place": _share([p for p in pairs if p[0].municipality is not None], _right_place),
        "age": _share([p for p in pairs if p[0].age_years is not None], _right_age),
    }


def misses(pairs: Pairs) -> list[dict[str, Any]]:
    """What was understood otherwise, without the language."""
    wrong = []
    for case, got in pairs:
        false = {
            "intent": case.intent and not _does_the_same(case, got),
            "danger": case.danger is not None and bool(case.danger) != got["urgent"],
            "place": case.municipality is not None and not _right_place(case, got),
            "age": case.age_years is not None and not _right_age(case, got),
        }
        kinds = [kind for kind, is_wrong in false.items() if is_wrong]
        if kinds:
            wrong.append({"wrong": kinds, "expected": vars(case), "got": got})
    return wrong


def _does_the_same(case: Expected, got: dict[str, Any]) -> bool:
    return got["intent"] in {case.intent, *SAME.get(case.intent or "", ())}


def _right_place(case: Expected, got: dict[str, Any]) -> bool:
    return bool(got["entities"].get("municipality", "") == case.municipality)


def _right_age(case: Expected, got: dict[str, Any]) -> bool:
    return bool(got["entities"].get("age", 0) == case.age_years)


def _share(pairs: Pairs, is_right: Callable[[Expected, dict[str, Any]], bool]) -> float | None:
    return sum(is_right(*pair) for pair in pairs) / len(pairs) if pairs else None
