"""The names of entries, as they are looked for in a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from index.name_letters import RULES, words_of
from knowledge.entry import Entry
from knowledge.places import find_places

#: Abbreviations up to this length are also words somewhere.
SHORTEST_WORD = 3
#: A name of one everyday word up to this length is also said of other things ("hymy").
EVERYDAY_LETTERS = 8

_HEAD_END = re.compile(r" [–-] |: | ?\(|!")
_PROJECT = re.compile(r"[- ]?hanke$")
_EVERYDAY = frozenset(RULES["everyday"])
_VOWELS = frozenset("aeiouyäöAEIOUYÄÖ")


@dataclass(frozen=True)
class Name:
    """One name of an entry, ready for comparison.

    Attributes:
        entry: id of the entry.
        words: its words in Latin letters (`words_of`).
        proper: whether it is a name of its own, and no common word for what the entry is.
        as_name: whether it counts only where it is written as a name: with a capital, or in a
            message of another script.
        capitals: how it must stand in the message; None when any case will do.
        place: id of the municipality that the name tells, of those that the entry serves.
        without_place: the words without that of the place, as one.
    """

    entry: str
    words: tuple[str, ...]
    proper: bool = True
    as_name: bool = False
    capitals: str | None = None
    place: str | None = None
    without_place: str = ""

    @property
    def apart(self) -> tuple[str | None, str]:
        """The place that it tells, and the rest as one word."""
        return self.place, self.without_place

    @cached_property
    def joined(self) -> str:
        """Its words as one."""
        return "".join(self.words)


def names_of(entry: Entry) -> list[Name]:
    """All names of one entry in Latin letters, each once."""
    common = {alias.casefold() for alias in entry.aliases if alias.islower()}
    marked = {alias for alias in entry.aliases if alias.casefold() not in common}
    proper = {"".join(words_of(alias)) for alias in marked}
    found: dict[tuple[str, ...], Name] = {}
    for text in (*entry.aliases, entry.name.fi, *_heads(entry), entry.name.en, entry.name.sv):
        words = words_of(text or "")
        if words and words not in found and text:
            title = text == entry.name.fi or text not in (*entry.aliases, entry.name.en)
            own = text in marked or _like_one(words, proper)
            own = own or (title and _is_title(entry, text, proper))
            place, rest = _placed(entry, text) if own else (None, "")
            everyday = _is_everyday(entry, text)
            found[words] = Name(entry.id, words, own, everyday, _capitals(text), place, rest)
    return list(found.values())


def _placed(entry: Entry, text: str) -> tuple[str | None, str]:
    """The municipality in a name of a local entry, and the name without it."""
    words = text.split() if entry.area.reach == "municipalities" else []
    for word in words if len(words) > 1 else ():
        told = find_places(word)
        if told and told[0].municipality in entry.area.municipalities:
            rest = " ".join(other for other in words if other != word)
            return told[0].municipality, "".join(words_of(rest))
    return None, ""


def _heads(entry: Entry) -> Iterator[str]:
    """The names at the beginning of the Finnish one: "Lumi" of "Lumi – luova minä"."""
    name = entry.name.fi or ""
    for part in _HEAD_END.split(name)[0].split(", "):
        yield _PROJECT.sub("", part.removesuffix(".fi").strip())


def _is_title(entry: Entry, text: str, proper: set[str]) -> bool:
    """Whether the Finnish name is a proper one: that of a project, or one with a proper alias."""
    tokens = [word for word in words_of(text) if len(word) > 3]
    return entry.kind in ("project", "platform") or any(
        token in name for token in tokens for name in proper
    )


def _like_one(words: tuple[str, ...], proper: set[str]) -> bool:
    """Whether a name written in small letters is a spelling of a proper one, or holds one."""
    joined = "".join(words)
    return any(
        len(name) > 3
        and (fuzz.ratio(joined, name) >= 80 or name in joined)
        # "päivystys" is only what "Päivystysapu" is about.
        and not (name.startswith(joined) and name != joined)
        for name in proper
    )


def _is_everyday(entry: Entry, text: str) -> bool:
    """Whether a name is one short word, which those who wrote the other names left out."""
    told = {alias.casefold() for alias in entry.aliases}
    return text.casefold() in _EVERYDAY or (
        text.isalpha() and len(text) <= EVERYDAY_LETTERS and text.casefold() not in told
    )


def _capitals(text: str) -> str | None:
    """An abbreviation that is also a word ("SUR", "TYP") counts only in capitals."""
    short = len(text) <= SHORTEST_WORD and text.isalpha() and text.isupper()
    return text if short and _VOWELS & set(text) else None
