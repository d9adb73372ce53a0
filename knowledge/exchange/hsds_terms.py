"""What HSDS has no home for: attributes with the terms of our own taxonomy.

The `link_type` of an attribute is `opastin:` and the path of the value in the entry, such as
`opastin:contacts.0.source`; so an attribute can be put back wherever it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from knowledge.exchange.hsds_ids import part_id
from knowledge.exchange.web_forms import is_uri
from knowledge.needs import Need
from knowledge.paths import ROOT
from knowledge.vocabularies import term as class_named
from knowledge.yaml_files import read_yaml

TAXONOMY = "opastin"
_PREFIX = f"{TAXONOMY}:"

Object = dict[str, Any]


@lru_cache(maxsize=1)
def terms() -> Mapping[str, Mapping[str, str]]:
    """Name and description of each term of our taxonomy, by its code."""
    found: Mapping[str, Mapping[str, str]] = read_yaml(
        ROOT / "knowledge" / "exchange" / "hsds_terms.yml"
    )
    return found


def attribute(owner: str, path: str, value: str, entity: str = "service") -> Object:
    """An attribute that holds one value of an entry.

    Args:
        owner: id of the object that it belongs to.
        path: where the value stands in the entry.
        value: the value.
        entity: what the owner is, in the words of HSDS.
    """
    term = _class_term(value) if path.startswith("codes.") else _own_term(path)
    return _attribute(owner, path, value, entity, term)


def need_attribute(owner: str, need: Need, entry_id: str) -> Object:
    """An attribute that names a need which the service answers, wholly (`door`) or also."""
    code = f"need:{need.id}"
    term = _term(TAXONOMY, code, need.label("en"), need.about)
    role = "door" if entry_id in need.doors else "also"
    return _attribute(owner, f"needs.{need.id}", role, "service", term)


def need_codes(owner: str, needs: Sequence[Need]) -> list[Object]:
    """Attributes that hold the standard classes of the needs which a service answers."""
    codes = dict.fromkeys(code for need in needs for code in need.codes)
    return [
        _attribute(owner, f"need_codes.{code}", code, "service", _class_term(code))
        for code in codes
    ]


def own_values(thing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The values of our own in the attributes of an object, each with its path."""
    for given in thing.get("attributes") or ():
        link, value = given.get("link_type"), given.get("value")
        if isinstance(link, str) and isinstance(value, str) and link.startswith(_PREFIX):
            yield link.removeprefix(_PREFIX), value


def foreign_terms(service: Mapping[str, Any]) -> list[str]:
    """Names of the terms that other systems have filed a service under."""
    names = []
    for given in service.get("attributes") or ():
        if not str(given.get("link_type") or "").startswith(_PREFIX):
            name = (given.get("taxonomy_term") or {}).get("name")
            names += [name.strip()] if isinstance(name, str) and name.strip() else []
    return list(dict.fromkeys(names))


def _attribute(owner: str, path: str, value: str, entity: str, term: Object) -> Object:
    return {
        "id": part_id(owner, f"attribute/{path}"),
        "link_id": owner,
        "link_type": f"{_PREFIX}{path}",
        "link_entity": entity,
        "value": value,
        "taxonomy_term": term,
    }


def _own_term(path: str) -> Object:
    parts = [part for part in path.split(".") if not part.isdecimal()]
    # Texts stand in languages, which are no terms of their own.
    code = ".".join(parts[:2]) if ".".join(parts[:2]) in terms() else parts[0]
    told = terms()[code]
    return _term(TAXONOMY, code, told["name"], told["description"])


def _class_term(code: str) -> Object:
    """The term of a class such as `ptv:P10.1`."""
    found = class_named(code)
    vocabulary, _, bare = code.partition(":")
    if found is None or not bare:
        # Of no vocabulary that we know: the code is all that can be said.
        return _term(TAXONOMY, code, code, code)
    term = _term(vocabulary, bare, found.name(), f"{found.name()} ({found.vocabulary})")
    uri = is_uri(found.uri) and found.uri
    return {**term, "term_uri": uri} if uri else term


def _term(taxonomy: str, code: str, name: str, description: str) -> Object:
    return {
        "id": part_id(f"term/{taxonomy}", code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": taxonomy,
        "language": "en",
    }
