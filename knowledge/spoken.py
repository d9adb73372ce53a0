"""The language that is spoken in a conversation, from what each message shows.

The language of the question wins over the language of the page; it sticks; one word never
switches a running conversation, two sentences do, a wish does at once.

Runs in both environments.
"""

from dataclasses import dataclass
from typing import Any, Dict, Iterable, Mapping, Optional

from knowledge.languages import DEFAULT, LANGUAGES

#: Below this, a message says nothing about its language.
HEARD = 0.25
#: From this confidence on, a first message decides against the language of the page.
CLEAR = 0.7
#: A sentence decides already from here on.
CLEAR_SENTENCE = 0.5
#: A sentence of less confidence does not count towards a switch.
SWITCHING = 0.5
#: So many words are a sentence.
SENTENCE_WORDS = 3
#: A sentence of so many words switches alone.
LONG_SENTENCE_WORDS = 6


@dataclass(frozen=True)
class Evidence:
    """What one message shows of its language.

    Attributes:
        language: code of an offered language; None when it is none of them or cannot be told.
        confidence: 0..1.
        words: number of words (two letters count as a word where words are not parted).
        wish: the person asked for this language.
        offered: False when the message is in a language that is not offered.
    """

    language: Optional[str]
    confidence: float
    words: int
    wish: bool = False
    offered: bool = True

    def as_dict(self) -> Dict[str, Any]:
        """As plain values, to travel with the parsed message."""
        return {
            "language": self.language,
            "confidence": round(self.confidence, 3),
            "words": self.words,
            "wish": self.wish,
            "offered": self.offered,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Evidence":
        """The reverse of `as_dict`."""
        return cls(**values)


def spoken_language(messages: Iterable[Evidence], page: Optional[str] = None) -> str:
    """The language to answer in.

    Args:
        messages: what the person's messages show, in their order.
        page: the language of the page they write on, if it is known.

    Returns:
        Code of an offered language.

    >>> spoken_language([Evidence("ar", 0.9, 5), Evidence("en", 0.9, 1)], page="fi")
    'ar'
    """
    spoken: Optional[str] = None
    other: Optional[str] = None
    for message in messages:
        language = message.language
        if language not in LANGUAGES or message.confidence < HEARD:
            continue
        if message.wish:
            spoken, other = language, None
        elif spoken is None:
            spoken = _first(message, page)
        elif language == spoken:
            other = None
        elif message.words >= SENTENCE_WORDS and message.confidence >= SWITCHING:
            long = message.words >= LONG_SENTENCE_WORDS and message.confidence >= CLEAR
            if long or other == language:
                spoken, other = language, None
            else:
                other = language
    return spoken or (page if page in LANGUAGES else None) or DEFAULT


def _first(message: Evidence, page: Optional[str]) -> Optional[str]:
    """The language of a first message: against the page's only when it is clear."""
    needed = CLEAR_SENTENCE if message.words >= SENTENCE_WORDS else CLEAR
    if page is None or message.language == page or message.confidence >= needed:
        return message.language
    return None


def from_events(events: Iterable[Mapping[str, Any]]) -> str:
    """The language to answer in, from the events of a Rasa conversation.

    Args:
        events: serialised events; those of the person (`event: user`) carry `parse_data.spoken`
            and `metadata.language`, the language of the page.
    """
    shown = []
    page: Optional[str] = None
    for event in events:
        if event.get("event") != "user":
            continue
        data = event.get("parse_data") or {}
        if data.get("spoken"):
            shown.append(Evidence.from_dict(data["spoken"]))
        else:
            shown += _button(data)
        page = (event.get("metadata") or {}).get("language") or page
    return spoken_language(shown, page)


def _button(data: Mapping[str, Any]) -> Iterable[Evidence]:
    """A button such as `/set_language{"language": "so"}` is a wish."""
    for entity in data.get("entities") or []:
        if entity.get("entity") == "language" and entity.get("value") in LANGUAGES:
            yield Evidence(entity["value"], 1.0, 1, wish=True)
