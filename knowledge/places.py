"""Places that people name: the 30 municipalities of the region, and known places outside it.

Runs in both environments. The data stand in `places.yml`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

from knowledge.paths import ROOT
from knowledge.text import is_unparted
from knowledge.yaml_files import read_yaml

#: A name has at most so many words.
LONGEST_NAME_WORDS = 3
#: Short names are common words elsewhere: written exactly so, and not as a first word of many.
EXACT_NAMES = {"Ii"}
#: Letters that are written for one another.
_VARIANTS = str.maketrans(
    {"ä": "a", "å": "a", "ö": "o", "é": "e", "أ": "ا", "إ": "ا", "آ": "ا", "ي": "ی", "ك": "ک",
     "ى": "ی", "ة": "ه"}
)  # fmt: skip
_WORD = re.compile(r"[\w'’-]+")


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


@dataclass(frozen=True)
class Place:
    """A place that a message names.

    Attributes:
        name: its Finnish name.
        municipality: id of the municipality; None when it lies outside the region.
        words: number of words that name it.
    """

    name: str
    municipality: Optional[str]
    words: int


@lru_cache(maxsize=1)
def _data() -> Dict[str, Any]:
    data: Dict[str, Any] = read_yaml(ROOT / "knowledge" / "places.yml")
    return data


@lru_cache(maxsize=1)
def municipalities() -> Dict[str, Municipality]:
    """All municipalities of the region by id."""
    return {
        key: Municipality(key, record["name"], record["names"], record["employment_area"])
        for key, record in _data()["municipalities"].items()
    }


def region_name(language: str) -> str:
    """The region's name in a language."""
    names: Dict[str, str] = _data()["region"]
    return names.get(language, names["fi"])


def municipality_id(name: str) -> Optional[str]:
    """The id of a municipality from its id, code or any of its names; None when it is none.

    >>> municipality_id("Uleåborg"), municipality_id("564"), municipality_id("Turku")
    ('oulu', 'oulu', None)
    """
    wanted = name.strip()
    for key, record in _data()["municipalities"].items():
        if wanted.casefold() in (key, record["code"], record["name"].casefold()):
            return str(key)
    found = [place for place in find_places(wanted) if place.municipality]
    return found[0].municipality if found else None


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _plain(text: str) -> str:
    """Without the dots, rings and letter variants that many do not type."""
    return text.translate(_VARIANTS)


@lru_cache(maxsize=1)
def _forms() -> Dict[str, Place]:
    """All written forms of all places, folded and plain."""
    forms: Dict[str, Place] = {}
    data = _data()
    for record in data["outside"].values():
        _add(forms, Place(record["name"], None, 0), [record["name"], *record["forms"]])
    for key, record in data["municipalities"].items():
        said = [record["name"], *record["names"].values(), *record["spellings"]]
        said += [*record["inflected"], *record["districts"]]
        _add(forms, Place(record["name"], key, 0), said)
    return forms


def _add(forms: Dict[str, Place], place: Place, said: Iterable[str]) -> None:
    for form in said:
        if form in EXACT_NAMES or "(" in form:
            continue
        words = len(_folded(form).split())
        forms[_plain(_folded(form))] = Place(place.name, place.municipality, words)


@lru_cache(maxsize=1)
def _unparted_forms() -> List[Tuple[str, Place]]:
    """Forms in Chinese and Thai, the longest first: they are found inside a longer string."""
    forms = [(form, place) for form, place in _forms().items() if _is_unparted(form)]
    return sorted(forms, key=lambda pair: -len(pair[0]))


def _is_unparted(form: str) -> bool:
    return any(is_unparted(sign) for sign in form)


def find_places(text: str) -> List[Place]:
    """The places that a message names, in their order, each once.

    >>> [place.municipality for place in find_places("asun Kempeleessä, opiskelen Oulussa")]
    ['kempele', 'oulu']
    """
    words = _plain(_folded(text)).split()
    found: List[Place] = []
    start = 0
    while start < len(words):
        place = _at(words, start)
        if place:
            found.append(place)
        start += place.words if place else 1
    found += _exact(text) + _inside(_plain(_folded(text)))
    return list({place.name: place for place in found}.values())


def _at(words: List[str], start: int) -> Optional[Place]:
    """The place whose name begins at a word, the longest one."""
    forms = _forms()
    for length in range(LONGEST_NAME_WORDS, 0, -1):
        said = " ".join(words[start : start + length])
        if said in forms and len(words) >= start + length:
            place = forms[said]
            return Place(place.name, place.municipality, length)
    return _without_endings(words[start])


def _without_endings(word: str) -> Optional[Place]:
    forms = _forms()
    for prefix in _data()["prefixes"]:
        if word.startswith(prefix) and word[len(prefix) :] in forms:
            return forms[word[len(prefix) :]]
    for length in range(len(word) - 1, 3, -1):
        if word[length:] in _data()["endings"] and word[:length] in forms:
            return forms[word[:length]]
    return None


def _exact(text: str) -> List[Place]:
    """Names such as `Ii`, that count only when written exactly and not as a first word of many."""
    words = _WORD.findall(text)
    at = [place for place, word in enumerate(words) if word in EXACT_NAMES]
    if any(place > 0 or len(words) <= 2 for place in at):
        return [Place("Ii", "ii", 1)]
    return []


def _inside(text: str) -> List[Place]:
    """Places named inside a string of a script that does not part its words."""
    found: List[Tuple[int, Place]] = []
    for form, place in _unparted_forms():
        where = text.find(form)
        if where >= 0:
            found.append((where, Place(place.name, place.municipality, max(1, len(form) // 2))))
            text = text.replace(form, " " * len(form))
    return [place for _, place in sorted(found, key=lambda pair: pair[0])]
