"""The place that one word names: as a form, with a particle or an ending, or misspelt.

Runs in both environments.
"""

from functools import lru_cache
from typing import FrozenSet, Optional, Tuple

from knowledge.inflection import CLITICS
from knowledge.places_cases import data
from knowledge.places_forms import TYPO_LETTERS, Place, all_forms
from knowledge.places_text import plain
from knowledge.places_typos import Misspelt

#: A stem that an ending hangs on has so many letters.
SHORTEST_STEM = 4


@lru_cache(maxsize=8192)
def place_of(word: str) -> Optional[Place]:
    """The place that a word names, whatever hangs on it.

    Args:
        word: one word, plain (see `places_text.plain`).

    >>> place_of("karsamaellakin"), place_of("koulussa") # doctest: +ELLIPSIS
    (Place(name='Kärsämäki', ...), None)
    """
    forms = all_forms()
    if word in forms.not_places:
        return None
    return (
        forms.safe.get(word)
        or _without_particle(word)
        or _on_a_stem(word)
        or _after_a_prefix(word)
        or _misspelt(word)
    )


def _without_particle(word: str) -> Optional[Place]:
    if not word.endswith(CLITICS):
        return None
    safe = all_forms().safe
    for particle in CLITICS:
        if word.endswith(particle) and word[: -len(particle)] in safe:
            return safe[word[: -len(particle)]]
    return None


def _on_a_stem(word: str) -> Optional[Place]:
    """The place on whose stem an ending of another language hangs."""
    endings, longest = _endings()
    stems = all_forms().stems
    for length in range(len(word) - 1, max(SHORTEST_STEM, len(word) - longest) - 1, -1):
        if word[length:] in endings and word[:length] in stems:
            return stems[word[:length]]
    return None


@lru_cache(maxsize=1)
def _endings() -> Tuple[FrozenSet[str], int]:
    """The endings, and how long the longest is."""
    endings = frozenset(map(plain, data()["endings"]))
    return endings, max(map(len, endings))


@lru_cache(maxsize=1)
def _prefixes() -> Tuple[str, ...]:
    return tuple(data()["prefixes"])


def _after_a_prefix(word: str) -> Optional[Place]:
    if not word.startswith(_prefixes()):
        return None
    safe = all_forms().safe
    for prefix in _prefixes():
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            place = safe.get(word[len(prefix) :])
            if place:
                return place
    return None


@lru_cache(maxsize=1)
def _misspelt_forms() -> Misspelt:
    return Misspelt(all_forms().typos, all_forms().strict)


def _misspelt(word: str) -> Optional[Place]:
    return _misspelt_forms().find(word) if len(word) >= TYPO_LETTERS - 1 else None
