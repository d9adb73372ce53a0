"""Case files and what is measured of them: every number here was counted by hand."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.calibration import Step, reliability
from index.cases import Case, CasesError, read_cases, unknown_in
from index.decision import KEEP_SHARE, NO_DOOR_LIMIT, choose
from index.evaluation import Outcome, decisions, measures, report
from index.ranking import Fit
from index.refusal import LIMITS, Refusal, refusal_curve, refusal_of
from index.results import Decision, Referral, SearchResult
from knowledge import catalogue as catalogues

ENTRY = "villa-victor"


def case(**fields: Any) -> Case:
    return Case.model_validate({"id": "1", "text": "apua", "expect": [], **fields})


def outcome(got: str = "", **fields: Any) -> Outcome:
    """An outcome whose case got these entries, written with blanks between them."""
    return Outcome(case(**fields), tuple(got.split()), ())


def fit_of(value: float, *, name: float = 0.0, entry: str = ENTRY) -> Fit:
    return Fit(entry, value, "learn-finnish", 0.5, 0.3, name)


def result(offered: list[Fit], near: list[Fit], no_door: float = 0.0) -> SearchResult:
    entry = catalogues.load()[ENTRY]
    referrals = tuple(Referral(entry, fit, True) for fit in offered)
    decision: Decision = "maybe" if offered else "none"
    return SearchResult(decision, referrals, near_misses=tuple(near), no_door=no_door)


# --- files ----------------------------------------------------------------------------------------


def faults_in(path: Path, content: bytes | str) -> list[str]:
    """The faults of a case file, its name taken off; the first line tells how many there are."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(CasesError) as caught:
        read_cases(path, unknown_in(["villa-victor"]))
    head, *faults = str(caught.value).splitlines()
    assert head == f"{len(faults)} fault{'s' * (len(faults) > 1)} in {path}"
    return [fault.removeprefix(f"{path}:") for fault in faults]


def line(**changes: Any) -> str:
    return json.dumps({"id": "a", "text": "apua", "expect": []} | changes, ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "1: line: the file is empty; write one JSON object a line"),
        ("\n \n", "1: line: the file is empty; write one JSON object a line"),
        ('{"id": "ä", }', "1: not JSON: trailing comma at column 13"),
        ("[1]", "1: line: not a JSON object"),
        ("null", "1: line: not a JSON object"),
        ("[" * 5000, "1: not JSON: recursion limit exceeded at column 202"),
        (b'\n{"id": "\xe4"}', "2: not UTF-8: byte 0xe4 at 9; save it as UTF-8"),
        ('{"id": "a", "expect": []}', "1: text: is missing; write it"),
        (line(id=7), "1: id: Input should be a valid string (it is 7)"),
        (line(id=""), "1: id: String should have at least 1 character (it is '')"),
        (line(text=None), "1: text: Input should be a valid string"),
        (line(age="30"), "1: age: Input should be a valid integer (it is '30')"),
        (line(age=30.5), "1: age: Input should be a valid integer (it is 30.5)"),
        (line(age=-1), "1: age: Input should be greater than or equal to 0 (it is -1)"),
        (line(age=121), "1: age: Input should be less than or equal to 120 (it is 121)"),
        (
            line(client="dog"),
            "1: client: Input should be 'person', 'employer' or 'professional' (it is 'dog')",
        ),
        (line(expect="villa-victor"), "1: expect: Input should be a valid array (it is "
         "'villa-victor')"),
        (line(expect=[3]), "1: expect.0: Input should be a valid string (it is 3)"),
        (line(expect=["nobody"]), "1: expect: unknown entry 'nobody'"),
        (line(municipality="Turku"), "1: municipality: 'Turku' is not in North Ostrobothnia"),
        (line() + "\n\n" + line(), "3: id: 'a' stands in line 1 too"),
    ],
)  # fmt: skip
def test_a_fault_of_a_case_file_is_told_with_line_and_field(
    tmp_path: Path, content: bytes | str, told: str
) -> None:
    assert faults_in(tmp_path / "cases.jsonl", content) == [told]


