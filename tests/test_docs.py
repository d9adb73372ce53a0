"""The documents: their commands exist, their examples run, and no machine is named."""

import doctest
import importlib
import re
import subprocess

import pytest
import typer.main

from knowledge.paths import ROOT
from opastin.cli import app

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md", "docs/search.md",
    "docs/evaluation.md",
    "docs/retrieval.md",
    "docs/scale.md",
    "docs/understanding.md",
             "docs/catalogue.md"]  # fmt: skip
PURE_MODULES = [
    "knowledge.dates", "knowledge.hours", "knowledge.languages", "knowledge.places",
    "knowledge.spoken", "knowledge.text", "knowledge.inflection", "knowledge.places_text",
    "knowledge.plain",
    "knowledge.vocabularies", "knowledge.entry_check", "knowledge.exchange.cells",
    "knowledge.exchange.columns", "knowledge.exchange.table", "index.names", "nlu.age",
    "nlu.situation", "bot.intake", "bot.site_status",
]  # fmt: skip


def commands() -> set[str]:
    group = typer.main.get_command(app)
    found = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        found.add(name)
        found |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    known = commands()
    for used in re.findall(r"(?:bin/|`)opastin ([a-z]+(?: [a-z]+)?)", text):
        first = used.split()[0]
        assert first in known
        if any(name.startswith(f"{first} ") for name in known) and " " in used:
            assert used in known
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^":]+)"', text)
    folder = (ROOT / document).parent
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("module", PURE_MODULES)
def test_examples_in_docstrings_are_true(module: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(module))
    assert failed == 0


def test_no_machine_and_no_registry_is_named_in_the_repository() -> None:
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    forbidden = re.compile(r"/(root|home)/\w|pypi" + r"\.org|npmjs" + r"\.com|/wor" + "k/")
    named = []
    for name in files:
        path = ROOT / name
        if path.suffix in (".npz", ".png") or not path.is_file():
            continue
        if forbidden.search(path.read_text(encoding="utf-8")):
            named.append(name)
    assert named == []
