"""Classes of standard vocabularies, by our codes such as `ptv:P10.1`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from knowledge.paths import ROOT
from knowledge.yaml_files import read_yaml


@dataclass(frozen=True)
class Term:
    """One class of a vocabulary.

    Attributes:
        code: our code, with its prefix.
        vocabulary: the vocabulary's title in English.
        names: the class's name by language, as the publisher gives it; empty for one not listed.
        uri: its address, if the vocabulary has such.
    """

    code: str
    vocabulary: str
    names: Mapping[str, str]
    uri: str | None

    def name(self, language: str = "en") -> str:
        """The name in a language, else in English or Finnish, else the code."""
        for code in (language, "en", "fi"):
            if code in self.names:
                return self.names[code]
        return self.code.partition(":")[2]


@lru_cache(maxsize=1)
def _vocabularies() -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = read_yaml(ROOT / "knowledge" / "vocabularies.yml")
    return records


def term(code: str) -> Term | None:
    """The class that a code means; None when its prefix is of no vocabulary that we know.

    >>> term("ptv:P10.1").name("sv"), term("ptv:P10.1").uri
    ('Jobbsökning och arbetsplatser', 'http://uri.suomi.fi/codelist/ptv/ptvserclass/code/P10.1')
    """
    for record in _vocabularies():
        prefix = record["prefix"]
        if not code.startswith(prefix):
            continue
        own = code.partition(":")[2]
        names = record.get("codes", {}).get(own, {})
        template = record.get("code_uri")
        uri = template.format(code=own) if template else record.get("uri")
        return Term(code, record["title"]["en"], _names(names, own), uri)
    return None


def _names(listed: Mapping[str, Any], own: str) -> dict[str, str]:
    return {code: name for code, name in listed.items() if code in ("fi", "sv", "en")} or {
        "en": own
    }


def listed(code: str) -> bool:
    """Whether a code stands in the lists of `vocabularies.yml`."""
    return any(
        code.startswith(record["prefix"]) and code.partition(":")[2] in record.get("codes", {})
        for record in _vocabularies()
    )
