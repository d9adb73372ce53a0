"""What must be made before the servers can start: index and dialogue model."""

import typer

from index.build import INDEX, data_digest
from index.manifest import Manifest, UnusableIndexError
from index.models import encoder_name
from opastin.index import index_command
from opastin.train import train_command


def make_ready() -> None:
    """Build the index and train the model, where they are missing or stale."""
    make_index()
    train_command()


def make_index() -> None:
    """Build the index, where it is missing or stale."""
    try:
        Manifest.read(INDEX).demand(encoder=encoder_name(), catalogue=data_digest())
    except UnusableIndexError:
        typer.echo("building the search index", err=True)
        index_command("", pack=False)
