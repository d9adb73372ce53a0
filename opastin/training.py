"""Training the dialogue model, when what it is made of has changed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import yaml

from knowledge.catalogue import load as load_catalogue
from knowledge.languages import LANGUAGES
from knowledge.needs import load as load_needs
from knowledge.paths import BUILD, ROOT

#: Where trained models are put; the newest is used.
MODELS = BUILD / "models"
#: Python of the dialogue environment.
DIALOGUE_PYTHON = ROOT / ".venv-dialogue" / "bin" / "python"
#: What Rasa needs in every process of ours.
DIALOGUE_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONPATH": str(ROOT),
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "HF_HUB_OFFLINE": "1",
    "NO_COLOR": "1",
}
#: Needs teach the intent `find_service` with so many questions per language.
QUESTIONS_PER_NEED = 4


class TrainingError(RuntimeError):
    """Rasa could not train; the message holds the end of what it said."""


def dialogue_environment() -> dict[str, str]:
    """The environment of all processes of the dialogue environment."""
    return {**os.environ, **DIALOGUE_ENVIRONMENT}


def training_files() -> list[Path]:
    """All files that a trained model is made of."""
    folders = [ROOT / "nlu", ROOT / "knowledge" / "needs", ROOT / "knowledge" / "entries"]
    files = [p for f in folders for s in ("*.yml", "*.py") for p in f.rglob(s)]
    bot = [ROOT / "bot" / f"{name}.yml" for name in ("domain", "rules", "stories")]
    return sorted(files) + bot + [ROOT / "config.yml", ROOT / "knowledge" / "needs.yml"]


def fingerprint() -> str:
    """SHA-256 over the files that a trained model is made of."""
    digest = hashlib.sha256()
    for path in training_files():
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def write_need_examples(path: Path) -> None:
    """Write the needs' questions and the entries' names as examples of `find_service`."""
    questions = [
        question
        for need in load_needs().values()
        for language in LANGUAGES
        if language in need.texts
        for question in need.texts[language].questions[:QUESTIONS_PER_NEED]
    ]
    # Who names a service wants it: "oske", "nuotti valmennus".
    questions += [alias for entry in load_catalogue().values() for alias in entry.aliases]
    lines = "".join(f"- {' '.join(question.split())}\n" for question in questions)
    nlu = [{"intent": "find_service", "examples": lines}]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def newest_model() -> Path | None:
    """The model of today's data; None when it must be trained."""
    path = MODELS / f"opastin-{fingerprint()[:16]}.tar.gz"
    return path if path.exists() else None


def train() -> Path:
    """Train the dialogue model.

    Returns:
        The model's file.

    Raises:
        TrainingError: Rasa could not.
    """
    examples = BUILD / "nlu" / "find_service.yml"
    write_need_examples(examples)
    name = f"opastin-{fingerprint()[:16]}"
    command = [
        str(DIALOGUE_PYTHON), "-m", "rasa", "train",
        "--config", "config.yml", "--domain", "bot/domain.yml",
        "--data", "nlu/examples", str(examples), "bot/rules.yml", "bot/stories.yml",
        "--out", str(MODELS), "--fixed-model-name", name,
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, env=dialogue_environment(), capture_output=True, text=True
    )
    path = MODELS / f"{name}.tar.gz"
    if done.returncode or not path.exists():
        said = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise TrainingError(f"training failed ({done.returncode}):\n{said}")
    for old in MODELS.glob("*.tar.gz"):
        if old != path:
            old.unlink()
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{train()}\n")
