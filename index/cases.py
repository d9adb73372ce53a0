"""Case files: questions with the entries that are expected, one JSON object a line."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError


class CasesError(ValueError):
    """A case file has faults; the message holds them all, as `file:line: field: message`."""


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


class Case(BaseModel):
    """One question and what is expected.

    Attributes:
        id: its id.
        text: what the person says.
        language: for the report only; the program detects it.
        expect: ids of which any counts; empty when nothing may be offered.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    id: str
    text: str
    language: str | None = None
    municipality: Annotated[str | None, BeforeValidator(_none_if_empty)] = None
    age: int | None = Field(default=None, ge=0, le=120)
    client: Literal["person", "employer", "professional"] = "person"
    as_of: date | None = None
    expect: list[str]


def read_cases(path: Path) -> list[Case]:
    """Read a case file.

    Raises:
        CasesError: a line is no case, or an id stands twice.
    """
    cases: list[Case] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            faults.append(f"{path}:{number}: not JSON: {error}")
            continue
        except ValidationError as error:
            faults += [f"{path}:{number}: {_field(f['loc'])}: {f['msg']}" for f in error.errors()]
            continue
        if case.id in seen:
            faults.append(f"{path}:{number}: id: {case.id!r} stands in line {seen[case.id]} too")
        seen[case.id] = number
        cases.append(case)
    if faults:
        raise CasesError("\n".join(faults))
    return cases


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "line"
