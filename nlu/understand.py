"""What the trained model understands: one message a line in, one JSON object a line out.

Runs in the dialogue environment: `python -m nlu.understand MODEL.tar.gz < messages`.
"""

import asyncio
import json
import logging
import sys
from typing import Any, Dict

import structlog
from rasa.core.agent import Agent, load_agent

from knowledge.text import clean


def as_understood(text: str, parsed: Dict[str, Any]) -> Dict[str, Any]:
    """The contract's view of a parsed message.

    Args:
        text: the message.
        parsed: Rasa's parse data.

    Returns:
        `text`, `language` (None when it cannot be told), `offered`, `intent`, `confidence`
        (0..1), `urgent` and `entities` by name.
    """
    spoken = parsed.get("spoken") or {}
    intent = parsed.get("intent") or {}
    return {
        "text": text,
        "language": spoken.get("language"),
        "offered": bool(spoken.get("offered", True)),
        "intent": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "urgent": bool(parsed.get("danger")),
        "danger": parsed.get("danger"),
        "entities": {entity["entity"]: entity["value"] for entity in parsed["entities"]},
    }


async def _understand_all(agent: Agent) -> None:
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\n")
        # A leading slash is a command to Rasa, not a word.
        parsed = await agent.parse_message(clean(text).lstrip("/") or " ")
        answer = as_understood(text, parsed)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Load the model that is named and understand standard input."""
    # Standard output is for answers alone, and messages are logged nowhere.
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    agent = asyncio.run(load_agent(model_path=sys.argv[1]))
    asyncio.run(_understand_all(agent))


if __name__ == "__main__":
    main()
