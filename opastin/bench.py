"""`opastin bench`: speed and memory on this machine, as medians of many runs."""

import json
import resource
import secrets
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from index.eligibility import Person
from index.search import open_search
from knowledge.dates import today
from knowledge.needs import load as load_needs
from opastin.chat import say
from opastin.ready import make_ready
from opastin.servers import Addresses, running

#: Ports of the bench, beside those of a running Opastin.
PORTS = Addresses(dialogue_port=5905, guidance_port=5955)
#: Each kind of turn is made so often.
TURNS = 60
SEARCHES = 100


def bench_command(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure encoder, search, a whole turn over HTTP, and the servers' memory."""
    make_ready()
    measured = {**_search_times(), **_turn_times()}
    if as_json:
        typer.echo(json.dumps(measured, indent=2))
        return
    table = Table("measure", "value")
    for name, value in measured.items():
        table.add_row(name, str(value))
    Console().print(table)


def _questions(count: int) -> list[str]:
    """Example questions of all languages in turn."""
    needs = load_needs()
    texts = [t.questions[0] for need in needs.values() for t in need.texts.values()]
    step = max(1, len(texts) // count)
    return texts[::step][:count]


def _milliseconds(run: Callable[[str], object], question: str) -> float:
    started_s = time.perf_counter()
    run(question)
    return (time.perf_counter() - started_s) * 1000


def summary(times_ms: list[float]) -> dict[str, float]:
    """Median and 95th percentile of times, in milliseconds."""
    ordered = sorted(times_ms)
    last = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return {"median_ms": round(statistics.median(ordered), 1), "p95_ms": round(last, 1)}


def _search_times() -> dict[str, Any]:
    search, person = open_search(), replace(Person(today()), municipality="oulu")
    questions = _questions(SEARCHES)
    search.search(questions[0], person)
    encode = [_milliseconds(lambda q: search.encoder.encode_query([q]), q) for q in questions]
    whole = [_milliseconds(lambda q: search.search(q, person), q) for q in questions]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "encode_query": summary(encode),
        "search": summary(whole),
        "search_process_peak_mb": round(peak_mb),
        "views": search.manifest.views,
    }


def _turn_times() -> dict[str, Any]:
    started_s = time.perf_counter()
    with running(PORTS) as processes:
        start_s = time.perf_counter() - started_s
        questions = _questions(TURNS)
        for question in questions[:5]:
            say(PORTS.local, secrets.token_hex(8), question, "fi")
        times = [_milliseconds(_conversation, q) / 2 for q in questions]
        memory = {name: resident_mb(p.pid) for name, p in zip(("guidance", "dialogue"), processes)}
    return {
        "turn_over_http": summary(times),
        "servers_start_s": round(start_s, 1),
        "guidance_server_mb": memory["guidance"],
        "dialogue_server_mb": memory["dialogue"],
    }


def _conversation(question: str) -> None:
    """Two turns: where one lives, and what one needs."""
    sender = secrets.token_hex(8)
    say(PORTS.local, sender, "Oulu", "fi")
    say(PORTS.local, sender, question, "fi")


def resident_mb(pid: int) -> int:
    """Resident memory of a process and its children, in megabytes."""
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)],  # noqa: S607 - found on PATH
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    return sum(_own_resident_mb(number) for number in [pid, *map(int, children)])


def _own_resident_mb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    lines = status.read_text(encoding="utf-8").splitlines()
    values = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return int(values[0]) // 1024 if values else 0
