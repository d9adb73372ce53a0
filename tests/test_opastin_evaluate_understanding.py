"""Measuring what the trained model understands of messages that it never saw."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.languages import LANGUAGES
from opastin.errors import UsageError
from opastin.evaluate_understanding import CASES, measures, misses
from opastin.understanding_cases import Expected, read_folder

ROOT = Path(__file__).resolve().parent.parent


def got(**fields: Any) -> dict[str, Any]:
    return {"language": "fi", "intent": "greet", "urgent": False, "entities": {}} | fields


def test_shares_are_those_counted_by_hand() -> None:
    pairs = [
        (Expected("fi", "moi", intent="greet", danger=""), got()),
        (Expected("fi", "entä Raahe", intent="change_place", danger=""), got(intent="inform")),
        (Expected("fi", "kiitos", intent="thank", danger=""), got(language="et", urgent=True)),
        (Expected("fi", "apua", danger="violence"), got(urgent=True)),
        (Expected("fi", "en jaksa", danger="self_harm"), got()),
        (
            Expected("fi", "Ii, 19", danger="", municipality="ii", age_years=19),
            got(entities={"municipality": "ii"}),
        ),
    ]
    assert measures(pairs) == {
        "language": pytest.approx(5 / 6),
        "intent": pytest.approx(2 / 3),
        "exact": pytest.approx(1 / 3),
        "recall": 0.5,
        "alarms": 0.25,
        "place": 1.0,
        "age": 0.0,
    }
    assert [miss["wrong"] for miss in misses(pairs)] == [["intent", "danger"], ["danger"], ["age"]]


def test_what_is_not_judged_has_no_share() -> None:
    assert measures([(Expected("fi", "moi", intent="greet"), got())])["recall"] is None


def test_a_folder_without_languages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file of an offered language"):
        read_folder(tmp_path)


def test_the_held_out_messages_are_many_and_are_no_training_examples() -> None:
    cases = read_folder(CASES)
    assert {case.language for case in cases} <= set(LANGUAGES)
    assert len(cases) >= 3500
    assert len({case.intent for case in cases}) >= 25
    trained = [
        line.strip()[2:].strip()
        for path in sorted((ROOT / "nlu" / "examples").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("- ")
    ]
    # "hei", "???" and such are what anybody writes: only longer messages must differ.
    long = [case.text for case in cases if len(case.text) > 25]
    assert len(set(long) & set(trained)) <= len(long) * 0.01
