"""The two servers: started together, watched, stopped together."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.paths import BUILD, ROOT
from opastin.errors import ServerError, UsageError
from opastin.training import DIALOGUE_PYTHON, dialogue_environment, newest_model

LOGS = BUILD / "logs"
#: Both servers are ready after a quarter of this on an idle machine.
START_TIMEOUT_S = 180
#: After this the servers are stopped the hard way.
STOP_TIMEOUT_S = 10


@dataclass(frozen=True)
class Addresses:
    """Where the servers listen.

    Attributes:
        host: address of the dialogue server; the guidance server always stays on this machine.
        dialogue_port: port of the dialogue server.
        guidance_port: port of the guidance server.
    """

    host: str = "127.0.0.1"
    dialogue_port: int = 5005
    guidance_port: int = 5055

    @property
    def local(self) -> str:
        """The dialogue server's address as seen from this machine."""
        return f"http://127.0.0.1:{self.dialogue_port}"

    @property
    def page(self) -> str:
        """Address of the chat page."""
        return f"{self.local}/chat/"


def answers(url: str, *, timeout_s: float = 2.0) -> bool:
    """Whether something answers at an address."""
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as reply:  # noqa: S310 - own address
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def demand_free(port: int) -> None:
    """Refuse a port that is taken.

    Raises:
        UsageError: names the port and the option.
    """
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(
                f"port {port} is taken by another program; stop it, or choose another: "
                f"make run PORT={port + 1000} GUIDANCE_PORT={port + 1050}"
            ) from error


@contextlib.contextmanager
def running(addresses: Addresses) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Start both servers, wait until they answer, and stop them at the end.

    Yields:
        The two processes.

    Raises:
        UsageError: a port is taken, or no model is trained.
        ServerError: a server did not start.
    """
    for port in (addresses.dialogue_port, addresses.guidance_port):
        demand_free(port)
    processes = [_start_guidance(addresses), _start_dialogue(addresses)]
    try:
        _wait(processes[0], f"http://127.0.0.1:{addresses.guidance_port}/health", "guidance")
        _wait(processes[1], addresses.local, "dialogue")
        yield processes
    finally:
        _stop(processes)


def _start_guidance(addresses: Addresses) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "actions.serve", "--port", str(addresses.guidance_port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    return _start(command, environment, "guidance")


def _start_dialogue(addresses: Addresses) -> "subprocess.Popen[bytes]":
    model = newest_model()
    if model is None:
        raise UsageError("the dialogue model is not trained; run: .venv/bin/opastin train")
    command = [
        str(DIALOGUE_PYTHON), "-m", "rasa", "run", "--model", str(model),
        "--endpoints", str(_endpoints(addresses.guidance_port)),
        "--credentials", "credentials.yml",
        "--interface", addresses.host, "--port", str(addresses.dialogue_port),
    ]  # fmt: skip
    return _start(command, dialogue_environment(), "dialogue")


def _endpoints(guidance_port: int) -> Path:
    """endpoints.yml, with the port of the guidance server."""
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8").replace("5055", str(guidance_port))
    path = BUILD / f"endpoints-{guidance_port}.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _start(command: list[str], environment: dict[str, str], name: str) -> "subprocess.Popen[bytes]":
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        # A session of its own: Ctrl-C reaches us, and we stop the servers in order.
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def _wait(process: "subprocess.Popen[bytes]", url: str, name: str) -> None:
    deadline_s = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline_s:
        if process.poll() is not None:
            raise ServerError(f"the {name} server stopped at the start:\n{log_end(name)}")
        if answers(url):
            return
        time.sleep(0.3)
    raise ServerError(f"the {name} server does not answer after {START_TIMEOUT_S} s:\n"
                      f"{log_end(name)}")  # fmt: skip


def log_end(name: str, lines: int = 12) -> str:
    """The last lines of a server's log."""
    path = LOGS / f"{name}.log"
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _stop(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
