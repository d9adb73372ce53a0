"""Prints the card of an entry, readable at 80 columns.

Sentences for people come in the card's language; the catalogue's own fields are told in English.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from bot.site_status import Standing, standing
from bot.site_words import ages_words, area_words
from bot.wording import hours_words, language_names
from knowledge.documents import document_title
from knowledge.entry import Contact, Source
from knowledge.translations import text
from opastin.catalogue_card import (
    Card,
    hidden_reason,
    needs_of,
    open_now,
    standings_of,
    status_words,
)

#: A label and what stands beside it. Never read as the console's markup.
Row = tuple[str, Line | str]
COLOURS: dict[Standing, str] = {
    "open": "green", "ask": "yellow", "not_started": "yellow", "ended": "red", "withheld": "red",
}  # fmt: skip


def print_card(card: Card, console: Console) -> None:
    """Print the card; it fits the width of the console."""
    entry = card.entry
    stands = standing(entry, card.as_of)
    console.print(Line(text(entry, "name", card.language) or entry.id, style="bold"))
    status = Line(status_words(card), style=f"bold {COLOURS[stands]}")
    console.print(status, Line(f"[{card.as_of}]", style="dim"), sep="  ")
    if entry.validity.reason:
        console.print(Line(f"Reason: {entry.validity.reason}"))
    for rows in (_text_rows(card), _fact_rows(card), _contact_rows(card), _keeper_rows(card)):
        _print_rows(list(rows), console)


def _print_rows(rows: list[Row], console: Console) -> None:
    if not rows:
        return
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, min_width=14)
    table.add_column(overflow="fold")
    for label, words in rows:
        table.add_row(Line(label), Line(words) if isinstance(words, str) else words)
    console.print()
    console.print(table)


def _text_rows(card: Card) -> Iterator[Row]:
    for name, words, status in card.texts():
        yield name, Line.assemble(words, (f"  [{status}]", "dim"))


def _fact_rows(card: Card) -> Iterator[Row]:
    entry = card.entry
    yield "for", ", ".join([*entry.clients, *entry.audience.groups])
    ages = ages_words(entry.audience.age_years, card.language)
    if ages:
        yield "age", card.say("site_ages", ages=ages)
    yield "area", _area(card)
    dates = entry.validity
    if dates.from_ or dates.to:
        doubt = f" (certain to {dates.certain_to})" if dates.certain_to else ""
        yield "dates", f"{dates.from_ or '…'} – {dates.to or '…'}{doubt}"
    people = [entry.organiser, *entry.partners, entry.funder]
    if any(people):
        yield "run by", "; ".join(name for name in people if name)
    if entry.languages:
        yield "languages", language_names(list(entry.languages), card.language)
    yield from _link_rows(card)


def _area(card: Card) -> str:
    area = card.entry.area
    places = area_words(area, card.language) or area.reach
    said = [area.note, "(inferred)" if area.inferred else None]
    more = " ".join(part for part in said if part)
    return card.say("site_area", places=places) + (f" – {more}" if more else "")


def _link_rows(card: Card) -> Iterator[Row]:
    """The needs it answers, how it is reached, and what goes on after it."""
    for need_id, label, door in needs_of(card):
        yield "need" if door else "need (part)", f"{label} [{need_id}]"
    for name in ("via", "successors"):
        for other in standings_of(card, getattr(card.entry, name)):
            label = str(text(card.catalogue[other["id"]], "name", card.language))
            yield name, f"{label} [{other['id']}: {other['status']}]"
    if card.entry.successor_stated is not None:
        yield "", "named by a source" if card.entry.successor_stated else "our advice"


def _contact_rows(card: Card) -> Iterator[Row]:
    for contact in card.entry.contacts:
        words = Line(contact.value, style="bold")
        hidden = hidden_reason(contact)
        if hidden:
            words.append(f"  not shown to people: {hidden}", style="red")
        answers = open_now(card, contact)
        if answers is not None:
            state = "danger_open_now" if answers else "danger_closed_now"
            words.append(f"  {card.say(state)}", style="green" if answers else "yellow")
        for line in _about_contact(card, contact):
            words.append(f"\n{line}", style="not bold")
        yield contact.type, words


def _about_contact(card: Card, contact: Contact) -> Iterator[str]:
    told = []
    if contact.languages:
        told.append(language_names(list(contact.languages), card.language))
    if contact.hours:
        told.append(hours_words(contact.hours, card.language))
    if contact.free:
        told.append(card.say("door_free"))
    if contact.interpreter:
        told.append(card.say("door_interpreter_short"))
    if told:
        yield "; ".join(told)
    yield (
        f"{contact.confidence} confidence, seen {contact.seen}, age of the page: "
        f"{contact.page_age}; {contact.source}"
    )
    if contact.remark:
        yield f"remark: {contact.remark}"


def _keeper_rows(card: Card) -> Iterator[Row]:
    entry = card.entry
    yield "kind", f"{entry.kind} [{entry.id}], checked {entry.checked}"
    for source in entry.sources:
        yield "source", _source_words(source)
    if entry.evidence:
        yield "evidence", entry.evidence
    for repair in entry.repairs:
        yield "repair", f"{repair.printed} → {repair.read_as} ({repair.certainty}; {repair.error})"
    for remark in entry.remarks:
        yield "remark", remark
    for name in ("aliases", "keywords", "codes", "themes", "plan_sections"):
        values = getattr(entry, name)
        if values:
            yield name, ", ".join(str(value) for value in values)
    if entry.origin:
        yield "imported", f"{entry.origin.system} {entry.origin.collection}: {entry.origin.id}"


def _source_words(source: Source) -> str:
    named = f"{document_title(source.document)} [{source.document}]" if source.document else None
    aged = f"age of the page: {source.page_age}" if source.page_age else None
    return ", ".join(filter(None, [named, source.url, aged]))
