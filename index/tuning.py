"""Tuning the encoder with sentence-transformers' own trainer, in the numbers that are small.

Contrastive (multiple negatives, Henderson et al. 2017, arXiv 1705.00652), on pairs of a question
and what should lie near it. Only biases and layer norms learn (`index.tuned_model` says why): the
space keeps its shape, so what was never seen is found as well as before or better.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index.export import LAYER_PARTS, export
from index.tuning_pairs import Pair

#: Sharpness of the softmax over a batch; e5 itself was trained at 1 / 0.01, which learns slowly.
SCALE = 30.0
#: Biases need a larger step than weights do.
LEARNING_RATE = 1e-3
#: Questions are short, summaries are cut off here.
LONGEST_TOKENS = 64


@dataclass(frozen=True)
class Tuned:
    """What was learnt.

    Attributes:
        changed: float32 arrays by the name of their tensor in the packed file.
        losses: the loss now and then, in the order of the steps.
    """

    changed: dict[str, np.ndarray]
    losses: tuple[float, ...]


def tune(
    batches: Sequence[Sequence[Pair]], *, seed: int, progress: Callable[[float], None]
) -> Tuned:
    """Tune the bundled model; the same batches and seed give the same numbers on one machine.

    Args:
        batches: pairs; all batches must have one size.
        seed: for dropout.
        progress: told the share of steps that are done, 0..1.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    torch.manual_seed(seed)
    with TemporaryDirectory() as folder:
        export(Path(folder))
        model = SentenceTransformer(folder, device="cpu")
        model.max_seq_length = LONGEST_TOKENS
        learning = _small_parameters(model)
        losses = _train(model, batches, seed, progress, folder)
    arrays = {_packed_name(name): values.detach().numpy() for name, values in learning.items()}
    return Tuned({name: np.array(values) for name, values in arrays.items()}, tuple(losses))


def _small_parameters(model: Any) -> dict[str, Any]:
    """Lets biases and layer norms learn, and nothing else; gives them by name."""
    learning = {}
    for name, parameter in model.named_parameters():
        small = ("bias" in name or "LayerNorm" in name) and "pooler" not in name
        parameter.requires_grad = small
        if small:
            learning[name] = parameter
    return learning


def _train(
    model: Any,
    batches: Sequence[Sequence[Pair]],
    seed: int,
    progress: Callable[[float], None],
    folder: str,
) -> list[float]:
    from datasets import Dataset
    from sentence_transformers import (
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
        losses,
    )
    from torch.utils.data import BatchSampler, SequentialSampler
    from transformers import TrainerCallback

    class InOrder(SentenceTransformerTrainer):  # type: ignore[misc]
        """The batches are made with care: they are taken as they are."""

        def get_batch_sampler(self, dataset: Any, batch_size: int, **_: Any) -> Any:
            return BatchSampler(SequentialSampler(dataset), batch_size, drop_last=True)

    class Tell(TrainerCallback):
        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            progress(state.global_step / state.max_steps)

    pairs = [pair for batch in batches for pair in batch]
    settings = SentenceTransformerTrainingArguments(
        output_dir=folder,
        num_train_epochs=1,
        per_device_train_batch_size=len(batches[0]),
        learning_rate=LEARNING_RATE,
        warmup_ratio=0.1,
        use_cpu=True,
        logging_steps=10,
        save_strategy="no",
        report_to=[],
        disable_tqdm=True,
        seed=seed,
        prompts={"question": "query: ", "near": "passage: "},
    )
    trainer = InOrder(
        model=model,
        args=settings,
        train_dataset=Dataset.from_dict(
            {"question": [pair.question for pair in pairs], "near": [pair.near for pair in pairs]}
        ),
        loss=losses.MultipleNegativesRankingLoss(model, scale=SCALE),
        callbacks=[Tell()],
    )
    trainer.train()
    return [float(entry["loss"]) for entry in trainer.state.log_history if "loss" in entry]


def _packed_name(name: str) -> str:
    """The packed file's name of one of Hugging Face's parameters.

    >>> _packed_name("0.auto_model.encoder.layer.3.attention.self.query.bias")
    'l3.q.b'
    >>> _packed_name("0.model.embeddings.LayerNorm.weight")
    'emb.ln.w'
    """
    kind = "w" if name.endswith("weight") else "b"
    if "embeddings.LayerNorm" in name:
        return f"emb.ln.{kind}"
    layer, part = name.split("encoder.layer.")[1].split(".", 1)
    return f"l{layer}.{LAYER_PARTS[part.rsplit('.', 1)[0]]}.{kind}"
