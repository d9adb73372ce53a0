"""How much a name tells: whether people who say it mean the entry.

The example questions tell. "Kela" stands in many that Kela does not answer; "perheneuvonta" is what
people look for, and the need decides better which door that is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.name_letters import words_of
from index.name_list import Name
from index.no_door import no_door_questions
from knowledge import needs as needs_data

#: A name that always means its entry is worth 1; one that never does, this much.
LEAST_TRUST = 0.4
#: What a common word for an entry is worth, seldom said and often said.
COMMON_WORD, OFTEN_SAID = 0.75, 0.5
#: From so many examples on, a common word is often said.
OFTEN = 4
#: Examples that are taken for granted for each name.
PRIOR = 4.0
#: What is written without spaces has no words that could be counted.
_UNPARTED = re.compile(r"[\u0e00-\u0e7f\u4e00-\u9fff]+")
#: Longest name, in words, that is counted.
LONGEST_WORDS = 3


class Trust:
    """What the example questions tell of names.

    Args:
        names: the names of several words that are counted; single words all are.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        wanted = {name.joined for name in names if len(name.words) > 1}
        #: The needs (and kinds of no door) of the questions in which something is said.
        self._said: dict[str, list[str]] = {}
        for need, words in asked():
            for said in (*words, *_runs(words, wanted)):
                self._said.setdefault(said, []).append(need)
        self._answers = _answers()

    def worth(self, name: Name, said: str) -> float:
        """What a name is worth when it is said so; from about `LEAST_TRUST` to 1.

        Args:
            name: the name.
            said: the words of the message, as one.
        """
        needs = self._said.get(said) or self._said.get(name.joined, [])
        own = self._answers.get(name.entry, frozenset())
        share = (sum(need in own for need in needs) + PRIOR) / (len(needs) + PRIOR)
        if name.proper:
            return max(LEAST_TRUST, share)
        common = OFTEN_SAID if len(needs) >= OFTEN else COMMON_WORD
        return max(LEAST_TRUST, share) * common

    def is_known(self, said: str) -> bool:
        """Whether a word, in Latin letters, stands in any example question."""
        return said in self._said

    def is_other_word(self, entry: str, said: str) -> bool:
        """Whether people who do not look for the entry say a word: it is no misspelt name."""
        own = self._answers.get(entry, frozenset())
        return any(need not in own for need in self._said.get(said, ()))


def _runs(words: tuple[str, ...], wanted: set[str]) -> Iterator[str]:
    for length in range(2, LONGEST_WORDS + 1):
        for start in range(len(words) - length + 1):
            joined = "".join(words[start : start + length])
            if joined in wanted:
                yield joined


@lru_cache(maxsize=1)
def asked() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The needs (and kinds of no door) of all example questions, with the words of each."""
    needs = needs_data.load().values()
    own = [(n.id, q) for n in needs for text in n.texts.values() for q in text.questions]
    others = [(question.need, question.text) for question in no_door_questions()]
    return tuple((need, words_of(_UNPARTED.sub(" ", text))) for need, text in own + others)


@lru_cache(maxsize=1)
def _answers() -> dict[str, frozenset[str]]:
    """The needs that each entry answers."""
    found: dict[str, set[str]] = {}
    for need in needs_data.load().values():
        for entry in need.doors + need.also:
            found.setdefault(entry, set()).add(need.id)
    return {entry: frozenset(ids) for entry, ids in found.items()}


def forget() -> None:
    """Forget what was read: the questions are read anew when they are needed."""
    asked.cache_clear()
    _answers.cache_clear()
