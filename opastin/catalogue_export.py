"""`opastin catalogue export` and `template`: for other systems and for spreadsheets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue
from knowledge.dates import today
from knowledge.exchange import books, csv_files
from knowledge.exchange.hsds_out import write_hsds
from knowledge.exchange.jsonld import catalogue_translations, write_jsonld
from knowledge.languages import LANGUAGES
from opastin.errors import UsageError
from opastin.question import date_of


def _hsds(catalogue: Catalogue, path: Path, as_of: date) -> None:
    needs = list(needs_data.load().values())
    write_hsds(
        catalogue.values(),
        path,
        as_of=as_of,
        total=len(catalogue),
        needs=needs,
        translations=catalogue_translations(LANGUAGES),
    )


def _jsonld(catalogue: Catalogue, path: Path, as_of: date) -> None:
    translations = catalogue_translations(LANGUAGES)
    write_jsonld(catalogue.values(), path, as_of=as_of, translations=translations)


def _csv(catalogue: Catalogue, path: Path, as_of: date) -> None:
    csv_files.write_csv(catalogue.values(), path)


def _xlsx(catalogue: Catalogue, path: Path, as_of: date) -> None:
    books.write_book(catalogue.values(), path)


WRITERS: dict[str, Callable[[Catalogue, Path, date], None]] = {
    "hsds": _hsds,
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonld": _jsonld,
}
TEMPLATES: dict[str, Callable[[Path, str], None]] = {
    ".csv": csv_files.write_template,
    ".xlsx": books.write_template,
}


def export_command(
    file_format: Annotated[str, typer.Option("--format", help="hsds, csv, xlsx or jsonld.")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
    as_of: Annotated[str, typer.Option(help="Day that statuses are told for.")] = "",
) -> None:
    """Write the whole catalogue; CSV and XLSX can be edited and imported again."""
    name = file_format.lower().replace("-", "")
    if name not in WRITERS:
        raise UsageError(f"--format {file_format!r}: choose one of {', '.join(WRITERS)}")
    catalogue = catalogues.load()
    day = date_of(as_of) or today()
    with _told(output):
        WRITERS[name](catalogue, output, day)
    typer.echo(f"{output}: {len(catalogue)} services")


@contextmanager
def _told(output: Path) -> Iterator[None]:
    """Tell in a sentence that the disk refuses a file."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"{output} cannot be written: {why}; name another file") from error


def template_command(
    output: Annotated[Path, typer.Argument(help="A file *.csv or *.xlsx to write.")],
    language: Annotated[str, typer.Option(help="Language of the explanations: fi or en.")] = "en",
) -> None:
    """Write an empty table with the documented header, to be filled and imported."""
    if output.suffix not in TEMPLATES:
        raise UsageError(f"{output}: a template is *.csv or *.xlsx")
    if language not in ("fi", "en"):
        raise UsageError(f"--language {language!r}: choose fi or en")
    with _told(output):
        TEMPLATES[output.suffix](output, language)
    typer.echo(f"{output}: fill it in and import it with `opastin catalogue import {output}`")
