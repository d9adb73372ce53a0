"""The languages that Opastin talks, read from `languages.yml`.

Runs in both environments (Python 3.10 and later, no pydantic).
"""

from dataclasses import dataclass
from typing import Dict, List, Optional

from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml

#: Spoken when nothing is known of the person's language.
DEFAULT = "fi"


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: BCP 47 code, also the name of the language's data files.
        name: the language's name in itself.
        english_name: its English name.
        direction: `ltr` or `rtl`.
        script: ISO 15924 code of its script.
    """

    code: str
    name: str
    english_name: str
    direction: str
    script: str


def _read() -> Dict[str, Language]:
    records = read_yaml(ROOT / "knowledge" / "languages.yml")
    return {record["code"]: Language(**record) for record in records}


#: All languages by code, in the order in which they are offered.
LANGUAGES: Dict[str, Language] = _read()


def codes() -> List[str]:
    """The codes of all languages, in the order in which they are offered."""
    return list(LANGUAGES)


def offered(code: Optional[str]) -> Optional[str]:
    """The offered language that a code such as `en-GB`, `ku-Arab` or `so` asks for.

    Args:
        code: a BCP 47 code, as a browser or a page gives it.

    Returns:
        A code of `LANGUAGES`, or None when the language is not offered.

    >>> offered("en-GB"), offered("prs"), offered("de")
    ('en', 'fa', None)
    """
    if not code:
        return None
    tag = code.replace("_", "-").lower()
    if tag.startswith("ku-arab"):
        return "ckb"
    first = tag.split("-")[0]
    same = {"prs": "fa", "pes": "fa", "cmn": "zh"}
    first = same.get(first, first)
    return first if first in LANGUAGES else None
