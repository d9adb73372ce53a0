"""Numbers about the catalogue: what is open, what is translated, which needs have a door."""

from collections import Counter
from datetime import date
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.languages import LANGUAGES
from knowledge.needs import Need
from knowledge.places import municipalities
from knowledge.translations import source_texts, translation

#: From the least to the best: an entry counts by the least of its texts.
_ORDER = ("missing", "outdated", "drafted", "reviewed", "source")


def is_open(entry: Entry, as_of: date) -> bool:
    """Whether an entry can be referred to at all on a day."""
    validity = entry.validity
    dates_fit = validity.begun(as_of) and not validity.over(as_of)
    return dates_fit and validity.status != "withheld" and entry.area.reach != "elsewhere"


def stats(catalogue: Catalogue, needs: dict[str, Need], as_of: date) -> dict[str, Any]:
    """Counts of entries by kind, coverage of entries and needs by language, and doors by need."""
    kinds = Counter(entry.kind for entry in catalogue.values())
    open_kinds = Counter(e.kind for e in catalogue.values() if is_open(e, as_of))
    own = [entry for entry in catalogue.values() if entry.origin is None]
    doors = {need.id: _doors(need, catalogue, as_of) for need in needs.values()}
    return {
        "as_of": as_of.isoformat(),
        "entries": len(catalogue),
        "imported": len(catalogue) - len(own),
        "open": sum(open_kinds.values()),
        "by_kind": {kind: {"entries": kinds[kind], "open": open_kinds[kind]} for kind in kinds},
        "contacts": _contacts(catalogue),
        "translations": {language: _coverage(own, language) for language in LANGUAGES},
        "need_texts": {language: _need_coverage(needs, language) for language in LANGUAGES},
        "needs": doors,
        "needs_without_door": [need for need, found in doors.items() if not found["open_doors"]],
    }


def _contacts(catalogue: Catalogue) -> dict[str, int]:
    shown = Counter(c.confidence for entry in catalogue.values() for c in entry.contacts)
    return {confidence: shown[confidence] for confidence in ("high", "medium", "low")}


def _coverage(entries: list[Entry], language: str) -> dict[str, Any]:
    """How far our own entries are there in a language.

    Returns:
        `texts` and `whole`, the shares (0..1) of the texts that are there and of the entries that
        have all of theirs; `by_status`, the texts by status; `entries`, the entries by the least
        status of their texts.
    """
    by_status: Counter[str] = Counter()
    least: Counter[str] = Counter()
    for entry in entries:
        found = translation(entry, language).statuses
        statuses = [found.get(name, "missing") for name in source_texts(entry)]
        by_status.update(statuses)
        least[min(statuses, key=_ORDER.index)] += 1
    texts = sum(by_status.values())
    return {
        "texts": _share(texts - by_status["missing"], texts),
        "whole": _share(len(entries) - least["missing"], len(entries)),
        "by_status": dict(by_status),
        "entries": dict(least),
    }


def _need_coverage(needs: dict[str, Need], language: str) -> dict[str, Any]:
    """How far the needs are there in a language: share (0..1), statuses, number of questions."""
    there = [need.texts[language] for need in needs.values() if language in need.texts]
    return {
        "needs": _share(len(there), len(needs)),
        "by_status": dict(Counter(text.status for text in there)),
        "questions": sum(len(text.questions) for text in there),
        "fewest_questions": min((len(text.questions) for text in there), default=0),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _doors(need: Need, catalogue: Catalogue, as_of: date) -> dict[str, Any]:
    """The open doors of a need, and in how many of the municipalities it has one."""
    doors = [d for d in need.doors if d in catalogue and is_open(catalogue[d], as_of)]
    also = [d for d in need.also if d in catalogue and is_open(catalogue[d], as_of)]
    served = [m for m in municipalities() if any(catalogue[d].area.serves(m) for d in doors)]
    return {
        "client": need.client,
        "open_doors": doors,
        "open_also": also,
        "municipalities": len(served),
        "languages": len(need.texts),
        "doors_by_language": {
            language: sum(_speaks(catalogue[d], language) for d in doors) for language in LANGUAGES
        },
    }


def _speaks(entry: Entry, language: str) -> bool:
    """Whether an entry says of itself that it serves in a language, itself or by interpreter."""
    contacts = [contact for contact in entry.contacts if contact.publishable]
    return (
        language in entry.languages
        or entry.interpreter
        or any(language in contact.languages or contact.interpreter for contact in contacts)
    )
