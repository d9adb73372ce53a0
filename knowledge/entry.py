"""One entry of the catalogue: a service, project, platform, crisis line or employment area."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from knowledge.dates import PARTIAL_DATE, first_day, last_day

Kind = Literal["service", "project", "platform", "crisis", "employment_area"]
Client = Literal["person", "employer", "professional"]
Confidence = Literal["high", "medium", "low"]
Group = Literal[
    "young", "student", "pupil", "parent", "immigrant", "refugee", "jobseeker",
    "long_term_unemployed", "employed", "entrepreneur", "employer", "professional",
    "rehabilitee", "reduced_work_ability", "women", "everyone",
]  # fmt: skip
Theme = Annotated[int, Field(ge=1, le=6)]


def _partial_date(text: str) -> str:
    if not PARTIAL_DATE.fullmatch(text):
        raise ValueError(f"not a date: {text!r}; write 2024, 2024-07 or 2024-07-31")
    first_day(text), last_day(text)
    return text


PartialDate = Annotated[str, AfterValidator(_partial_date)]


class Record(BaseModel):
    """The base of all records: an unknown field is a fault, and nothing is changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Record):
    """A text in the two source languages; translations stand in `translations/`."""

    fi: str = Field(min_length=1)
    en: str = Field(min_length=1)


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
    """Who an entry is for."""

    text: Text
    age_years: AgeLimits
    groups: tuple[Group, ...] = ()


class Area(Record):
    """Where an entry serves.

    `region` is all of North Ostrobothnia; `elsewhere` is outside it.
    """

    reach: Literal["nationwide", "region", "municipalities", "elsewhere"]
    municipalities: tuple[str, ...] = ()
    note: str | None = None
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

    from_: PartialDate | None = Field(alias="from")
    to: PartialDate | None
    certain_to: PartialDate | None = None
    status: Literal["listed", "unconfirmed", "withheld"]
    reason: str | None = None

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


class Contact(Record):
    """A way to reach an entry, with its source.

    `hours` are written `Mo-Fr 09:00-12:00,13:00-15:00; Sa 10:00-14:00` or `24/7`, Helsinki time.
    """

    type: Literal["phone", "url", "email", "address"]
    value: str = Field(min_length=3)
    languages: tuple[str, ...] = ()
    hours: str | None = None
    free: bool = False
    interpreter: bool = False
    from_abroad: bool = False
    source: str = Field(min_length=3)
    page_age: str
    confidence: Confidence
    seen: PartialDate
    remark: str | None = None

    @property
    def publishable(self) -> bool:
        """Whether it may be shown to a person: high or medium confidence only."""
        return self.confidence != "low" and not self.from_abroad


class Source(Record):
    """Where the facts of an entry come from: a seed document's section or a page."""

    document: str | None = None
    url: str | None = None
    page_age: str | None = None


class Repair(Record):
    """An error of the source and how it was read."""

    error: str
    printed: str
    read_as: str
    certainty: str


class Entry(Record):
    """One door, or one door that has been."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: Text
    aliases: tuple[str, ...] = ()
    kind: Kind
    #: The first is the client type of the entry; the others are served too.
    clients: tuple[Client, ...] = Field(min_length=1)
    summary: Text
    audience: Audience
    way_in: Text | None = None
    note: Text | None = None
    area: Area
    organiser: str | None
    partners: tuple[str, ...] = ()
    funder: str | None = None
    validity: Validity
    themes: tuple[Theme, ...] = ()
    plan_sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    contacts: tuple[Contact, ...] = ()
    #: Entries through which this one is reached.
    via: tuple[str, ...] = ()
    #: What goes on, or what can be tried instead, when this one has ended.
    successors: tuple[str, ...] = ()
    #: True when a source names the successor, False when it is our advice.
    successor_stated: bool | None = None
    sources: tuple[Source, ...] = ()
    evidence: str | None = None
    repairs: tuple[Repair, ...] = ()
    remarks: tuple[str, ...] = ()
    checked: PartialDate
