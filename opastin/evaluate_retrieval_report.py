"""The report of `opastin evaluate retrieval`: one page with the measures and all misses."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from index.collection import Page
from index.passages import title_of
from index.retrieval_report import MEASURES, TOLD, Ranked
from knowledge.dates import today
from knowledge.text import clean
from opastin.errors import UsageError
from opastin.evaluate_print import shown
from opastin.evaluate_report import NUMBERS, TEMPLATES

#: A page without a title is told by so many of its first characters.
TITLE_CHARS = 80


def write_retrieval_report(
    measured: dict[str, Any],
    ranked: Iterable[Ranked],
    pages: Sequence[Page],
    folder: Path,
    *,
    name: str,
    encoder: str,
) -> None:
    """Write a report; an earlier one in the folder is replaced.

    Args:
        measured: what `index.retrieval_report.measures` gives, with the number of `pages`.
        ranked: what it was counted from.
        pages: the collection.
        folder: a folder that `demand_report_folder` lets pass; made when it is missing.
        name: of the file of questions.
        encoder: name of the encoder.

    Raises:
        UsageError: the folder cannot be written to.
    """
    page = _template().render(
        name=clean(name),
        day=today().isoformat(),
        encoder=encoder,
        measured=measured,
        measures=MEASURES,
        missed=list(_missed(ranked, {page.id: page for page in pages})),
    )
    numbers = json.dumps(measured, ensure_ascii=False, indent=2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NUMBERS).write_text(numbers, encoding="utf-8")
        (folder / "index.html").write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror}") from error


def _missed(ranked: Iterable[Ranked], pages: dict[str, Page]) -> Iterator[dict[str, Any]]:
    for one in ranked:
        if one.missed:
            yield {
                "question": one.question,
                "rank": one.rank,
                "expected": [_told(pages[page]) for page in one.question.expect],
                "got": [_told(pages[page]) for page in one.got[:TOLD]],
            }


def _told(page: Page) -> dict[str, str | None]:
    title = title_of(page.text) or page.text.strip()[:TITLE_CHARS]
    return {"id": page.id, "title": title, "language": page.language}


def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "clean": clean}
    return environment.get_template("retrieval.html")
