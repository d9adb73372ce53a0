"""Writing YAML as our files look: texts in double quotes, lists indented, lines of some 110 signs.

A file that stands already keeps its comments and the form of what has not changed.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

#: Fields whose values are words of our own, which stand without quotes.
_BARE = {
    "kind", "clients", "groups", "reach", "municipalities", "status", "type", "confidence",
    "languages", "plan_sections", "successors", "via", "charge", "system",
}  # fmt: skip
#: What is not written where a file does not have it already.
_EMPTY: tuple[Any, ...] = (None, [], {})
#: Fields for which `false` says no more than nothing.
_OFF = {"free", "interpreter", "from_abroad", "inferred"}


def _yaml() -> YAML:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 110
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.representer.add_representer(
        type(None),
        lambda representer, _: representer.represent_scalar("tag:yaml.org,2002:null", "null"),
    )
    return yaml


def _dressed(value: Any, field: str = "") -> Any:
    """The value with its texts in double quotes where our files have them."""
    if isinstance(value, Mapping):
        dressed = CommentedMap()
        for key, part in value.items():
            name = DoubleQuotedScalarString(key) if str(key).isdigit() else key
            dressed[name] = _dressed(part, str(key))
        return dressed
    if isinstance(value, list | tuple):
        return [_dressed(part, field) for part in value]
    plain = field in _BARE and isinstance(value, str) and value.replace("-", "").isalpha()
    return DoubleQuotedScalarString(value) if isinstance(value, str) and not plain else value


def dumped(record: Any) -> str:
    """A record as YAML."""
    out = io.StringIO()
    _yaml().dump(_dressed(record), out)
    return out.getvalue()


def updated(path: Path, record: Mapping[str, Any]) -> str:
    """The text of a YAML file with a new record in it; what has not changed stays as it is.

    Args:
        path: a file that holds one mapping.
        record: the whole new mapping; fields that are not in it are taken out.
    """
    yaml = _yaml()
    document = yaml.load(path.read_text(encoding="utf-8"))
    _merge(document, record)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _merge(old: CommentedMap, new: Mapping[str, Any]) -> None:
    for key in [key for key in old if key not in new]:
        del old[key]
    for place, (key, value) in enumerate(new.items()):
        if key not in old and (value in _EMPTY or (value is False and key in _OFF)):
            continue
        if key not in old:
            old.insert(min(place, len(old)), key, _dressed(value, key))
        elif isinstance(old[key], CommentedMap) and isinstance(value, Mapping):
            _merge(old[key], value)
        elif old[key] != value:
            old[key] = _dressed(value, key)
