"""How an index of some size is searched: measured on two cores, see `docs/scale.md`."""

import math
from dataclasses import dataclass

#: Up to so many rows every vector is compared in full: at most a millisecond.
EXACT_UP_TO = 8_192
#: Up to so many allowed rows, or so small a share, exactly these are compared.
EXACT_AMONG, EXACT_SHARE = 4_000, 0.02
#: Rows in one list, about.
LIST_ROWS = 400
#: Up to so many lists all of them are read: nothing is lost but rounding, in half a millisecond.
ALL_LISTS = 64
#: So many candidates for each wanted row are compared again with their full vectors.
CANDIDATES = 20
#: At least so many candidates, and never so many more than are wanted that it costs time.
FEWEST_CANDIDATES, MORE_CANDIDATES = 200, 2_000
#: Lists read for each root of their number: recall above 0.98 for the catalogue's kind of views.
PROBES = 5
#: For so many rows; many more lie in more lists.
PROBES_FOR = 50


@dataclass(frozen=True)
class Plan:
    """How vectors are kept.

    Attributes:
        lists: into how many lists short codes of the vectors are sorted; 0 for none, when every
            vector is compared in full.
    """

    lists: int

    @property
    def exact(self) -> bool:
        """Whether every vector is compared in full."""
        return self.lists == 0

    def exact_among(self, allowed: int, rows: int) -> bool:
        """Whether all allowed rows are compared in full.

        Args:
            allowed: how many there are.
            rows: how many there are in all.
        """
        return self.exact or allowed <= max(EXACT_AMONG, EXACT_SHARE * rows)

    def probes(self, limit: int = 10, share: float = 1.0) -> int:
        """How many lists one search reads.

        Args:
            limit: rows that are wanted.
            share: of the rows that are allowed, 0..1; the fewer there are, the farther away the
                nearest ones may lie.
        """
        if self.lists <= ALL_LISTS:
            return self.lists
        more = math.sqrt(math.sqrt(max(1.0, limit / PROBES_FOR))) / math.sqrt(max(share, 1e-6))
        wanted = PROBES * math.sqrt(self.lists) * more
        return min(self.lists, round(wanted))


def plan_for(rows: int) -> Plan:
    """How an index of so many rows is kept."""
    if rows <= EXACT_UP_TO:
        return Plan(0)
    return Plan(1 << round(math.log2(rows / LIST_ROWS)))


def candidates(limit: int, rows: int) -> int:
    """How many candidates are compared in full, so that `limit` good ones are among them.

    Args:
        limit: how many are wanted.
        rows: how many there are.
    """
    wanted = max(FEWEST_CANDIDATES, min(CANDIDATES * limit, limit + MORE_CANDIDATES))
    return min(rows, wanted)
