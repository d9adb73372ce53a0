"""Loading an encoder by name: the compact engine, or any model of sentence-transformers."""

import os
from functools import lru_cache
from pathlib import Path

from index.encoder import COMPACT, CompactEncoder, Encoder
from index.tuned_model import tuned_weights

#: Names the encoder when it is not the compact engine: a Hugging Face name or a folder.
SETTING = "OPASTIN_ENCODER"


class EncoderError(ValueError):
    """No encoder of this name can be loaded."""


def encoder_name() -> str:
    """The name of the encoder that the settings ask for."""
    return os.environ.get(SETTING) or COMPACT


@lru_cache(maxsize=2)
def load_encoder(name: str = COMPACT) -> Encoder:
    """Load an encoder.

    Args:
        name: `COMPACT`, an `.npz` file that `opastin model tune` wrote, a folder, or a name on the
            Hugging Face hub.

    Raises:
        EncoderError: there is no such model here and none can be fetched.
    """
    if name == COMPACT:
        return CompactEncoder()
    if name.endswith(".npz"):
        if not Path(name).is_file():
            raise EncoderError(f"encoder {name!r}: no such file; run: opastin model tune")
        return CompactEncoder(tuned_weights(Path(name)))
    from sentence_transformers import SentenceTransformer  # heavy: only when asked for

    try:
        model = SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        here = "a folder without a model" if Path(name).is_dir() else "not a folder, not on the hub"
        raise EncoderError(f"encoder {name!r}: {here}; set {SETTING} to another") from error
    if name.startswith("intfloat/multilingual-e5") and not model.prompts.get("query"):
        model.prompts = {"query": "query: ", "document": "passage: "}
    encoder: Encoder = model
    return encoder
