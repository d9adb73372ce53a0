"""Messages with what should be understood of them: `tests/cases/understanding/<language>.yml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.languages import LANGUAGES
from knowledge.places import find_places
from knowledge.yaml_files import read_yaml
from opastin.errors import UsageError


@dataclass(frozen=True)
class Expected:
    """One message and what should be understood of it.

    Attributes:
        language: the language of its file.
        text: the message.
        intent: what the person does; None where it is not judged.
        danger: kind of danger, "" for none; None where it is not judged.
        municipality: id of where the person lives, "" for none told; None where it is not judged.
        age_years: as told, 0 for none; None where it is not judged.
    """

    language: str
    text: str
    intent: str | None = None
    danger: str | None = None
    municipality: str | None = None
    age_years: int | None = None


def read_folder(folder: Path) -> list[Expected]:
    """All messages of a folder with one file a language.

    Raises:
        UsageError: there is no file of an offered language, or a place in one is not known.
    """
    paths = [folder / f"{language}.yml" for language in LANGUAGES]
    found = [path for path in paths if path.is_file()]
    if not found:
        raise UsageError(f"{folder} holds no file of an offered language (fi.yml, en.yml ...)")
    return [case for path in found for case in _read(path)]


def _read(path: Path) -> Iterator[Expected]:
    record: dict[str, Any] = read_yaml(path)
    language = path.stem
    for intent, texts in record["intents"].items():
        yield from (Expected(language, text, intent=intent, danger="") for text in texts)
    for kind, texts in record["danger"].items():
        told = "" if kind == "not_danger" else kind
        yield from (Expected(language, text, danger=told) for text in texts)
    for entity in record["entities"]:
        yield Expected(
            language,
            entity["text"],
            danger="",
            municipality=_municipality(path, entity.get("municipality") or []),
            age_years=int(entity.get("age") or 0),
        )


def _municipality(path: Path, names: list[str]) -> str:
    """The id of the first municipality that is named; "" for none."""
    if not names:
        return ""
    known = [place.municipality for place in find_places(str(names[0])) if place.municipality]
    if not known:
        raise UsageError(f"{path}: municipality: {names[0]!r} is none of North Ostrobothnia")
    return known[0]