@pytest.mark.parametrize("day", ["2026-02-30", "24.11.2026", "soon", 20261124, True])
def test_a_bad_date_is_told(tmp_path: Path, day: Any) -> None:
    told = faults_in(tmp_path / "cases.jsonl", line(as_of=day))
    assert len(told) == 1
    assert told[0].startswith("1: as_of: Input should be a valid date")


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    content = "\n".join(
        [line(age=300, expect=[1]), "{", line(id="b"), line(id="b", expect=["x", "y"])]
    )
    places = [fault.split(": ")[:2] for fault in faults_in(tmp_path / "c.jsonl", content)]
    assert places == [
        ["1", "age"], ["1", "expect.0"], ["2", "not JSON"], ["4", "id"], ["4", "expect"],
        ["4", "expect"],
    ]  # fmt: skip


def test_further_fields_and_empty_places_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    text = "\ufeff" + line(municipality="", note={"by": ["me"]}, as_of="2026-11-24") + "\r\n"
    path.write_text(text + line(id="b", municipality="Uleåborg", age=None), encoding="utf-8")
    first, second = read_cases(path, unknown_in([]))
    assert (first.municipality, str(first.as_of)) == (None, "2026-11-24")
    assert (second.municipality, second.as_of, second.client) == ("Uleåborg", None, "person")


def test_a_line_end_of_unicode_within_a_text_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(line(text="a\u2028b\x85c"), encoding="utf-8")
    assert read_cases(path)[0].text == "a\u2028b\x85c"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="cannot be read: No such file"):
        read_cases(tmp_path / "nowhere.jsonl")


# --- measures -------------------------------------------------------------------------------------

OUTCOMES = [
    outcome("x q", id="1", language="fi", need="work", style="short", expect=["x"]),
    outcome("q r y", id="2", language="fi", need="work", style="long", expect=["z", "y"]),
    outcome("q", id="3", language="fi", need="study", expect=["z"]),
    outcome("", id="4", language="sv", need="study", expect=["z"]),
    outcome("", id="5", language="sv"),
    outcome("q", id="6", language="sv"),
    outcome("", id="7", language="et"),
]


def test_the_measures_of_a_group_are_those_counted_by_hand() -> None:
    assert measures(OUTCOMES) == {
        "n": 4, "hit@1": 0.25, "hit@3": 0.5, "mrr": 0.3333, "refused": 0.25,
        "unanswerable": 3, "abstained": 0.6667,
    }  # fmt: skip
    assert measures([])["hit@1"] is None


def test_the_report_keeps_its_contract_and_adds_groups() -> None:
    values = report(OUTCOMES)
    assert list(values)[:9] == [
        "cases", "answerable", "hit@1", "hit@3", "mrr", "abstained", "wrong_door", "by_language",
        "misses",
    ]  # fmt: skip
    assert (values["cases"], values["answerable"], values["refused"]) == (7, 4, 0.25)
    assert values["misses"] == [{"id": "3", "got": ["q"]}, {"id": "4", "got": []}]
    # A language without an answerable case has no hit@3.
    assert set(values["by_language"]) == {"fi", "sv"}
    finnish, swedish = values["by_language"]["fi"], values["by_language"]["sv"]
    assert (finnish["n"], finnish["hit@3"], finnish["abstained"]) == (3, 0.6667, None)
    assert (swedish["n"], swedish["hit@1"], swedish["abstained"]) == (1, 0.0, 0.5)
    assert {need: group["hit@3"] for need, group in values["by_need"].items()} == {
        "study": 0.0,
        "work": 1.0,
    }
    assert {style: group["n"] for style, group in values["by_style"].items()} == {
        "long": 1,
        "short": 1,
    }
    assert "calibration" not in values


def test_groups_that_no_case_names_are_left_out() -> None:
    values = report([outcome("x", expect=["x"])])
    assert "by_need" not in values
    assert "by_style" not in values
    assert list(values["by_language"]) == ["?"]


def test_an_empty_report_has_no_shares() -> None:
    values = report([])
    assert (values["cases"], values["hit@1"], values["abstained"], values["misses"]) == (
        0,
        None,
        None,
        [],
    )


def test_a_right_door_in_the_fourth_place_is_a_miss() -> None:
    far = outcome("a b c x", expect=["x"])
    assert far.missed
    assert measures([far])["mrr"] == 0.0


def test_wrong_doors_are_counted_in_all_cases() -> None:
    wrong = [Outcome(case(expect=["x"]), ("x", "y"), ("y",)), Outcome(case(), ("y",), ("y",))]
    assert report(wrong)["wrong_door"] == 2


