"""How old the person is, when they say it.

Runs in both environments.
"""

import re
from functools import lru_cache
from typing import List, Optional, Pattern, Tuple

from knowledge.text import folded, is_unparted, western_digits
from nlu.words import Words, all_words

#: Ages that are believed, in years.
YOUNGEST, OLDEST = 5, 110
#: In a message of at most so many words, a bare number beside other words is an age.
SHORT_MESSAGE_WORDS = 4


def find_age(text: str) -> Optional[int]:
    """The age that a message tells of, in years; None when it tells of none.

    Args:
        text: a cleaned message.
    """
    plain = folded(western_digits(text))
    for pattern, words in _patterns():
        match = pattern.search(plain)
        value = _value(match.group("n"), words) if match else None
        if value is not None and YOUNGEST <= value <= OLDEST:
            return value
    return _in_short_message(plain)


def _in_short_message(plain: str) -> Optional[int]:
    """The one two-digit number of "Kempele, 24 v"; none in "17" alone, which may be a choice."""
    words = plain.split()
    numbers = [int(word) for word in words if word.isdecimal() and len(word) == 2]
    if len(numbers) == 1 and 1 < len(words) <= SHORT_MESSAGE_WORDS and numbers[0] >= 13:
        return numbers[0]
    return None


def _value(said: str, words: Words) -> Optional[int]:
    return int(said) if said.isdecimal() else words.numbers.get(said)


@lru_cache(maxsize=1)
def _patterns() -> List[Tuple[Pattern[str], Words]]:
    """The age patterns of all languages as regular expressions over folded text."""
    return [
        (_expression(pattern, words), words)
        for words in all_words().values()
        for pattern in words.age_patterns
    ]


def _expression(pattern: str, words: Words) -> Pattern[str]:
    before, _, after = (folded(part) for part in pattern.partition("{n}"))
    # The longest number word first: "twenty one" before "twenty".
    said = sorted(words.numbers, key=len, reverse=True)
    number = "(?P<n>" + "|".join([r"\d{1,3}", *map(re.escape, said)]) + ")"
    # Where words are parted by spaces, the pattern must not begin or end inside a word.
    start = r"(?<!\w)" if _parts_words(before or "a") else ""
    end = r"(?!\w)" if _parts_words(after or "a") else r"(?!\d)"
    middle = [re.escape(before), number, re.escape(after)]
    return re.compile(start + r"\s*".join(part for part in middle if part) + end)


def _parts_words(text: str) -> bool:
    """Whether a text is in a script that parts words by spaces."""
    return not any(is_unparted(sign) for sign in text)
