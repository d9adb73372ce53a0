"""A question as the command line and the case files give it, made ready for the search."""

from datetime import date

from index.eligibility import Person
from knowledge.dates import today
from knowledge.entry import Client
from knowledge.places import municipality_id
from knowledge.spoken import Evidence
from knowledge.text import clean
from nlu.language import detect
from nlu.situation import understand
from opastin.errors import UsageError

CLIENTS: tuple[Client, ...] = ("person", "employer", "professional")


def person_of(
    text: str,
    *,
    municipality: str | None = None,
    age_years: int | None = None,
    client: str | None = None,
    as_of: date | None = None,
) -> Person:
    """The person behind a question: what is given, else what the text tells.

    Raises:
        UsageError: an unknown municipality or client type.
    """
    told = understand(clean(text)).entities
    place = told.get("municipality")
    if municipality:
        place = municipality_id(municipality)
        if place is None:
            raise UsageError(
                f"municipality {municipality!r} is not in North Ostrobothnia; "
                "name one of its 30 municipalities"
            )
    if client not in (None, *CLIENTS):
        raise UsageError(f"client {client!r}: choose one of {', '.join(CLIENTS)}")
    return Person(
        as_of=as_of or today(),
        municipality=place,
        age_years=age_years if age_years is not None else told.get("age"),
        client=next((known for known in CLIENTS if known == client), "person"),
    )


def language_of(text: str) -> Evidence:
    """What a text shows of its language."""
    return detect(clean(text)[:600])


def date_of(text: str | None) -> date | None:
    """A date as an option gives it.

    Raises:
        UsageError: not a date.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"date {text!r}: write it as 2024-10-01") from error
