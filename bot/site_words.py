"""Words for the pages of the site: sentences and texts as markup, each marked with its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from bot.wording import say
from knowledge.entry import SOURCE_LANGUAGES, AgeLimits, Area, Entry
from knowledge.languages import LANGUAGES
from knowledge.places import municipalities, region_name
from knowledge.translations import source_texts, translation

#: Where a text is missing in a language, it is shown in one of these, the first that has it.
SPARE = ("en", "fi", "sv")


@dataclass(frozen=True)
class Shown:
    """A text of an entry as it is shown.

    Attributes:
        text: the text.
        language: the language it is in.
        status: `source`, `drafted` or `reviewed`; `missing` when it is not in the wanted language.
    """

    text: str
    language: str
    status: str

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return LANGUAGES[self.language].direction

    def __html__(self) -> str:
        """The text for a page; one in another language says which."""
        if self.status != "missing":
            return str(escape(self.text))
        span = Markup('<span lang="{}" dir="{}">{}</span>')
        return str(span.format(self.language, self.direction, self.text))


def shown_texts(entry: Entry, language: str) -> Mapping[str, Shown]:
    """All texts of an entry by field name, each in this language or else in a spare one."""
    own = translation(entry, language)
    fresh = own.fresh
    texts = {name: Shown(fresh[name], language, own.statuses[name]) for name in fresh}
    for name, source in source_texts(entry).items():
        if name not in texts:
            code = next(code for code in (*SPARE, *SOURCE_LANGUAGES) if getattr(source, code))
            texts[name] = Shown(getattr(source, code), code, "missing")
    return texts


def sentence(key: str, language: str, **values: Any) -> Markup:
    """A sentence as markup: its own signs and those of its values are escaped.

    Args:
        key: its msgid in the .po files.
        language: code of an offered language.
        values: for its fields; what is markup or has `__html__` stays as it is.
    """
    words = escape(say(key, language))
    return words.format(**values) if values else words


def ages_words(ages: AgeLimits, language: str) -> str | None:
    """Age limits in words; None when there are none."""
    if ages.min is None and ages.max is None:
        return None
    if ages.max is None:
        return say("site_age_from", language, years=ages.min)
    if ages.min is None:
        return say("site_age_to", language, years=ages.max)
    return f"{ages.min}–{ages.max}"


def area_words(area: Area, language: str, *, at_most: int | None = None) -> str | None:
    """Where an entry serves, in words; None when that is outside the region.

    Args:
        area: where it serves.
        language: code of an offered language.
        at_most: so many municipalities are named, the others are counted.
    """
    if area.reach == "elsewhere":
        return None
    if area.reach == "nationwide":
        return say("site_nationwide", language)
    if area.reach == "region":
        return region_name(language)
    known = municipalities()
    names = [known[m].name_in(language) if m in known else m for m in area.municipalities]
    left = len(names) - (at_most or len(names))
    return ", ".join(names[:at_most]) + (f" +{left}" if left > 0 else "")


def link_of(kind: str, value: str) -> str | None:
    """The address that a contact's link goes to; None when it cannot be pressed."""
    if kind == "phone":
        return "tel:" + "".join(sign for sign in value if sign.isdigit() or sign == "+")
    if kind == "email":
        return "mailto:" + quote(value, safe="@+")
    return value if is_web(value) else None


def is_web(value: str) -> bool:
    """Whether this is an address of the web, and not a script or a file."""
    return value.startswith(("https://", "http://"))
