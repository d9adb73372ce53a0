"""The site: complete in every language, safe, honest about what is open, and whole in itself."""

import json
import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.site_entry import entry_values
from bot.site_pages import SHARED, TEMPLATES, ForeignFolderError, write_site
from bot.site_status import holidays, shown_contacts, standing, week_minutes
from bot.site_values import Site, list_values
from bot.site_words import area_words, link_of, sentence
from bot.wording import date_words, say
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.languages import LANGUAGES

TODAY = date(2026, 11, 21)
REAL = (
    "112", "kela", "mieli-kriisipuhelin", "nuorten-turvatalot", "pohde-sosiaali-ja-kriisipaivystys",
    "sompa", "ta-oulun-seutu", "ta-raahe", "tyomarkkinatori", "villa-victor",
)  # fmt: skip
#: WCAG 2.2 AA, for text.
CONTRAST = 4.5
TEXT_ON_GROUND = [
    ("ink", "paper"), ("ink", "card"), ("ink", "calm"), ("ink", "ask"), ("ink", "alarm-paper"),
    ("soft-ink", "paper"), ("soft-ink", "card"), ("main", "paper"), ("main", "card"),
    ("on-main", "main"), ("alarm", "paper"), ("alarm", "alarm-paper"),
]  # fmt: skip


def made(entry_id: str, **fields: Any) -> Entry:
    """An entry of its own for a test; `contacts` are types and values of high confidence."""
    contacts = [
        {
            "type": kind, "value": value, "confidence": confidence, "seen": "2026-11-21",
            "source": "https://example.fi", "page_age": "2026",
        }
        for kind, value, confidence in fields.pop("contacts", [("phone", "08 111 222", "high")])
    ]  # fmt: skip
    words = {"fi": f"Nimi {entry_id}", "en": f"Name {entry_id}"}
    record: dict[str, Any] = {
        "id": entry_id, "name": words, "kind": "service", "clients": ["person"], "summary": words,
        "audience": {"text": words}, "area": {"reach": "region"}, "contacts": contacts,
        "validity": {"status": "listed"}, "checked": "2026-11-21",
    }  # fmt: skip
    return Entry.model_validate({**record, **fields})


HOSTILE = '<script>alert("x")</script> & \' {name} {{ 7 * 7 }}'
MADE = [
    made("later", validity={"from": "2027-03", "status": "listed"}),
    made("unsure", validity={"status": "unconfirmed", "reason": "old page"}),
    made("over", validity={"to": "2026-10", "status": "listed"}, successors=["over-too", "gone"]),
    made("over-too", validity={"to": "2026-10", "status": "listed"}, successors=["unsure"]),
    made("until", validity={"to": "2026-12-31", "status": "listed"}, successors=["kela"]),
    made(
        "doubtful",
        contacts=[
            ("phone", "08 333 444", "low"),
            ("url", "javascript:alert(1)", "high"),
            ("email", "a&b@example.fi", "high"),
        ],
    ),
    made(
        "hostile",
        name={"fi": HOSTILE, "en": HOSTILE},
        summary={"fi": HOSTILE, "en": HOSTILE},
        organiser=HOSTILE,
        aliases=[HOSTILE],
    ),
    made("swedish", name={"fi": "Apu", "en": "Aid", "sv": "Hjälp"}),
]


class Page(HTMLParser):
    """A page's tags in their order, each with its attributes, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag (see parent class)."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Collect a text (see parent class)."""
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of all tags of one kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> set[str]:
        """The places that a link can go to."""
        return {attributes["id"] for _, attributes in self.tags if "id" in attributes}

    @property
    def text(self) -> str:
        """What is read, on one line."""
        return " ".join(" ".join(self.texts).split())


def site_of(entries: list[Entry], **options: Any) -> Site:
    values: dict[str, Any] = {"as_of": TODAY, **options}
    return Site(catalogue=Catalogue(entries), needs=needs_data.load(), **values)


def some_entries() -> list[Entry]:
    return [catalogues.load()[entry_id] for entry_id in REAL] + MADE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    pages = write_site(site_of(some_entries()), folder)
    assert pages == 1 + len(LANGUAGES) * (1 + len(REAL) + len(MADE))
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Page]:
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }


