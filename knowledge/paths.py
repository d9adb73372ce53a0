"""Where the data files stand, and what the machine makes of them."""

import os
from pathlib import Path

#: The top of the repository.
ROOT = Path(__file__).resolve().parent.parent
#: The folder of the catalogue: that of the product, or the one that OPASTIN_CATALOGUE names.
CATALOGUE = Path(os.environ.get("OPASTIN_CATALOGUE") or ROOT / "knowledge").resolve()
#: One file per catalogue entry.
ENTRIES = CATALOGUE / "entries"
#: Services that were imported, one JSON Lines file per collection.
IMPORTED = CATALOGUE / "imported"
#: Texts of the entries in the other languages, one file per language.
TRANSLATIONS = CATALOGUE / "translations"
#: Labels and example questions of the needs, one file per language.
NEED_TEXTS = ROOT / "knowledge" / "needs"
#: Questions that no entry answers, by subject, one file per language.
NO_DOOR_QUESTIONS = ROOT / "knowledge" / "no_door"
#: Everything that can be made again: index, trained model, logs.
BUILD = ROOT / ".build"
