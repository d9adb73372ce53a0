"""Rasa's REST webhook, with messages taken in carefully."""

from typing import Any, Dict, Optional

from rasa.core.channels.rest import RestInput
from sanic.request import Request

from bot.intake import page_language, take_in
from knowledge.languages import offered


class GuardedRest(RestInput):
    """The channel `rest` at `/webhooks/rest/webhook`."""

    @classmethod
    def name(cls) -> str:
        """The channel's name (see parent class)."""
        return "rest"

    def _extract_message(self, req: Request) -> Optional[str]:
        return take_in(_body(req).get("message"))

    async def _extract_sender(self, req: Request) -> Optional[str]:
        sender = _body(req).get("sender")
        return str(sender)[:100] if sender else None

    def _extract_input_channel(self, req: Request) -> str:
        return self.name()

    def get_metadata(self, request: Request) -> Optional[Dict[str, Any]]:
        """The language of the page, if it is offered (see parent class)."""
        found = page_language(_body(request).get("metadata"))
        language = offered(found["language"]) if found else None
        return {"language": language} if language else None


def _body(request: Request) -> Dict[str, Any]:
    return request.json if isinstance(request.json, dict) else {}
