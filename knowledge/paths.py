"""Where the data files stand, and what the machine makes of them."""

from pathlib import Path

#: The top of the repository.
ROOT = Path(__file__).resolve().parent.parent
#: One file per catalogue entry.
ENTRIES = ROOT / "knowledge" / "entries"
#: Services that were imported, one JSON Lines file per collection.
IMPORTED = ROOT / "knowledge" / "imported"
#: Texts of the entries in the other languages, one file per language.
TRANSLATIONS = ROOT / "knowledge" / "translations"
#: Labels and example questions of the needs, one file per language.
NEED_TEXTS = ROOT / "knowledge" / "needs"
#: Everything that can be made again: index, trained model, logs.
BUILD = ROOT / ".build"
