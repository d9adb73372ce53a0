"""`opastin chat`: talk in the terminal."""

import json
import secrets
import shutil
import textwrap
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import polib
import typer

from knowledge.languages import DEFAULT, offered
from knowledge.paths import ROOT
from knowledge.text import is_unparted
from opastin.errors import UsageError
from opastin.ready import make_ready
from opastin.servers import Addresses, answers, running

#: Lines are broken at the width of the terminal, but not wider than this.
WIDEST = 80
#: A turn takes a tenth of a second; a slow machine may need longer.
TURN_TIMEOUT_S = 30


def chat_command(
    language: Annotated[str, typer.Option(help="Language of the first words.")] = DEFAULT,
    port: Annotated[int, typer.Option(help="Port of the dialogue server.")] = 5005,
    guidance_port: Annotated[int, typer.Option(help="Port of the guidance server.")] = 5055,
) -> None:
    """Talk with Opastin; Ctrl-D ends. Starts the servers when they are not running."""
    spoken = offered(language)
    if spoken is None:
        raise UsageError(f"language {language!r} is not offered")
    with _servers(Addresses(dialogue_port=port, guidance_port=guidance_port)) as addresses:
        talk(addresses.local, spoken)


@contextmanager
def _servers(addresses: Addresses) -> Iterator[Addresses]:
    if answers(addresses.local):
        yield addresses
        return
    make_ready()
    typer.echo("starting the servers (about 20 s)", err=True)
    with running(addresses):
        yield addresses


def talk(address: str, language: str) -> None:
    """Talk until the input ends.

    Args:
        address: of the dialogue server.
        language: of the first words.
    """
    words = {e.msgid: e.msgstr for e in polib.pofile(str(ROOT / f"bot/locale/{language}.po"))}
    sender = secrets.token_urlsafe(16)
    payloads = show(say(address, sender, "/greet", language))
    typer.echo(wrapped(words["chat_leave"]) + "\n")
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            return
        try:
            payloads = show(say(address, sender, payloads.get(text.strip(), text), language))
        except OSError:
            typer.echo(wrapped(words["chat_no_server"]) + "\n")


def say(address: str, sender: str, text: str, language: str) -> list[dict[str, Any]]:
    """Send one message over the REST webhook.

    Returns:
        The bot's messages: `text`, and `buttons` where there are any.

    Raises:
        OSError: the server does not answer.
    """
    body = {"sender": sender, "message": text, "metadata": {"language": language}}
    request = urllib.request.Request(  # noqa: S310 - own address
        f"{address}/webhooks/rest/webhook",
        json.dumps(body).encode("utf-8", "surrogatepass"),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=TURN_TIMEOUT_S) as reply:  # noqa: S310 - own address
        messages: list[dict[str, Any]] = json.load(reply)
    return messages


def show(messages: list[dict[str, Any]]) -> dict[str, str]:
    """Print the bot's messages, broken to the terminal's width.

    Right-to-left text is printed as it is: terminals that can show it order it themselves.

    Returns:
        What can be typed for the buttons: their letter, and what is sent for it.
    """
    payloads: dict[str, str] = {}
    for message in messages:
        typer.echo("\n" + wrapped(message.get("text") or ""))
        for button in message.get("buttons") or []:
            letter = chr(ord("a") + len(payloads))
            payloads[letter] = button["payload"]
            typer.echo(f"  [{letter}] {button['title']}")
    typer.echo()
    return payloads


def wrapped(text: str) -> str:
    """A text broken to the terminal's width, addresses left whole."""
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    lines = [
        textwrap.fill(
            line, width, break_long_words=any(map(is_unparted, line)), break_on_hyphens=False
        )
        for line in text.splitlines()
    ]
    return "\n".join(lines)
