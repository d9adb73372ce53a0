"""Entries that a message names: typos, abbreviations, inflections."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz import fuzz

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml

#: From this likeness (0..100) on, a word counts as a misspelt name.
LIKE_PERCENT = 86.0
#: Shorter names must be written exactly; longer ones may be inflected or misspelt.
LONG_ENOUGH = 5
#: Finnish case endings add at most so many letters ("simheen", "ohjaamolle", "motiosta").
ENDING_LETTERS = 5
#: Case endings that may follow a name of four letters.
SHORT_ENDINGS = frozenset(read_yaml(ROOT / "knowledge" / "names.yml")["short_endings"])

_WORD = re.compile(r"[\w&]+")


@dataclass(frozen=True)
class Name:
    """One name of an entry, ready for comparison.

    Attributes:
        entry: id of the entry.
        words: its words, case-folded, without accents.
    """

    entry: str
    words: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, case-folded and without accents.

    >>> words_of("Byströmille, F-Twist!")
    ('bystromille', 'f', 'twist')
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return tuple(_WORD.findall(plain))


def names_of(entry: Entry) -> list[Name]:
    """All names of one entry."""
    texts = [entry.name.fi, entry.name.en, entry.name.sv, *entry.aliases]
    found = {words_of(text) for text in texts if text}
    return [Name(entry.id, words) for words in sorted(found) if words]


class NameFinder:
    """Finds the entries that a message names.

    Args:
        catalogue: the entries.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        names = [name for entry in catalogue.values() for name in names_of(entry)]
        owners: dict[tuple[str, ...], set[str]] = {}
        for name in names:
            owners.setdefault(name.words, set()).add(name.entry)
        # A name that several entries share ("opo") names none of them. A misspelt name keeps its
        # first letter, so only names of the same letter are compared.
        self._by_letter: dict[str, list[Name]] = {}
        for name in names:
            if len(owners[name.words]) == 1:
                self._by_letter.setdefault(name.words[0][0], []).append(name)

    def find(self, text: str) -> dict[str, float]:
        """The entries that a message names.

        Returns:
            For their ids the likeness of the best name, 0..1.
        """
        words = words_of(text)
        found: dict[str, float] = {}
        for start, word in enumerate(words):
            for name in self._by_letter.get(word[0], ()):
                likeness = _likeness(name.words, words, start)
                if likeness > found.get(name.entry, 0.0):
                    found[name.entry] = likeness
        return found


def _likeness(name: tuple[str, ...], words: tuple[str, ...], start: int) -> float:
    """How well the words from `start` on fit a name, 0..1; 0 when they do not."""
    joined = "".join(name)
    written_together = 0.0
    if len(name) > 1 and len(joined) >= LONG_ENOUGH:  # "ftwist" for "f twist"
        written_together = _word_likeness(joined, words[start])
    likeness = 1.0
    for own, said in zip_longest(name, words[start : start + len(name)], fillvalue=""):
        likeness = min(likeness, _word_likeness(own, said) if said else 0.0)
        if not likeness:
            break
    return max(likeness, written_together)


def _word_likeness(own: str, said: str) -> float:
    if own == said:
        return 1.0
    if own[0] != said[0]:
        return 0.0
    if len(own) < LONG_ENOUGH or own.isdigit():
        inflected = len(own) == 4 and said.startswith(own) and said[4:] in SHORT_ENDINGS
        return 0.95 if inflected and not own.isdigit() else 0.0
    if said.startswith(own) and len(said) - len(own) <= ENDING_LETTERS:
        return 0.97
    likeness = fuzz.ratio(own, said)
    stem = said[: len(own)]
    if len(said) > len(own) and own[:2] == stem[:2]:
        likeness = max(likeness, fuzz.ratio(own, stem) - 2)
    return likeness / 100 if likeness >= LIKE_PERCENT else 0.0
