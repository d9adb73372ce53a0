"""The words that HSDS has where the catalogue has codes, from `hsds_words.yml`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel import Locale

from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """The words by what they are for."""
    found: Mapping[str, Any] = read_yaml(ROOT / "knowledge" / "exchange" / "hsds_words.yml")
    return found


def says(text: str, what: str) -> bool:
    """Whether a whole text is one of the words for something, such as `free` or `nationwide`."""
    return text.strip(" .!").casefold() in words()[what]


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    names: Mapping[str, str] = Locale("en").languages
    return names


def language_name(code: str) -> str:
    """The English name of a language; its code where it is not known."""
    own = LANGUAGES.get(code)
    return own.english_name if own else _english().get(code.replace("-", "_"), code)


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Codes by the names of languages, in English and in the languages themselves."""
    by_name = {name.casefold(): code.replace("_", "-") for code, name in _english().items()}
    for code, language in LANGUAGES.items():
        by_name[language.english_name.casefold()] = code
        by_name[language.name.casefold()] = code
    return by_name


def language_code(code: str | None, name: str | None) -> str | None:
    """The code of a language that another system names.

    >>> language_code("eng", None), language_code(None, "Urdu"), language_code(None, "Elvish")
    ('en', 'ur', None)
    """
    if code and code.strip():
        plain = code.strip().replace("_", "-")
        first, *rest = plain.split("-")
        known = words()["languages"].get(first.lower(), first.lower())
        return "-".join([known, *rest])
    return _codes().get(name.strip().casefold()) if name else None
