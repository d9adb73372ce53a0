"""What is left of an entry for attributes, once HSDS's own fields have taken theirs."""

from typing import Any

from knowledge.entry import Entry
from knowledge.exchange.flat import flat
from knowledge.exchange.hsds_terms import attribute
from knowledge.exchange.versions import plain_record


class Rest:
    """The values of an entry that no field of HSDS has taken yet, by their paths.

    Args:
        entry: the entry.
    """

    def __init__(self, entry: Entry) -> None:
        self._values = dict(flat(_telling(plain_record(entry))))

    def take(self, path: str) -> str | None:
        """The value of a path, which then is not left any more."""
        return self._values.pop(path, None)

    def take_all(self, start: str, owner: str, entity: str) -> list[dict[str, Any]]:
        """The values whose paths begin so, as attributes of an object; they are not left then."""
        paths = [path for path in self._values if path.startswith(start)]
        return [attribute(owner, path, self._values.pop(path), entity) for path in paths]


def _telling(value: Any) -> Any:
    """A record without its `False`, which says nothing; only of a successor it does."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if v is not False or k == "successor_stated"}
        return {key: _telling(part) for key, part in kept.items()}
    return [_telling(part) for part in value] if isinstance(value, list) else value
