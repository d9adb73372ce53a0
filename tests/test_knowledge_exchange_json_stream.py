"""JSON of any size, one object at a time."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.exchange.json_stream import JsonError, json_objects


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('[{"a": 1.5}, {"b": [1, null]}]', [{"a": 1.5}, {"b": [1, None]}]),
        ('{"pageNumber": 1, "itemList": [{"a": 1}, {"b": 2}]}', [{"a": 1}, {"b": 2}]),
        ('{"contents": [{"a": 1}], "total_items": 1}', [{"a": 1}]),
        ('{"itemList": null, "pageNumber": 1}', []),
        ('{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
        ('{"itemList": [{"a": 1}]}\n{"itemList": [{"a": 2}]}\n', [{"a": 1}, {"a": 2}]),
        ('\ufeff \n\n[{"a": "ä"}]', [{"a": "ä"}]),
        ('{"inside": {"itemList": [1]}}', [{"inside": {"itemList": [1]}}]),
        ("[]", []),
        ("", []),
        (" \n", []),
        ('[1, "x"]', [1, "x"]),
    ],
)
def test_objects_are_found_in_each_form(tmp_path: Path, text: str, wanted: list[Any]) -> None:
    path = tmp_path / "objects.json"
    path.write_text(text, encoding="utf-8")
    assert list(json_objects(path)) == wanted


@pytest.mark.parametrize("text", ['{"a": 1', '[{"a": 1}, ', "<html></html>", '{"a": 1} x'])
def test_what_is_no_json_is_told_with_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "objects.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JsonError, match=r"objects\.json: is no JSON: \w+.*; fetch the file again"):
        list(json_objects(path))


def test_the_names_of_the_list_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "objects.json"
    path.write_text('{"itemList": [1], "rows": [{"a": 1}]}', encoding="utf-8")
    assert list(json_objects(path, lists=("rows",))) == [{"a": 1}]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), max_size=4))
def test_what_goes_in_comes_out_in_each_form(
    tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, Any]]
) -> None:
    path = tmp_path_factory.mktemp("json") / "objects.json"
    page = json.dumps({"pageCount": 1, "itemList": objects})
    lines = "".join(json.dumps(thing, ensure_ascii=False) + "\n" for thing in objects)
    for text in (json.dumps(objects, indent=1), page, lines):
        path.write_text(text, encoding="utf-8")
        assert list(json_objects(path)) == objects


def lines_of(count: int) -> Iterator[str]:
    for number in range(count):
        yield json.dumps({"id": number, "text": "a" * 500})


@pytest.mark.parametrize("form", ["page", "lines"])
def test_a_large_file_is_never_whole_in_memory(tmp_path: Path, form: str) -> None:
    path = tmp_path / "objects.json"
    whole = f'{{"itemList": [{",".join(lines_of(20_000))}]}}'
    path.write_text(whole if form == "page" else "\n".join(lines_of(20_000)), encoding="utf-8")
    size = len(whole)
    del whole
    tracemalloc.start()
    try:
        count = sum(1 for _ in json_objects(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < size / 10
