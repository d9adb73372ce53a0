"""Sentences in 16 languages: gettext over `locale/<language>.po`, without state.

A sentence is asked for by its key and a language; nothing is ever set.
"""

import io
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, List

import polib
from babel import Locale
from babel.dates import format_date

from knowledge.dates import last_day
from knowledge.hours import ALWAYS, Opening, read_hours

LOCALE = Path(__file__).resolve().parent / "locale"
#: The language that a missing sentence is taken from.
SPARE = "en"


@cache
def _translations(language: str) -> GNUTranslations:
    catalogue = polib.pofile(str(LOCALE / f"{language}.po"))
    return GNUTranslations(io.BytesIO(catalogue.to_binary()))


def say(key: str, language: str, **values: Any) -> str:
    """One sentence.

    Args:
        key: its msgid in the .po files.
        language: code of an offered language.
        values: for the fields of the sentence.

    Raises:
        KeyError: no .po file has this key.
    """
    sentence = _translations(language).gettext(key)
    if sentence == key:
        sentence = _translations(SPARE).gettext(key)
    if sentence == key:
        raise KeyError(f"no sentence {key!r} in {LOCALE / SPARE}.po")
    return sentence.format(**values) if values else sentence


def date_words(partial: str, language: str) -> str:
    """The last day that a (partial) date means, written out."""
    return str(format_date(last_day(partial), format="long", locale=_locale(language)))


def language_names(codes: List[str], language: str) -> str:
    """Names of languages in a language, in a list."""
    names = _locale(language).languages
    return ", ".join(str(names.get(code, code)) for code in codes)


def hours_words(hours: str, language: str) -> str:
    """Opening hours for a reader; of round-the-clock ones, the words for it."""
    if hours == ALWAYS:
        return say("door_always_open", language)
    lines = [_opening_words(opening, language) for opening in read_hours(hours)]
    return say("door_hours", language, hours="; ".join(lines))


def _opening_words(opening: Opening, language: str) -> str:
    names = _locale(language).days["stand-alone"]["abbreviated"]
    days = opening.weekdays
    in_a_row = len(days) > 2 and days == tuple(range(days[0], days[-1] + 1))
    said = [days[0], days[-1]] if in_a_row else list(days)
    joined = ("–" if in_a_row else ", ").join(str(names[day]) for day in said)
    spans = ", ".join(f"{start:%H.%M}–{end:%H.%M}" for start, end in opening.spans)
    return f"{joined} {spans}"


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)
