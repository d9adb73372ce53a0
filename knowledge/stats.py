"""Numbers about the catalogue: what is open, what is translated, which needs have a door."""

from collections import Counter
from datetime import date
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.languages import LANGUAGES
from knowledge.needs import Need
from knowledge.translations import source_texts, translation


def is_open(entry: Entry, as_of: date) -> bool:
    """Whether an entry can be referred to at all on a day."""
    validity = entry.validity
    dates_fit = validity.begun(as_of) and not validity.over(as_of)
    return dates_fit and validity.status != "withheld" and entry.area.reach != "elsewhere"


def stats(catalogue: Catalogue, needs: dict[str, Need], as_of: date) -> dict[str, Any]:
    """Counts of entries by kind, translation coverage by language, and doors by need."""
    kinds = Counter(entry.kind for entry in catalogue.values())
    open_kinds = Counter(e.kind for e in catalogue.values() if is_open(e, as_of))
    return {
        "as_of": as_of.isoformat(),
        "entries": len(catalogue),
        "open": sum(open_kinds.values()),
        "by_kind": {kind: {"entries": kinds[kind], "open": open_kinds[kind]} for kind in kinds},
        "contacts": _contacts(catalogue),
        "translations": {language: _coverage(catalogue, language) for language in LANGUAGES},
        "needs": {need.id: _doors(need, catalogue, as_of) for need in needs.values()},
    }


def _contacts(catalogue: Catalogue) -> dict[str, int]:
    shown = Counter(c.confidence for entry in catalogue.values() for c in entry.contacts)
    return {confidence: shown[confidence] for confidence in ("high", "medium", "low")}


def _coverage(catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Share of the texts that a language has, 0..1, and the entries by status."""
    statuses: Counter[str] = Counter()
    texts = there = 0
    for entry in catalogue.values():
        found = translation(entry, language)
        statuses[found.status if found else "missing"] += 1
        for name in source_texts(entry):
            texts += 1
            there += bool(found and name in found.texts)
    return {"texts": round(there / texts, 4) if texts else 0.0, "entries": dict(statuses)}


def _doors(need: Need, catalogue: Catalogue, as_of: date) -> dict[str, Any]:
    doors = [d for d in need.doors if d in catalogue and is_open(catalogue[d], as_of)]
    also = [d for d in need.also if d in catalogue and is_open(catalogue[d], as_of)]
    return {
        "client": need.client,
        "open_doors": doors,
        "open_also": also,
        "languages": len(need.texts),
    }
