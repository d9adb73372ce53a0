"""`opastin bench`: speed and memory on this machine, as medians of many runs."""

import json
import resource
import secrets
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from index.eligibility import Person
from index.service import open_search
from knowledge.dates import today
from knowledge.needs import load as load_needs
from opastin.bench_material import Maker
from opastin.bench_plot import plot
from opastin.bench_scale import Line, measure
from opastin.chat import say
from opastin.errors import UsageError
from opastin.ready import make_ready
from opastin.servers import Addresses, running

#: Ports of the bench, beside those of a running Opastin.
PORTS = Addresses(dialogue_port=5905, guidance_port=5955)
#: Each kind of turn is made so often.
TURNS = 60
SEARCHES = 100
#: Questions that are asked at each size.
SCALE_QUESTIONS = 200


def bench_command(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    sizes: Annotated[
        str, typer.Option(help="Numbers of views for the search at scale; 1000000 takes a while.")
    ] = "100,1000,10000,100000",
    plot_file: Annotated[
        Path | None, typer.Option("--plot", help="Draw the search at scale to this .svg file.")
    ] = None,
    threads: Annotated[int, typer.Option(help="Threads that build large indexes.")] = 1,
    only_scale: Annotated[
        bool, typer.Option("--only-scale", help="The search at scale alone, without servers.")
    ] = False,
) -> None:
    """Measure encoder, search, a whole turn over HTTP, memory, and the search at growing sizes."""
    wanted = sizes_in(sizes)
    make_ready()
    measured = {} if only_scale else {**_search_times(), **_turn_times()}
    lines = scale(wanted, threads)
    if plot_file is not None:
        plot(lines, plot_file)
    if as_json:
        shown = {**measured, "scale": [asdict(line) for line in lines]}
        typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    if measured:
        table = Table("measure", "value")
        for name, value in measured.items():
            table.add_row(name, str(value))
        Console().print(table)
    Console().print(scale_table(lines))


def sizes_in(text: str) -> list[int]:
    """The sizes that were asked for, rising.

    Raises:
        UsageError: one is no number of views.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [part for part in parts if not part.isdecimal() or int(part) < 1]
    if wrong:
        raise UsageError(f"--sizes takes whole numbers with commas between them, not {wrong[0]!r}")
    return sorted({int(part) for part in parts})


def scale(sizes: Sequence[int], threads: int) -> list[Line]:
    """The search at growing sizes beside other engines; what goes on is told on standard error."""
    if not sizes:
        return []
    maker = Maker(open_search(), _questions(SCALE_QUESTIONS))
    return list(measure(maker, sizes, threads, lambda told: typer.echo(told, err=True)))


def scale_table(lines: Sequence[Line]) -> Table:
    """What was measured at growing sizes, for people."""
    heads = ("views", "engine", "build s", "MB", "p50 ms", "p95 ms", "recall@10", "beside ours")
    table = Table(*heads)
    for line in lines:
        recall = "" if line.recall is None else f"{line.recall:.3f}"
        numbers = (line.build_s, line.memory_mb, line.p50_ms, line.p95_ms)
        table.add_row(
            f"{line.size:,}", line.engine, *map(str, numbers), recall, f"{line.ratio:.2f}"
        )
    return table


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
