"""The search in service: over the bundled catalogue, exchanged when a newer index stands there."""

from functools import lru_cache
from pathlib import Path

from index import name_trust
from index.build import INDEX, data_digest
from index.manifest import Manifest
from index.models import encoder_name, load_encoder
from index.search import Search
from index.swapping import Swapping
from knowledge import catalogue, needs, plain


def open_search() -> Search:
    """The search over the bundled catalogue and the built index; a newer index is noticed.

    Raises:
        UnusableIndexError: there is no index, or it is stale or foreign.
    """
    return _in_service().current()


@lru_cache(maxsize=1)
def _in_service() -> Swapping[Search]:
    return Swapping(INDEX, _open)


def _open(folder: Path) -> Search:
    name = encoder_name()
    Manifest.read(folder).demand(encoder=name, catalogue=data_digest())
    # The data files have changed with the index: nothing that was read before may stay.
    for reader in (catalogue.load, needs.load, plain.read_translations, plain.plain_entry):
        reader.cache_clear()
    name_trust.forget()
    return Search(catalogue.load(), needs.load(), load_encoder(name), folder)
