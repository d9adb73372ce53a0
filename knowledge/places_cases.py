"""The forms that one name has, and which of them are also words of a language.

Runs in both environments.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List

from knowledge.inflection import Parts, cases, inhabitants, parts_of
from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml

_INNER = ("inessive", "elative", "illative")
_OUTER = ("adessive", "ablative", "allative")


@dataclass(frozen=True)
class NameForms:
    """The forms of a Finnish name.

    Attributes:
        safe: case forms that mean the place wherever they stand.
        exact: case forms that are also words: they must be written exactly so.
        announced: of a name like a word, the name after "in", "from".
        stems: what endings of other languages hang on.
    """

    safe: List[str]
    exact: List[str]
    announced: List[str]
    stems: List[str]


@lru_cache(maxsize=1)
def data() -> Dict[str, Any]:
    """What `places.yml` holds."""
    read: Dict[str, Any] = read_yaml(ROOT / "knowledge" / "places.yml")
    return read


@lru_cache(maxsize=1)
def forms_that_are_words() -> FrozenSet[str]:
    """Single forms that must be written exactly, whatever place they belong to."""
    return frozenset(data()["forms_that_are_words"])


def finnish_forms(name: str) -> NameForms:
    """All forms of a Finnish name.

    >>> finnish_forms("Lahti").safe, "in Lahti" in finnish_forms("Lahti").announced
    (['Lahdessa', 'Lahdesta'], True)
    >>> finnish_forms("Kello").safe
    []
    """
    parts = parts_of(name, data()["inflection"])
    by_case = cases(parts)
    if name in data()["names_that_are_words"]:
        return NameForms([], list(by_case.values()), [], [])
    safe = _safe(parts, by_case)
    exact = [form for form in by_case.values() if form not in safe]
    if name in data()["names_like_words"]:
        return NameForms(safe, exact, announced(name), [])
    spoken = parts.illative[:-1]
    stems = [name, parts.local[:-3], by_case["essive"][:-2]]
    return NameForms([*safe, spoken], exact, [], stems)


def people_of(name: str) -> List[str]:
    """The words for those who live in a place; none where its name is a word in every form."""
    if name in data()["names_that_are_words"]:
        return []
    return inhabitants(parts_of(name, data()["inflection"]))


def _safe(parts: Parts, by_case: Dict[str, str]) -> List[str]:
    """Case forms that are no words; of a name like a word only the local case that people use."""
    used = _INNER if "ss" in parts.local[-3:] else _OUTER
    wanted = used if parts.nominative in data()["names_like_words"] else tuple(by_case)
    return [by_case[case] for case in wanted if by_case[case] not in forms_that_are_words()]


def announced(form: str) -> List[str]:
    """A form after each word that says that a place follows: "in Lahti"."""
    return [f"{word} {form}" for word in data()["announcers"]]


def cyrillic_cases(form: str) -> List[str]:
    """The case forms that Russian and Ukrainian give a name; none for other scripts.

    >>> cyrillic_cases("Мухос")[:3]
    ['Мухоса', 'Мухосу', 'Мухосе']
    """
    if not "\u0400" <= form[-1] <= "\u04ff":
        return []
    found = []
    for ending, others in data()["cyrillic_endings"].items():
        match = re.search(f"{ending}$", form)
        if match:
            kept = form if ending.startswith("[") else form[: match.start()]
            found += [kept + other for other in others]
    return found
