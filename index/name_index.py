"""Words of names that a word which was said may be: found by its beginnings, less a letter each.

The number of look-ups depends on the length of the word that was said, and not on how many names
there are.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.name_likeness import ENDED_AND_WRONG, ENDING_LETTERS, LONG_ENOUGH, TWO_WRONG

#: Longer words may have two wrong letters: those with the same beginning or middle are compared.
PIECE = 4
#: Where the pieces stand in a name, and how much further on in what was said.
_PIECES = ((0, 0), (PIECE, -1), (PIECE, 0), (PIECE, 1))


class WordIndex:
    """The words of names, by what may be left of them when they are said.

    Args:
        words: the words, also with their double letters as one.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._shorter: dict[str, set[str]] = {}
        self._pieces: dict[tuple[int, str], set[str]] = {}
        for word in self._words:
            for shorter in _less_a_letter(word) if len(word) >= LONG_ENOUGH else ():
                self._shorter.setdefault(shorter, set()).add(word)
            for place in (0, PIECE) if len(word) >= TWO_WRONG - 1 else ():
                piece = word[place : place + PIECE]
                self._pieces.setdefault((place, piece), set()).add(word)

    def near(self, said: str, *, ended: bool = True) -> set[str]:
        """The words that this one may be, with a wrong letter or an ending.

        Args:
            said: a word of a message, as it is or its double letters as one.
            ended: whether it may have an ending.

        >>> sorted(WordIndex(["motio", "opintopolku", "vamos"]).near("vamokseen"))
        ['vamos']
        """
        found: set[str] = set()
        shortest = max(1, len(said) - ENDING_LETTERS - 1) if ended else len(said) - 1
        for end in range(len(said), shortest, -1):
            start = said[:end]
            # Before an ending, only a long word may have a wrong letter.
            least = LONG_ENOUGH if end == len(said) else ENDED_AND_WRONG - 1
            for spelled in (start, *(_less_a_letter(start) if end >= least else ())):
                if spelled in self._words:
                    found.add(spelled)
                if spelled in self._shorter:
                    found |= self._shorter[spelled]
        for place, shift in _PIECES if len(said) >= TWO_WRONG - 2 else ():
            piece = place, said[place + shift : place + shift + PIECE]
            found |= self._pieces.get(piece, set())
        return found


@lru_cache(maxsize=20_000)
def _less_a_letter(word: str) -> tuple[str, ...]:
    return tuple(word[:at] + word[at + 1 :] for at in range(len(word)))


def windows(count: int, longest: int) -> Iterator[tuple[int, int]]:
    """Start and end of all runs of one to `longest` words among so many.

    >>> list(windows(2, 3))
    [(0, 1), (0, 2), (1, 2)]
    """
    for start in range(count):
        for end in range(start + 1, min(start + longest, count) + 1):
            yield start, end
