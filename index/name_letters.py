"""Words of a message in Latin letters, whatever script they are written in.

The general table is that of `anyascii`; `knowledge/names.yml` says which letters are read otherwise
when a Finnish name is written in them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from anyascii import anyascii

from knowledge.paths import ROOT
from knowledge.text import is_unparted
from knowledge.yaml_files import read_yaml

#: What is known of names and letters.
RULES = read_yaml(ROOT / "knowledge" / "names.yml")
#: The scripts that names are looked for in each their own way.
LATIN, PARTED, BARE, UNPARTED = "latin", "parted", "bare", "unparted"

_SPELLED = re.compile(r"\b(?:[^\W\d_][.\-]){2,}[^\W\d_]?\b")
_WORD = re.compile(r"[\w\u0300-\u036f\u0e31-\u0e4e\u200c]+(?:'[\w\u0300-\u036f]+)*")
_BEFORE_SENTENCE = frozenset([*".!?…\n。؟:", ""])
_SIGNS = str.maketrans({"&": " and ", "\u0640": "", "’": "'", "ʼ": "'", "`": "'"})
_LATINS, _MARKS = r"\u0000-\u024f\u1e00-\u1eff", r"\u0300-\u036f"
_MIXED = re.compile(f"[{_LATINS}][^{_LATINS}{_MARKS}]|[^{_LATINS}{_MARKS}][{_LATINS}]")
_LATIN_RUN = re.compile(f"[{_LATINS}{_MARKS}]+")
_SOUNDS = str.maketrans("ywcqjz", "ivkkis")
LETTERS: dict[str, Any] = RULES["letters"]
_READ = str.maketrans({k: v for k, v in LETTERS.items() if len(k) == 1 and isinstance(v, str)})
_PAIR = re.compile("|".join(k for k, v in LETTERS.items() if len(k) > 1 and isinstance(v, str)))
_BY_PLACE = sorted((k for k, v in LETTERS.items() if isinstance(v, list)), key=len, reverse=True)
_IN_PLACE = re.compile(f"({'|'.join(_BY_PLACE)})")
_OTHER_WORDS = tuple(RULES["other_words"])
_BEFORE = re.compile(f"([{RULES['vowels_before']}])([\u0e01-\u0e2e])")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Said:
    """One word of a message.

    Attributes:
        word: in Latin letters, those taken for one another as one.
        written: as it stands, case-folded.
        script: LATIN, PARTED, BARE (vowels left out) or UNPARTED (a whole run).
        capital: whether it is written as a name: a capital that no sentence asks for.
    """

    word: str
    written: str
    script: str = LATIN
    capital: bool = False


def said_words(text: str) -> list[Said]:
    """The words of a message, in their order.

    >>> [(one.word, one.script) for one in said_words("奥卢villa виллу")]
    [('aolu', 'unparted'), ('villa', 'latin'), ('villu', 'parted')]
    """
    plain = _plain(text)
    shouted = plain.isupper()
    said = []
    for match in _WORD.finditer(plain):
        for part in _parts(match.group()):
            word = latin(part)
            if word and not part.casefold().startswith(_OTHER_WORDS):
                big = part[0].isupper() and not shouted
                big = big and (part[1:2].isupper() or not _opens(plain, match.start()))
                said.append(Said(word, part.casefold(), script_of(part), big))
    return said


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return _SPELLED.sub(lambda match: re.sub(r"[.\-]", "", match.group()), plain)


def _opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence."""
    return text[max(0, start - 3) : start].rstrip(" \"'«“(-")[-1:] in _BEFORE_SENTENCE


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in Latin letters, those that people take for one another as one.

    >>> words_of("Byströmille, F-Twist!"), words_of("Виллу Виктор")
    (('bistromille', 'f', 'tvist'), ('villu', 'viktor'))
    """
    words = (latin(part) for word in _WORD.findall(_plain(text)) for part in _parts(word))
    return tuple(word for word in words if word)


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """One word in Latin letters.

    >>> latin("Wörk"), latin("тюё"), latin("เคลา"), latin("ڤامۆس")
    ('vork', 'tiio', 'kela', 'vamos')
    """
    folded = word.casefold()
    if not folded.isascii():
        folded = _BEFORE.sub(r"\2\1", folded)
        folded = _romanised(folded)
    return folded_sounds(_NO_LETTER.sub("", folded))


def folded_sounds(word: str) -> str:
    """A word with the letters as one that people take for one another.

    >>> folded_sounds("symhe"), folded_sounds("wiktor")
    ('simhe', 'viktor')
    """
    return word.replace("x", "ks").translate(_SOUNDS)


def script_of(word: str) -> str:
    """Which way a word is written.

    >>> script_of("työ"), script_of("работа"), script_of("كيلا"), script_of("工作")
    ('latin', 'parted', 'bare', 'unparted')
    """
    sign = next((sign for sign in word if ord(sign) > 0x24F), "a")
    if "\u1e00" <= sign <= "\u1eff" or sign == "a":
        return LATIN
    if is_unparted(sign):
        return UNPARTED
    return BARE if "\u0590" <= sign <= "\u08ff" else PARTED


def _parts(word: str) -> list[str]:
    """A word parted where its script changes."""
    if word.isascii() or not _MIXED.search(word):
        return [word]
    parts, at = [], 0
    for match in _LATIN_RUN.finditer(word):
        parts += [word[at : match.start()], match.group()]
        at = match.end()
    return [part for part in [*parts, word[at:]] if part]


def _romanised(word: str) -> str:
    """A word of another script, each letter read as `names.yml` says, else as `anyascii` does."""
    pieces = _IN_PLACE.split(_PAIR.sub(lambda pair: LETTERS[pair.group()], word).translate(_READ))
    read = anyascii(pieces[0])
    # `split` gives, after each piece, the letter that its place decides.
    for letter, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        after_consonant = read[-1:].isalpha() and read[-1:] not in "aeiou"
        read += LETTERS[letter][after_consonant] + anyascii(piece)
    return read.lower()
