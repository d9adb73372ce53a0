"""A door in words: name, what for, who for, until when, how to reach it, why."""

from typing import Any, Dict, List, Optional

from bot.wording import date_words, hours_words, language_names, say

#: One line of a door: what it says, and a link where it can be pressed.
Line = Dict[str, str]

_LINK = {"phone": "tel:", "email": "mailto:", "url": ""}


def door_lines(door: Dict[str, Any], language: str) -> List[Line]:
    """The lines under a door's name and summary.

    Args:
        door: as `actions.door.door_values` makes it.
        language: the person's language.

    Returns:
        Lines with `text`, and `href` where the line can be pressed.
    """
    lines: List[Optional[Line]] = [
        _plain(say("door_for", language, audience=door["audience"])),
        _until(door, language),
        _plain(door.get("note")),
        _plain(say("door_way_in", language, text=door["way_in"]) if door.get("way_in") else None),
        *(contact_line(contact, language) for contact in door["contacts"]),
        *(_via(name, language) for name in door.get("via", [])),
        *(contact_line(contact, language) for contact in door.get("via_contacts", [])),
        _plain(why_line(door["why"], language) if door.get("why") else None),
    ]
    return [line for line in lines if line]


def detail_lines(door: Dict[str, Any], language: str) -> List[Line]:
    """The lines that only the details have: who runs it, languages, source and date."""
    lines: List[Optional[Line]] = []
    if door.get("organiser"):
        lines.append(_plain(say("door_organiser", language, organiser=door["organiser"])))
    if door.get("languages"):
        names = language_names(door["languages"], language)
        lines.append(_plain(say("door_languages", language, languages=names)))
    if door.get("interpreter"):
        lines.append(_plain(say("door_interpreter", language)))
    checked = date_words(door["checked"], language)
    lines.append(_plain(say("door_checked", language, date=checked, source=door["source"])))
    return [line for line in lines if line]


def contact_line(contact: Dict[str, Any], language: str) -> Line:
    """One contact, with its languages, price and hours."""
    text = say(f"door_{contact['type']}", language, value=contact["value"])
    more = []
    if contact.get("languages"):
        names = language_names(contact["languages"], language)
        more.append(say("danger_in_languages", language, languages=names))
    if contact.get("interpreter"):
        more.append(say("door_interpreter_short", language))
    if contact.get("hours"):
        more.append(hours_words(contact["hours"], language))
    if contact.get("free"):
        more.append(say("door_free", language))
    if more:
        text += f" ({', '.join(more)})"
    return _linked(text, contact)


def why_line(why: Dict[str, str], language: str) -> str:
    """Why a door is offered, in one line."""
    values = {name: value for name, value in why.items() if name != "kind"}
    return say(f"why_{why['kind']}", language, **values)


def _linked(text: str, contact: Dict[str, Any]) -> Line:
    line = {"text": text}
    if contact["type"] in _LINK:
        value = (
            contact["value"].replace(" ", "") if contact["type"] == "phone" else contact["value"]
        )
        line["href"] = _LINK[contact["type"]] + value
    return line


def _plain(text: Optional[str]) -> Optional[Line]:
    return {"text": text} if text else None


def _until(door: Dict[str, Any], language: str) -> Optional[Line]:
    parts = []
    if door.get("until"):
        parts.append(say("door_until", language, date=date_words(door["until"], language)))
    if door.get("uncertain"):
        parts.append(say("door_uncertain", language))
    return _plain(". ".join(part.rstrip(".") for part in parts) + "." if parts else None)


def _via(name: str, language: str) -> Optional[Line]:
    return _plain(say("door_via", language, name=name))
