"""The words of each language that the rules know, read from `words/<language>.yml`.

Runs in both environments.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, Mapping, Tuple

from knowledge.languages import LANGUAGES
from knowledge.paths import ROOT
from knowledge.text import folded
from knowledge.yaml_files import read_yaml


@dataclass(frozen=True)
class Words:
    """The words of one language, all folded (see `knowledge.text.folded`).

    Attributes:
        chat_words: short words that show the language when they stand alone.
        wishes: how one asks to go on in this language.
        numbers: number words and their values.
        age_patterns: how an age is said, with `{n}` in the place of the number.
        ordinals: words for the first, second and third, and their number.
    """

    chat_words: Tuple[str, ...]
    wishes: Tuple[str, ...]
    numbers: Mapping[str, int]
    age_patterns: Tuple[str, ...]
    ordinals: Mapping[str, int]


@lru_cache(maxsize=1)
def all_words() -> Dict[str, Words]:
    """The words of all languages, by code."""
    found: Dict[str, Words] = {}
    for language in LANGUAGES:
        path = ROOT / "nlu" / "words" / f"{language}.yml"
        if not path.exists():
            continue
        record = read_yaml(path)
        found[language] = Words(
            chat_words=tuple(folded(word) for word in record["chat_words"]),
            wishes=tuple(folded(wish) for wish in record["wishes"]),
            numbers={folded(word): value for word, value in record["numbers"].items()},
            age_patterns=tuple(record["age_patterns"]),
            ordinals={
                folded(word): int(number)
                for number, words in record["ordinals"].items()
                for word in words
            },
        )
    return found
