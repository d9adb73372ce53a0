"""The search that all actions share, opened at the first use and not at import."""

from functools import lru_cache

from index.search import Search, open_search


@lru_cache(maxsize=1)
def guidance() -> Search:
    """The search over the bundled catalogue.

    Raises:
        UnusableIndexError: there is no index, or it is stale or foreign.
    """
    return open_search()
