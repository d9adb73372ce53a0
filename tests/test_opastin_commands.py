"""The command line: its contracts, and one clear sentence for each thing that can be wrong."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.search import Search
from knowledge.paths import ENTRIES, ROOT
from opastin import install
from opastin.errors import UsageError
from opastin.servers import demand_free

pytestmark = pytest.mark.slow
OPASTIN = [sys.executable, "-m", "opastin.cli"]


def run(*arguments: str, text: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*OPASTIN, *arguments], input=text, capture_output=True, text=True, cwd=ROOT, check=False
    )


def found(*arguments: str) -> dict[str, Any]:
    done = run("search", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    values: dict[str, Any] = json.loads(done.stdout)
    return values


def test_search_prints_the_contract(real_search: Search) -> None:
    values = found("Haluan oppia suomen kieltä", "--municipality", "Oulu", "--age", "30")
    assert values["language"] == "fi"
    assert values["decision"] == "confident"
    first = values["results"][0]
    assert first["id"] == "villa-victor"
    assert {"id", "name", "similarity", "why", "valid_to"} <= set(first)
    assert all(isinstance(reason, str) for reason in first["why"])
    assert {"id": "oske", "reason": "ended"} in values["excluded"]
    assert {"id": "ta-raahe", "reason": "municipality"} in values["excluded"]


def test_search_takes_place_and_age_from_the_words(real_search: Search) -> None:
    values = found("olen 45-vuotias ja asun Raahessa, tarvitsen töitä")
    assert "ta-raahe" in [result["id"] for result in values["results"]]
    assert {"id": "bystromin-ohjaamo", "reason": "municipality"} in values["excluded"]
    assert {"id": "ohjaamot", "reason": "age"} in values["excluded"]


def test_search_at_an_earlier_day_finds_what_was_open_then(real_search: Search) -> None:
    then = found(
        "työpaikka maahanmuuttajalle", "--municipality", "oulainen", "--as-of", "2024-10-01"
    )
    assert "sompa" in [result["id"] for result in then["results"]]
    assert {"id": "ta-raahe", "reason": "not_started"} in then["excluded"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["search", "x", "--municipality", "Turku"], "municipality 'Turku' is not in North"),
        (["search", "x", "--client", "dog"], "client 'dog': choose one of person, employer"),
        (["search", "x", "--as-of", "1.10.2024"], "date '1.10.2024': write it as 2024-10-01"),
        (["search", "x", "--language", "de"], "language 'de' is not offered"),
        (["catalogue", "show", "nobody"], "no entry 'nobody' in the catalogue"),
        (["catalogue", "check", "nowhere"], "no folder nowhere"),
        (["model", "export", str(ENTRIES)], "is not an empty folder; name a new one"),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence(
    real_search: Search, arguments: list[str], told: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_evaluate_prints_the_contract_and_refuses_faulty_cases(
    real_search: Search, tmp_path: Path
) -> None:
    cases = tmp_path / "cases.jsonl"
    lines = [
        {"id": "1", "text": "Haluan oppia suomea Oulussa", "language": "fi", "client": "person",
         "as_of": "2026-11-21", "expect": ["villa-victor"]},
        {"id": "2", "text": "kerro vitsi", "client": "person", "as_of": "2026-11-21", "expect": []},
    ]  # fmt: skip
    cases.write_text("\n".join(json.dumps(line) for line in lines))
    done = run("evaluate", "referrals", str(cases), "--json")
    measured = json.loads(done.stdout)
    assert (measured["cases"], measured["hit@1"], measured["abstained"]) == (2, 1.0, 1.0)
    assert (measured["wrong_door"], measured["misses"]) == (0, [])
    cases.write_text(cases.read_text().replace("villa-victor", "villa-nobody"))
    refused = run("evaluate", "referrals", str(cases))
    assert refused.returncode == 2
    assert "1: expect: unknown entry 'villa-nobody'" in refused.stderr


def test_the_held_out_cases_stay_as_good_as_they_are(real_search: Search) -> None:
    done = run("evaluate", "referrals", str(ROOT / "tests/cases/referrals.jsonl"), "--json")
    measured = json.loads(done.stdout)
    assert measured["wrong_door"] == 0
    assert measured["hit@3"] >= 0.92
    assert measured["hit@1"] >= 0.82
    assert measured["abstained"] >= 0.70


def test_understand_prints_one_json_a_line_whatever_comes(served: object) -> None:
    messages = [
        "menetin työni",
        "",
        "🙂",
        "عمري ١٧ وأسكن في أولو",
        "I want to kill myself",
        "/restart",
    ]
    done = run("understand", "--json", text="\n".join(messages) + "\n")
    parsed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["text"] for one in parsed] == messages
    keys = {"text", "language", "offered", "intent", "confidence", "urgent", "entities"}
    assert all(keys <= set(one) for one in parsed)
    assert (parsed[0]["language"], parsed[0]["intent"]) == ("fi", "find_service")
    assert parsed[3]["entities"] == {"municipality": "oulu", "age": 17}
    assert [one["urgent"] for one in parsed] == [False, False, False, False, True, False]


def test_catalogue_check_ends_with_a_fault_for_faulty_data(tmp_path: Path) -> None:
    assert run("catalogue", "check").stdout == "127 entries, no faults\n"
    text = (ENTRIES / "kela.yml").read_text(encoding="utf-8")
    (tmp_path / "kela.yml").write_text(text.replace("kind: service", "kind: shop"))
    done = run("catalogue", "check", str(tmp_path))
    assert done.returncode == 1
    assert "kela.yml:" in done.stdout
    assert ": kind: " in done.stdout


def test_catalogue_stats_counts_open_doors_at_a_day() -> None:
    then = json.loads(run("catalogue", "stats", "--as-of", "2024-10-01", "--json").stdout)
    now = json.loads(run("catalogue", "stats", "--as-of", "2026-11-21", "--json").stdout)
    assert then["by_kind"]["project"]["open"] > now["by_kind"]["project"]["open"] > 0
    assert then["by_kind"]["employment_area"]["open"] == 0
    assert now["by_kind"]["employment_area"]["open"] == 4
    assert {values["texts"] for values in now["translations"].values()} >= {1.0}
    assert now["needs_without_door"] == ["women-career"]
    assert now["needs"]["food"]["open_doors"] == ["ruoka-apu-fi"]
    assert "prikka-kiertoon" in then["needs"]["food"]["open_doors"]


def test_a_taken_port_is_told_with_another_to_choose() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"port {port} is taken .* make run PORT="):
            demand_free(port)


# --- set-up ---------------------------------------------------------------------------------------


def test_both_environments_are_ready_and_nothing_is_installed_twice() -> None:
    assert all(install.is_ready(environment) for environment in install.ENVIRONMENTS)
    done = subprocess.run(
        [sys.executable, "opastin/install.py"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "no network"),
        ("ERROR: No matching distribution found for x", "No matching distribution found for x"),
    ],
)
def test_a_failed_installation_is_explained(output: str, told: str) -> None:
    assert told in install.explain("installing", output)


def test_a_missing_python_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "candidates", lambda version: iter(["/nowhere/python3.10"]))
    monkeypatch.setattr(install, "fetch_python", lambda version: None)
    with pytest.raises(install.SetUpError, match=r"Python 3\.10 is missing .*pyenv install 3\.10"):
        install.find_python(install.DIALOGUE)


def test_a_full_disk_is_told_before_anything_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "NEEDED_GB", 10.0**9)
    with pytest.raises(install.SetUpError, match="GB are free"):
        install.demand_space()


@pytest.mark.parametrize("name", ["guidance", "dialogue"])
def test_lock_files_hold_exact_versions_and_nothing_else(name: str) -> None:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    wrong = [line for line in lines[1:] if line.count("==") != 1 or any(s in line for s in "@/+ ")]
    assert wrong == []
    assert len(lines) > 100
