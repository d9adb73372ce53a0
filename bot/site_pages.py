"""Writes the site: the catalogue as pages in every language, with a list that can be searched."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.site_entry import entry_values
from bot.site_status import holidays
from bot.site_values import Site, list_values
from bot.site_words import sentence
from bot.wording import date_words
from knowledge.entry import Client
from knowledge.languages import DEFAULT, LANGUAGES, offered
from knowledge.places import municipalities

TEMPLATES = Path(__file__).resolve().parent / "site"
ICON = TEMPLATES.parent / "page" / "icon.svg"
#: Files that all pages share.
SHARED = ("site.css", "site.js", "search.js")
#: The list of each language for other programs; a folder that has it is a site of ours.
MANIFEST = "catalogue.json"
CLIENTS: tuple[Client, ...] = ("person", "employer", "professional")
#: Codes that browsers give for languages which we name otherwise.
OTHER_CODES = ("cmn", "ku-arab", "pes", "prs")
#: The pages know the public holidays to the end of so many years from now.
HOLIDAY_YEARS = 2


class ForeignFolderError(ValueError):
    """A folder holds files that are not of a site of ours, and is left as it is."""


def write_site(site: Site, folder: Path) -> int:
    """Write all pages; pages of entries that are no more are taken away.

    Args:
        site: what it is made from.
        folder: an empty or new folder, or one with an earlier site.

    Returns:
        The number of pages written.

    Raises:
        ForeignFolderError: something else stands in the folder.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / DEFAULT / MANIFEST).is_file():
        raise ForeignFolderError(
            f"{folder} is not empty and holds no site of ours; name a new folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        shutil.copyfile(TEMPLATES / name, folder / name)
    shutil.copyfile(ICON, folder / ICON.name)
    pages = dict(_pages(site))
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        # What has not changed keeps its time: a server's and a browser's copies stay good.
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for language in LANGUAGES:
        for path in (folder / language).glob("*.html"):
            if f"{language}/{path.name}" not in pages:
                path.unlink()
    return sum(name.endswith(".html") for name in pages)


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    """All pages and the manifests, each with its path."""
    render = partial(_render, _environment(site), site)
    yield "index.html", render("languages.html", DEFAULT, "index.html", top="")
    choices = [municipality.id for municipality in municipalities().values()]
    for language in LANGUAGES:
        items = [list_values(site, entry, language) for entry in site.catalogue.values()]
        items.sort(key=lambda item: (item["closed"], item["name"].text.casefold()))
        yield f"{language}/{MANIFEST}", _manifest(site, items, language)
        used = {need for item in items for need in item["needs"]}
        yield f"{language}/index.html", render(
            "list.html", language, "index.html", items=items,
            places=_places(choices, language), clients=CLIENTS,
            needs=[need for need in site.needs.values() if need.id in used],
        )  # fmt: skip
        for entry in site.catalogue.values():
            name = f"{entry.id}.html"
            values = entry_values(site, entry, language)
            yield f"{language}/{name}", render("entry.html", language, name, entry=values)


def _environment(site: Site) -> Environment:
    """The templates, and what is the same on all pages."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    known_to = date(site.as_of.year + HOLIDAY_YEARS, 12, 31)
    closed_days = holidays(date(site.as_of.year, 1, 1), known_to)
    environment.globals.update(
        site=site,
        languages=list(LANGUAGES.values()),
        codes={code: _codes(code) for code in LANGUAGES},
        say_in=sentence,
        holidays=" ".join(day.isoformat() for day in closed_days),
        holidays_known=known_to.isoformat(),
    )
    return environment


def _render(
    environment: Environment,
    site: Site,
    template: str,
    language: str,
    page: str,
    *,
    top: str = "../",
    **values: Any,
) -> str:
    """One page.

    Args:
        environment: knows the templates.
        site: what the site is made from.
        template: its template.
        language: its language.
        page: its file name; the same page in another language has the same one.
        top: the way from it to the top of the site.
        values: of the template.
    """
    return environment.get_template(template).render(
        language=LANGUAGES[language],
        say=partial(sentence, language=language),
        as_of_words=date_words(site.as_of.isoformat(), language),
        page=page,
        path=page if not top else f"{language}/{page}",
        top=top,
        # With its address known, pages name one another by it; search engines ask for that.
        base=f"{site.url}/" if site.url else top,
        **values,
    )


def _codes(language: str) -> str:
    """The codes by which a browser may ask for a language."""
    return " ".join([language, *(code for code in OTHER_CODES if offered(code) == language)])


def _places(ids: list[str], language: str) -> list[dict[str, str]]:
    named = [{"id": key, "name": municipalities()[key].name_in(language)} for key in ids]
    return sorted(named, key=lambda place: place["name"].casefold())


def _manifest(site: Site, items: list[dict[str, Any]], language: str) -> str:
    """What the list shows and is searched by, as JSON."""
    left_out = {"badge", "closed"}
    services = [
        {
            **{name: value for name, value in item.items() if name not in left_out},
            "name": item["name"].text,
            "summary": item["summary"].text,
            "page": f"{item['id']}.html",
        }
        for item in items
    ]
    record = {"language": language, "as_of": site.as_of.isoformat(), "services": services}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
