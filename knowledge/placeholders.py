"""What a translation must keep of its source: numbers, addresses on the web, placeholders."""

import re
from collections.abc import Iterator

from knowledge.entry import Text
from knowledge.text import western_digits

_FIELD = re.compile(r"\{\w*\}")
_URL = re.compile(r"https?://[^\s)]+|\b[\w-]+(?:\.[\w-]+)*\.(?:fi|com|org|eu|net)\b(?:/[^\s)]*)?")
_NUMBER = re.compile(r"\d+")
#: Small numbers that a source may say in words, and the minutes of a full hour.
_SAID_IN_WORDS = {str(number) for number in range(13)} | {"00"}


def lost_and_added(source: Text, translated: str) -> Iterator[str]:
    """What a translation has lost of its source, or has of its own, as messages.

    What stands in one source text only (the Finnish and the English may differ) may stay out.
    """
    texts = [getattr(source, code) for code in source.languages()]
    for name, pattern in (("placeholder", _FIELD), ("address", _URL), ("number", _NUMBER)):
        there = _found(pattern, translated)
        sources = [_found(pattern, text) for text in texts]
        for sign in sorted(sources[0].intersection(*sources) - there):
            yield f"lost {name} {sign!r}"
        for sign in sorted(there.difference(*sources) - _SAID_IN_WORDS):
            yield f"{name} {sign!r} is not in the source"


def _found(pattern: "re.Pattern[str]", text: str) -> set[str]:
    return {sign.rstrip(".,;") for sign in pattern.findall(western_digits(text))}
