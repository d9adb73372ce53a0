"""Places where a message may name an entry, and which of them count."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.name_list import Name

#: From this likeness on, a longer name hides the shorter ones within it.
HIDES = 0.7
#: Of two names that the same words may be, one this much liker is meant.
CLEARLY = 0.02


@dataclass(frozen=True)
class Hit:
    """A name that stands in a message.

    Attributes:
        name: the name.
        likeness: how well it fits, 0..1.
        start: its first word in the message.
        end: the word after its last.
        said: the words, as one.
    """

    name: Name
    likeness: float
    start: int
    end: int
    said: str


def that_count(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that stand within a longer name, or fit the same words less.

    "OSAO Ovi" is not the OSAO that organises it.
    """
    best: dict[tuple[str, int, int], Hit] = {}
    for hit in hits:
        key = (hit.name.entry, hit.start, hit.end)
        if key not in best or best[key].likeness < hit.likeness:
            best[key] = hit
    kept = list(best.values())
    return [hit for hit in kept if not any(_hides(other, hit) for other in kept)]


def _hides(other: Hit, hit: Hit) -> bool:
    if other.name.entry == hit.name.entry:
        return False
    within = other.start <= hit.start and hit.end <= other.end
    same = (other.start, other.end) == (hit.start, hit.end)
    if same:
        return other.likeness > hit.likeness + CLEARLY
    return within and other.likeness >= HIDES
