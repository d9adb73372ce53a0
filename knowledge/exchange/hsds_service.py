"""One entry as a service of HSDS 3.0."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.entry import Entry, Validity
from knowledge.exchange.hsds_contacts import contact_fields, contact_schedules, languages_of
from knowledge.exchange.hsds_ids import is_uuid, part_id, service_id
from knowledge.exchange.hsds_places import service_areas
from knowledge.exchange.hsds_rest import Rest
from knowledge.exchange.hsds_terms import attribute, need_attribute, need_codes
from knowledge.exchange.hsds_words import words
from knowledge.exchange.versions import version_of
from knowledge.exchange.web_forms import is_moment
from knowledge.needs import Need
from knowledge.records import Text
from knowledge.translations import Translation

Object = dict[str, Any]

#: Texts of HSDS and where they stand in an entry. They are native in one language.
TEXTS = {
    "name": "name",
    "description": "summary",
    "application_process": "way_in",
    "eligibility_description": "audience.text",
    "alert": "note",
}
#: A native text is in this language when there is one in it.
FIRST_LANGUAGE = "en"
#: Length of a whole date.
_DAY = len("2026-11-25")


def service_of(
    entry: Entry,
    *,
    as_of: date,
    needs: Sequence[Need] = (),
    translations: Mapping[str, Translation] | None = None,
) -> Object:
    """One entry as a service.

    What HSDS has no home for stands in `attributes`, of the service or of a phone or location, so
    that `read_hsds` gives the same entry back.

    Args:
        entry: the entry.
        as_of: the day that its status is told for.
        needs: the needs that it answers.
        translations: its texts by language.
    """
    own, rest = service_id(entry.id), Rest(entry)
    if is_uuid(entry.id):
        rest.take("id")
    fields = {
        "id": own,
        **_texts(entry, own, rest),
        **contact_fields(entry, own, rest),
        "status": status_of(entry.validity, as_of),
        **_single(entry, rest),
        **_parts(entry, own, rest),
        "service_areas": service_areas(entry.area, own),
    }
    schedules = list(contact_schedules(entry, own, as_of))
    fields |= {"schedules": schedules} if schedules else {}
    attributes = fields.pop("attributes")
    attributes += [
        *rest.take_all("", own, "service"),
        attribute(own, "version", version_of(entry)),
        attribute(own, "as_of", as_of.isoformat()),
        *_translations(own, translations or {}),
        *(need_attribute(own, need, entry.id) for need in needs),
        *need_codes(own, needs),
    ]
    told = {key: value for key, value in fields.items() if value is not None}
    return {**told, "attributes": attributes}


def status_of(validity: Validity, as_of: date) -> str:
    """The status of an entry on a day in the words of HSDS."""
    if validity.over(as_of):
        return "defunct"
    closed = validity.status == "withheld" or not validity.begun(as_of)
    return "inactive" if closed else "active"


def text_at(entry: Entry, path: str) -> Text | None:
    """The text of an entry at one of the paths of `TEXTS`."""
    found: Text | None = entry.audience.text if path == "audience.text" else getattr(entry, path)
    return found


def _texts(entry: Entry, own: str, rest: Rest) -> Object:
    fields: Object = {"attributes": []}
    for name, path in TEXTS.items():
        text = text_at(entry, path)
        if text is None:
            continue
        language = FIRST_LANGUAGE if text.en else text.languages()[0]
        fields[name] = rest.take(f"{path}.{language}")
        if language != FIRST_LANGUAGE:
            fields["attributes"].append(attribute(own, f"native_language.{path}", language))
    return fields


def _single(entry: Entry, rest: Rest) -> Object:
    """Fields that hold one value each."""
    ages = entry.audience.age_years
    for end in ("min", "max"):
        rest.take(f"audience.age_years.{end}")
    charge = rest.take("charge")
    whole_day = len(entry.checked) == _DAY
    modified = entry.origin.modified if entry.origin else None
    return {
        "alternate_name": rest.take("aliases.0"),
        "interpretation_services": words()["interpreter"] if rest.take("interpreter") else None,
        "fees_description": words()["charge"][charge] if charge else None,
        "minimum_age": ages.min,
        "maximum_age": ages.max,
        "assured_date": rest.take("checked") if whole_day else None,
        "last_modified": rest.take("origin.modified") if modified and is_moment(modified) else None,
    }


def _parts(entry: Entry, own: str, rest: Rest) -> Object:
    """Organization, funding and languages."""
    organiser, funder = rest.take("organiser"), rest.take("funder")
    for place in range(len(entry.languages)):
        rest.take(f"languages.{place}")
    organization = {
        "id": part_id("organization", organiser or ""),
        "name": organiser,
        "description": organiser,
    }
    return {
        "organization": organization if organiser else None,
        "funding": [{"id": part_id(own, "funding"), "source": funder}] if funder else None,
        "languages": languages_of(entry.languages, own) or None,
    }


def _translations(own: str, translations: Mapping[str, Translation]) -> list[Object]:
    return [
        attribute(own, f"translations.{language}.{name}.{found.statuses[name]}", text)
        for language, found in translations.items()
        for name, text in found.texts.items()
        if found.statuses[name] != "source"
    ]
