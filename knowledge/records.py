"""What all records of the catalogue are made of: texts, partial dates, ids."""

import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from knowledge.dates import PARTIAL_DATE, first_day, last_day

#: Languages that an entry itself can be written in.
SOURCE_LANGUAGES = ("fi", "en", "sv")


def _partial_date(text: str) -> str:
    if not PARTIAL_DATE.fullmatch(text):
        raise ValueError(f"not a date: {text!r}; write 2024, 2024-07 or 2024-07-31")
    first_day(text), last_day(text)
    return text


PartialDate = Annotated[str, AfterValidator(_partial_date)]
#: A BCP 47 language code; services elsewhere are given in languages that we do not talk.
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
#: An id of ours: of an entry or of a municipality.
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _readable(text: str) -> str:
    """Line ends as one sign; signs that no spreadsheet and no page can hold are a fault."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROLS.search(text)
    if found:
        raise ValueError(f"holds a control character ({found.group()!r}); take it out")
    return text


#: A text as a record holds it: not empty, no blanks around it, nothing that cannot be shown.
Words = Annotated[str, BeforeValidator(lambda v: _readable(v) if isinstance(v, str) else v)]


class Record(BaseModel):
    """The base of all records: an unknown field is a fault, and nothing is changed later."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1
    )


class Text(Record):
    """A text in the languages it was written in; translations stand in `translations/`.

    Our own entries have Finnish and English; services from elsewhere have at least one.
    """

    fi: Words | None = None
    en: Words | None = None
    sv: Words | None = None

    @model_validator(mode="after")
    def _said(self) -> "Text":
        if not (self.fi or self.en or self.sv):
            raise ValueError("has no text; write it in fi, en or sv")
        return self

    def languages(self) -> list[str]:
        """The languages that it is written in."""
        return [code for code in SOURCE_LANGUAGES if getattr(self, code)]

    def said(self) -> str:
        """The text in English, else Finnish, else Swedish."""
        return self.en or self.fi or self.sv or ""
