"""Services of the Finnish Service Catalogue (PTV, Open API 11) as items of an import."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from knowledge.entry_check import entry_faults
from knowledge.exchange.items import Item, entry_of, faults_of
from knowledge.exchange.json_stream import json_objects
from knowledge.exchange.ptv_channels import Channels
from knowledge.exchange.ptv_fields import Fields, Told
from knowledge.exchange.ptv_service import record_of
from knowledge.exchange.ptv_words import table

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DOUBTFUL_CONTACT = re.compile(r"contacts\.(\d+)\.value")
#: The fields that tell what an object is.
_CHANNEL = {"serviceChannelType", "serviceChannelNames"}
_GENERAL = {"generalDescriptionType", "descriptions"}
_SERVICE = {"serviceNames", "serviceDescriptions", "serviceChannels", "generalDescriptionId"}
#: Our fields whose faults PTV calls something else.
_THEIR_NAMES = {"name": "serviceNames", "summary": "serviceDescriptions", "clients": "targetGroups"}


@dataclass
class _Held:
    """What the first reading of the files keeps: everything but the services, which are put aside.

    Attributes:
        channels: the channels.
        general: the general descriptions by id, as they stand.
        spool: the services, one line of JSON each: number and object.
        faulty: items that cannot be read.
    """

    channels: Channels = field(default_factory=Channels)
    general: dict[str, bytes] = field(default_factory=dict)
    spool: IO[str] = field(default_factory=lambda: tempfile.TemporaryFile("w+", encoding="utf-8"))
    faulty: list[Item] = field(default_factory=list)


def read_ptv(paths: Sequence[Path], *, collection: str, today: date) -> Iterator[Item]:
    """The services of some files.

    The files may hold services, channels and general descriptions, in any order and mixture, each
    in a form that `json_objects` reads. Channels and general descriptions are kept small;
    services are read one by one. Items are numbered through all files, in their order.

    A service that is not published yet or is being changed (`Draft`, `Modified`), or that has no
    name in Finnish, Swedish or English, becomes an item that is not complete and has an empty
    record and a note: it is passed over, and what the catalogue has of it stays. One that was
    taken out (`Archived`, `Withdrawn`, `Deleted`, `OldPublished`, `Removed`) has an empty record
    too and has `ended`.

    Args:
        paths: the files.
        collection: the import that the services belong to.
        today: the day of the import.

    Raises:
        JsonError: a file is no JSON.
        FileNotFoundError: there is no such file.
    """
    held = _Held()
    with held.spool:
        for number, value in enumerate((o for path in paths for o in json_objects(path)), start=1):
            _take(number, value, held, today)
        yield from held.faulty
        held.spool.seek(0)
        for line in held.spool:
            number, value = json.loads(line)
            yield _service(Fields(value, Told(number)), held, collection, today)


def _take(number: int, value: Any, held: _Held, today: date) -> None:
    """Keep one object of a file."""
    told = Told(number)
    item = Fields(value if isinstance(value, Mapping) else {}, told)
    names = set(item.values)
    if names & _CHANNEL:
        held.channels.add(item, today=today)
    elif names & _GENERAL:
        general_id = item.text("id")
        if general_id:
            held.general[general_id.lower()] = json.dumps(value).encode()
        else:
            told.fault("id", "is missing; PTV has one in each general description")
    elif names & _SERVICE:
        held.spool.write(json.dumps([number, value]) + "\n")
    else:
        shown = ", ".join(sorted(names)) or repr(value)[:60]
        told.fault(
            "",
            f"is no service, channel or general description: it has {shown}; fetch whole objects",
        )
    if told.faults:
        held.faulty.append(Item(number, "", faults=tuple(told.faults)))


def _service(service: Fields, held: _Held, collection: str, today: date) -> Item:
    told = service.told
    service_id = (service.text("id") or "").lower()
    status = _status(service)
    if not _UUID.fullmatch(service_id):
        told.fault("id", f"is no UUID: {service.values.get('id')!r}; PTV has one in each service")
    elif status == "taken":
        record = record_of(
            service, _general(service, held), held.channels, collection=collection, today=today
        )
        if "name" in record:
            return _checked(service, record)
        _tell_nameless(service)
    if told.faults:
        return Item(told.number, service_id, faults=tuple(told.faults), notes=tuple(told.notes))
    return Item(
        told.number, service_id, complete=False, ended=status == "ended", notes=tuple(told.notes)
    )


def _status(service: Fields) -> str | None:
    """What the publishing status means for us; None when it is missing, which is a fault."""
    said = service.values.get("publishingStatus")
    if said is None:
        service.told.fault("publishingStatus", "is missing; only published services are taken")
        return None
    status: str | None = table("statuses").get(str(said))
    if status is None:
        service.told.note(f"publishing status {said!r} is not known here: passed over")
    elif status == "passed_over":
        service.told.note(f"publishing status {said!r}: passed over")
    return status


def _general(service: Fields, held: _Held) -> Fields | None:
    general_id = service.text("generalDescriptionId")
    if general_id is None:
        return None
    line = held.general.get(general_id.lower())
    if line is None:
        service.told.note(f"general description {general_id} is not in the files")
        return None
    # Its faults are told where they do harm: at the services that it describes.
    return Fields(json.loads(line), service.told, f"generalDescription({general_id})")


def _tell_nameless(service: Fields) -> None:
    if service.many("serviceNames"):
        service.told.note("has no name in Finnish, Swedish or English: passed over")
    elif not service.told.faults:
        service.told.fault("serviceNames", "is empty; a published service has a name")


def _checked(service: Fields, record: dict[str, Any]) -> Item:
    """The item of a record; a contact that cannot be used is kept with low confidence."""
    told = service.told
    if not told.faults:
        try:
            entry = entry_of(record)
        except ValidationError as error:
            for fault in faults_of(told.number, record, error):
                first, _, rest = fault.field.partition(".")
                told.fault(
                    ".".join(filter(None, [_THEIR_NAMES.get(first, first), rest])), fault.message
                )
        else:
            for name, message in entry_faults(entry):
                doubtful = _DOUBTFUL_CONTACT.fullmatch(name)
                if doubtful:
                    record["contacts"][int(doubtful[1])]["confidence"] = "low"
                    told.note(f"{message.split(';')[0]}; kept with low confidence")
                else:
                    told.fault(name, message)
    faults, notes = tuple(told.faults), tuple(told.notes)
    return Item(told.number, record["id"], {} if faults else record, faults=faults, notes=notes)
