"""Human contacts and help lines in words; needs neither the guidance server nor the network."""

from datetime import datetime
from typing import Any, Dict, List, Optional

from bot.door_text import Line, contact_line
from bot.wording import say
from knowledge.hours import open_at
from knowledge.people import help_lines, human_contacts
from knowledge.plain import plain_contacts, plain_text

#: Danger gets at most so many numbers: who is afraid does not read a list.
NUMBERS = 4


def people_doors(
    municipality: Optional[str], age_years: Optional[int], language: str
) -> List[Dict[str, Any]]:
    """Places where a person answers, as named groups of lines."""
    return [_place(entry, language) for entry in human_contacts(municipality, age_years)]


def _place(entry: str, language: str) -> Dict[str, Any]:
    contacts = plain_contacts(entry)[:2]
    return {
        "name": plain_text(entry, "name", language),
        "summary": plain_text(entry, "summary", language),
        "lines": [contact_line(contact, language) for contact in contacts],
    }


def danger_doors(danger: str, language: str, moment: datetime) -> List[Dict[str, Any]]:
    """Help lines for a kind of danger, those that are open and speak the language first.

    Args:
        danger: the kind (`nlu.danger.KINDS`).
        language: the person's language.
        moment: now, on the region's clock.
    """
    doors = []
    lines_of_help = help_lines(danger)
    # Sorting is stable: among those that can be talked with, the most fitting stays first.
    for entry in sorted(lines_of_help, key=lambda line: not _understands(line, language)):
        phones = _phones(entry, language, moment)
        if phones:
            name = plain_text(entry, "name", language)
            lines = [_phone_line(phone, language, moment) for phone in phones]
            doors.append({"name": name, "summary": None, "lines": lines})
    return doors[:NUMBERS]


def _understands(entry: str, language: str) -> bool:
    """Whether a line speaks the language, has interpreters, or does not say what it speaks."""
    return any(
        language in phone["languages"] or phone.get("interpreter") or not phone["languages"]
        for phone in plain_contacts(entry)
        if phone["type"] == "phone"
    )


def _phones(entry: str, language: str, moment: datetime) -> List[Dict[str, Any]]:
    """The phones of a line for this person: their language's, and one that answers now."""
    phones = [c for c in plain_contacts(entry) if c["type"] == "phone"]
    own = [p for p in phones if language in p["languages"]]
    answering = [p for p in phones if _open(p, moment) and p not in own]
    if own and any(_open(p, moment) for p in own):
        return own[:1]
    interpreted = [p for p in answering if p.get("interpreter") or not p["languages"]]
    return (own + (interpreted or answering))[:2]


def _open(phone: Dict[str, Any], moment: datetime) -> bool:
    return bool(phone.get("hours")) and open_at(phone["hours"], moment)


def _phone_line(phone: Dict[str, Any], language: str, moment: datetime) -> Line:
    line = contact_line(phone, language)
    if phone.get("hours"):
        state = "danger_open_now" if _open(phone, moment) else "danger_closed_now"
        line["text"] += f" – {say(state, language)}"
    return line
