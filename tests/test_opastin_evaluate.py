"""`opastin evaluate referrals`: its contract, its report, and how it refuses a bad file."""

import json
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from index.build import Material, build
from index.cases import Case
from index.evaluation import report
from index.search import Search
from index.views import need_questions
from knowledge import catalogue as catalogues
from knowledge import needs as needs_data
from knowledge.catalogue import Catalogue
from opastin.case_runs import encode_together, run_cases
from opastin.cli import main
from opastin.evaluate_plots import group_plot
from opastin.evaluate_print import weakest
from opastin.evaluate_report import direction_of
from tests.conftest import LetterEncoder

ENTRIES = ("villa-victor", "ta-oulun-seutu", "migri", "businessasema")
NEEDS = ("find-work", "learn-finnish", "permit", "start-business", "recruit")
CASES: list[dict[str, Any]] = [
    {"id": "1", "text": "Villa Victor", "language": "fi", "need": "learn-finnish",
     "style": "short", "expect": ["villa-victor"]},
    # Not eligible for a person, so that it is surely missed.
    {"id": "2", "text": "أريد <b>أن</b> أتعلم", "language": "ar", "need": "$x_$ & <i>",
     "style": "plain", "client": "employer", "expect": ["villa-victor"]},
    {"id": "<3>", "text": "Villa Victor", "language": "de", "expect": []},
    {"id": "[/4]", "text": "12345", "language": "zh", "expect": []},
]  # fmt: skip
Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def small_search(tmp_path_factory: pytest.TempPathFactory, letters: LetterEncoder) -> Search:
    """A search over a few entries and needs, with the stand-in for an encoder."""
    folder = tmp_path_factory.mktemp("small")
    catalogue = Catalogue([catalogues.load()[entry] for entry in ENTRIES])
    needs = {need: needs_data.load()[need] for need in NEEDS}
    questions = [q for q in need_questions(needs) if q.language in ("fi", "en")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vector_cache.BUILD", folder)
        build(Material(catalogue, questions, "test"), letters, "letters", folder / "index")
    return Search(catalogue, needs, letters, folder / "index")


@pytest.fixture
def run(
    small_search: Search, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `opastin evaluate` on the small search; gives status, output and errors."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr("opastin.evaluate.open_search", lambda: small_search)
        monkeypatch.setattr(sys, "argv", ["opastin", "evaluate", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(str(ended.value.code or 0)), told.out, told.err

    return run


@pytest.fixture
def cases_file(tmp_path: Path) -> Path:
    path = tmp_path / "cases & <more>.jsonl"
    lines = [{"client": "person", "as_of": "2026-11-21"} | case for case in CASES]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


class Page(HTMLParser):
    """A page that is read strictly: all tags closed in their order, no attribute twice."""

    VOID = frozenset(("meta", "img", "br", "link"))

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


# --- numbers --------------------------------------------------------------------------------------


def test_json_is_the_contract(run: Run, cases_file: Path) -> None:
    status, out, err = run("referrals", cases_file, "--json")
    measured = json.loads(out)
    assert (status, err) == (0, "")
    assert {
        "cases", "answerable", "hit@1", "hit@3", "mrr", "abstained", "wrong_door", "by_language",
        "misses",
    } <= set(measured)  # fmt: skip
    assert (measured["cases"], measured["answerable"], measured["wrong_door"]) == (4, 2, 0)
    assert (measured["hit@1"], measured["hit@3"], measured["mrr"]) == (0.5, 0.5, 0.5)
    assert [miss["id"] for miss in measured["misses"]] == ["2"]
    assert measured["by_language"]["fi"]["hit@3"] == 1.0
    assert measured["by_need"]["learn-finnish"]["hit@1"] == 1.0
    assert set(measured["calibration"]) == {"has_door", "first_door"}
    assert measured["calibration"]["has_door"]["n"] == 4


def test_tables_fit_into_eighty_columns_and_name_what_went_wrong(
    run: Run, cases_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    status, out, _ = run("referrals", cases_file)
    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    assert re.search(r"│ hit@1 +│ 0.500 │", out)
    assert "missed 2: got " in out
    assert "in vain <3>: got villa-victor" in out


def test_encoding_together_gives_what_encoding_alone_gives(letters: LetterEncoder) -> None:
    texts = ["x" * (number * 37 % 101) + "a" * (number % 3) for number in range(150)]
    together = encode_together(texts, letters)
    assert together.shape == (150, letters.dim)
    alone = np.concatenate([letters.encode_query([text]) for text in texts])
    assert np.array_equal(together, alone)


def test_cases_run_together_get_what_a_single_search_gives(small_search: Search) -> None:
    cases = [Case.model_validate({"id": str(i)} | case | {"id": str(i), "as_of": None})
             for i, case in enumerate(CASES)]  # fmt: skip
    together = run_cases(cases, small_search)
    alone = [run_cases([case], small_search)[0] for case in cases]
    assert [one.got for one in together] == [one.got for one in alone]
    assert [one.case.id for one in together] == ["0", "1", "2", "3"]


def test_the_weakest_groups_come_first_and_empty_ones_are_left_out() -> None:
    groups = {
        "a": {"n": 3, "hit@3": 1.0, "hit@1": 0.5},
        "b": {"n": 1, "hit@3": 0.0, "hit@1": 0.0},
        "c": {"n": 0, "hit@3": None, "hit@1": None},
        "d": {"n": 2, "hit@3": 1.0, "hit@1": 0.0},
    }
    assert list(weakest(groups, 5)) == ["b", "d", "a"]
    assert list(weakest(groups, 1)) == ["b"]


# --- files that are refused -----------------------------------------------------------------------


def test_a_bad_file_is_refused_with_all_its_faults(run: Run, cases_file: Path) -> None:
    bad = {"id": "1", "text": "x", "expect": ["nobody"], "municipality": "Turku"}
    lines = [*cases_file.read_text(encoding="utf-8").splitlines(), "{", json.dumps(bad)]
    cases_file.write_text("\n".join(lines), encoding="utf-8")
    status, out, err = run("referrals", cases_file, "--json")
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        f"opastin: 4 faults in {cases_file}",
        f"{cases_file}:5: not JSON: EOF while parsing an object at column 1",
        f"{cases_file}:6: id: '1' stands in line 1 too",
        f"{cases_file}:6: expect: unknown entry 'nobody'",
        f"{cases_file}:6: municipality: 'Turku' is not in North Ostrobothnia",
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\n\n", b"PK\x03\x04"])
def test_a_file_of_another_kind_is_refused(run: Run, cases_file: Path, content: bytes) -> None:
    cases_file.write_bytes(content)
    status, out, err = run("referrals", cases_file)
    assert (status, out) == (2, "")
    assert err.startswith(f"opastin: 1 fault in {cases_file}\n{cases_file}:1: ")


def test_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    status, _, err = run("referrals", tmp_path / "nowhere.jsonl")
    assert status == 2
    assert "does not exist" in err


# --- the report -----------------------------------------------------------------------------------


@pytest.fixture
def report_folder(run: Run, cases_file: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "new" / "report"
    status, _, err = run("referrals", cases_file, "--json", "--report", folder)
    assert (status, err) == (0, f"report: {folder / 'index.html'}\n")
    return folder


def test_the_report_is_a_page_with_plots_and_numbers(
    report_folder: Path, small_search: Search
) -> None:
    assert {path.name for path in report_folder.iterdir()} == {
        "index.html", "report.json", "languages.svg", "needs.svg", "styles.svg", "refusal.svg",
        "reliability.svg",
    }  # fmt: skip
    page = Page((report_folder / "index.html").read_text(encoding="utf-8"))
    images = page.attributes("img")
    assert len(images) == 5
    for image in images:
        assert image["alt"]
        assert (report_folder / str(image["src"])).is_file()
    cases = [Case.model_validate_json(json.dumps({"as_of": "2026-11-21"} | c)) for c in CASES]
    assert json.loads((report_folder / "report.json").read_text(encoding="utf-8")) == report(
        run_cases(cases, small_search)
    )


def test_nothing_of_the_report_comes_from_elsewhere(report_folder: Path) -> None:
    page = Page((report_folder / "index.html").read_text(encoding="utf-8"))
    assert {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "base"} == set()
    for _, attributes in page.tags:
        for name in ("src", "href"):
            assert "/" not in (attributes.get(name) or "")
    for path in report_folder.glob("*.svg"):
        root = ElementTree.parse(path).getroot()  # noqa: S314
        linked = [v for node in root.iter() for k, v in node.attrib.items() if k.endswith("href")]
        assert [link for link in linked if not link.startswith("#")] == []
        texts = [node.text for node in root.iter() if node.tag.endswith("}text")]
        assert len(texts) > 5


def test_what_people_wrote_is_escaped_and_has_its_language_and_direction(
    report_folder: Path,
) -> None:
    text = (report_folder / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    assert "<b>أن" not in text
    assert {"أريد <b>أن</b> أتعلم", "$x_$ & <i>"} <= set(page.cells)
    cells = [a for a in page.attributes("td") if a.get("class") == "text"]
    assert {("ar", "rtl"), ("de", "auto")} <= {(a.get("lang"), a.get("dir")) for a in cells}
    assert "Referrals: cases &amp; &lt;more&gt;.jsonl" in text


def test_the_report_tells_why_an_expected_entry_was_left_out(report_folder: Path) -> None:
    page = Page((report_folder / "index.html").read_text(encoding="utf-8"))
    assert "villa-victor (left out: client)" in page.cells


def test_an_earlier_report_is_replaced_with_its_plots(
    run: Run, report_folder: Path, cases_file: Path
) -> None:
    lines = cases_file.read_text(encoding="utf-8").splitlines()
    cases_file.write_text(lines[3], encoding="utf-8")
    assert run("referrals", cases_file, "--report", report_folder)[0] == 0
    assert {path.name for path in report_folder.iterdir()} == {
        "index.html", "report.json", "reliability.svg",
    }  # fmt: skip
    Page((report_folder / "index.html").read_text(encoding="utf-8"))


def test_a_folder_with_other_things_is_left_alone(
    run: Run, cases_file: Path, tmp_path: Path
) -> None:
    status, out, err = run("referrals", cases_file, "--report", tmp_path)
    assert (status, out) == (2, "")
    assert err == f"opastin: {tmp_path} is not empty and holds no report; name a new folder\n"
    assert list(tmp_path.iterdir()) == [cases_file]
    status, _, err = run("referrals", cases_file, "--report", cases_file)
    assert (status, err) == (
        2,
        f"opastin: {cases_file} is no folder; name a new one for the report\n",
    )


def test_a_plot_takes_any_name_and_is_always_the_same() -> None:
    group = {"n": 1, "hit@1": 0.5, "hit@3": 1.0}
    groups = dict.fromkeys(["$a_{$", "ورق", "工作", "<&>", "\x01 x\ud800"], group)
    first = group_plot(groups)
    assert first == group_plot(groups)
    words = "".join(ElementTree.fromstring(first).itertext())  # noqa: S314
    assert all(f"{name} (1)" in words for name in ["$a_{$", "ورق", "工作", "<&>", "x"])


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("CV لازم", "ar", "rtl"),
        ("salam, chetori?", "fa", "auto"),
        ("hei", "fi", "ltr"),
        ("שלום", "he", "auto"),
        ("x", None, "auto"),
    ],
)
def test_a_text_is_shown_in_the_direction_of_its_letters(
    text: str, language: str | None, direction: str
) -> None:
    assert direction_of(text, language) == direction
