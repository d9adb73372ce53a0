"""How well the words of a message fit a name of one or several words."""

from collections.abc import Sequence

from index.name_likeness import (
    LONG_ENOUGH,
    STEM_CHANGED,
    WRONG_SHARE,
    ended,
    word_likeness,
)
from index.name_list import Name

#: A name of so many letters may stand in several words, of which one letter may be wrong.
TOGETHER = 8
#: A name with a word of so few letters is not put together from misspelt ones.
SHORT = 3
#: In a name of so many letters, more than one may be wrong.
VERY_LONG = 15
#: What a short word of a longer name is worth with an ending ("ovelle").
SHORT_ENDED = 0.93


def aligned(name: Name, words: Sequence[str], first: int) -> float:
    """How well the words from `first` on fit those of a name, one by one."""
    likeness = 1.0
    if first + len(name.words) > len(words):
        return 0.0
    for own, said in zip(name.words, words[first : first + len(name.words)], strict=True):
        fits = word_likeness(own, said)
        if not fits and len(own) < LONG_ENOUGH and len(name.words) > 1 and ended(own, said):
            fits = SHORT_ENDED
        likeness = min(likeness, fits)
        if not likeness:
            break
    return likeness


def together(own: str, words: Sequence[str], name: Sequence[str]) -> float:
    """How well some words, written as one, fit the words of a name, written as one."""
    joined = "".join(words)
    if len(words) > 1 and (len(own) < TOGETHER or words[-1].isdigit() != own[-1].isdigit()):
        return 1.0 if own == joined and len(name) > 1 else 0.0
    # A word that only adds an ending belongs to the next one.
    if len(words) > 1 and word_likeness(own, "".join(words[:-1])):
        return 0.0
    likeness = word_likeness(own, joined)
    if likeness >= STEM_CHANGED or (len(words) == 1 and len(name) == 1):
        return likeness
    # "työpalvelu" is not "TYP-palvelu".
    return 0.0 if min(map(len, name)) <= SHORT else _if_one_wrong(own, likeness)


def _if_one_wrong(own: str, likeness: float) -> float:
    """The likeness of a name put together or taken apart, when at most one letter is wrong."""
    if len(own) >= VERY_LONG:
        return likeness
    right = len(own) >= TOGETHER and likeness >= STEM_CHANGED - WRONG_SHARE / len(own) - 0.01
    return likeness if right else 0.0
