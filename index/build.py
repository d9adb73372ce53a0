"""Building the index: encode the views and the example questions, train the need model."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from index.encoder import Encoder
from index.letter_model import LetterModel, train_letters
from index.manifest import Manifest
from index.need_model import NeedModel, centred, train
from index.no_door import CHAT_EXAMPLES, no_door_questions
from index.swapping import put_in_place
from index.vector_cache import document_cache, query_cache
from index.vectors import VectorIndex
from index.views import Question, View, catalogue_views, need_questions
from knowledge import catalogue, needs
from knowledge.catalogue import Catalogue, digest_of
from knowledge.paths import (
    BUILD,
    ENTRIES,
    IMPORTED,
    NEED_TEXTS,
    NO_DOOR_QUESTIONS,
    ROOT,
    TRANSLATIONS,
)

#: Where the index stands.
INDEX = BUILD / "index"


@dataclass(frozen=True)
class Material:
    """What an index is made of.

    Attributes:
        catalogue: the entries.
        questions: example questions of the needs, and questions that have no door here.
        digest: fingerprint of the files all this was read from.
    """

    catalogue: Catalogue
    questions: list[Question]
    digest: str


def bundled() -> Material:
    """The product's own catalogue, needs and examples."""
    questions = need_questions(needs.load()) + no_door_questions()
    return Material(catalogue.load(), questions, data_digest())


def data_digest() -> str:
    """Fingerprint of all data files that the bundled index depends on."""
    folders = [ENTRIES, IMPORTED, TRANSLATIONS, NEED_TEXTS, NO_DOOR_QUESTIONS, CHAT_EXAMPLES]
    parts = [digest_of(folders)]
    parts.append((ROOT / "knowledge" / "needs.yml").read_text(encoding="utf-8"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def build(
    material: Material,
    encoder: Encoder,
    encoder_name: str,
    folder: Path = INDEX,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Manifest:
    """Build an index and put it in the place of the old one when it is whole.

    Args:
        material: what it is made of.
        encoder: makes the vectors.
        encoder_name: name of the encoder, kept in the manifest.
        folder: where it is put.
        progress: told (texts done, texts in all).
    """
    views, questions = catalogue_views(material.catalogue), material.questions
    total, done = len(views) + len(questions), 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    documents, queries = document_cache(encoder_name), query_cache(encoder_name)
    view_vectors = documents.encode([v.text for v in views], encoder.encode_document, tell)
    question_vectors = queries.encode([q.text for q in questions], encoder.encode_query, tell)
    documents.save()
    queries.save()
    classes = [question.need for question in questions]
    need_model = train(question_vectors, classes)
    letters = train_letters([question.text for question in questions], classes)
    manifest = Manifest(
        encoder=encoder_name,
        dim=int(view_vectors.shape[1]),
        catalogue=material.digest,
        views=len(views),
        built_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
    )
    _write(folder, views, view_vectors, manifest, need_model, letters)
    progress(total, total)
    return manifest


def _write(
    folder: Path,
    views: list[View],
    vectors: np.ndarray,
    manifest: Manifest,
    need_model: NeedModel,
    letters: LetterModel,
) -> None:
    unfinished = folder.with_name(folder.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    centre = vectors.mean(axis=0)
    VectorIndex(centred(vectors, centre).astype(np.float32)).save(unfinished / "views.faiss")
    np.save(unfinished / "centre.npy", centre.astype(np.float32))
    lines = [json.dumps(asdict(view), ensure_ascii=False) for view in views]
    (unfinished / "views.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    need_model.save(unfinished / "needs.npz")
    letters.save(unfinished / "letters.joblib")
    manifest.write(unfinished)
    put_in_place(unfinished, folder)