def items_of(page: Page) -> dict[str, dict[str, str]]:
    """The entries of a list page, by id."""
    links = [a["href"] for a in page.all("a") if re.fullmatch(r"[\w-]+\.html", a["href"])]
    ids = [link.removesuffix(".html") for link in links if link != "index.html"]
    items = [li for li in page.all("li") if li.get("class", "").startswith("entry")]
    return dict(zip(ids, items, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language_and_direction_in(
    pages: dict[str, Page], language: str
) -> None:
    own = {name: page for name, page in pages.items() if name.startswith(f"{language}/")}
    assert len(own) == 1 + len(REAL) + len(MADE)
    for page in own.values():
        (html,) = page.all("html")
        assert (html["lang"], html["dir"]) == (language, LANGUAGES[language].direction)
        others = [a["hreflang"] for a in page.all("a") if "hreflang" in a]
        assert others == list(LANGUAGES)
        assert {a["lang"] for a in page.all("a") if "hreflang" in a} == set(LANGUAGES)
        assert page.all("meta")[4]["name"] == "referrer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_entry_by_its_title_in(pages: dict[str, Page], language: str) -> None:
    page = pages[f"{language}/index.html"]
    assert set(items_of(page)) == {*REAL, *(entry.id for entry in MADE)}
    assert page.text.count(say("site_title", language)) >= 2
    assert say("site_about", language) in page.text


def test_the_first_page_offers_every_language_by_its_own_name(pages: dict[str, Page]) -> None:
    page = pages["index.html"]
    links = {a["lang"]: a["href"] for a in page.all("a")}
    assert links == {code: f"{code}/index.html" for code in LANGUAGES}
    assert all(language.name in page.text for language in LANGUAGES.values())
    codes = {a["lang"]: a["data-codes"] for a in page.all("a")}
    assert (codes["fa"], codes["ckb"], codes["fi"]) == ("fa pes prs", "ckb ku-arab", "fi")


def test_every_link_inside_the_site_goes_somewhere(folder: Path, pages: dict[str, Page]) -> None:
    dead = []
    for name, page in pages.items():
        for tag, attributes in page.tags:
            address = attributes.get("href") or attributes.get("src")
            if not address or re.match(r"https?:|tel:|mailto:", address):
                continue
            assert not address.startswith("/"), f"{name}: {address} does not work in a sub-path"
            path, _, part = address.partition("#")
            aim = (folder / name).parent / path if path else folder / name
            if not aim.is_file():
                dead.append((name, tag, address))
            elif part and "=" not in part and part not in page.ids:
                dead.append((name, tag, address))
    assert dead == []


def test_nothing_is_loaded_from_elsewhere_and_no_script_or_style_stands_inside(
    pages: dict[str, Page],
) -> None:
    for page in pages.values():
        loaded = [s["src"] for tag in ("script", "img") for s in page.all(tag)]
        loaded += [a["href"] for a in page.all("link") if a["rel"] in ("icon", "stylesheet")]
        assert loaded
        assert [address for address in loaded if ":" in address or address.startswith("/")] == []
        inside = {name for _, attributes in page.tags for name in attributes}
        assert [name for name in inside if name.startswith("on") or name == "style"] == []
        assert page.all("style") == []
        (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy


@pytest.mark.parametrize("name", SHARED)
def test_shared_files_ask_no_other_server_and_keep_nothing(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|[\"'(]//|@import|url\(|Storage|cookie|fetch\(", text) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|Function\(", text) == []
    assert len(text.splitlines()) < 420


def test_the_style_knows_no_left_and_no_right() -> None:
    text = (TEMPLATES / "site.css").read_text(encoding="utf-8")
    sides = r"(?:^|[\s;{-])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:"
    assert re.findall(sides, text) == []


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as `0b5563`, 0..1."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_every_text_stands_out_from_its_ground(theme: int, text: str, ground: str) -> None:
    style = (TEMPLATES / "site.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    palettes = [dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", block)) for block in blocks]
    palette = {**palettes[0], **palettes[theme]}
    darker, lighter = sorted([luminance(palette[text]), luminance(palette[ground])])
    assert (lighter + 0.05) / (darker + 0.05) >= CONTRAST


def test_the_templates_hold_no_words_of_their_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"))
        assert set("".join(Page(text).texts).split()) <= {"Opastin", "–", "../index.html"}, (
            path.name
        )


def test_what_an_entry_holds_stays_text(folder: Path, pages: dict[str, Page]) -> None:
    for name in ("en/hostile.html", "en/index.html", "so/hostile.html"):
        page = pages[name]
        assert all(script["src"] for script in page.all("script"))
        assert " ".join(HOSTILE.split()) in page.text
        assert "<script>alert" not in (folder / name).read_text(encoding="utf-8")
    assert items_of(pages["en/index.html"])["hostile"]["data-words"].startswith("<script>")


def test_fields_are_labelled_and_results_are_announced(pages: dict[str, Page]) -> None:
    page = pages["fi/index.html"]
    labels = {label["for"] for label in page.all("label")}
    fields = {f["id"] for tag in ("input", "select") for f in page.all(tag)}
    assert fields == labels == {"words", "need", "place", "client", "age", "closed"}
    (found,) = [p for p in page.all("p") if p.get("id") == "found"]
    assert found["role"] == "status"
    assert found["data-found"] == "Palveluja löytyi: {number}"


@pytest.mark.parametrize(
    ("entry_id", "wanted"),
    [
        ("kela", "open"), ("unsure", "ask"), ("later", "not_started"), ("over", "ended"),
        ("sompa", "ended"), ("nuorten-turvatalot", "withheld"), ("until", "open"),
    ],
)  # fmt: skip
def test_an_entry_stands_as_its_dates_and_status_say(entry_id: str, wanted: str) -> None:
    assert standing({entry.id: entry for entry in some_entries()}[entry_id], TODAY) == wanted


@pytest.mark.parametrize("language", ["fi", "ar"])
@pytest.mark.parametrize("entry_id", ["later", "over", "sompa", "nuorten-turvatalot"])
def test_what_is_closed_is_marked_and_shows_no_way_in(
    pages: dict[str, Page], language: str, entry_id: str
) -> None:
    assert items_of(pages[f"{language}/index.html"])[entry_id]["class"] == "entry closed"
    page = pages[f"{language}/{entry_id}.html"]
    called = [a["href"] for a in page.all("a") if a["href"].startswith(("tel:", "mailto:"))]
    assert called == ["tel:112"]
    assert "contacts" not in page.ids
    assert "slip" not in page.ids
    assert {"name": "robots", "content": "noindex"} in page.all("meta")


def test_an_ended_entry_says_when_and_what_to_try(pages: dict[str, Page]) -> None:
    page = pages["en/over.html"]
    assert "Name over ended on October 31, 2026." in page.text
    assert say("utter_try_instead", "en") in page.text
    # The first successor has ended too, so its own successor is named; an unknown one is not.
    values = entry_values(site_of(some_entries()), MADE[2], "en")
    assert [other["id"] for other in values["instead"]] == ["unsure"]
    raahe = entry_values(site_of(some_entries()), catalogues.load()["sompa"], "fi")
    assert [other["id"] for other in raahe["instead"]] == ["ta-raahe"]
    assert raahe["instead_words"] == "utter_continues"


def test_what_starts_later_says_its_first_day(pages: dict[str, Page]) -> None:
    assert say("utter_not_started", "en", name="Name later", date="March 1, 2027") in (
        pages["en/later.html"].text
    )


def test_what_ends_later_carries_its_end_for_the_readers_clock(pages: dict[str, Page]) -> None:
    page = pages["fi/until.html"]
    assert page.all("article") == [{"data-to": "2026-12-31"}]
    hidden = [s for s in page.all("section") if s.get("data-when") == "ended"]
    assert ["hidden" in section for section in hidden] == [True]
    assert items_of(pages["fi/index.html"])["until"]["data-to"] == "2026-12-31"


def test_contacts_of_low_confidence_are_on_no_page(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"333 444" not in path.read_bytes()
            assert b"333444" not in path.read_bytes()


@pytest.mark.parametrize("entry", catalogues.load().values(), ids=lambda entry: str(entry.id))
def test_shown_contacts_are_certain_enough_and_of_open_entries(entry: Entry) -> None:
    shown = shown_contacts(entry, TODAY, "fi")
    assert all(c.confidence in ("high", "medium") and not c.from_abroad for c in shown)
    assert not shown or standing(entry, TODAY) in ("open", "ask")


def test_contacts_are_links_that_can_be_pressed_but_never_scripts(pages: dict[str, Page]) -> None:
    links = [a["href"] for a in pages["fi/doubtful.html"].all("a")]
    assert "mailto:a%26b@example.fi" in links
    assert [link for link in links if link.startswith("javascript")] == []
    assert link_of("phone", "+358 (0)80 005 005") == "tel:+358080005005"
    assert link_of("url", "data:text/html,x") is None


def test_a_text_in_another_language_says_which(folder: Path, pages: dict[str, Page]) -> None:
    text = (folder / "ar/unsure.html").read_text(encoding="utf-8")
    assert '<h1><span lang="en" dir="ltr">Name unsure</span></h1>' in text
    assert say("site_untranslated", "ar") in pages["ar/unsure.html"].text
    assert "<h1>Hjälp</h1>" in (folder / "sv/swedish.html").read_text(encoding="utf-8")
    assert say("site_draft", "so") in pages["so/kela.html"].text
    assert say("site_draft", "fi") not in pages["fi/kela.html"].text


def test_the_slip_stands_in_finnish_beside_the_persons_language(pages: dict[str, Page]) -> None:
    page = pages["so/kela.html"]
    assert "Puhun tätä kieltä: somali." in page.text
    assert say("site_slip", "so") in page.text
    assert "slip" not in pages["fi/kela.html"].ids


def test_hours_stand_in_words_and_for_the_clock(pages: dict[str, Page]) -> None:
    page = pages["en/kela.html"]
    assert "open Mon–Fri 10.00–15.00" in page.text
    badge = next(s for s in page.all("span") if s.get("class") == "now")
    assert badge["data-week"] == "600-900;600-900;600-900;600-900;600-900;;"
    assert (badge["data-open"], badge["data-closed"]) == ("open now", "closed now")
    assert "hidden" in badge
    (main,) = page.all("main")
    assert {"2026-12-24", "2027-03-26", "2028-06-23"} <= set(main["data-holidays"].split())
    assert main["data-known"] == "2028-12-31"


def test_a_week_of_hours_is_parted_by_days() -> None:
    assert week_minutes("24/7") == "24/7"
    assert week_minutes("Su 22:00-04:00; Mo 10:00-24:00") == "0-240,600-1440;;;;;;1320-1440"
    assert week_minutes("Mo-Fr 09:00-16:00; 2026-12-24 closed") == ""
    wanted = "960-1200;540-780;960-1200;540-780;540-780;;"
    assert week_minutes("Mo,We 16:00-20:00; Tu,Th,Fr 09:00-13:00") == wanted
    assert list(holidays(date(2026, 12, 24), date(2026, 12, 31))) == [
        date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26),
    ]  # fmt: skip


def test_words_to_find_an_entry_by_come_from_all_languages_and_its_needs() -> None:
    site = site_of(some_entries())
    words = list_values(site, catalogues.load()["villa-victor"], "so")["words"]
    assert "barashada" in words.split()
    assert site.needs["learn-finnish"].label("fi").casefold().split()[0] in words.split()
    arabic = site.texts(catalogues.load()["villa-victor"], "ar")["name"].text.split()[0]
    assert arabic in words.split()


def test_areas_are_named_and_long_ones_are_shortened() -> None:
    area = catalogues.load()["ta-ylivieska-kalajoki-nivala"].area
    shortened = str(area_words(area, "fi", at_most=3))
    assert shortened.endswith(f"+{len(area.municipalities) - 3}")
    assert area_words(catalogues.load()["kela"].area, "en") == "all of Finland"
    assert area_words(catalogues.load()["nuorten-turvatalot"].area, "en") is None


def test_the_manifest_holds_what_the_list_shows_and_no_contact(folder: Path) -> None:
    record = json.loads((folder / "fi/catalogue.json").read_text(encoding="utf-8"))
    assert (record["language"], record["as_of"]) == ("fi", "2026-11-21")
    services = {service["id"]: service for service in record["services"]}
    assert services["sompa"]["standing"] == "ended"
    assert services["kela"]["places"] == ["*"]
    assert services["kela"]["page"] == "kela.html"
    assert "0200" not in json.dumps(services["kela"])


def test_with_an_address_pages_name_one_another_by_it(tmp_path: Path) -> None:
    write_site(site_of(MADE, url="https://example.fi/apu"), tmp_path)
    page = Page((tmp_path / "et/until.html").read_text(encoding="utf-8"))
    links = {(a["rel"], a.get("hreflang")): a["href"] for a in page.all("link")}
    assert links["canonical", None] == "https://example.fi/apu/et/until.html"
    assert links["alternate", "ar"] == "https://example.fi/apu/ar/until.html"
    assert links["stylesheet", None] == "../site.css"


def test_writing_again_takes_away_what_is_no_more_and_spares_a_strange_folder(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "site"
    write_site(site_of(MADE), folder)
    write_site(site_of(MADE[:1]), folder)
    assert sorted(path.name for path in (folder / "vi").iterdir()) == [
        "catalogue.json", "index.html", "later.html",
    ]  # fmt: skip
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "letter.txt").write_text("mine")
    with pytest.raises(ForeignFolderError, match="is not empty and holds no site of ours"):
        write_site(site_of(MADE), strange)
    assert [path.name for path in strange.iterdir()] == ["letter.txt"]


def test_the_same_catalogue_makes_the_same_files(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    before = {path: path.stat().st_mtime_ns for path in again.rglob("*.html")}
    write_site(site_of(some_entries()), again)
    assert {path: path.stat().st_mtime_ns for path in again.rglob("*.html")} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_full_stops_end_the_line_with_the_date_in(language: str) -> None:
    line = str(sentence("site_as_of", language, date=date_words("2026-11-25", language)))
    assert not line.endswith("..")
