"""`opastin catalogue show`: one entry, for those who look after the catalogue."""

import json
from datetime import date
from typing import Annotated

import typer
from rapidfuzz import fuzz, process, utils
from rich.console import Console

from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue
from knowledge.dates import today
from knowledge.languages import DEFAULT, LANGUAGES, offered
from knowledge.translations import source_texts
from opastin.catalogue_card import Card, card_values
from opastin.catalogue_card_print import print_card
from opastin.errors import UsageError
from opastin.question import date_of

#: So many near ids are named for an unknown one, if their names are at least so near (0-100).
NEAR = 3
NEAR_ENOUGH = 60
#: Others are named only if they are nearly as near as the nearest one.
BEHIND = 10


def show_command(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="Id of an entry.")],
    language: Annotated[str, typer.Option(help="Language of texts and labels.")] = DEFAULT,
    as_of: Annotated[
        str, typer.Option(help="Day that its status is told for, as 2024-10-01; default: today.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show all that is known of one entry, and whether people are sent there."""
    spoken = offered(language)
    if spoken is None:
        raise UsageError(f"language {language!r} is not offered; choose {', '.join(LANGUAGES)}")
    card = _card(entry_id, spoken, date_of(as_of))
    if as_json:
        typer.echo(json.dumps(card_values(card), ensure_ascii=False, indent=2))
    else:
        print_card(card, Console(highlight=False))


def _card(entry_id: str, language: str, day: date | None) -> Card:
    catalogue = catalogues.load()
    if entry_id not in catalogue:
        near = near_ids(entry_id, catalogue)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UsageError(f"no entry {entry_id!r} in the catalogue{hint}")
    return Card(
        entry=catalogue[entry_id],
        catalogue=catalogue,
        needs=needs_data.load(),
        language=language,
        as_of=day or today(),
        # Whether a phone answers is told of this moment only.
        now_counts=day is None,
    )


def near_ids(wanted: str, catalogue: Catalogue) -> list[str]:
    """The ids of the entries whose id, name or alias is written most like this, nearest first."""
    written = {
        (entry.id, text)
        for entry in catalogue.values()
        for text in (
            entry.id,
            *entry.aliases,
            *(getattr(source_texts(entry)["name"], code) for code in entry.name.languages()),
        )
    }
    choices = sorted(written)
    found = process.extract(
        wanted,
        [text for _, text in choices],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=NEAR_ENOUGH,
        limit=4 * NEAR,
    )
    best = found[0][1] if found else 0
    near = [choices[place][0] for _, similarity, place in found if similarity >= best - BEHIND]
    return list(dict.fromkeys(near))[:NEAR]
