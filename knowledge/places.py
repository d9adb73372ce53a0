"""Places that people name: the 30 municipalities of the region, and known places outside it.

Runs in both environments. The data stand in `places.yml`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Dict, List, Mapping, Optional, Pattern, Tuple

from knowledge.places_cases import data
from knowledge.places_forms import Place, all_forms
from knowledge.places_text import Word, has_unparted, without_tones, words_of
from knowledge.places_words import place_of

__all__ = [
    "Municipality", "Place", "find_places", "municipalities", "municipality_id", "region_name",
]  # fmt: skip

#: A name has at most so many words.
LONGEST_NAME_WORDS = 4
#: A message of so few words may begin with a name that is also a word.
FEW_WORDS = 2
#: A place, and where in the text it stands.
Found = Tuple[int, Place]


@dataclass(frozen=True)
class Municipality:
    """One municipality of the region.

    Attributes:
        id: its id.
        name: its Finnish name.
        names: other names by language code.
        employment_area: id of the entry of its employment area.
    """

    id: str
    name: str
    names: Mapping[str, str]
    employment_area: str

    def name_in(self, language: str) -> str:
        """The name in a language; where the script differs, with the Finnish name in brackets."""
        own = self.names.get(language)
        if not own:
            return self.name
        return own if own.isascii() or "(" in own else f"{own} ({self.name})"


@lru_cache(maxsize=1)
def municipalities() -> Dict[str, Municipality]:
    """All municipalities of the region by id."""
    return {
        key: Municipality(key, record["name"], record["names"], record["employment_area"])
        for key, record in data()["municipalities"].items()
    }


def region_name(language: str) -> str:
    """The region's name in a language."""
    names: Dict[str, str] = data()["region"]
    return names.get(language, names["fi"])


def municipality_id(name: str) -> Optional[str]:
    """The id of a municipality from its id, code or any of its names; None when it is none.

    >>> municipality_id("Uleåborg"), municipality_id("564"), municipality_id("Turku")
    ('oulu', 'oulu', None)
    """
    wanted = name.strip()
    for key, record in data()["municipalities"].items():
        if wanted.casefold() in (key, record["code"], record["name"].casefold()):
            return str(key)
    found = [place for place in find_places(wanted) if place.municipality]
    return found[0].municipality if found else None


def find_places(text: str) -> List[Place]:
    """The places that a message names, in their order, each once.

    >>> [place.municipality for place in find_places("asun Kempeleessä, opiskelen Oulussa")]
    ['kempele', 'oulu']
    """
    composed = unicodedata.normalize("NFKC", text)
    found = _among_words(words_of(composed, all_forms().safe.keys()))
    if has_unparted(composed):
        found = sorted(found + _inside(composed), key=lambda pair: pair[0])
    return list({place.name: place for _, place in reversed(found)}.values())[::-1]


def _among_words(words: List[Word]) -> List[Found]:
    found: List[Found] = []
    at = 0
    while at < len(words):
        place = _several_words(words, at) or _exact(words, at) or place_of(words[at].plain)
        if place:
            found.append((words[at].start, place))
        at += place.words if place else 1
    return found


def _several_words(words: List[Word], at: int) -> Optional[Place]:
    """The place whose name of several words begins at a word, the longest one."""
    forms = all_forms()
    if words[at].plain not in forms.firsts:
        return None
    for length in range(LONGEST_NAME_WORDS, 1, -1):
        place = forms.safe.get(" ".join(word.plain for word in words[at : at + length]))
        if place and place.words == length:
            return place
    return None


def _exact(words: List[Word], at: int) -> Optional[Place]:
    """A name that is also a word, when it is written exactly and does not begin a sentence."""
    if words[at].opens and len(words) > FEW_WORDS:
        return None
    return all_forms().exact.get(words[at].raw)


@lru_cache(maxsize=1)
def _unparted() -> Pattern[str]:
    """Finds the forms of scripts that do not part their words, the longest first."""
    forms = sorted(all_forms().unparted, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


def _inside(text: str) -> List[Found]:
    """Places named inside a string of a script that does not part its words."""
    found: List[Found] = []
    for match in _unparted().finditer(without_tones(text)):
        place = all_forms().unparted[match.group()]
        if place:
            words = max(1, len(match.group()) // 2)
            found.append((match.start(), replace(place, words=words)))
    return found
