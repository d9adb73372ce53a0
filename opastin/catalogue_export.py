"""`opastin catalogue export` and `template`: for other systems and for spreadsheets."""

from collections.abc import Callable
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
    if not output.parent.is_dir():
        raise UsageError(f"no folder {output.parent}; make it first")
    catalogue = catalogues.load()
    WRITERS[name](catalogue, output, date_of(as_of) or today())
    typer.echo(f"{output}: {len(catalogue)} services")


def template_command(
    output: Annotated[Path, typer.Argument(help="A file *.csv or *.xlsx to write.")],
    language: Annotated[str, typer.Option(help="Language of the explanations: fi or en.")] = "en",
) -> None:
    """Write an empty table with the documented header, to be filled and imported."""
    if output.suffix not in TEMPLATES:
        raise UsageError(f"{output}: a template is *.csv or *.xlsx")
    if language not in ("fi", "en"):
        raise UsageError(f"--language {language!r}: choose fi or en")
    TEMPLATES[output.suffix](output, language)
    typer.echo(f"{output}: fill it in and import it with `opastin catalogue import {output}`")
