"""The rules of the house: imports, size of modules, where sentences stand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "knowledge": set(),
    "index": {"knowledge"},
    "nlu": {"index", "knowledge"},
    "actions": {"index", "knowledge"},
    "bot": {"knowledge"},
    "opastin": {"actions", "bot", "index", "knowledge", "nlu"},
}
#: What the dialogue process of Python 3.10 may use of the packages that it shares.
SHARED_MODULES = {"index.encoder", "index.vector_cache"}
#: Modules that both environments load.
BOTH_ENVIRONMENTS = [
    "index/encoder.py", "index/vector_cache.py", "knowledge/dates.py", "knowledge/hours.py",
    "knowledge/identifiers.py", "knowledge/inflection.py", "knowledge/languages.py",
    "knowledge/needs.py",
    "knowledge/people.py", "knowledge/places.py", "knowledge/places_cases.py",
    "knowledge/places_forms.py", "knowledge/places_text.py", "knowledge/places_typos.py",
    "knowledge/places_words.py", "knowledge/plain.py", "knowledge/spoken.py", "knowledge/text.py",
    "knowledge/yaml_files.py",
]  # fmt: skip


def modules() -> list[Path]:
    return [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_flow_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    wrong = [
        f"line {line} imports {name}"
        for line, name in imported(path)
        if name.split(".")[0] in set(MAY_IMPORT) - MAY_IMPORT[package] - {package}
    ]
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_short(path: Path) -> None:
    limit = 330 if path.name == "install.py" else 260
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", BOTH_ENVIRONMENTS)
def test_shared_modules_need_nothing_of_one_environment(path: str) -> None:
    only_current = {"pydantic", "faiss", "torch", "sentence_transformers", "ruamel", "typer"}
    found = {name.split(".")[0] for _, name in imported(ROOT / path)}
    assert found & (only_current | {"rasa", "rasa_sdk"}) == set()


def test_understanding_takes_only_the_encoder_from_the_index() -> None:
    taken = {
        name
        for path in (ROOT / "nlu").glob("*.py")
        for _, name in imported(path)
        if name.startswith("index")
    }
    assert taken <= SHARED_MODULES


def test_faiss_is_imported_in_one_module_only() -> None:
    importing = [p for p in modules() for _, name in imported(p) if name.split(".")[0] == "faiss"]
    assert importing == [ROOT / "index" / "vectors.py"]


def test_no_rule_is_written_for_one_language_in_the_code() -> None:
    rule = re.compile(r"language == \"[a-z]{2,3}\"")
    found = [path.name for path in modules() if rule.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_actions_hold_no_sentence_for_people() -> None:
    sentence = re.compile(r"[\"'][A-ZÄÖÅ][a-zäöå]+ [a-zäöå]+ [a-zäöå ,.!?]+[\"']")
    found = []
    for path in sorted((ROOT / "actions").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            ast.get_docstring(n, clean=False)
            for n in ast.walk(tree)
            if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        }
        strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        texts = [s for s in strings if isinstance(s, str) and s not in docs]
        found += [(path.name, text) for text in texts if sentence.search(f'"{text}"')]
    assert found == []
