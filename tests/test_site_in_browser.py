"""The site in a real browser: from a folder and from a server, on phones, by keyboard alone."""

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.site_pages import write_site
from bot.site_values import Site
from bot.wording import say
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.languages import LANGUAGES

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    # Playwright leaves a loop behind when several tests share one browser.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
TODAY = date(2026, 11, 25)
#: A Wednesday, 10:30 in Helsinki.
MORNING = "2026-11-25T08:30:00Z"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site inside another folder, as in a sub-path of a server."""
    folder = tmp_path_factory.mktemp("web") / "help" / "services"
    write_site(Site(catalogues.load(), needs_data.load(), TODAY), folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        yield play.chromium.launch(executable_path=CHROMIUM, args=arguments)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fi-FI")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.clock.set_fixed_time(MORNING)
    yield page
    context.close()


def opened(page: Page, folder: Path, name: str) -> list[str]:
    """Open a page from the disk; the faults that the browser tells of."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto((folder / name.split("#")[0]).as_uri() + "".join(name.partition("#")[1:]))
    return faults


def seen(page: Page) -> list[str]:
    """The ids of the entries that the list shows."""
    links = page.locator("#entries .entry:visible h2 a")
    found: list[str] = links.evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return [link.removesuffix(".html") for link in found]


def search(page: Page, words: str) -> list[str]:
    page.locator("#words").fill(words)
    page.keyboard.press("Enter")
    found = seen(page)
    assert len(found) < page.locator("#entries .entry:not(.closed)").count()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_fits_the_narrowest_phone_in(page: Page, folder: Path, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    faults = opened(page, folder, f"{language}/index.html")
    assert page.evaluate("getComputedStyle(document.body).direction") == (
        LANGUAGES[language].direction
    )
    page.locator("#narrow summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#found").text_content() == say(
        "site_found", language, number=len(seen(page))
    )
    assert faults == []


@pytest.mark.parametrize("name", ["fa/mieli-kriisipuhelin.html", "so/uula.html", "fi/kela.html"])
def test_an_entry_fits_the_narrowest_phone_and_large_text(
    page: Page, folder: Path, name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    faults = opened(page, folder, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # 200 % of a window of 1280 is laid out as one of 640.
    page.set_viewport_size({"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert faults == []


def test_arabic_stands_from_right_to_left(page: Page, folder: Path) -> None:
    opened(page, folder, "ar/index.html")
    sign, menu = page.locator(".home img").bounding_box(), page.locator(".menu").bounding_box()
    assert sign
    assert menu
    assert sign["x"] > menu["x"] + menu["width"]


def test_search_narrows_the_list_and_says_how_many_are_left(page: Page, folder: Path) -> None:
    opened(page, folder, "fi/index.html")
    everything = len(seen(page))
    found = search(page, "maahan muuttanut")
    assert 0 < len(found) < everything
    assert page.locator("#found").text_content() == f"Palveluja löytyi: {len(found)}"
    assert search(page, "qqqq wwww") == []
    assert page.locator("#found").text_content() == say("site_nothing", "fi")
    page.locator("#clear").click()
    page.wait_for_timeout(400)
    assert len(seen(page)) == everything


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("VILLA VICTOR", "villa-victor"),
        ("tyomarkkinatori", "tyomarkkinatori"),
        ("villa viktor", "villa-victor"),
        ("nollalijna", "nollalinja"),
        ("Финский", "villa-victor"),
        ("الفنلندية", "villa-victor"),
        ("芬兰语", "villa-victor"),
    ],
)
def test_words_are_found_without_accents_with_slips_and_in_other_languages(
    page: Page, folder: Path, words: str, wanted: str
) -> None:
    language = {"Ф": "ru", "ا": "ar", "芬": "zh"}.get(words[0], "fi")
    opened(page, folder, f"{language}/index.html")
    assert wanted in search(page, words)


def test_a_name_of_another_language_is_found_on_every_list(page: Page, folder: Path) -> None:
    site = Site(catalogues.load(), needs_data.load(), TODAY)
    word = site.texts(catalogues.load()["112"], "fa")["name"].text.split()[0]
    assert not word.isascii()
    opened(page, folder, "fi/index.html")
    assert "112" in search(page, word)


def test_place_age_and_client_leave_only_what_serves_them(page: Page, folder: Path) -> None:
    opened(page, folder, "fi/index.html")
    page.locator("#narrow summary").click()
    page.locator("#place").select_option("raahe")
    page.locator("#age").fill("45")
    page.locator("#client").select_option("employer")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    catalogue = catalogues.load()
    assert "ta-raahe" in seen(page)
    for entry in map(catalogue.__getitem__, seen(page)):
        assert entry.area.serves("raahe")
        assert entry.audience.age_years.admits(45)
        assert "employer" in entry.clients


def test_what_has_ended_is_shown_only_when_asked_for(page: Page, folder: Path) -> None:
    opened(page, folder, "fi/index.html")
    assert {"sompa", "nuorten-turvatalot"}.isdisjoint(seen(page))
    page.locator("#closed").check()
    page.wait_for_timeout(400)
    assert {"sompa", "nuorten-turvatalot", "kela"} <= set(seen(page))
    assert page.locator(".entry:visible .badge.ended").first.text_content() == "Päättynyt"


def test_a_need_on_an_entrys_page_leads_to_its_list(page: Page, folder: Path) -> None:
    opened(page, folder, "en/villa-victor.html")
    page.locator(".needs a").first.click()
    page.wait_for_url("**/en/index.html#need=*")
    need = needs_data.load()[page.url.partition("need=")[2]]
    assert page.locator("#need").input_value() == need.id
    assert seen(page)
    assert set(seen(page)) <= {*need.doors, *need.also}


def test_what_ends_after_the_site_was_written_is_shown_as_ended(page: Page, folder: Path) -> None:
    page.clock.set_fixed_time("2027-01-01T10:00:00Z")
    opened(page, folder, "fi/index.html")
    assert "lakeuden-sillat" not in seen(page)
    opened(page, folder, "fi/lakeuden-sillat.html")
    assert page.locator(".notice").is_visible()
    assert "on päättynyt (31. joulukuuta 2026)" in str(page.locator(".notice").text_content())
    assert page.locator(".contacts:visible, .slip:visible").count() == 0


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        (MORNING, "open now"),
        ("2026-11-25T13:00:00Z", "closed now"),  # 15:00, when it shuts
        ("2026-11-28T09:00:00Z", "closed now"),  # a Saturday
        ("2026-12-24T09:00:00Z", "closed now"),  # Christmas Eve
        ("2027-06-30T07:00:00Z", "open now"),  # 10:00 in summer time
        ("2029-01-03T09:00:00Z", None),  # later than the page knows holidays for
        ("2026-11-24T09:00:00Z", None),  # a clock that is wrong
    ],
)
def test_open_now_goes_by_helsinki_time(
    page: Page, folder: Path, moment: str, wanted: str | None
) -> None:
    page.clock.set_fixed_time(moment)
    opened(page, folder, "en/kela.html")
    badge = page.locator(".now").first
    assert badge.is_visible() == (wanted is not None)
    assert wanted is None or badge.text_content() == wanted


def test_the_keyboard_alone_goes_from_the_top_to_an_entry(page: Page, folder: Path) -> None:
    opened(page, folder, "fi/index.html")
    focused = "document.activeElement"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.className") == "skip"
    assert page.locator(".skip").bounding_box() is not None
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.id") == "words"
    page.keyboard.type("kela")
    page.wait_for_timeout(400)
    seen_ids = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen_ids.append(page.evaluate(f"{focused}.id || {focused}.tagName"))
        if page.evaluate(f"{focused}.matches('.entry a')"):
            break
    assert seen_ids == ["go", "SUMMARY", "closed", "clear", "A"]
    outline = page.evaluate(f"getComputedStyle({focused}).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/*.html")
    assert "index.html" not in page.url


def test_everything_that_can_be_pressed_has_a_name_and_room_for_a_finger(
    page: Page, folder: Path
) -> None:
    for name in ("so/index.html", "so/kela.html", "index.html"):
        opened(page, folder, name)
        controls = page.locator("a:visible, button:visible, select:visible, summary:visible")
        boxes = controls.evaluate_all(
            "all => all.filter(one => !one.matches('.skip, .small a'))"
            ".map(one => [one.innerText.trim(), one.getBoundingClientRect().height])"
        )
        assert boxes
        # WCAG 2.2 AA asks for 24 pixels.
        assert [box for box in boxes if not box[0] or box[1] < 24] == []


def test_without_scripts_the_list_is_whole_and_the_box_shows_what_has_ended(
    browser: Browser, folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "fi/index.html").as_uri())
    assert page.locator("#choices").is_hidden()
    entries = page.locator("#entries .entry")
    shown = sum(entries.nth(place).is_visible() for place in range(entries.count()))
    assert shown == page.locator("#entries .entry:not(.closed)").count()
    page.locator("#closed").check()
    assert page.locator("#entries .entry.closed").first.is_visible()
    context.close()


