"""`opastin index`: build the search index."""

import time
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index.build import build, bundled
from index.models import encoder_name, load_encoder
from index.no_door import chat_texts
from index.vector_cache import document_cache, packed_file, query_cache
from index.views import catalogue_views
from nlu.danger import danger_messages


def index_command(
    encoder: Annotated[
        str, typer.Option(help="Name or folder of another encoder; default: the compact engine.")
    ] = "",
    pack: Annotated[
        bool, typer.Option("--pack", help="Renew the vectors that come with the product.")
    ] = False,
) -> None:
    """Build the search index from the catalogue and the needs."""
    started_s = time.perf_counter()
    name = encoder or encoder_name()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("texts encoded", total=None)
        manifest = build(
            bundled(),
            load_encoder(name),
            name,
            progress=lambda done, total: bars.update(task, completed=done, total=total),
        )
    taken_s = time.perf_counter() - started_s
    taken = f"index of {manifest.views} views by {manifest.encoder} built in {taken_s:.0f} s"
    typer.echo(taken, err=True)
    if pack:
        _pack(name)


def _pack(name: str) -> None:
    """Write the vectors of all texts of the index and of the dialogue model's training."""
    material = bundled()
    texts = {
        "query": [
            *(question.text for question in material.questions),
            *chat_texts(),
            *danger_messages(),
        ],
        "document": [view.text for view in catalogue_views(material.catalogue)],
    }
    encoder = load_encoder(name)
    caches = {"query": query_cache(name), "document": document_cache(name)}
    encode = {"query": encoder.encode_query, "document": encoder.encode_document}
    for side, cache in caches.items():
        cache.encode(texts[side], encode[side])
        cache.write_packed(packed_file(name, side), texts[side])
        size_mb = packed_file(name, side).stat().st_size / 1e6
        typer.echo(f"{packed_file(name, side).name}: {len(texts[side])} texts, {size_mb:.1f} MB")
