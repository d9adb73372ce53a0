"""What an index on disk says of itself, so that a stale or foreign one is refused."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

#: Raised when the files of an index change their form or meaning.
FORMAT = 3
#: The command that mends every fault of an index.
REMEDY = "run: .venv/bin/opastin index"


class UnusableIndexError(ValueError):
    """The index on disk cannot be used; the message ends with the command that mends it."""


@dataclass(frozen=True)
class Manifest:
    """What an index was made of.

    Attributes:
        encoder: name of the encoder that made its vectors.
        dim: dimensions of its vectors.
        catalogue: SHA-256 of the data files it was made from.
        views: number of views.
        built_at: ISO time.
        format: form of the files.
    """

    encoder: str
    dim: int
    catalogue: str
    views: int
    built_at: str
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write the manifest into the index folder."""
        text = json.dumps(asdict(self), indent=2)
        (folder / "manifest.json").write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of an index folder.

        Raises:
            UnusableIndexError: there is none, or it cannot be read.
        """
        path = folder / "manifest.json"
        if not path.exists():
            raise UnusableIndexError(f"no index in {folder}; {REMEDY}")
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (json.JSONDecodeError, TypeError) as error:
            raise UnusableIndexError(f"{path} is broken ({error}); {REMEDY}") from error

    def demand(self, *, encoder: str, catalogue: str) -> None:
        """Refuse an index of another encoder, form or catalogue.

        Raises:
            UnusableIndexError: says what differs, with both values.
        """
        if self.format != FORMAT:
            raise UnusableIndexError(f"the index has form {self.format}, not {FORMAT}; {REMEDY}")
        if self.encoder != encoder:
            raise UnusableIndexError(
                f"the index was made by encoder {self.encoder!r}, not {encoder!r}; {REMEDY}"
            )
        if self.catalogue != catalogue:
            raise UnusableIndexError(
                f"the catalogue has changed since the index was built at {self.built_at}; {REMEDY}"
            )
