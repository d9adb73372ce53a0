"""Long texts cut into passages that an encoder can take in whole, nothing lost.

A passage ends where a sentence or a line ends, shares some sentences with the one before it, and
repeats the title, without which "opening hours" would be those of anybody. Words are counted so
that scripts without spaces (Chinese, Thai) are cut as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text import count_words, is_unparted

#: A passage holds at most so many words.
MAX_WORDS = 100
#: So many words at most stand in two neighbouring passages.
OVERLAP_WORDS = 25
#: A word of more signs counts as several: addresses, and scripts that part no words.
WORD_SIGNS = 10
#: A longer first line is no title.
TITLE_WORDS = 16

#: A line, or a sentence within it: up to a full stop of any script and the blanks behind it.
#: "9. oder" and "z. B." are cut as well; that costs nothing, since passages hold many pieces.
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?؟۔।]+(?=\s)|[。！？]+|\n|$)\s*")


@dataclass(frozen=True)
class Passage:
    """A part of a text.

    Attributes:
        start: its first character in the text, from 0.
        end: the character after its last one.
        text: what is encoded: the part, with the title before it where the part lacks it.
    """

    start: int
    end: int
    text: str


def title_of(text: str) -> str:
    r"""The first line, when it is short enough to be a title, else "".

    >>> title_of("Opening a bank account\nYou need a passport.")
    'Opening a bank account'
    """
    first = text.strip().split("\n", 1)[0].strip()
    return first if count_words(first) <= TITLE_WORDS else ""


def passages(
    text: str, *, max_words: int = MAX_WORDS, overlap_words: int = OVERLAP_WORDS
) -> list[Passage]:
    """Cut a text into passages; every sign that is no blank stands in at least one of them.

    Args:
        text: any text.
        max_words: a passage holds at most so many words, the title not counted; at least 1.
        overlap_words: neighbours share whole sentences of at most so many words together.
    """
    title, found = title_of(text), list[Passage]()
    for start, end in _spans(list(_pieces(text, max_words)), max_words, overlap_words):
        part = text[start:end].strip()
        repeated = not title or part.startswith(title)
        found.append(Passage(start, end, part if repeated else f"{title}\n{part}"))
    return found


def _spans(
    pieces: list[tuple[int, int, int]], max_words: int, overlap_words: int
) -> Iterator[tuple[int, int]]:
    """Neighbouring pieces together while they hold few enough words: (start, end)."""
    first = 0
    while first < len(pieces):
        behind, words = first, 0
        while behind < len(pieces) and words + pieces[behind][2] <= max_words:
            words += pieces[behind][2]
            behind += 1
        yield pieces[first][0], pieces[behind - 1][1]
        if behind == len(pieces):
            return
        first = _overlap(pieces, first, behind, overlap_words, max_words)


def _overlap(
    pieces: list[tuple[int, int, int]], first: int, behind: int, overlap_words: int, max_words: int
) -> int:
    """Where the next passage begins: some pieces back, but with room for the next new one."""
    room = min(overlap_words, max_words - pieces[behind][2])
    start = behind
    while start - 1 > first and pieces[start - 1][2] <= room:
        start -= 1
        room -= pieces[start][2]
    return start


def _pieces(text: str, max_words: int) -> Iterator[tuple[int, int, int]]:
    """Sentences, and parts of sentences that are too long: (start, end, words)."""
    for match in _SENTENCE.finditer(text):
        for start, end in _parts(text, match.start(), match.end(), max_words):
            if text[start:end].strip():
                yield start, end, _words(text[start:end])


def _words(text: str) -> int:
    """The size of a text in words, never more than those of its parts together."""
    # Half a word of an unparted script counts as a whole one: parts are rounded one by one.
    words = count_words(text) + sum(is_unparted(sign) for sign in text) % 2
    return max(words, -(-len("".join(text.split())) // WORD_SIGNS))


def _parts(text: str, start: int, end: int, max_words: int) -> Iterator[tuple[int, int]]:
    """A piece cut so that no part has more than `max_words`, between words where that can be."""
    most = max_words * WORD_SIGNS
    while end - start > most or _words(text[start:end]) > max_words:
        room = text[start : _reach(text, start, min(end, start + most), max_words)]
        blanks = [place for place, sign in enumerate(room) if sign.isspace()]
        # A cut at the last blank keeps words whole, unless it would throw away most of the room.
        cut = blanks[-1] + 1 if blanks and blanks[-1] > len(room) // 2 else len(room)
        yield start, start + cut
        start += cut
    yield start, end


def _reach(text: str, start: int, end: int, max_words: int) -> int:
    """The farthest end of a part of at most `max_words` from `start`, at least one sign on."""
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if _words(text[start:middle]) <= max_words:
            low = middle
        else:
            high = middle - 1
    return low
