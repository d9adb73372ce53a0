"""Which of the places shown is meant: "the second one", "tell me about number 2".

Runs in both environments.
"""

import re
from functools import lru_cache
from typing import Dict, Optional

from knowledge.text import count_words, folded, is_unparted, western_digits
from nlu.words import all_words

#: In longer messages "first" and "second" speak of something else.
MOST_WORDS = 6
_DIGIT = re.compile(r"(?<!\d)[1-9](?!\d)")


def find_choice(text: str) -> Optional[int]:
    """The number of the place that a short message means, from 1; None when it means none.

    >>> find_choice("kerro lisää toisesta"), find_choice("number 3 please")
    (2, 3)
    """
    plain = folded(western_digits(text))
    if not plain or count_words(plain) > MOST_WORDS:
        return None
    for word, number in _ordinals().items():
        if word in plain if is_unparted(word[0]) else f" {word} " in f" {plain} ":
            return number
    digits = _DIGIT.findall(plain)
    return int(digits[0]) if len(digits) == 1 else None


@lru_cache(maxsize=1)
def _ordinals() -> Dict[str, int]:
    return {word: n for words in all_words().values() for word, n in words.ordinals.items()}
