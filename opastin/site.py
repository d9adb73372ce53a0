"""`opastin catalogue site`: the catalogue as pages for a web server."""

import time
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.site_pages import ForeignFolderError, write_site
from bot.site_values import Site
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.dates import today
from knowledge.languages import LANGUAGES
from opastin.errors import UsageError
from opastin.question import date_of


def site_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the pages are written.")],
    as_of: Annotated[
        str, typer.Option(help="Day that the pages tell of, as 2024-10-01; default: today.")
    ] = "",
    url: Annotated[
        str, typer.Option(help="Where the site will stand, as https://example.fi/services.")
    ] = "",
) -> None:
    """Write the catalogue as pages in all languages, with a list that can be searched."""
    day = date_of(as_of)
    site = Site(
        catalogue=catalogues.load(),
        needs=needs_data.load(),
        as_of=day or today(),
        # Who asks for a day wants to see that day, whenever the pages are opened.
        fixed=day is not None,
        url=_address(url),
    )
    began = time.perf_counter()
    try:
        pages = write_site(site, folder)
    except (ForeignFolderError, FileExistsError, NotADirectoryError) as error:
        raise UsageError(str(error)) from error
    took_s = time.perf_counter() - began
    typer.echo(
        f"{pages} pages in {len(LANGUAGES)} languages in {took_s:.1f} s: {folder}/index.html"
    )


def _address(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query):
        raise UsageError(f"address {url!r}: write it as https://example.fi/services")
    return url.rstrip("/")
