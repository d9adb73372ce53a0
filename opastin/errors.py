"""Faults that are the user's to mend are told in one sentence, without a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from index.cases import CasesError
from index.export import MissingPackageError
from index.manifest import UnusableIndexError
from index.models import EncoderError
from index.packed_model import UnknownFormError
from knowledge.catalogue import CatalogueError
from knowledge.exchange.csv_files import TableError
from knowledge.exchange.formats import FormatError
from knowledge.exchange.json_stream import JsonError
from knowledge.exchange.store import StoreError
from knowledge.exchange.table import HeaderError
from knowledge.yaml_files import BrokenFileError
from opastin.training import TrainingError

#: Errors whose message says what is wrong and what to do.
PLAIN = (
    BrokenFileError,
    CasesError,
    CatalogueError,
    EncoderError,
    FormatError,
    HeaderError,
    JsonError,
    MissingPackageError,
    StoreError,
    TableError,
    TrainingError,
    UnknownFormError,
    UnusableIndexError,
)


class UsageError(ValueError):
    """An option has a value that cannot be used; the message names it and what can."""


class ServerError(RuntimeError):
    """A server did not start or stopped by itself; the message holds the end of its log."""


@contextmanager
def shown_plainly() -> Iterator[None]:
    """Show errors of the kinds `PLAIN` as a sentence and end with status 2."""
    try:
        yield
    except (*PLAIN, UsageError, ServerError) as error:
        sys.stderr.write(f"opastin: {error}\n")
        sys.exit(2)
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(130)
