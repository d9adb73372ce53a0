"""`opastin run`: make what is missing, start both servers, show the address of the chat page."""

import signal
import time
from typing import Annotated

import typer

from opastin.errors import ServerError
from opastin.ready import make_ready
from opastin.servers import Addresses, log_end, running

_NAMES = ("guidance", "dialogue")


def run_command(
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets a phone in the same network in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of the chat page.")] = 5005,
    guidance_port: Annotated[int, typer.Option(help="Port of the guidance server.")] = 5055,
) -> None:
    """Start Opastin; Ctrl-C stops it."""
    make_ready()
    # A polite request to stop is treated as Ctrl-C, so that the servers are stopped too.
    for request in (signal.SIGTERM, signal.SIGINT):
        signal.signal(request, signal.default_int_handler)
    addresses = Addresses(host, port, guidance_port)
    typer.echo("starting the servers (about 20 s)")
    with running(addresses) as processes:
        typer.echo(f"\nOpastin is ready: {addresses.page}\nCtrl-C stops it.")
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
        except KeyboardInterrupt:
            typer.echo("\nstopping")
            return
        stopped = next(n for n, p in zip(_NAMES, processes, strict=True) if p.poll() is not None)
    raise ServerError(f"the {stopped} server stopped by itself:\n{log_end(stopped)}")
