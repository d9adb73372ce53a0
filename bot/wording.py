"""Sentences in 16 languages: gettext over `locale/<language>.po`, without state.

A sentence is asked for by its key and a language; nothing is ever set.
"""

import io
from datetime import time
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, List

import polib
from babel import Locale
from babel.dates import format_date

from knowledge.dates import last_day
from knowledge.hours import ALWAYS, DAYS, Opening, read_all_hours

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
    lines = [_opening_words(opening, language) for opening in read_all_hours(hours)]
    return say("door_hours", language, hours="; ".join(lines))


def _opening_words(opening: Opening, language: str) -> str:
    if opening.on_holidays:
        return say("door_always_open", language)
    spans = ", ".join(f"{start:%H.%M}–{_end(end)}" for start, end in opening.spans)
    words = [_date_span(opening, language), _days_words(opening, language)]
    return " ".join([*filter(None, words), spans or say("door_closed", language)])


def _date_span(opening: Opening, language: str) -> str:
    """The dates that a part holds on; none for hours of every week."""
    if opening.dates is None:
        return ""
    days = dict.fromkeys(opening.dates)
    return "–".join(format_date(day, format="medium", locale=_locale(language)) for day in days)


def _end(end: time) -> str:
    """The end of a span; the midnight that ends a day is 24."""
    return "24.00" if end == time(0, 0) else f"{end:%H.%M}"


def _days_words(opening: Opening, language: str) -> str:
    if opening.dates and len(opening.weekdays) == len(DAYS):
        return ""
    names = _locale(language).days["stand-alone"]["abbreviated"]
    days = opening.weekdays
    in_a_row = len(days) > 2 and days == tuple(range(days[0], days[-1] + 1))
    said = [days[0], days[-1]] if in_a_row else list(days)
    return ("–" if in_a_row else ", ").join(str(names[day]) for day in said)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)
