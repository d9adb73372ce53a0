"""Titles of the documents that facts come from."""

from functools import lru_cache

from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    titles: dict[str, str] = read_yaml(ROOT / "knowledge" / "documents.yml")
    return titles


def document_title(reference: str) -> str:
    """The title of a document that a source refers to, such as `001` or `name:section`."""
    name = reference.split(":")[0]
    return _titles().get(name, name)
