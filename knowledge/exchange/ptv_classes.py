"""What a service of PTV is filed under: target groups, classes, keywords, charge, organisations.

Most can stand in the service and in its general description; `both` are the two, the general first.
"""

from collections.abc import Iterable

from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_texts import first_of, kept, localized
from knowledge.exchange.ptv_words import longest, table

#: The fields that hold classes of PTV.
_CLASSES = ("serviceClasses", "lifeEvents", "targetGroups")


def groups_of(both: list[Fields]) -> tuple[list[str], list[str]]:
    """Client types and groups; a service without a target group is for persons."""
    codes = [
        code for part in both for item in part.many("targetGroups") if (code := item.text("code"))
    ]
    for code in codes:
        if longest("clients", code) is None:
            both[-1].told.note(f"target group {code!r} is not known here")
    served = {longest("clients", code) for code in codes}
    clients = [client for client in dict.fromkeys(table("clients").values()) if client in served]
    if not clients:
        both[-1].told.note("no target group; taken as for persons")
    groups = once(group for code in sorted(codes) for group in longest("groups", code) or [])
    return clients or ["person"], groups


def organisations_of(service: Fields) -> tuple[str | None, list[str]]:
    """Who is responsible, and the others, each once."""
    found: dict[str, list[str]] = {"organiser": [], "partner": []}
    for item in service.many("organizations"):
        role = item.known("roleType", table("roles"), "role of an organisation")
        # A producer that is not in PTV itself is only written out.
        name = item.one("organization").text("name") or first_of(
            localized(item.many("additionalInformation"))
        )
        if role and name:
            found[role].append(name)
    organiser = next(iter(found["organiser"]), None)
    partners = once([*found["organiser"][1:], *found["partner"]])
    return organiser, [name for name in partners if name != organiser]


def charge_of(both: list[Fields]) -> str | None:
    """The service's own charge, else the general one."""
    charges = [part.known("serviceChargeType", table("charges"), "charge type") for part in both]
    return next((charge for charge in reversed(charges) if charge), None)


def keywords_of(both: list[Fields]) -> list[str]:
    """Keywords and names of ontology terms in Finnish, English and Swedish, each once."""
    texts = []
    for part in both:
        texts += [kept(localized([item])) for item in part.many("keywords")]
    for part in both:
        texts += [kept(localized(term.many("name"))) for term in part.many("ontologyTerms")]
    words: dict[str, str] = {}
    for word in (word for by_language in texts for word in by_language.values()):
        words.setdefault(word.casefold(), word)
    return list(words.values())


def codes_of(both: list[Fields]) -> list[str]:
    """Service classes, life events, target groups and ontology terms: `ptv:P6.10`, `koko:p7822`."""
    found = [
        f"ptv:{code}"
        for name in _CLASSES
        for part in both
        for item in part.many(name)
        if (code := item.text("code"))
    ]
    terms = [item.text("uri") for part in both for item in part.many("ontologyTerms")]
    return once([*found, *(code for uri in terms if uri and (code := _term(uri)))])


def _term(uri: str) -> str | None:
    """The code of an ontology term: `koko:p7822`."""
    for part, prefix in table("vocabularies").items():
        if part in uri:
            return f"{prefix}:{uri.rstrip('/').rsplit('/', 1)[-1]}"
    return None


def once(words: Iterable[str]) -> list[str]:
    """The words in their order, each once."""
    return list(dict.fromkeys(words))
