"""What a channel does with a message before anything is kept of it."""

import re
from typing import Any, Dict, Optional

from knowledge.identifiers import mask
from knowledge.text import MAX_CHARS, clean

#: What a button may send: an intent, perhaps with simple values.
_PAYLOAD = re.compile(
    r"/(ask_more|ask_details|ask_human|new_need|skip|greet|change_language)"
    r"(\{[\w\s\":,.\-]{0,120}\})?"
)


def take_in(message: Any) -> str:
    """The message as it goes to the pipeline: cleaned, bounded, masked; commands only of buttons.

    Args:
        message: what the request held; anything that is no string counts as empty.

    Returns:
        The text; one sign longer than `knowledge.text.MAX_CHARS` when it was too long.

    >>> take_in("/restart"), take_in("/ask_more")
    ('restart', '/ask_more')
    """
    text = clean(message)[: MAX_CHARS + 1]
    if text.startswith("/") and not _PAYLOAD.fullmatch(text):
        text = text.lstrip("/ ")
    # What is too long is refused anyway, and a button says nothing of anybody.
    return text if len(text) > MAX_CHARS or text.startswith("/") else mask(text)


def page_language(metadata: Any) -> Optional[Dict[str, str]]:
    """The metadata that are kept of a message: the language of the page, nothing else."""
    language = metadata.get("language") if isinstance(metadata, dict) else None
    return {"language": language} if isinstance(language, str) and len(language) < 12 else None
