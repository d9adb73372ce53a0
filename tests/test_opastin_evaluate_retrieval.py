"""`opastin evaluate retrieval`: its contract, its report, and how it refuses a bad file."""

import json
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from index.cached_encoder import CachedEncoder
from index.json_lines import CasesError
from opastin.errors import UsageError
from opastin.evaluate_retrieval import retrieval
from tests.conftest import LetterEncoder

PAGES: list[dict[str, object]] = [
    {"id": "rent", "language": "fi", "text": "Vuokra\nVuokra maksetaan joka kuukausi."},
    {"id": "<b>", "language": "ar", "text": "المدرسة\nالمدرسة مجانية لجميع الأطفال."},
    {"id": "c", "text": "Zoo & <i>more</i>\nzzz zzz"},
    {"id": "d", "text": "Buzz\nbuzz buzz"},
    {"id": "e", "text": "Fizz\nfizz"},
]
QUESTIONS: list[dict[str, object]] = [
    {"id": "1", "language": "fi", "text": "maksetaanko vuokra joka kuukausi", "expect": ["rent"]},
    {"id": "[/2]", "language": "ar", "text": "<script>zzz</script> zzz", "expect": ["<b>"]},
    {"id": "3", "language": "fi", "text": "mitä muuta?", "expect": []},
]
Run = Callable[..., Result]


def write(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, letters: LetterEncoder) -> Run:
    """Runs the command with the stand-in for an encoder; errors are raised."""
    here = "opastin.evaluate_retrieval"
    monkeypatch.setattr(f"{here}.encoder_name", lambda: "letters")
    monkeypatch.setattr(f"{here}.load_encoder", lambda name: letters)
    monkeypatch.setattr(f"{here}.background_questions", lambda: ["missä?", "أين؟", "where?"])
    kept = partial(CachedEncoder, folder=tmp_path / "vectors")
    monkeypatch.setattr(f"{here}.CachedEncoder", kept)
    app = typer.Typer()
    app.command()(retrieval)
    pages = write(tmp_path / "pages.jsonl", PAGES)
    questions = write(tmp_path / "questions.jsonl", QUESTIONS)

    def run(*more: object, questions: Path = questions) -> Result:
        given = ["--pages", pages, "--questions", questions, *more]
        return CliRunner().invoke(app, [str(one) for one in given])

    return run


def test_json_has_the_measures_of_each_language_and_their_mean(run: Run) -> None:
    told = json.loads(run("--json").stdout)
    assert (told["pages"], told["questions"], told["answerable"]) == (5, 3, 2)
    assert told["by_language"]["fi"] == {
        "n": 1, "hit@1": 1.0, "hit@3": 1.0, "hit@10": 1.0, "mrr": 1.0,
    }  # fmt: skip
    arabic = told["by_language"]["ar"]
    assert arabic["hit@10"] == 1.0
    assert told["mean_over_languages"]["mrr"] == pytest.approx((1 + arabic["mrr"]) / 2, abs=1e-4)
    assert [miss["id"] for miss in told["misses"]] == ["[/2]"]


def test_the_table_fits_eighty_columns_and_names_what_was_missed(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    assert "missed [/2]: rank " in result.stdout


def test_the_report_shows_misses_escaped_with_their_languages(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    numbers = json.loads(run("--json", "--report", folder).stdout)
    assert json.loads((folder / "report.json").read_text(encoding="utf-8")) == numbers
    page = (folder / "index.html").read_text(encoding="utf-8")
    seen: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(page)
    assert ("td", {"class": "text", "dir": "auto", "lang": "ar"}) in seen
    assert {"script", "link", "img", "i"} & {tag for tag, _ in seen} == set()
    assert "&lt;script&gt;zzz" in page
    run("--report", folder)  # an earlier report is replaced


def test_a_folder_that_holds_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", encoding="utf-8")
    assert isinstance(run("--report", tmp_path / "mine").exception, UsageError)


def test_bad_files_are_refused(run: Run, tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.jsonl", [{"id": "1", "text": "what?", "expect": ["nowhere"]}])
    error = run(questions=bad).exception
    assert isinstance(error, CasesError)
    assert f"{bad}:1: expect: no page has the id 'nowhere'" in str(error)
    bad.write_bytes(b"")
    assert isinstance(run(questions=bad).exception, CasesError)
