"""Collections that are not the catalogue: pages, and questions that they should answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from index.json_lines import read_lines


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("holds nothing to read")
    return value


_Text = Annotated[str, AfterValidator(_not_blank)]


class Page(BaseModel):
    """One page.

    Attributes:
        id: its id.
        text: all its text; a short first line is its title.
        language: its language, where it is known.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    id: str = Field(min_length=1)
    text: _Text
    language: str | None = None


class PageQuestion(BaseModel):
    """One question and the pages that answer it.

    Attributes:
        id: its id.
        text: what is asked.
        language: for the report only; the ranking does not see it.
        expect: ids of pages of which any counts; empty when no page answers.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    id: str = Field(min_length=1)
    text: _Text
    language: str | None = None
    expect: list[str]


def read_pages(path: Path) -> list[Page]:
    """Read a file of pages, one JSON object a line.

    Raises:
        CasesError: the file has faults; all are told at once.
    """
    return read_lines(path, Page)


def read_questions(path: Path, pages: list[Page]) -> list[PageQuestion]:
    """Read a file of questions on these pages, one JSON object a line.

    Raises:
        CasesError: the file has faults, among them expected pages that there are not.
    """
    known = {page.id for page in pages}

    def faults_of(question: PageQuestion) -> Iterator[tuple[str, str]]:
        for expected in question.expect:
            if expected not in known:
                yield "expect", f"no page has the id {expected!r}"

    return read_lines(path, PageQuestion, faults_of=faults_of)
