"""The search that all actions share, opened at the first use and not at import."""

from index.search import Search
from index.service import open_search


def guidance() -> Search:
    """The search over the bundled catalogue.

    Raises:
        UnusableIndexError: there is no index, or it is stale or foreign.
    """
    return open_search()
