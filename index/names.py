"""Entries that a message names: typos, abbreviations, inflections, in any script.

Letters of all scripts are written in Latin ones (`anyascii`), and letters that people take for one
another become one (`folded_sounds`). Where a script leaves vowels out or parts no words, the
consonants of the whole name are looked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from anyascii import anyascii
from rapidfuzz import fuzz

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.paths import ROOT
from knowledge.text import is_unparted
from knowledge.yaml_files import read_yaml

#: From this likeness (0..100) on, a word counts as a misspelt name.
LIKE_PERCENT = 86.0
#: Shorter names must be written exactly; longer ones may be inflected or misspelt.
LONG_ENOUGH = 5
#: A name of so many letters may stand in two words.
TOGETHER = 8
#: Abbreviations up to this length are also words somewhere.
SHORTEST_WORD = 3
#: Finnish case endings add at most so many letters ("simheen", "ohjaamolle", "motiosta").
ENDING_LETTERS = 5
#: Case endings that may follow a name of four letters.
_RULES = read_yaml(ROOT / "knowledge" / "names.yml")
SHORT_ENDINGS = frozenset(_RULES["short_endings"])
#: Entries that people mainly mention in passing ("Kela says ...").
IN_PASSING = frozenset(_RULES["in_passing"])
#: What a name in passing is worth.
PASSING_SHARE = 0.4

_WORD = re.compile(r"[\w&]+")
_DOUBLE = re.compile(r"([a-z])\1+")
_SOUNDS = str.maketrans("ywcqjz", "ivkkis")
_CLASSES = str.maketrans("vbdg", "fptk")
_CONSONANTS = frozenset("fklmnprst")
#: Consonants that a name must have to be found by them alone.
FEWEST_CONSONANTS = 5
#: A name has at most so many words.
LONGEST_RUN_WORDS = 3
#: What a name found by its consonants alone is worth.
CONSONANTS_LIKENESS = 0.9
#: Scripts that leave vowels out (Arabic) or part no words (Thai).
_BARE = re.compile(r"[\u0600-\u06ff\u0e00-\u0e7f]+(?: [\u0600-\u06ff]+)*")


@dataclass(frozen=True)
class Name:
    """One name of an entry, ready for comparison.

    Attributes:
        entry: id of the entry.
        words: its words, case-folded, in Latin letters.
        capitals: how it must stand in the message; None when any case will do.
    """

    entry: str
    words: tuple[str, ...]
    capitals: str | None = None


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, case-folded and without accents.

    >>> words_of("Byströmille, F-Twist!"), words_of("Виллу Виктор")
    (('bistromille', 'f', 'tvist'), ('villu', 'viktor'))
    """
    return tuple(folded_sounds(word) for word in _WORD.findall(anyascii(text).lower()))


def folded_sounds(word: str) -> str:
    """A word with the letters as one that people take for one another.

    >>> folded_sounds("symhe"), folded_sounds("fiktor"), folded_sounds("philly")
    ('simhe', 'fiktor', 'filli')
    """
    return word.replace("ph", "f").translate(_SOUNDS)


def single(word: str) -> str:
    """A word with its double letters as one."""
    return _DOUBLE.sub(r"\1", word)


def consonants_of(text: str) -> str:
    """The consonants of a text, v and f as one, h and all signs left out.

    >>> consonants_of("فيله فكتور"), consonants_of("Villa Victor")
    ('flfktr', 'flfktr')
    """
    # In scripts that leave vowels out, w and y stand for them.
    plain = anyascii(text).lower().replace("w", "").replace("y", "")
    joined = "".join(words_of(plain)).translate(_CLASSES)
    return single("".join(sign for sign in joined if sign in _CONSONANTS))


def names_of(entry: Entry) -> list[Name]:
    """All names of one entry."""
    texts = [entry.name.fi, entry.name.en, entry.name.sv, *entry.aliases]
    found = {words_of(text): _capitals(text) for text in texts if text}
    return [Name(entry.id, words, found[words]) for words in sorted(found) if words]


def _capitals(text: str) -> str | None:
    return text if len(text) <= SHORTEST_WORD and text.isalpha() and text.isupper() else None


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
        self._consonants = _rare_consonants(names)

    def find(self, text: str) -> dict[str, float]:
        """The entries that a message names.

        Returns:
            For their ids the likeness of the best name, 0..1.
        """
        words = words_of(text)
        found = self._by_consonants(text)
        for start, word in enumerate(words):
            for name in self._by_letter.get(word[0], ()):
                likeness = _likeness(name.words, words, start)
                if likeness > found.get(name.entry, 0.0) and self._written_so(name, text):
                    found[name.entry] = likeness
        return {
            entry: likeness * (PASSING_SHARE if entry in IN_PASSING else 1.0)
            for entry, likeness in found.items()
        }

    def _by_consonants(self, text: str) -> dict[str, float]:
        """Names in scripts without vowels or spaces: their consonants in a row."""
        found = {}
        for match in _BARE.finditer(text):
            for said in _runs(match.group()):
                entry = self._consonants.get(said)
                if entry:
                    found[entry] = CONSONANTS_LIKENESS
        return found

    def _written_so(self, name: Name, text: str) -> bool:
        """An abbreviation that is also a word ("SUR") counts only in capitals."""
        return name.capitals is None or name.capitals in text


def _runs(text: str) -> Iterator[str]:
    """The consonants of one to three words in a row; of Thai, of any part of a string."""
    words = [consonants_of(word) for word in text.split()]
    for start in range(len(words)):
        for length in range(1, LONGEST_RUN_WORDS + 1):
            yield "".join(words[start : start + length])
    if any(is_unparted(sign) for sign in text):
        whole = "".join(words)
        for start in range(len(whole)):
            for end in range(start + FEWEST_CONSONANTS + 1, min(start + 12, len(whole)) + 1):
                yield whole[start:end]


def _rare_consonants(names: list[Name]) -> dict[str, str]:
    """Entries by the consonants of a name, where they are many and of one entry only."""
    owners: dict[str, set[str]] = {}
    for name in names:
        consonants = consonants_of(" ".join(name.words))
        if len(consonants) >= FEWEST_CONSONANTS:
            owners.setdefault(consonants, set()).add(name.entry)
    return {told: next(iter(ids)) for told, ids in owners.items() if len(ids) == 1}


def _likeness(name: tuple[str, ...], words: tuple[str, ...], start: int) -> float:
    """How well the words from `start` on fit a name, 0..1; 0 when they do not."""
    joined = "".join(name)
    written_together = 0.0
    if len(name) > 1 and len(joined) >= LONG_ENOUGH:  # "ftwist" for "f twist"
        written_together = _word_likeness(joined, words[start])
    elif len(joined) >= TOGETHER and start + 1 < len(words):  # "päihde neuvonta"
        written_together = _word_likeness(joined, words[start] + words[start + 1])
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
    if own[-1] == "s" and said.startswith(own[:-1] + "kse"):  # "vamokseen"
        return 0.95
    likeness = max(fuzz.ratio(own, said), fuzz.ratio(single(own), single(said)) - 1)
    stem = said[: len(own)]
    if len(said) > len(own) and own[:2] == stem[:2]:
        likeness = max(likeness, fuzz.ratio(own, stem) - 2)
    return likeness / 100 if likeness >= LIKE_PERCENT else 0.0
