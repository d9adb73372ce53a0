"""`opastin search`: ranked referrals for a text."""

import json
from typing import Annotated, Any

import typer

from index.results import Referral, SearchResult
from index.service import open_search
from knowledge.languages import DEFAULT, offered
from knowledge.needs import load as load_needs
from knowledge.text import clean
from knowledge.translations import text as entry_text
from opastin.errors import UsageError
from opastin.question import date_of, language_of, person_of


def search_command(
    text: Annotated[str, typer.Argument(help="What a person says, in any language.")],
    language: Annotated[
        str, typer.Option(help="Language of the answer; default: the text's.")
    ] = "",
    municipality: Annotated[str, typer.Option(help="Where the person lives.")] = "",
    age: Annotated[int | None, typer.Option(help="Age in years.", min=0, max=120)] = None,
    client: Annotated[str, typer.Option(help="person, employer or professional.")] = "person",
    as_of: Annotated[str, typer.Option(help="Day of the question, as 2024-10-01.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many doors.", min=1, max=112)] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find the doors for what a person says."""
    if language and not offered(language):
        raise UsageError(f"language {language!r} is not offered")
    person = person_of(
        text, municipality=municipality, age_years=age, client=client, as_of=date_of(as_of)
    )
    spoken = offered(language) or language_of(text).language or DEFAULT
    result = open_search().search(clean(text)[:2000], person, limit=limit)
    if as_json:
        typer.echo(json.dumps(result_values(result, spoken), ensure_ascii=False, indent=2))
    else:
        _print(result, spoken)


def result_values(result: SearchResult, language: str) -> dict[str, Any]:
    """A search result as JSON values."""
    return {
        "language": language,
        "decision": result.decision,
        "need": result.need,
        "no_door": round(result.no_door, 3),
        "results": [_referral_values(referral, language) for referral in result.referrals],
        "closed": [
            {
                "id": closed.entry.id,
                "reason": closed.reason,
                "successors": [entry.id for entry in closed.successors],
            }
            for closed in result.closed
        ],
        "excluded": [{"id": i, "reason": reason} for i, reason in result.excluded.items()],
    }


def _referral_values(referral: Referral, language: str) -> dict[str, Any]:
    entry, fit = referral.entry, referral.fit
    return {
        "id": entry.id,
        "name": entry_text(entry, "name", language),
        "similarity": round(fit.similarity, 4),
        "fit": round(fit.fit, 4),
        "why": why(referral, language),
        "summary": entry_text(entry, "summary", language),
        "valid_from": entry.validity.from_,
        "valid_to": entry.validity.to,
        "certain": referral.certain,
    }


def why(referral: Referral, language: str) -> list[str]:
    """Why an entry is offered: name, need and closeness, each a short text."""
    fit = referral.fit
    reasons = [f"name {fit.name:.2f}"] if fit.name > 0 else []
    if fit.need:
        reasons.append(f"need: {load_needs()[fit.need].label(language)} ({fit.need_fit:.2f})")
    return [*reasons, f"words: similarity {fit.similarity:.2f}"]


def _print(result: SearchResult, language: str) -> None:
    typer.echo(f"{result.decision} (language {language}, no door {result.no_door:.2f})")
    for closed in result.closed:
        others = ", ".join(entry.id for entry in closed.successors) or "-"
        typer.echo(f"  named, but {closed.reason}: {closed.entry.id} -> {others}")
    for number, referral in enumerate(result.referrals, 1):
        entry = referral.entry
        until = f", until {entry.validity.to}" if entry.validity.to else ""
        doubt = "" if referral.certain else ", not certain to be open"
        typer.echo(f"{number}. {entry_text(entry, 'name', language)} [{entry.id}{until}{doubt}]")
        typer.echo(f"   {entry_text(entry, 'summary', language)}")
        typer.echo(f"   {'; '.join(why(referral, language))}; fit {referral.fit.fit:.2f}")
