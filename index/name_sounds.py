"""How a name sounds: what is left of it when it is heard and written in other letters."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from index.name_letters import BARE

_DOUBLE = re.compile(r"([a-z])\1+")
_LIKE = str.maketrans("vbdgeo", "fptkiu")
_CONSONANTS = frozenset("fklmnprst")
_NO_CONSONANT = re.compile(r"[^fklmnprst]+")

#: What a name must share with what was said, by its number of consonants (from the sixth on as the
#: sixth): the likeness of the whole, 0..100, vowels too. None: it cannot be told by sound.
_NEEDED: dict[str, tuple[float | None, ...]] = {
    "parted": (None, None, None, 92.0, 84.0, 82.0, 70.0),
    "latin": (None, None, None, None, 92.0, 90.0, 84.0),
    # Where vowels are left out, what is left must all fit.
    BARE: (None, None, 100.0, 100.0, 86.0, 84.0, 75.0),
    "unparted": (None, None, None, None, None, 86.0, 80.0),
}
#: A sound of fewer letters is also part of other words.
FEWEST_SOUNDS = 5


def single(word: str) -> str:
    """A word with its double letters as one.

    >>> single("nollalinia")
    'nolalinia'
    """
    return _DOUBLE.sub(r"\1", word)


@lru_cache(maxsize=50_000)
def sounds(word: str) -> str:
    """What is heard of a word in Latin letters: three vowels, no voice, no double letter.

    >>> sounds("villaviktor"), sounds("fiktorin"), sounds("simhe")
    ('filafiktur', 'fikturin', 'simhi')
    """
    return single(word.replace("kh", "h").replace("ph", "f").replace("sh", "s").translate(_LIKE))


@lru_cache(maxsize=50_000)
def consonants(sound: str) -> str:
    """The consonants of a sound; h is often not heard.

    >>> consonants("filafiktur"), consonants("simhi")
    ('flfktr', 'sm')
    """
    return _NO_CONSONANT.sub("", sound)


def sound_likeness(name: str, said: str, script: str) -> float:
    """How well what was said sounds like a name with the same consonants, 0..1; 0 when it does not.

    Args:
        name: the sound of the name.
        said: the sound of the words, an ending cut off.
        script: how they are written.
    """
    count = len(consonants(name))
    needed = _NEEDED[script][min(count, 6)]
    if needed is None or len(said) < FEWEST_SOUNDS - (script == BARE and count > 3):
        return 0.0
    likeness = fuzz.ratio(name, said)
    return 0.8 + 0.15 * likeness / 100 if likeness >= needed else 0.0


def without_ending(said: str, count: int) -> str:
    """The beginning of a sound with so many consonants, and the vowel after the last of them.

    >>> without_ending("filuifikturum", 6)
    'filuifikturu'
    """
    seen = 0
    for at, sign in enumerate(said):
        if sign in _CONSONANTS:
            if seen == count:
                return said[:at]
            seen += 1
    return said
