"""An encoder that keeps what it has encoded, for collections that are measured again and again."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.encoder import Encoder
from index.vector_cache import VectorCache, packed_file
from knowledge.paths import BUILD

#: Vectors of other collections stand apart from those of the product's own texts.
FOLDER = BUILD / "vectors" / "collections"


class CachedEncoder:
    """An Encoder (see `index.encoder.Encoder`) with a cache for each side.

    Args:
        encoder: computes what is not known yet.
        name: its name; vectors of different encoders are kept apart.
        folder: where the vectors are kept.
        progress: told how many texts are newly done.
    """

    def __init__(
        self,
        encoder: Encoder,
        name: str,
        folder: Path = FOLDER,
        progress: Callable[[int], None] = lambda count: None,
    ) -> None:
        self._encoder, self._progress = encoder, progress
        query, document = packed_file(name, "query"), packed_file(name, "document")
        self._queries = VectorCache(folder / query.name, query)
        self._documents = VectorCache(folder / document.name)

    def encode_query(self, texts: list[str]) -> np.ndarray:
        """Encode what people ask (see `Encoder`)."""
        if not texts:
            return self._encoder.encode_query(texts)
        return self._queries.encode(texts, self._encoder.encode_query, self._progress)

    def encode_document(self, texts: list[str]) -> np.ndarray:
        """Encode what is searched (see `Encoder`)."""
        if not texts:
            return self._encoder.encode_document(texts)
        return self._documents.encode(texts, self._encoder.encode_document, self._progress)

    def save(self) -> None:
        """Keep the vectors for the next time."""
        self._queries.save()
        self._documents.save()
