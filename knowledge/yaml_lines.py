"""The line of a field in a YAML file, for messages that lead to the fault."""

from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq


def line_of(path: Path, location: Sequence[int | str]) -> int:
    """The line (from 1) of the deepest part of `location` that stands in the file.

    Args:
        path: a YAML file that can be read.
        location: keys and list positions from the top, as pydantic gives them.
    """
    node = YAML().load(path.read_text(encoding="utf-8"))
    line = 1
    for part in location:
        if isinstance(node, CommentedMap) and part in node:
            line = node.lc.key(part)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line = node.lc.item(part)[0] + 1
        else:
            break
        node = node[part]
    return line
