"""Deciding what is offered: which fits are good enough, and when nothing is the honest answer.

The limits were found by leaving example questions out of the training (`docs/search.md`).
"""

from index.ranking import Fit

#: From this fit on, an entry is offered as a door.
MAYBE_FIT = 0.20
#: Doors further down must have at least this fit.
LEAST_FIT = 0.10
#: From this fit on, the best entry is offered without "perhaps".
CONFIDENT_FIT = 0.42
#: Doors further down are offered while they reach this share of the best one's fit.
KEEP_SHARE = 0.42
#: Above this probability of "no door here", nothing is offered.
NO_DOOR_LIMIT = 0.45


def choose(fits: list[Fit], no_door: float, limit: int, keep_share: float) -> list[Fit]:
    """The fits that are offered: named ones always, others while they are good enough."""
    if not fits:
        return []
    if no_door > NO_DOOR_LIMIT:
        return [fit for fit in fits if fit.name > 0][:limit]
    if fits[0].fit < MAYBE_FIT:
        return []
    floor = max(LEAST_FIT, keep_share * fits[0].fit)
    return [fit for fit in fits if fit.fit >= floor][:limit]
