"""The line of a field in a YAML file, for messages that lead to the fault."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq


class Lines:
    """Where the fields of one YAML file stand; the file is read when the first line is asked for.

    Args:
        path: a YAML file that can be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._document: Any = None

    def of(self, location: Sequence[int | str]) -> int:
        """The line (from 1) of the deepest part of `location` that stands in the file.

        Args:
            location: keys and list positions from the top, as pydantic gives them.
        """
        if self._document is None:
            try:
                self._document = YAML().load(self.path.read_text(encoding="utf-8"))
            except RecursionError:  # nested so deep that no line says more than another
                self._document = CommentedMap()
        node, line = self._document, 1
        for part in location:
            if isinstance(node, CommentedMap) and part in node:
                line = node.lc.key(part)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
                line = node.lc.item(part)[0] + 1
            else:
                break
            node = node[part]
        return line

    def fault(self, location: Sequence[int | str], field: str, message: str) -> str:
        """A fault as `file:line: field: message`."""
        return f"{self.path}:{self.of(location)}: {field}: {message}"
