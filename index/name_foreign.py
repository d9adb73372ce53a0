"""The names of entries in other scripts and languages, from their translated names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz

from index.name_index import windows
from index.name_letters import LATIN, RULES, UNPARTED, script_of, words_of
from index.name_list import Name
from index.name_sounds import consonants, sounds
from knowledge.entry import Entry
from knowledge.languages import LANGUAGES
from knowledge.places import find_places
from knowledge.plain import read_translations

#: A description in a translation counts when it is at least so long, and said exactly.
LONG_DESCRIPTION = 14
LONG_UNPARTED = 6
#: From this likeness (0..100) on, a word of a translation is a name in other letters.
SPELLED_ALIKE = 72.0
#: In another script, shorter names are also words; `names.yml` tells those that are none.
SHORTEST_FOREIGN = 5
#: Words of a translation that one name may have.
LONGEST_NAME = 3

_PIECES = re.compile(r"[()（）,،，:–!«»“”]| - ")


@dataclass(frozen=True)
class Foreign:
    """A name of an entry in another script, or a long description, that is said exactly.

    Attributes:
        entry: id of the entry.
        script: as `name_letters.script_of` tells it.
        words: its words in Latin letters; of a script without spaces as it is written.
        described: whether it says what the entry is, and is no name.
    """

    entry: str
    script: str
    words: tuple[str, ...]
    described: bool = False

    @cached_property
    def joined(self) -> str:
        """Its words as one."""
        return "".join(self.words)


def foreign_names(entry: Entry, names: list[Name]) -> set[Foreign]:
    """The names of one entry in other scripts, and its long descriptions in all languages."""
    heard = RULES["heard"].get(entry.id, ())
    found = {_foreign(entry.id, text) for text in heard}
    keys = {sounds(name.joined) for name in names if name.proper}
    for language in LANGUAGES:
        record = read_translations(language).get(entry.id, {}).get("name")
        for piece in _PIECES.split(record["text"]) if record else ():
            found |= {_foreign(entry.id, text) for text in _names_within(piece, keys)}
            if _is_long(piece.strip()) and not find_places(piece):
                found.add(replace(_foreign(entry.id, piece.strip()), described=True))
    return {name for name in found if name.joined}


def _is_long(piece: str) -> bool:
    letters = sum(sign.isalpha() for sign in piece)
    if script_of(piece) == UNPARTED:
        return letters >= LONG_UNPARTED
    # Two words are also said of something else ("aprender trabajando").
    return letters >= LONG_DESCRIPTION and len(piece.split()) != 2


def _names_within(piece: str, keys: set[str]) -> Iterator[str]:
    """What in a piece of a translated name is a name in other letters."""
    words = piece.split()
    for start, end in windows(len(words), LONGEST_NAME):
        text = " ".join(words[start:end])
        if script_of(text) != LATIN and _spelled_alike(text, keys) and not find_places(text):
            yield text


def _spelled_alike(text: str, keys: set[str]) -> bool:
    said = sounds("".join(words_of(text)))
    heard = consonants(said)
    return (
        len(said) >= SHORTEST_FOREIGN
        and len(heard) > 1
        and any(heard == consonants(key) and fuzz.ratio(said, key) >= SPELLED_ALIKE for key in keys)
    )


def _foreign(entry: str, text: str) -> Foreign:
    script = script_of(text)
    if script == UNPARTED:
        return Foreign(entry, script, (text.casefold(),))
    return Foreign(entry, script, words_of(text))
