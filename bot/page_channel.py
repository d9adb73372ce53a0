"""The chat page and its channel: `/` shows the page, `/chat/message` takes a message."""

import re
import secrets
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.intake import take_in
from bot.wording import LOCALE, say
from knowledge.languages import DEFAULT, LANGUAGES, offered

PAGE_FILES = Path(__file__).resolve().parent / "page"
#: Conversation ids are made here: nobody can guess one.
ID_BYTES = 24
_ID = re.compile(r"[\w-]{20,64}")
#: The page loads nothing from elsewhere, and nothing else may run in it.
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}


class PartsOutput(OutputChannel):
    """Collects whole messages, with their parts."""

    @classmethod
    def name(cls) -> str:
        """The channel's name; the NLG adds parts for it (see parent class)."""
        return "page"

    def __init__(self) -> None:
        self.messages: List[Dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Collect one message (see parent class)."""
        shown = message.get("custom") or {"parts": [{"text": message.get("text")}]}
        self.messages.append({**shown, "buttons": message.get("buttons") or []})


class PageChannel(InputChannel):
    """The chat page's own channel."""

    @classmethod
    def name(cls) -> str:
        """The channel's name (see parent class)."""
        return "page"

    def url_prefix(self) -> str:
        """The page stands at the top of the server (see parent class)."""
        return "/chat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The page's addresses (see parent class)."""
        blueprint = Blueprint("chat_page", "chat_page")

        @blueprint.route("/", methods=["GET"])
        async def page(request: Request) -> HTTPResponse:
            return _file("index.html")

        @blueprint.route("/<name>", methods=["GET"])
        async def asset(request: Request, name: str) -> HTTPResponse:
            return _file(name or "index.html")

        @blueprint.route("/words/<code>", methods=["GET"])
        async def words(request: Request, code: str) -> HTTPResponse:
            return response.json(page_words(offered(code) or DEFAULT), headers=_HEADERS)

        @blueprint.route("/start", methods=["POST"])
        async def start(request: Request) -> HTTPResponse:
            return response.json({"conversation": secrets.token_urlsafe(ID_BYTES)})

        @blueprint.route("/message", methods=["POST"])
        async def message(request: Request) -> HTTPResponse:
            body = _body(request)
            collected = PartsOutput()
            await on_new_message(_user_message(body, collected))
            return response.json({"messages": collected.messages}, headers=_HEADERS)

        return blueprint


def _body(request: Request) -> Dict[str, Any]:
    try:
        body = request.json
    except SanicException:
        body = None
    if not isinstance(body, dict) or not _ID.fullmatch(str(body.get("conversation", ""))):
        raise SanicException("send JSON: conversation (from /chat/start), text", 400)
    return body


def _user_message(body: Dict[str, Any], collected: PartsOutput) -> UserMessage:
    language: Optional[str] = offered(str(body.get("language") or ""))
    return UserMessage(
        take_in(body.get("text")),
        collected,
        str(body["conversation"]),
        input_channel=PageChannel.name(),
        metadata={"language": language} if language else None,
    )


def _file(name: str) -> HTTPResponse:
    path = PAGE_FILES / name
    if path.parent != PAGE_FILES or not path.is_file() or path.suffix not in _TYPES:
        raise SanicException(f"no such page: {name[:40]}", 404)
    return response.raw(
        path.read_bytes(),
        content_type=f"{_TYPES[path.suffix]}; charset=utf-8",
        headers={**_HEADERS, "Cache-Control": "no-cache"},
    )


def page_words(language: str) -> Dict[str, Any]:
    """All that the page says by itself in a language, and the languages it offers."""
    keys = [
        line.split('"')[1]
        for line in (LOCALE / "en.po").read_text(encoding="utf-8").splitlines()
        if line.startswith('msgid "page_')
    ]
    return {
        "language": language,
        "direction": LANGUAGES[language].direction,
        "words": {key[len("page_") :]: say(key, language) for key in keys},
        "languages": [
            {"code": code, "name": known.name, "direction": known.direction}
            for code, known in LANGUAGES.items()
        ],
    }
