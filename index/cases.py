"""Case files: questions with the entries that are expected, one JSON object a line."""

from collections.abc import Callable, Container, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from index.json_lines import CasesError, FaultsOf, read_lines
from knowledge.places import municipality_id

__all__ = ["Case", "CasesError", "FaultsOf", "read_cases", "unknown_in"]


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


class Case(BaseModel):
    """One question and what is expected; a line may hold further fields.

    Attributes:
        id: its id.
        text: what the person says.
        language: for the report only; the program detects it.
        municipality: where the person lives, in any of its names.
        age: in years.
        client: for whom it is asked.
        as_of: the day of the question; None is today.
        need: the need it was written for; for the report only.
        style: how it is written (short, dialect, ...); for the report only.
        expect: ids of which any counts; empty when nothing may be offered.
    """

    # Strict: a number as a text, or a text as a list, is a mistake of the writer.
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    id: str = Field(min_length=1)
    text: str
    language: str | None = None
    municipality: Annotated[str | None, BeforeValidator(_none_if_empty)] = None
    age: int | None = Field(default=None, ge=0, le=120)
    client: Literal["person", "employer", "professional"] = "person"
    as_of: date | None = None
    need: str | None = None
    style: str | None = None
    expect: list[str]


def read_cases(path: Path, faults_of: FaultsOf[Case] = lambda case: ()) -> list[Case]:
    """Read a case file.

    Args:
        path: the file.
        faults_of: further faults of a case, as `unknown_in` gives them.

    Raises:
        CasesError: the file has faults; all of them are told at once.
    """
    return read_lines(path, Case, faults_of=faults_of)


def unknown_in(entries: Container[str]) -> Callable[[Case], Iterator[tuple[str, str]]]:
    """Faults of cases that speak of entries or places which are not known.

    Args:
        entries: the ids of all entries.

    Returns:
        Gives the faults of a case, each as (field, message).
    """

    def faults(case: Case) -> Iterator[tuple[str, str]]:
        for entry in case.expect:
            if entry not in entries:
                yield "expect", f"unknown entry {entry!r}"
        if case.municipality and municipality_id(case.municipality) is None:
            yield "municipality", f"{case.municipality!r} is not in North Ostrobothnia"

    return faults
