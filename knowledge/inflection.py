"""Finnish case forms of place names, from few principal parts.

A name's principal parts are its local form ("Haapavedellä": the case that people use there, and
the weak stem), genitive, partitive and illative (the strong stem). They follow from the name by
the rules below, or from a table that names the endings that go their own way (`-vesi`, `-joki`).

The rules are those of Iso suomen kielioppi (VISK, Kotus): vowel harmony, consonant gradation, the
forms of the cases, clitics. Whether a place takes inner or outer local cases cannot be told from
its name; the table follows the usage that Kotus records (Asutusnimihakemisto). Both are formed,
because people write both. Runs in both environments.
"""

from dataclasses import dataclass
from typing import Dict, List, Mapping, Sequence, Tuple

#: The 13 cases that place names have; the accusative looks like the genitive.
CASES = (
    "nominative", "genitive", "accusative", "partitive", "inessive", "elative", "illative",
    "adessive", "ablative", "allative", "essive", "translative", "abessive",
)  # fmt: skip
#: Endings after back vowels; `_harmonised` makes those after front vowels.
_ON_WEAK_STEM = {
    "inessive": "ssa", "elative": "sta", "adessive": "lla", "ablative": "lta", "allative": "lle",
    "translative": "ksi", "abessive": "tta",
}  # fmt: skip
#: Particles that any form may carry.
CLITICS = ("kin", "kaan", "han", "ko", "pa", "kohan", "kos", "pas")
#: Endings of words in -nen ("oululai-nen"), singular and plural.
_NEN_FORMS = (
    "nen", "sen", "sta", "sessa", "sesta", "seen", "sella", "selta", "selle", "sena", "seksi",
    "set", "sten", "sia", "sissa", "sista", "siin", "silla", "silta", "sille", "sina", "siksi",
)  # fmt: skip
#: Strong and weak grade of the consonants before the last vowel.
_GRADATION = {
    "kk": "k", "pp": "p", "tt": "t", "nk": "ng", "nt": "nn", "mp": "mm", "lt": "ll", "rt": "rr",
    "ht": "hd",
}  # fmt: skip
_VOWELS = "aeiouyäö"
_TO_FRONT = str.maketrans("ao", "äö")

#: By a whole name ("oulainen") or an ending ("-vesi"), in small letters: local form, genitive,
#: partitive, illative, words for an inhabitant.
Table = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Parts:
    """The principal parts of a name, and the words for an inhabitant."""

    nominative: str
    local: str
    genitive: str
    partitive: str
    illative: str
    people: Sequence[str]

    @property
    def front(self) -> bool:
        """Whether endings have front vowels: "Haapavedellä", but "Pyhäjoella"."""
        return self.local.endswith("ä")


def parts_of(name: str, table: Table) -> Parts:
    """The principal parts of a name, from the longest ending in the table or by rule.

    >>> parts_of("Haapavesi", {"-vesi": ["vedellä", "veden", "vettä", "veteen"]}).genitive
    'Haapaveden'
    >>> parts_of("Liminka", {}).local, parts_of("Kempele", {}).illative
    ('Limingassa', 'Kempeleeseen')
    """
    lowered = name.lower()
    for start in range(len(name)):
        found = table.get(f"-{lowered[start:]}" if start else lowered)
        if found:
            words = [name[: start + 1] + part[1:] for part in found]
            people = words[4:] or [name + _harmonised("lainen", words[0].endswith("ä"))]
            return Parts(name, words[0], words[1], words[2], words[3], people)
    return _by_rule(name)


def cases(parts: Parts) -> Dict[str, str]:
    """The forms of a name by case.

    >>> cases(parts_of("Oulu", {}))["ablative"], cases(parts_of("Kempele", {}))["essive"]
    ('Oululta', 'Kempeleenä')
    """
    weak, strong = parts.local[:-3], _strong_stem(parts.illative)
    forms = {"nominative": parts.nominative, "genitive": parts.genitive}
    forms.update(accusative=parts.genitive, partitive=parts.partitive, illative=parts.illative)
    forms["essive"] = strong + _harmonised("na", parts.front)
    for case, ending in _ON_WEAK_STEM.items():
        forms[case] = weak + _harmonised(ending, parts.front)
    return {case: forms[case] for case in CASES}


def inhabitants(parts: Parts) -> List[str]:
    """The words for those who live in a place, in all their forms.

    >>> inhabitants(parts_of("Kempele", {}))[:3]
    ['Kempeleläinen', 'Kempeleläisen', 'Kempeleläistä']
    """
    endings = [_harmonised(ending, parts.front) for ending in _NEN_FORMS]
    return [word[:-3] + ending for word in parts.people for ending in endings]


def with_clitics(form: str, front: bool) -> List[str]:
    """A form with each particle that it may carry.

    Args:
        form: any form of a name.
        front: whether the name's endings have front vowels.

    >>> with_clitics("Kärsämäellä", front=True)[:2]
    ['Kärsämäelläkin', 'Kärsämäelläkään']
    """
    return [form + _harmonised(clitic, front) for clitic in CLITICS]


def _harmonised(ending: str, front: bool) -> str:
    return ending.translate(_TO_FRONT) if front else ending


def _has_front_vowels(name: str) -> bool:
    """Whether a name asks for front vowels: the last vowel that is not e or i decides."""
    telling = [sign for sign in name.lower().split("-")[-1] if sign in "aouyäö"]
    return not telling or telling[-1] in "yäö"


def _strong_stem(illative: str) -> str:
    """The strong stem within an illative: Haapavete-en, Espoo-seen, Ii-hin, Oulaisi-in."""
    if illative.endswith("seen") and illative[-5] == illative[-6]:
        return illative[:-4]
    if illative.endswith("ihin") or (illative[-3] == "h" and illative[-2] == illative[-4].lower()):
        return illative[:-3]
    return illative[:-2]


def _by_rule(name: str) -> Parts:
    front = _has_front_vowels(name)
    weak, strong, partitive = _stems(name)
    lives = f"{name[:-3]}s" if name.endswith("nen") else name
    return Parts(
        nominative=name,
        local=weak + _harmonised("ssa", front),
        genitive=f"{weak}n",
        partitive=partitive[:-1] + _harmonised(partitive[-1], front),
        illative=f"{strong}seen" if strong[-2] == strong[-1] else f"{strong}{strong[-1]}n",
        people=[lives + _harmonised("lainen", front)],
    )


def _stems(name: str) -> Tuple[str, str, str]:
    """Weak stem, strong stem and partitive (with back vowels) of a name that no table knows."""
    if name.endswith("nen"):
        return f"{name[:-3]}se", f"{name[:-3]}se", f"{name[:-3]}sta"
    if name.endswith("s"):
        return f"{name[:-1]}kse", f"{name[:-1]}kse", f"{name}ta"
    if name[-1] not in _VOWELS:
        return f"{name}i", f"{name}i", f"{name}ia"
    if name.endswith("e") and not name.endswith("ee"):
        return f"{name}e", f"{name}e", f"{name}tta"
    long = name[-2] == name[-1] or name[-2:] in ("io", "iö", "eo")
    return _weak(name), name, name + ("ta" if long else "a")


def _weak(name: str) -> str:
    """The weak grade: Liminga-, Vihanni-, Hailuodo-."""
    before, last = name[:-1], name[-1]
    weaker = _GRADATION.get(before[-2:])
    if weaker:
        return before[:-2] + weaker + last
    if before[-1:] == "t" and before[-2:-1] in tuple(_VOWELS):
        return f"{before[:-1]}d{last}"
    return name