def test_decisions_are_right_when_the_first_door_or_the_silence_is() -> None:
    silent, offered = result([], []), result([fit_of(0.3)], [])
    found = [
        Outcome(case(expect=[ENTRY]), (ENTRY,), (), offered),
        Outcome(case(), (ENTRY,), (), offered),
        Outcome(case(), (), (), silent),
        Outcome(case(), (), (), silent),
        Outcome(case(expect=[ENTRY]), (), (), silent),
    ]
    assert decisions(found) == {
        "confident": {"n": 0, "right": None},
        "maybe": {"n": 2, "right": 0.5},
        "none": {"n": 3, "right": 0.6667},
    }


# --- calibration ----------------------------------------------------------------------------------


def test_the_calibration_error_is_the_one_counted_by_hand() -> None:
    found = reliability([0.9, 0.9, 0.95, 0.25, 1.7], [True, True, False, False, True])
    assert found.steps == (Step(0.2, 0.3, 1, 0.25, 0.0), Step(0.9, 1.0, 4, 0.9375, 0.75))
    assert found.ece == pytest.approx((1 * 0.25 + 4 * 0.1875) / 5, abs=1e-4)


def test_the_calibration_of_nothing_is_nothing() -> None:
    assert reliability([], []).values() == {"n": 0, "ece": None, "steps": []}


@given(st.lists(st.tuples(st.floats(-1, 2), st.booleans()), min_size=1))
def test_steps_hold_every_case_once_and_the_error_is_a_share(
    cases: list[tuple[float, bool]],
) -> None:
    found = reliability([sure for sure, _ in cases], [right for _, right in cases])
    assert sum(step.n for step in found.steps) == found.n == len(cases)
    assert found.ece is not None
    assert 0 <= found.ece <= 1
    assert all(step.low - 1e-4 <= step.certainty <= step.high + 1e-4 for step in found.steps)


# --- refusal --------------------------------------------------------------------------------------


def test_the_curve_is_the_one_counted_by_hand() -> None:
    cases = [
        Refusal(has_door=True, no_door=0.2, named=False, fits=True),
        Refusal(has_door=True, no_door=0.9, named=True, fits=True),
        Refusal(has_door=True, no_door=0.1, named=False, fits=False),
        Refusal(has_door=True, no_door=0.6, named=False, fits=True),
        Refusal(has_door=False, no_door=0.8, named=False, fits=True),
        Refusal(has_door=False, no_door=0.3, named=False, fits=True),
    ]
    curve = refusal_curve(cases, limits=(0.0, 0.5, 1.0))
    assert [(p.limit, p.abstained, p.refused) for p in curve] == [
        (0.0, 1.0, 0.75),
        (0.5, 0.5, 0.5),
        (1.0, 0.0, 0.25),
    ]


def test_one_kind_of_cases_gives_no_curve() -> None:
    assert refusal_curve([Refusal(has_door=True, no_door=0.2, named=False, fits=True)]) == []


@given(
    st.lists(st.tuples(st.floats(0, 1.6), st.sampled_from([0.0, 0.9])), min_size=1, max_size=5),
    st.floats(0, 1),
)
def test_the_curve_goes_through_what_is_decided_at_the_limit_in_use(
    parts: list[tuple[float, float]], no_door: float
) -> None:
    fits = [fit_of(value, name=name) for value, name in sorted(parts, reverse=True)]
    chosen = choose(fits, no_door, 3, KEEP_SHARE)
    near = [fit for fit in fits if fit not in chosen]
    known = refusal_of(result(chosen, near, no_door), has_door=True)
    assert known.at(NO_DOOR_LIMIT) == (not chosen)


@given(
    st.lists(
        st.builds(
            Refusal,
            has_door=st.booleans(),
            no_door=st.floats(0, 1),
            named=st.booleans(),
            fits=st.just(value=True),
        )
    )
)
def test_a_higher_limit_never_turns_more_away(cases: list[Refusal]) -> None:
    curve = refusal_curve(cases)
    assert [point.limit for point in curve] in ([], list(LIMITS))
    for lower, higher in pairwise(curve):
        assert higher.abstained <= lower.abstained
        assert higher.refused <= lower.refused
