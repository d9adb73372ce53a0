"""What the site is made from, and what its list shows of each entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from bot.site_status import BADGES, GOING, standing
from bot.site_words import Shown, ages_words, area_words, shown_texts
from bot.wording import say
from knowledge.dates import last_day
from knowledge.entry import Entry
from knowledge.languages import DEFAULT, LANGUAGES
from knowledge.needs import Need

#: In the list, an area of more municipalities is shortened.
PLACES_IN_LIST = 3


@dataclass(frozen=True)
class Site:
    """What the site is made from.

    Attributes:
        catalogue: the entries by id.
        needs: the needs by id.
        as_of: the day that it tells of.
        fixed: it stays at that day; else the pages look at the reader's clock too.
        url: where it will stand, without a slash at its end; "" when that is not known.
    """

    catalogue: Mapping[str, Entry]
    needs: Mapping[str, Need]
    as_of: date
    fixed: bool = False
    url: str = ""
    _texts: dict[tuple[str, str], Mapping[str, Shown]] = field(default_factory=dict, repr=False)

    def texts(self, entry: Entry, language: str) -> Mapping[str, Shown]:
        """The texts of an entry in a language (see `shown_texts`)."""
        key = (entry.id, language)
        if key not in self._texts:
            self._texts[key] = shown_texts(entry, language)
        return self._texts[key]

    @cached_property
    def needs_of(self) -> Mapping[str, list[Need]]:
        """The needs that each entry answers or helps with, by the entry's id."""
        return {
            entry_id: [
                *(need for need in self.needs.values() if entry_id in need.doors),
                *(need for need in self.needs.values() if entry_id in need.also),
            ]
            for entry_id in self.catalogue
        }


def list_values(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """What the list shows of an entry, and by what it is found there."""
    stands = standing(entry, site.as_of)
    texts = site.texts(entry, language)
    ages, area = entry.audience.age_years, entry.area
    return {
        "id": entry.id,
        "name": texts["name"],
        "summary": texts["summary"],
        "standing": stands,
        "closed": stands not in GOING,
        "badge": None if stands == "open" else say(BADGES[stands], language),
        "area": area_words(area, language, at_most=PLACES_IN_LIST),
        "ages": ages_words(ages, language),
        "min": ages.min,
        "max": ages.max,
        "places": list(area.municipalities) or ([] if area.reach == "elsewhere" else ["*"]),
        "clients": list(entry.clients),
        "needs": [need.id for need in site.needs_of[entry.id]],
        "to": last_day(entry.validity.to).isoformat() if entry.validity.to else None,
        "words": search_words(site, entry, language),
    }


def search_words(site: Site, entry: Entry, language: str) -> str:
    """What an entry is found by beside what the list shows, each word once."""
    said = [site.texts(entry, code)["name"].text for code in LANGUAGES]
    said += [*entry.aliases, *entry.keywords, entry.organiser or ""]
    for need in site.needs_of[entry.id]:
        said += [need.label(code) for code in dict.fromkeys((language, DEFAULT, "en"))]
    words = (word for text in said for word in text.casefold().split())
    return " ".join(dict.fromkeys(words))
