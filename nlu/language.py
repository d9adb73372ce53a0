"""Which language a message is in: by wish, script, letters, chat words, and lingua for the rest.

Runs in both environments.
"""

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List, Optional, Set, Tuple

from knowledge.languages import LANGUAGES
from knowledge.spoken import Evidence
from knowledge.text import count_words, folded
from nlu.words import all_words

#: Letters that only one of the offered languages of a script uses.
_LETTERS: Dict[str, str] = {
    "uk": "іїєґ", "ru": "ыэъё",
    "ckb": "ەێۆڕڵڤ", "fa": "پچژگ", "ar": "ةىأإؤئ",
}  # fmt: skip
#: Where the script alone decides.
_SCRIPTS = {"THAI": "th", "CJK": "zh"}
#: Scripts of which no language is offered.
_SHARED = {"LATIN", "CYRILLIC", "ARABIC"}


def detect(text: str) -> Evidence:
    """What a message shows of its language.

    Args:
        text: a cleaned message (`knowledge.text.clean`).

    Returns:
        The evidence; `offered` is False when its script belongs to none of our languages.
    """
    plain = folded(text)
    scripts = _scripts(plain)
    words = count_words(plain)
    wished = _wished(plain)
    if wished:
        return Evidence(wished, 1.0, words, wish=True)
    if not scripts:
        return Evidence(None, 0.0, words)
    script = scripts.most_common(1)[0][0]
    if script in _SCRIPTS:
        return Evidence(_SCRIPTS[script], 0.99, words)
    if script not in _SHARED:
        return Evidence(None, 0.0, words, offered=False)
    said = _by_chat_words(plain)
    if said:
        return Evidence(said, 0.9, words)
    by_letters = _by_letters(plain, script)
    if by_letters:
        return Evidence(by_letters, 0.95, words)
    language, confidence = _by_lingua(plain, script)
    return Evidence(language, confidence, words)


def _scripts(text: str) -> "Counter[str]":
    """How many letters of each script a text has."""
    names = (unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha())
    return Counter(name for name in names if name)


def _wished(text: str) -> Optional[str]:
    """The language that a message asks for: by its name alone, or by a longer wish inside it."""
    for language, words in all_words().items():
        for wish in words.wishes:
            if text == wish:
                return language
            if _is_wish_with_manners(text, wish, words.chat_words):
                return language
            long_wish = len(wish.split()) > 1 or (not wish.isascii() and len(wish) > 6)
            if long_wish and len(text.split()) <= 8 and f" {wish} " in f" {text} ":
                return language
    return None


def _is_wish_with_manners(text: str, wish: str, chat_words: Tuple[str, ...]) -> bool:
    """Whether a message is a language's name with only a please or a short word beside it."""
    said = text.split()
    if wish not in said or len(said) > 3:
        return False
    return all(len(word) <= 2 or word in chat_words for word in said if word != wish)


@lru_cache(maxsize=1)
def _chat_words() -> Dict[str, FrozenSet[str]]:
    owners: Dict[str, Set[str]] = {}
    for language, words in all_words().items():
        for word in words.chat_words:
            owners.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in owners.items()}


def _by_chat_words(text: str) -> Optional[str]:
    """The one language that all parts of a very short message belong to."""
    words = text.split()
    if not 1 <= len(words) <= 4:
        return None
    owners = _chat_words()
    if text in owners:
        possible = owners[text]
    else:
        known = [owners[word] for word in words if word in owners]
        if not known or len(known) < len(words):
            return None
        possible = frozenset.intersection(*known)
    return next(iter(possible)) if len(possible) == 1 else None


def _by_letters(text: str, script: str) -> Optional[str]:
    letters = set(text)
    if script == "CYRILLIC":
        return _owner(letters, ["uk", "ru"])
    if script == "ARABIC":
        return _owner(letters, ["ckb"]) or _owner(letters, ["fa", "ar"])
    return None


def _owner(letters: Set[str], languages: List[str]) -> Optional[str]:
    """The one language whose own letters appear."""
    shown = [language for language in languages if letters & set(_LETTERS[language])]
    return shown[0] if len(shown) == 1 else None


@lru_cache(maxsize=1)
def _lingua() -> Any:
    """lingua, restricted to the offered languages that share a script."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    known = [code for code in LANGUAGES if code not in ("ckb", "th", "zh")]
    isos = [getattr(IsoCode639_1, code.upper()) for code in known]
    return (
        LanguageDetectorBuilder.from_iso_codes_639_1(*isos).with_preloaded_language_models().build()
    )


def _by_lingua(text: str, script: str) -> Tuple[Optional[str], float]:
    values = _lingua().compute_language_confidence_values(text)
    for value in values:
        code = value.language.iso_code_639_1.name.lower()
        if (
            LANGUAGES[code].script
            == {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"}[script]
        ):
            return code, float(value.value)
    return None, 0.0
