"""Reading YAML quickly, with one clear sentence when a file is broken.

Runs in both environments.
"""

from pathlib import Path
from typing import Any, Dict

import yaml
from yaml.constructor import ConstructorError

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


class _UniqueLoader(Loader):
    """A loader for which a key that stands twice is a fault: one of the values would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Dict[Any, Any]:
        """The mapping of a node."""
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key.value, str)):
            if key.value in seen:
                problem = f"{key.value!r} stands twice"
                raise ConstructorError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
        mapping: Dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


class BrokenFileError(ValueError):
    """A data file cannot be read; the message is `file:line: what is wrong`."""


def read_yaml(path: Path) -> Any:
    """Read one YAML file.

    Args:
        path: the file; UTF-8.

    Returns:
        What the file holds: mappings, lists, strings, numbers.

    Raises:
        BrokenFileError: the file is no YAML, or not UTF-8.
        FileNotFoundError: there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise BrokenFileError(f"{path}:{line}: not UTF-8; save it as UTF-8") from error
    try:
        return yaml.load(text, Loader=_UniqueLoader)  # noqa: S506
    except RecursionError as error:
        raise BrokenFileError(f"{path}:1: is nested too deep; mend the file's YAML") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise BrokenFileError(f"{path}:{line}: {problem}; mend the file's YAML") from error
