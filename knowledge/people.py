"""Where a person answers: human contacts, and help lines for each danger.

Runs in both environments; needs nothing but the data files.
"""

from functools import lru_cache
from typing import Any, Dict, List, Optional

from knowledge.paths import ROOT
from knowledge.plain import plain_entry
from knowledge.yaml_files import read_yaml

#: The kind of entry whose area is its own municipalities.
_AREA = "employment_area"
#: At most so many human contacts are shown.
SHOWN = 3


@lru_cache(maxsize=1)
def _people() -> List[Dict[str, Any]]:
    records: List[Dict[str, Any]] = read_yaml(ROOT / "knowledge" / "people.yml")
    return records


@lru_cache(maxsize=1)
def _lines() -> Dict[str, List[str]]:
    records: Dict[str, List[str]] = read_yaml(ROOT / "knowledge" / "help_lines.yml")
    return records


def human_contacts(municipality: Optional[str], age_years: Optional[int] = None) -> List[str]:
    """Entries where a person answers, best first.

    Args:
        municipality: id of the person's municipality; None when it is not known.
        age_years: None when it is not known.
    """
    found = [record["entry"] for record in _people() if _serves(record, municipality, age_years)]
    return found[:SHOWN]


def _serves(record: Dict[str, Any], municipality: Optional[str], age_years: Optional[int]) -> bool:
    oldest = record.get("max_age_years")
    if oldest is not None and (age_years is None or age_years > oldest):
        return False
    if record.get("place_unknown") and municipality is not None:
        return False
    entry = plain_entry(record["entry"])
    area = record.get("municipalities") or entry["area"].get("municipalities")
    if area is None:
        return True
    if municipality is None:
        return False
    return municipality in area


def help_lines(danger: str) -> List[str]:
    """Entries that help in a kind of danger, the most fitting first."""
    return _lines()[danger]
