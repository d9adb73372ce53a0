"""Words of a message as places are looked up by: folded, without marks, with their position.

Runs in both environments.
"""

import re
import unicodedata
from typing import Container, Iterator, List, NamedTuple

#: Letters that are written for one another and that no decomposition brings together.
_VARIANTS = str.maketrans(
    {"ü": "y", "ı": "i", "ø": "o", "æ": "a", "أ": "ا", "إ": "ا", "آ": "ا", "ئ": "ا", "ؤ": "و",
     "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ێ": "ی", "ۆ": "و", "ڕ": "ر", "ڵ": "ل",
     "ڤ": "ف", "ـ": "", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u200c": " ",
     "\u200d": ""}
)  # fmt: skip
#: Dots, rings and accents that many do not type; Arabic vowel signs.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
#: A long u in Kurdish, written as one letter or two.
_TWICE = re.compile("وو+")
#: Tone marks that Thai writers leave out or add.
_TONES = re.compile("[\u0e47-\u0e4e]")
_WORD = re.compile(r"(?:(?![\u0e00-\u0e7f\u4e00-\u9fff])[\w'’‘ʼ`´\u0300-\u036f\u064b-\u065f-])+")
_PARTS = re.compile(r"[^-'’‘ʼ`´]+")
_SENTENCE_END = re.compile(r"[.!?…。؟\n]")
_UNPARTED = re.compile("[\u0e00-\u0e7f\u4e00-\u9fff]")


class Word(NamedTuple):
    """A word of a message.

    Attributes:
        raw: as it is written.
        plain: as it is looked up.
        start: its position in the text, in characters.
        opens: whether a sentence begins with it.
    """

    raw: str
    plain: str
    start: int
    opens: bool


def plain(text: str) -> str:
    """The text in small letters, without marks, letter variants brought together.

    >>> plain("Kärsämäellä"), plain("Калайоки"), plain("أولو")
    ('karsamaella', 'калаиоки', 'اولو')
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = unicodedata.normalize("NFC", text).casefold().translate(_VARIANTS)
    return _TWICE.sub("و", _MARKS.sub("", unicodedata.normalize("NFD", folded)))


def has_unparted(text: str) -> bool:
    """Whether a text holds signs of a script that does not part its words (Chinese, Thai)."""
    return bool(_UNPARTED.search(text))


def without_tones(text: str) -> str:
    """The text without the tone marks of Thai, for search inside strings."""
    return _TONES.sub("", unicodedata.normalize("NFKC", text))


def words_of(text: str, known: Container[str]) -> List[Word]:
    """The words of a text; a compound that is not known itself counts as its parts.

    Args:
        text: any text, composed (NFKC).
        known: plain forms that stay whole, such as "yli-ii".

    >>> [word.plain for word in words_of("Kempele-Oulu, Oulu'da", set())]
    ['kempele', 'oulu', 'oulu', 'da']
    """
    return list(_words(text, known))


def _words(text: str, known: Container[str]) -> Iterator[Word]:
    end, opens = 0, True
    for found in _WORD.finditer(text.replace("\u200c", " ")):
        start = found.start()
        opens = opens or bool(_SENTENCE_END.search(text, end, start))
        raw, end = found.group(), found.end()
        whole = plain(raw)
        if whole.isalnum() or whole in known:
            yield Word(raw, whole, start, opens)
        else:
            for part in _PARTS.finditer(raw):
                yield Word(part.group(), plain(part.group()), start + part.start(), opens)
        opens = False
