"""All written forms of all places, made from `places.yml` once.

Runs in both environments.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Dict, Iterable, List, Optional, Set

from knowledge.places_cases import (
    announced,
    cyrillic_cases,
    data,
    finnish_forms,
    forms_that_are_words,
    people_of,
)
from knowledge.places_text import plain, without_tones
from knowledge.text import is_unparted

#: Typing errors are looked for in forms of so many letters: of a municipality, of a well-known
#: place outside, of a district; of no other.
TYPO_LETTERS, TYPO_LETTERS_OUTSIDE, TYPO_LETTERS_DISTRICT, NO_TYPOS = 6, 9, 10, 1000
#: Of shorter names only errors in double letters and letters changed over are understood.
LONG_NAME = 6


@dataclass(frozen=True)
class Place:
    """A place that a message names.

    Attributes:
        name: its Finnish name; of a village or district, that of its municipality.
        municipality: id of the municipality; None when it lies outside the region.
        words: number of words that name it.
        abroad: whether it lies in another country: where people come from rather than live.
    """

    name: str
    municipality: Optional[str]
    words: int = 1
    abroad: bool = False


@dataclass
class Forms:
    """The forms of all places.

    Attributes:
        safe: by plain form; these count wherever they stand.
        exact: by form as written; these are also words, and count only when written so.
        stems: plain stems that other languages hang their endings on.
        typos: plain forms that are also meant when they are misspelt.
        strict: those of them that are short: only double letters and changed places are forgiven.
        unparted: forms in Chinese and Thai; None for a word that only looks like one.
        not_places: plain words that no place is meant by.
        firsts: first words of forms of several words.
    """

    safe: Dict[str, Place] = field(default_factory=dict)
    exact: Dict[str, Place] = field(default_factory=dict)
    stems: Dict[str, Place] = field(default_factory=dict)
    typos: Dict[str, Place] = field(default_factory=dict)
    strict: Set[str] = field(default_factory=set)
    unparted: Dict[str, Optional[Place]] = field(default_factory=dict)
    not_places: Set[str] = field(default_factory=set)
    firsts: Set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def all_forms() -> Forms:
    """All forms of all places; those of municipalities win over those of other places."""
    forms = Forms()
    for record in data()["abroad"].values():
        place = Place(record["name"], None, abroad=True)
        _add(forms, place, [record["name"]], record["forms"], NO_TYPOS)
    for city in data()["abroad_too"]:
        _add_written(forms, Place(city, None, abroad=True), city, NO_TYPOS)
    for town in data()["towns"]:
        also = data()["towns_too"].get(town, [])
        _add(forms, Place(town, None), [town], also, NO_TYPOS)
    for record in data()["outside"].values():
        place = Place(record["name"], None)
        _add(forms, place, [record["name"]], record["forms"], TYPO_LETTERS_OUTSIDE)
    _add_municipalities(forms)
    _add_not_places(forms)
    forms.firsts = {form.split(" ")[0] for form in forms.safe if " " in form}
    return forms


def _add_municipalities(forms: Forms) -> None:
    places = {key: Place(r["name"], key) for key, r in data()["municipalities"].items()}
    for key, record in data()["municipalities"].items():
        _add(forms, places[key], record["districts"], [], TYPO_LETTERS_DISTRICT)
    for key, record in data()["municipalities"].items():
        written = [*record["names"].values(), *record["spellings"]]
        _add(forms, places[key], [record["name"]], written, TYPO_LETTERS)


def _add_not_places(forms: Forms) -> None:
    for word in data()["not_places"]:
        if is_unparted(word[0]):
            forms.unparted[word] = None
        else:
            forms.not_places.add(plain(word))


def _add(
    forms: Forms, place: Place, names: List[str], written: Iterable[str], letters: int
) -> None:
    """Add a place under its Finnish names, inflected, and under other written forms."""
    for name in names:
        found = finnish_forms(name)
        forms.exact.update(dict.fromkeys(found.exact, place))
        _add_all(forms, place, found.safe, letters, len(name))
        _add_all(forms, place, found.announced, NO_TYPOS)
        if letters < NO_TYPOS:
            _add_all(forms, place, people_of(name), NO_TYPOS)
        _add_stems(forms, place, found.stems)
    for form in (form for form in written if "(" not in form):
        _add_written(forms, place, form, letters)


def _add_written(forms: Forms, place: Place, form: str, letters: int) -> None:
    if form in forms_that_are_words():
        forms.exact[form] = place
        _add_all(forms, place, announced(form), NO_TYPOS)
    elif is_unparted(form[0]):
        forms.unparted[without_tones(form)] = place
    else:
        _add_all(forms, place, [form, *cyrillic_cases(form)], letters, len(form))
        _add_stems(forms, place, [form])


def _add_stems(forms: Forms, place: Place, stems: Iterable[str]) -> None:
    """Add what endings may hang on; short names of far cities look too much like words."""
    shortest = LONG_NAME + 1 if place.abroad else 0
    forms.stems.update({plain(stem): place for stem in stems if len(stem) >= shortest})


def _add_all(
    forms: Forms, place: Place, said: Iterable[str], letters: int, name_letters: int = 0
) -> None:
    """Add forms, with and without their hyphen; long ones may be misspelt.

    Args:
        forms: what is added to.
        place: the place that they mean.
        said: the forms as they are written.
        letters: forms of so many letters may be misspelt.
        name_letters: length of the name that the forms belong to.
    """
    for form in filter(None, plain("\n".join(said)).split("\n")):
        for variant in _with_and_without_hyphen(form):
            words = variant.count(" ") + 1
            forms.safe[variant] = place if words == 1 else replace(place, words=words)
            if len(variant) >= letters and words == 1:
                forms.typos[variant] = place
                if name_letters < LONG_NAME:
                    forms.strict.add(variant)


def _with_and_without_hyphen(form: str) -> List[str]:
    if "-" not in form:
        return [form]
    return [form, form.replace("-", " "), form.replace("-", "")]
