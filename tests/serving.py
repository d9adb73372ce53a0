"""Running servers, and how tests talk with them."""

import json
import socket
import urllib.request
from typing import Any

from opastin.servers import Addresses


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


class Served:
    """Running servers and how to talk with them."""

    def __init__(self, addresses: Addresses, guidance_pid: int) -> None:
        self.addresses = addresses
        self.guidance_pid = guidance_pid

    def post(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self.addresses.local + path,
            json.dumps(body).encode("utf-8", "surrogatepass"),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.addresses.local + path, timeout=10) as reply:
            return str(reply.read().decode("utf-8"))

    def rest(self, sender: str, text: str, language: str | None = None) -> str:
        body: dict[str, Any] = {"sender": sender, "message": text}
        if language:
            body["metadata"] = {"language": language}
        return "\n".join(m.get("text", "") for m in self.post("/webhooks/rest/webhook", body))


class Talk:
    """One conversation over the page's channel."""

    def __init__(self, served: Served, language: str) -> None:
        self.served, self.language = served, language
        self.id = served.post("/chat/start", {})["conversation"]

    def say(self, text: str) -> dict[str, Any]:
        body = {"conversation": self.id, "text": text, "language": self.language}
        messages = self.served.post("/chat/message", body)["messages"]
        parts = [part for message in messages for part in message["parts"]]
        return {
            "texts": [part["text"] for part in parts if "text" in part],
            "doors": [part["door"].get("id") for part in parts if "door" in part],
            "language": messages[-1]["language"] if messages else None,
            "direction": messages[-1]["direction"] if messages else None,
            "buttons": [b["payload"] for m in messages for b in m["buttons"]],
        }
