"""Reading YAML quickly, with one clear sentence when a file is broken.

Runs in both environments.
"""

from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


class BrokenFileError(ValueError):
    """A data file cannot be read; the message is `file:line: what is wrong`."""


def read_yaml(path: Path) -> Any:
    """Read one YAML file.

    Args:
        path: the file; UTF-8.

    Returns:
        What the file holds: mappings, lists, strings, numbers.

    Raises:
        BrokenFileError: the file is no YAML.
        FileNotFoundError: there is no such file.
    """
    text = path.read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise BrokenFileError(f"{path}:{line}: {problem}; mend the file's YAML") from error
