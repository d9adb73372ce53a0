"""One entry of the catalogue: a service, project, platform, crisis line or employment area."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.dates import first_day, last_day
from knowledge.provenance import Confidence, Contact, Origin, Repair, Source
from knowledge.records import (
    SOURCE_LANGUAGES,
    Id,
    LanguageCode,
    PartialDate,
    Record,
    Text,
    Words,
)

__all__ = [
    "SOURCE_LANGUAGES",
    "AgeLimits", "Area", "Audience", "Client", "Confidence", "Contact", "Entry", "Group", "Kind",
    "Origin", "PartialDate", "Record", "Repair", "Source", "Text", "Validity",
]  # fmt: skip

Kind = Literal["service", "project", "platform", "crisis", "employment_area"]
Client = Literal["person", "employer", "professional"]
Group = Literal[
    "young", "student", "pupil", "parent", "immigrant", "refugee", "jobseeker",
    "long_term_unemployed", "employed", "entrepreneur", "employer", "professional",
    "rehabilitee", "reduced_work_ability", "women", "everyone",
]  # fmt: skip
Theme = Annotated[int, Field(ge=1, le=6)]
Charge = Literal["free", "chargeable", "other"]


class AgeLimits(Record):
    """Ages that are served, in years, both ends included; None is no limit."""

    min: int | None = Field(default=None, ge=0, le=120)
    max: int | None = Field(default=None, ge=0, le=120)

    @model_validator(mode="after")
    def _in_order(self) -> "AgeLimits":
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self

    def admits(self, age_years: int | None) -> bool:
        """Whether a person of this age is served; an unknown age is."""
        if age_years is None:
            return True
        return (self.min is None or age_years >= self.min) and (
            self.max is None or age_years <= self.max
        )


class Audience(Record):
    """Who an entry is for; services from elsewhere may not say it."""

    text: Text | None = None
    age_years: AgeLimits = AgeLimits()
    groups: tuple[Group, ...] = ()


class Area(Record):
    """Where an entry serves.

    `region` is all of North Ostrobothnia; `elsewhere` is outside it.
    """

    reach: Literal["nationwide", "region", "municipalities", "elsewhere"]
    municipalities: tuple[Id, ...] = ()
    note: Words | None = None
    #: The source does not say it; read from who organises it.
    inferred: bool = False

    @model_validator(mode="after")
    def _named(self) -> "Area":
        if (self.reach == "municipalities") != bool(self.municipalities):
            raise ValueError(
                "municipalities are named when reach is 'municipalities', and only then"
            )
        return self

    def serves(self, municipality: str) -> bool:
        """Whether the entry serves this municipality of the region (its id)."""
        if self.reach == "municipalities":
            return municipality in self.municipalities
        return self.reach != "elsewhere"


class Validity(Record):
    """When an entry is open.

    Attributes:
        from_: first day; None when the source gives none.
        to: last day; None when it goes on.
        certain_to: last day that all sources agree on, where they do not agree on `to`.
        status: `listed` goes by the dates; `unconfirmed` too, but the person is told to ask first;
            `withheld` is never referred to.
        reason: why it is not simply listed.
    """

    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    certain_to: PartialDate | None = None
    status: Literal["listed", "unconfirmed", "withheld"]
    reason: Words | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Validity":
        if self.from_ and self.to and first_day(self.from_) > last_day(self.to):
            raise ValueError(f"ends ({self.to}) before it starts ({self.from_})")
        if self.status != "listed" and not self.reason:
            raise ValueError(f"status {self.status!r} needs a reason")
        return self

    def begun(self, as_of: date) -> bool:
        """Whether it has started on this day."""
        return self.from_ is None or first_day(self.from_) <= as_of

    def over(self, as_of: date) -> bool:
        """Whether it has ended by this day."""
        return self.to is not None and last_day(self.to) < as_of

    def certain(self, as_of: date) -> bool:
        """Whether nothing speaks against its being open on this day, given that it is."""
        doubtful = self.certain_to is not None and last_day(self.certain_to) < as_of
        return self.status == "listed" and not doubtful


class Entry(Record):
    """One door, or one door that has been."""

    id: Id
    name: Text
    aliases: tuple[Words, ...] = ()
    kind: Kind
    #: The first is the client type of the entry; the others are served too.
    clients: tuple[Client, ...] = Field(min_length=1)
    summary: Text
    audience: Audience = Audience()
    way_in: Text | None = None
    note: Text | None = None
    #: A longer text, as other catalogues have it; not translated.
    description: Text | None = None
    area: Area
    organiser: Words | None = None
    partners: tuple[Words, ...] = ()
    funder: Words | None = None
    charge: Charge | None = None
    validity: Validity
    themes: tuple[Theme, ...] = ()
    plan_sections: tuple[Words, ...] = ()
    languages: tuple[LanguageCode, ...] = ()
    interpreter: bool = False
    contacts: tuple[Contact, ...] = ()
    #: Entries through which this one is reached.
    via: tuple[Id, ...] = ()
    #: What goes on, or what can be tried instead, when this one has ended.
    successors: tuple[Id, ...] = ()
    #: True when a source names the successor, False when it is our advice.
    successor_stated: bool | None = None
    sources: tuple[Source, ...] = ()
    evidence: Words | None = None
    repairs: tuple[Repair, ...] = ()
    remarks: tuple[Words, ...] = ()
    #: Words that the service is filed under elsewhere.
    keywords: tuple[Words, ...] = ()
    #: Classes of standard vocabularies, as `ptv:P10.1` (see `knowledge/vocabularies.yml`).
    codes: tuple[Words, ...] = ()
    origin: Origin | None = None
    checked: PartialDate

    @model_validator(mode="after")
    def _written_in_both(self) -> "Entry":
        missing = list(_missing_texts(self)) if self.origin is None else []
        if missing:
            raise ValueError("\n".join(missing))
        return self


def _missing_texts(entry: Entry) -> Iterator[str]:
    """What an entry of our own must say and does not, each as `field: message`."""
    texts = {name: getattr(entry, name) for name in ("name", "summary", "way_in", "note")}
    for field, text in {**texts, "audience.text": entry.audience.text}.items():
        for code in ("fi", "en"):
            if text and not getattr(text, code):
                yield f"{field}.{code}: is missing; our own entries are in Finnish and English"
    if entry.audience.text is None:
        yield "audience.text: is missing; say who the entry is for"


_PLACED = re.compile(r"([a-z_]+(?:\.[a-z_]+)*): (.+)", re.DOTALL)


def placed_faults(
    location: tuple[int | str, ...], message: str
) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """The faults that one fault of pydantic tells of: those of a whole entry name their fields.

    Args:
        location: where it stands.
        message: what is wrong; from the entry itself, one `field: message` a line.
    """
    for line in message.removeprefix("Value error, ").split("\n") if not location else ():
        placed = _PLACED.fullmatch(line)
        yield (tuple(placed[1].split(".")), placed[2]) if placed else ((), line)
    if location:
        yield location, message
