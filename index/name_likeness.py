"""How well a word that was said fits a word of a name: endings and misspellings."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from index.name_letters import RULES
from index.name_sounds import single

#: Shorter words of a name must be written exactly, but for an ending.
LONG_ENOUGH = 5
#: From so many letters on, one letter may be wrong; from the second number on, two; and so on.
ONE_WRONG, TWO_WRONG, THREE_WRONG = 6, 11, 20
#: From so many letters on, a letter may be wrong before an ending.
ENDED_AND_WRONG = 8
#: Finnish case endings add at most so many letters ("simheen", "ohjaamolle", "motiosta").
ENDING_LETTERS = 5
#: Case endings that may follow a name of four letters.
SHORT_ENDINGS = frozenset(RULES["short_endings"])

#: What a word is worth with an ending, and with its stem changed before the ending.
ENDED, STEM_CHANGED = 0.97, 0.95
#: What wrong letters cost, by their share of the word.
WRONG_SHARE = 1.4


def edits_allowed(length: int) -> int:
    """How many letters of a name of this length may be wrong."""
    return (length >= ONE_WRONG) + (length >= TWO_WRONG) + (length >= THREE_WRONG)


@lru_cache(maxsize=50_000)
def word_likeness(own: str, said: str) -> float:
    """How well a word fits one of a name, both in Latin letters; 0..1, 0 when it does not.

    >>> word_likeness("motio", "motiosta"), word_likeness("vamos", "vamokseen")
    (0.97, 0.95)
    >>> round(word_likeness("opintopolku", "opintpolkuu"), 2), word_likeness("paja", "papa")
    (0.84, 0.0)
    """
    if own == said:
        return 1.0
    if not own or not said or own.isdigit():
        return 0.0
    if len(own) < LONG_ENOUGH:
        return ENDED if len(own) == 4 and _short_ending(own, said) else 0.0
    return _inflected(own, said) or _misspelt(own, said)


def _inflected(own: str, said: str) -> float:
    if said.startswith(own) and len(said) - len(own) <= ENDING_LETTERS:
        return ENDED
    stems = (stem for stem in _stems(own) if said.startswith(stem))
    if any(len(said) - len(stem) <= 4 for stem in stems) or single(own) == single(said):
        return STEM_CHANGED
    return 0.0


def ended(own: str, said: str) -> bool:
    """Whether a short word of a longer name is said, maybe with an ending ("ovi", "ovelle")."""
    stem = own[:-1] if own[-1] == "i" else own
    return said == own or (said[: len(stem)] == stem and len(said) - len(own) <= 4)


def _short_ending(own: str, said: str) -> bool:
    return said.startswith(own) and said[4:] in SHORT_ENDINGS


def _stems(own: str) -> tuple[str, ...]:
    """The stems of a word before endings, where they differ: "vamokse-", "tunnustamise-"."""
    if own.endswith("nen"):
        return (own[:-3] + "se", own[:-3] + "s")
    if own.endswith("s"):
        return (own[:-1] + "kse", own[:-1] + "ks")
    return ()


def _misspelt(own: str, said: str) -> float:
    allowed = edits_allowed(len(own))
    if own[0] != said[0]:  # "tieppi" is another word than "kieppi"
        allowed = min(allowed - 1, 1)
    if allowed < 1:
        return 0.0
    return max(_edited(own, said, allowed), _edited(single(own), single(said), allowed))


def _edited(own: str, said: str, allowed: int) -> float:
    if len(said) < len(own) - allowed:
        return 0.0
    best = OSA.distance(own, said, score_cutoff=allowed)
    worth = ENDED
    if (
        best > allowed
        and len(own) >= ENDED_AND_WRONG
        and len(said) <= len(own) + ENDING_LETTERS + 1
    ):
        worth, allowed = STEM_CHANGED, min(allowed, 1)
        longest = min(len(said), len(own) + 1)
        stems = (said[:end] for end in range(len(own) - 1, longest + 1))
        best = min((OSA.distance(own, stem, score_cutoff=1) for stem in stems), default=2)
    return worth - WRONG_SHARE * best / len(own) if 0 < best <= allowed else 0.0
