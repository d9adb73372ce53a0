"""How an entry is reached, and where its facts come from."""

from typing import Literal

from pydantic import Field, model_validator

from knowledge.records import Id, LanguageCode, PartialDate, Record, Words

Confidence = Literal["high", "medium", "low"]


class Contact(Record):
    """A way to reach an entry, with its source.

    `hours` are written `Mo-Fr 09:00-12:00,13:00-15:00; Sa 10:00-14:00`, `2026-12-24 closed` or
    `24/7` (see `knowledge.hours`), Helsinki time.
    """

    type: Literal["phone", "url", "email", "address"]
    value: Words = Field(min_length=3)
    languages: tuple[LanguageCode, ...] = ()
    hours: Words | None = None
    free: bool = False
    interpreter: bool = False
    from_abroad: bool = False
    source: Words = Field(min_length=3)
    page_age: Words
    confidence: Confidence
    seen: PartialDate
    remark: Words | None = None

    @property
    def publishable(self) -> bool:
        """Whether it may be shown to a person: high or medium confidence only."""
        return self.confidence != "low" and not self.from_abroad


class Source(Record):
    """Where the facts of an entry come from: a document's section or a page.

    Attributes:
        document: name of a document, with its section after a colon.
        url: a page.
        page_age: the date that the page shows, as far as it does.
        seen: when it was read.
        confidence: how sure its facts are today.
    """

    document: Words | None = None
    url: Words | None = None
    page_age: Words | None = None
    seen: PartialDate | None = None
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _named(self) -> "Source":
        if not (self.document or self.url):
            raise ValueError("names neither a document nor a url")
        return self


class Repair(Record):
    """An error of the source and how it was read."""

    error: Words
    printed: Words
    read_as: Words
    certainty: Words


class Origin(Record):
    """Where a service that was imported comes from; our own entries have none.

    Attributes:
        system: the standard it came in.
        collection: the import it belongs to (a file of `knowledge/imported/`).
        id: its id there.
        modified: when it was last changed there, as printed there.
    """

    system: Literal["ptv", "hsds", "table"]
    collection: Id
    id: Words
    modified: Words | None = None
