"""The chat page in a real browser, on a phone's screen, in every language."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.wording import say
from knowledge.languages import LANGUAGES
from tests.serving import Served

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    # Playwright leaves a loop behind when several tests share one browser.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        yield play.chromium.launch(executable_path=CHROMIUM, args=arguments)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fi-FI")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def opened(page: Page, served: Served, language: str) -> list[str]:
    """Open the page and wait for the greeting; the errors that the browser tells of."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{served.addresses.page}?lang={language}")
    page.get_by_text(say("utter_greet", language).splitlines()[0]).wait_for()
    return errors


def write(page: Page, text: str) -> None:
    page.locator("textarea").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_greets_fits_a_phone_and_stands_in_its_direction(
    page: Page, served: Served, language: str
) -> None:
    errors = opened(page, served, language)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.dir") == LANGUAGES[language].direction
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide
    assert page.locator("select option").count() == 16
    assert errors == []


def test_a_need_in_arabic_ends_with_a_door_whose_links_can_be_pressed(
    page: Page, served: Served
) -> None:
    errors = opened(page, served, "ar")
    write(page, "أسكن في أولو وأريد أن أتعلم اللغة الفنلندية")
    page.get_by_text("Villa Victor").first.wait_for()
    links = page.locator("[role=log] a").evaluate_all("links => links.map(a => a.href)")
    assert any(link.startswith("https://www.ouka.fi/") for link in links)
    assert errors == []


def test_what_a_person_writes_is_shown_and_never_run(page: Page, served: Served) -> None:
    errors = opened(page, served, "en")
    write(page, "<img src=x onerror=\"document.title='run'\">")
    page.get_by_text("<img src=x").wait_for()
    assert page.title() != "run"
    assert page.locator("[role=log] img[src=x]").count() == 0
    assert errors == []


def test_the_talk_survives_a_reload_and_starting_again_clears_it(
    page: Page, served: Served
) -> None:
    opened(page, served, "fi")
    write(page, "asun Raahessa ja etsin töitä")
    page.get_by_text("Raahen työllisyysalue").first.wait_for()
    page.reload()
    page.get_by_text("asun Raahessa ja etsin töitä").wait_for()
    page.get_by_role("button", name=say("page_new", "fi")).click()
    page.get_by_text("asun Raahessa ja etsin töitä").wait_for(state="detached")


def test_choosing_a_language_changes_page_and_answers(page: Page, served: Served) -> None:
    opened(page, served, "fi")
    write(page, "olen työtön ja asun Oulussa")
    page.locator("select").select_option("so")
    page.get_by_text(say("utter_language_changed", "so")).wait_for()
    assert page.evaluate("document.documentElement.lang") == "so"


def test_nothing_is_fetched_from_elsewhere(page: Page, served: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, served, "fi")
    assert [url for url in asked if not url.startswith(served.addresses.local)] == []
