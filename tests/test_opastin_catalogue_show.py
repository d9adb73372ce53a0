"""`opastin catalogue show` and `site`: what they tell, and one clear sentence for what is wrong."""

import json
import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.wording import say
from knowledge import catalogue as catalogues
from knowledge.languages import LANGUAGES
from opastin.catalogue_show import near_ids, show_command
from opastin.errors import UsageError
from opastin.site import site_command

app = typer.Typer()
app.command("show")(show_command)
app.command("site")(site_command)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def flat(text: str) -> str:
    """The text on one line, as the terminal's width breaks lines anywhere."""
    return " ".join(text.split())


def test_an_open_entry_shows_texts_contacts_and_needs() -> None:
    shown = flat(run("show", "kela", "--language", "so", "--as-of", "2026-11-25"))
    assert "Way furan tahay [2026-11-25]" in shown
    assert "[drafted]" in shown
    assert "020 634 0200" in shown
    assert "medium confidence, seen 2026-11-21" in shown
    assert "Kaalmooyinka Kela [benefits]" in shown
    # On a day that was asked for, nobody knows what is open now.
    assert say("danger_open_now", "so") not in shown


@pytest.mark.parametrize(
    ("entry_id", "day", "status", "words"),
    [
        ("sompa", "2026-11-25", "ended", "Has ended (February 28, 2026)"),
        ("sompa", "2024-10-01", "open", "Open. Open until February 28, 2026"),
        ("ta-raahe", "2024-10-01", "not_started", "Not started yet (January 1, 2025)"),
        ("uula", "2026-02-01", "ask", "Ask first. Open until December 31, 2026"),
        ("nuorten-turvatalot", "2026-11-25", "withheld", "Not certain"),
    ],
)
def test_the_status_is_told_in_words_for_a_day(
    entry_id: str, day: str, status: str, words: str
) -> None:
    arguments = ("show", entry_id, "--language", "en", "--as-of", day)
    assert f"{words} [{day}]" in flat(run(*arguments))
    assert json.loads(run(*arguments, "--json"))["status"] == status


def test_what_is_not_shown_to_people_says_why() -> None:
    assert "https://oamk.fi not shown to people: low confidence" in flat(run("show", "simhe-oamk"))
    contacts = json.loads(run("show", "nollalinja", "--json"))["contacts"]
    reasons = {contact["value"]: contact["hidden"] for contact in contacts}
    assert reasons["+358 80 005 005"] == "only for calls from abroad"
    assert reasons["080 005 005"] is None


def test_reasons_repairs_sources_and_successors_are_told() -> None:
    shown = flat(run("show", "nuorten-turvatalot"))
    assert "Reason: No shelter of this kind in North Ostrobothnia." in shown
    repaired = flat(run("show", "simhe-oamk"))
    assert "KV-opiskelijat → immigrants with a higher-education background or aim" in repaired
    assert "[1-action-plan-2024-2028:osa3/1]" in repaired
    assert "[ta-raahe: open]" in flat(run("show", "sompa"))


@pytest.mark.parametrize("entry_id", list(catalogues.load()))
def test_every_entry_fits_a_terminal_of_80_columns(entry_id: str) -> None:
    assert max(len(line) for line in run("show", entry_id).splitlines()) <= 80
    assert json.loads(run("show", entry_id, "--json"))["entry"]["id"] == entry_id


def test_every_language_is_shown() -> None:
    for language in LANGUAGES:
        words = say("site_open", language)
        assert words in flat(run("show", "kela", "--language", language))


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("simhe", "simhe-oamk"),
        ("nollalija", "nollalinja"),
        ("Byströmin ohjaamo", "bystromin-ohjaamo"),
    ],
)
def test_an_unknown_id_suggests_near_ones(wanted: str, near: str) -> None:
    assert near_ids(wanted, catalogues.load())[0] == near
    with pytest.raises(UsageError, match=f"no entry '{wanted}' .* did you mean {near}"):
        run("show", wanted)


def test_what_is_near_nothing_suggests_nothing() -> None:
    assert near_ids("zzzqqq", catalogues.load()) == []
    with pytest.raises(UsageError, match=r"no entry 'zzzqqq' in the catalogue$"):
        run("show", "zzzqqq")
    with pytest.raises(UsageError, match="language 'de' is not offered; choose fi, sv, en"):
        run("show", "kela", "--language", "de")


@pytest.mark.slow
def test_the_site_stays_at_the_day_that_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    told = run("site", str(folder), "--as-of", "2024-10-01", "--url", "https://example.fi/apu/")
    assert "pages in 16 languages" in told
    page = (folder / "fi" / "sompa.html").read_text(encoding="utf-8")
    assert 'data-day="2024-10-01" data-fixed>' in page
    assert 'rel="canonical" href="https://example.fi/apu/fi/sompa.html"' in page
    assert "noindex" not in page
    assert "noindex" in (folder / "fi" / "ta-raahe.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_whole_site_is_written_in_time(tmp_path: Path) -> None:
    began = time.perf_counter()
    run("site", str(tmp_path / "site"))
    assert time.perf_counter() - began < 40
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == 1 + len(LANGUAGES) * (len(catalogues.load()) + 1)


def test_a_wrong_address_or_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"address 'example\.fi': write it as https"):
        run("site", str(tmp_path / "site"), "--url", "example.fi")
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty and holds no site of ours"):
        run("site", str(tmp_path))
    with pytest.raises(UsageError, match=r"letter\.txt"):
        run("site", str(tmp_path / "letter.txt"))
