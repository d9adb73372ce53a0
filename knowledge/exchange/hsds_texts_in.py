"""Texts of other systems as ours: without HTML, and long descriptions with a summary."""

import html
import re
from typing import Any

#: A description that is longer stands whole in `description`, and its beginning in `summary`.
SUMMARY_SIGNS = 300
_SENTENCE = re.compile(r"(?<=[.!?。؟])\s+|\n+")
_TAG = re.compile(r"<(?:br|/p|/li|/h\d)[^<>]*>|<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)


def plain(text: str | None) -> str | None:
    """A text without marks of HTML; None when it says nothing."""
    if not text:
        return None
    if _TAG.search(text):
        broken = _TAG.sub(lambda tag: "\n" if tag.group()[1:3] in ("br", "/p", "/l") else " ", text)
        text = re.sub(r"[ \t]+", " ", html.unescape(broken))
    return text.strip() or None


def texts_of(description: str, language: str) -> dict[str, Any]:
    """Summary and, of a long text, the whole as `description`."""
    if len(description) <= SUMMARY_SIGNS:
        return {"summary": {language: description}}
    summary = ""
    for sentence in _SENTENCE.split(description):
        longer = f"{summary} {sentence}".strip()
        if summary and len(longer) > SUMMARY_SIGNS:
            break
        summary = longer
    if len(summary) > SUMMARY_SIGNS:
        summary = summary[:SUMMARY_SIGNS].rpartition(" ")[0] or summary[:SUMMARY_SIGNS]
        summary += " …"
    return {"summary": {language: summary}, "description": {language: description}}
