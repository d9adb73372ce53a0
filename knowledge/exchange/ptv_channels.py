"""The channels of PTV, kept small, and the contacts that they give to a service."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from knowledge.exchange.ptv_contacts import Contacts, contacts_in, languages_of
from knowledge.exchange.ptv_fields import Fields
from knowledge.exchange.ptv_hours import Hours, hours_of
from knowledge.exchange.ptv_words import table

#: Page ages of contacts that do not say when they were changed.
NOT_VISIBLE = "not visible"


@dataclass(frozen=True)
class Channel:
    """What is kept of a channel.

    Attributes:
        kind: `Phone`, `ServiceLocation`, `EChannel`, `WebPage` or `PrintableForm`; "" when unknown.
        published: whether its contacts may be given.
        page_age: the day when it was last changed.
        languages: the languages that it is given in.
        contacts: its contacts by type.
        hours: its hours.
        remarks: what else is said of its hours.
        notes: what a person should know of how it was read.
    """

    kind: str
    published: bool
    page_age: str
    languages: list[str]
    contacts: Contacts
    hours: str | None
    remarks: list[str]
    notes: list[str]


class Channels:
    """All channels of the files by id, each as a line of JSON: there are 150 000 in the country."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes] = {}

    def add(self, item: Fields, *, today: date) -> None:
        """Keep a channel; of two with one id, the one that was changed last."""
        channel_id = (item.text("id") or "").lower()
        if not channel_id:
            item.told.fault("id", "is missing; PTV has one in each channel")
        channel = read_channel(item, today=today)
        known = self.get(channel_id)
        if channel_id and not (known and known.page_age > channel.page_age):
            self._lines[channel_id] = json.dumps(asdict(channel), ensure_ascii=False).encode(
                "utf-8"
            )

    def get(self, channel_id: str) -> Channel | None:
        """A channel by its id; None when the files do not have it."""
        line = self._lines.get(channel_id.lower())
        return Channel(**json.loads(line)) if line else None


def read_channel(item: Fields, *, today: date) -> Channel:
    """A channel as it is kept; its faults are told of the item."""
    kind = item.text("serviceChannelType")
    if kind not in table("channels"):
        item.told.note(f"channel type {kind!r} is not known here")
    status = str(item.values.get("publishingStatus"))
    languages = languages_of(item)
    hours = hours_of(item.many("serviceHours"), today=today)
    return Channel(
        kind=kind or "",
        published=table("statuses").get(status) == "taken",
        page_age=_page_age(item),
        languages=languages,
        contacts=contacts_in(item, languages),
        hours=hours.text,
        remarks=list(hours.remarks),
        notes=list(item.told.notes),
    )


def _page_age(item: Fields) -> str:
    changed = item.day("modified")
    return changed.isoformat() if changed else NOT_VISIBLE


def contacts_of(service: Fields, channels: Channels, *, today: date) -> list[dict[str, Any]]:
    """The contacts of a service, through its channels, in their order, each once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    missing = []
    for connection in service.many("serviceChannels"):
        named = connection.one("serviceChannel")
        channel_id = named.text("id")
        channel = channels.get(channel_id or "")
        if channel is None:
            missing.append(named.text("name") or channel_id or "?")
        elif not channel.published:
            service.told.note(
                f"channel {named.text('name') or channel_id!r} is not published: no contacts of it"
            )
            continue
        for contact in _through(connection, channel_id or "?", channel, today):
            first = found.setdefault((contact["type"], contact["value"]), contact)
            if "hours" not in first and "hours" in contact:
                first["hours"] = contact["hours"]
    if missing:
        service.told.note(f"channels that are not in the files: {', '.join(missing)}")
    return list(found.values())


def _through(
    connection: Fields, channel_id: str, channel: Channel | None, today: date
) -> list[dict[str, Any]]:
    """The contacts of one channel; what the connection itself says of a type wins."""
    own = contacts_in(connection.one("contactDetails"), channel.languages if channel else [])
    hours = hours_of(connection.many("serviceHours"), today=today)
    if channel:
        for note in channel.notes:
            connection.told.note(f"channel {channel_id}: {note}")
        if not (hours.text or hours.remarks):
            hours = Hours(channel.hours, tuple(channel.remarks))
    found = []
    for kind in table("contact_lists"):
        theirs = channel.contacts[kind] if channel else []
        age = _page_age(connection) if own[kind] or not channel else channel.page_age
        timed = channel is None or kind in table("channels").get(channel.kind, [])
        found += [
            _whole(contact, channel_id, age, hours if timed else Hours(), today)
            for contact in own[kind] or theirs
        ]
    return found


def _whole(
    contact: dict[str, Any], channel_id: str, page_age: str, hours: Hours, today: date
) -> dict[str, Any]:
    remark = "; ".join(dict.fromkeys([*filter(None, [contact.get("remark")]), *hours.remarks]))
    whole = {
        **contact,
        "source": f"PTV service channel {channel_id}",
        "page_age": page_age,
        "confidence": contact.get("confidence", "high"),
        "seen": today.isoformat(),
    }
    if hours.text:
        whole["hours"] = hours.text
    return {**whole, "remark": remark} if remark else whole
