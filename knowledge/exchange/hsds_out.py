"""The catalogue as one page of services of Open Referral HSDS 3.0."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.entry import Entry
from knowledge.exchange.hsds_service import service_of
from knowledge.exchange.streamed import write_streamed
from knowledge.needs import Need
from knowledge.translations import Translation

__all__ = ["service_of", "write_hsds"]

#: The texts of an entry in other languages, by language.
Translations = Callable[[Entry], Mapping[str, Translation]]


def write_hsds(
    entries: Iterable[Entry],
    path: Path,
    *,
    as_of: date,
    total: int,
    needs: Iterable[Need] = (),
    translations: Translations | None = None,
) -> None:
    """Write one page of services; one entry at a time is held in memory.

    Args:
        entries: the entries.
        path: the file; it is replaced when all is written.
        as_of: the day that the status of the services is told for.
        total: number of entries; it stands at the head of the page.
        needs: all needs; a service is filed under those that it answers.
        translations: gives the texts of an entry in other languages.

    Raises:
        ValueError: there are not as many entries as `total` says.
    """
    by_entry = _needs_by_entry(needs)
    services = (
        service_of(
            entry,
            as_of=as_of,
            needs=by_entry.get(entry.id, ()),
            translations=translations(entry) if translations else None,
        )
        for entry in entries
    )
    head: dict[str, Any] = {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": total == 0,
    }
    write_streamed(path, head, "contents", services, total=total)


def _needs_by_entry(needs: Iterable[Need]) -> Mapping[str, Sequence[Need]]:
    found: dict[str, list[Need]] = {}
    for need in needs:
        for entry_id in dict.fromkeys((*need.doors, *need.also)):
            found.setdefault(entry_id, []).append(need)
    return found