def test_the_first_page_offers_the_language_of_the_browser(browser: Browser, folder: Path) -> None:
    for locale, wanted in (("fa-AF", "fa"), ("prs-AF", "fa"), ("en-GB", "en"), ("de-DE", None)):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto((folder / "index.html").as_uri())
        links = page.locator("#yours a")
        assert links.count() == (wanted is not None)
        if wanted:
            assert links.get_attribute("href") == f"{wanted}/index.html"
        context.close()


def test_paper_holds_the_facts_and_the_slip_only(page: Page, folder: Path) -> None:
    opened(page, folder, "so/kela.html")
    page.emulate_media(media="print")
    assert page.locator(".slip").is_visible()
    assert page.locator(".contacts").is_visible()
    assert page.locator(".bar:visible, button:visible, .needs:visible").count() == 0


def test_in_a_sub_path_of_a_server_nothing_is_asked_of_others(page: Page, folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing (see parent class)."""

    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(folder.parent.parent))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}/help/services/"
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{home}index.html")
    page.locator("nav a[lang=uk]").click()
    page.locator(".entry:visible h2 a").first.click()
    page.locator(".menu summary").click()
    page.locator(".menu a[lang=ar]").click()
    page.wait_for_url(f"{home}ar/*.html")
    server.shutdown()
    server.server_close()
    assert [url for url in asked if not url.startswith(home)] == []
    assert faults == []
