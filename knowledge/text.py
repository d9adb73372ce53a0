"""Messages as they come: cleaned, and refused when they hold nothing to read.

Runs in both environments.
"""

import re
import unicodedata
from typing import Optional

#: Longer messages are not read.
MAX_CHARS = 2000
#: Joiners that Persian, Kurdish and others write with; all other invisible signs are dropped.
_JOINERS = "\u200c\u200d"
#: Phones type these for the apostrophe.
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'" * 5)
_SPACES = re.compile(r"[^\S\n]+")


def clean(text: object) -> str:
    r"""The text without what cannot be read: NUL, broken surrogates, direction marks, controls.

    Args:
        text: what a channel received; anything that is no string counts as empty.

    >>> clean("  a\x00b \u202e c\ud800 ")
    'a b c'
    """
    if not isinstance(text, str):
        return ""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(sign if _readable(sign) else " " for sign in composed)
    return _SPACES.sub(" ", kept).strip()


def _readable(sign: str) -> bool:
    return sign in _JOINERS or sign == "\n" or unicodedata.category(sign)[0] != "C"


def fault(text: str) -> Optional[str]:
    """What keeps a cleaned message from being read.

    Returns:
        `empty`, `too_long`, `no_words`, or None when it can be read. A number of up to three
        digits is read: it answers a question.

    >>> fault("🙂🙂"), fault("17"), fault("نعم")
    ('no_words', None, None)
    """
    if not text:
        return "empty"
    if len(text) > MAX_CHARS:
        return "too_long"
    if any(sign.isalpha() for sign in text):
        return None
    digits = "".join(sign for sign in text if not sign.isspace() and sign not in ".)#")
    if digits.isdecimal() and len(digits) <= 3:
        return None
    return "no_words"


def folded(text: str) -> str:
    """The text for comparison: case-folded, one space between words, no sign of its own.

    >>> folded("Hei,  MITÄ kuuluu?!")
    'hei mitä kuuluu'
    """
    # casefold turns the Turkish İ into i and a dot of its own
    lowered = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")
    lowered = lowered.translate(_APOSTROPHES)
    kept = "".join(sign if _part_of_word(sign) else " " for sign in lowered)
    return " ".join(kept.split())


def _part_of_word(sign: str) -> bool:
    return sign.isalnum() or sign in "'" + _JOINERS or unicodedata.category(sign)[0] == "M"


def count_words(text: str) -> int:
    """The number of words; two letters of Chinese and Thai, which part no words, count as one.

    >>> count_words("asun Oulussa"), count_words("我想学芬兰语")
    (2, 3)
    """
    unparted = sum(is_unparted(sign) for sign in text)
    parted = "".join(" " if is_unparted(sign) else sign for sign in text)
    return len(parted.split()) + unparted // 2


def is_unparted(sign: str) -> bool:
    """Whether a sign is of a script that does not part its words (Chinese, Thai)."""
    return "\u0e00" <= sign <= "\u0e7f" or "\u4e00" <= sign <= "\u9fff"


def western_digits(text: str) -> str:
    """The text with the digits of all scripts as 0-9.

    >>> western_digits("عمري ١٩")
    'عمري 19'
    """
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in text
    )
