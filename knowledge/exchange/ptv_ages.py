"""Age limits that a requirement says unmistakably; the patterns stand in `ptv_ages.yml`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from knowledge.exchange.ptv_words import age_patterns

_AGE = r"(?<![\d.,])(?P<{}>\d{{1,2}})(?![\d.,]\d)"
_SENTENCES = re.compile(r"(?<=[.!?:;])\s+|\n+")

#: Lowest and highest age; None is no limit.
Limits = tuple[int | None, int | None]


@lru_cache(maxsize=1)
def _compiled() -> dict[str, tuple[list[tuple[str, re.Pattern[str]]], re.Pattern[str]]]:
    compiled = {}
    for language, kinds in age_patterns().items():
        patterns = [
            (kind, re.compile(_with_ages(pattern)))
            for kind in ("range", "from", "to", "below")
            for pattern in kinds[kind]
        ]
        compiled[language] = (patterns, re.compile("|".join(kinds["doubt"])))
    return compiled


def _with_ages(pattern: str) -> str:
    for name in "nab":
        pattern = pattern.replace("{" + name + "}", _AGE.format(name))
    return pattern


def age_limits(texts: Mapping[str, str]) -> tuple[Limits, str | None]:
    """The age limits of a requirement.

    Args:
        texts: the requirement by language.

    Returns:
        The limits, and a note when it tells of ages but not of one clear limit.

    >>> age_limits({"fi": "Hakijan tulee olla vähintään 18-vuotias."})[0]
    (18, None)
    """
    found = set()
    doubtful = False
    for language, text in texts.items():
        for sentence in _SENTENCES.split(text.casefold()):
            said = set(_said(language, sentence))
            if said and _compiled()[language][1].search(sentence):
                doubtful = True
            else:
                found |= said
    lows = {low for low, _ in found if low is not None}
    highs = {high for _, high in found if high is not None}
    low, high = next(iter(lows), None), next(iter(highs), None)
    clear = len(lows) <= 1 and len(highs) <= 1 and (low is None or high is None or low <= high)
    if doubtful or not clear:
        return (
            None,
            None,
        ), "requirements tell of ages, but not of one clear limit: no age limit taken"
    return (low, high), None


def _said(language: str, sentence: str) -> Iterator[Limits]:
    patterns = _compiled().get(language, ([], None))[0]
    for kind, pattern in patterns:
        for match in pattern.finditer(sentence):
            ages = {name: int(age) for name, age in match.groupdict().items()}
            if kind == "range":
                yield ages["a"], ages["b"]
            elif kind == "from":
                yield ages["n"], None
            else:
                yield None, ages["n"] - (kind == "below")
        # The ages of a range are not limits of their own.
        sentence = pattern.sub(" ", sentence)
