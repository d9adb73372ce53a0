"""Any entry that its model allows: all fields, all scripts, odd characters, partial dates."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from knowledge.entry import Client, Confidence, Contact, Entry, Group, Kind
from knowledge.places import municipalities

Strategy = st.SearchStrategy[Any]

#: Texts that break careless writers: quotes, separators, formulas, direction marks, other scripts.
ODD = (
    'He said "yes", no; or | maybe', "=SUM(A1)", "+358 40", "-", "a\nb\n\nc", "\ttab", "null",
    "None", "true", "false", "0", "1.0", "2024-07-31", ": - {x} [y] #z &a *b",
    "<b>fett</b> &amp; ä", "'quoted'",
    "العربية والأرقام ١٢٣", "\u202bفارسی\u202c", "zero\u200bwidth\u200dand\ufeffmarks",
    "中文，标点。",
    "ภาษาไทย", "e\u0301 and é", "🧭👩🏽‍🎓", "C:\\new\\table", "100 %",
    "_x000D_", "a\u2028b\u2029c", "\xa0x\xa0",
    "Free of charge", "For calls from abroad", "opastin:id", "Elsewhere, Finland; Oulu",
)  # fmt: skip

_LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
words: Strategy = (
    st.one_of(st.sampled_from(ODD), st.text(_LETTERS | st.just("\n"), min_size=1, max_size=20))
    .map(str.strip)
    .filter(bool)
)
longer_words = words.filter(lambda text: len(text) >= 3)
dates = st.dates(date(1990, 1, 1), date(2060, 12, 31))
partial_dates = st.builds(
    lambda day, size: day.isoformat()[:size], dates, st.sampled_from((4, 7, 10))
)
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
uuids = st.uuids().map(str)
codes = st.sampled_from(("fi", "sv", "en", "ar", "ckb", "zh-Hans", "fin", "se", "ku-Arab", "xx"))
hours = st.one_of(
    st.sampled_from(
        ("24/7", "Mo-Fr 09:00-12:00,13:00-15:00; Sa 10:00-14:00", "10:00-15:00", "Fr 22:00-04:00",
         "2026-12-24 closed", "2026-06-01..2026-08-31 Mo-Fr 09:00-14:00; Mo 8-24")
    ),
    words,
)  # fmt: skip


def _lists(of: Strategy, most: int = 3) -> Strategy:
    return st.lists(of, max_size=most)


def _maybe(of: Strategy) -> Strategy:
    return st.none() | of


def _choice(literal: Any) -> Strategy:
    return st.sampled_from(get_args(literal))


@st.composite
def texts(draw: st.DrawFn, *, ours: bool) -> dict[str, str]:
    """A text: in Finnish and English when the entry is our own, else in at least one language."""
    kept = (
        ("fi", "en") if ours else draw(st.sampled_from((("fi",), ("sv",), ("en",), ("fi", "sv"))))
    )
    more = draw(st.sets(st.sampled_from(("fi", "en", "sv"))))
    return {code: draw(words) for code in ("fi", "en", "sv") if code in kept or code in more}


values = {
    "phone": st.sampled_from(("+358 40 123 4567", "116 117", "0295 020 713")) | longer_words,
    "url": st.sampled_from(("https://www.ouka.fi/a?b=c#d", "http://ä.fi/x", "www.ouka.fi"))
    | longer_words,
    "email": st.sampled_from(("a@b.fi", "ä@b.fi", "x@y")) | longer_words,
    "address": st.sampled_from(("Torikatu 10, 90100 Oulu", "Torikatu 10, Oulu", "A, 00100 X"))
    | longer_words,
}


@st.composite
def contacts(draw: st.DrawFn) -> dict[str, Any]:
    """A contact of any kind and confidence."""
    kind = draw(_choice(Contact.model_fields["type"].annotation))
    return {
        "type": kind,
        "value": draw(values[kind]),
        "languages": draw(_lists(codes, 2)),
        "hours": draw(_maybe(hours)),
        **{flag: draw(st.booleans()) for flag in ("free", "interpreter", "from_abroad")},
        "source": draw(longer_words),
        "page_age": draw(words),
        "confidence": draw(_choice(Confidence)),
        "seen": draw(partial_dates),
        "remark": draw(_maybe(words)),
    }


@st.composite
def areas(draw: st.DrawFn) -> dict[str, Any]:
    """An area; municipalities are ours or any others."""
    reach = draw(st.sampled_from(("nationwide", "region", "municipalities", "elsewhere")))
    named = st.lists(st.sampled_from(sorted(municipalities())) | ids, min_size=1, max_size=3)
    return {
        "reach": reach,
        "municipalities": draw(named) if reach == "municipalities" else [],
        "note": draw(_maybe(words)),
        "inferred": draw(st.booleans()),
    }


@st.composite
def validities(draw: st.DrawFn) -> dict[str, Any]:
    """Open, closed, not yet open or withheld, with whole or partial dates in order."""
    status = draw(st.sampled_from(("listed", "unconfirmed", "withheld")))
    first, last = sorted(draw(st.lists(dates, min_size=2, max_size=2)))
    size = draw(st.sampled_from((4, 7, 10)))
    return {
        "from": draw(_maybe(st.just(first.isoformat()[:size]))),
        "to": draw(_maybe(st.just(last.isoformat()[:size]))),
        "certain_to": draw(_maybe(partial_dates)),
        "status": status,
        "reason": draw(_maybe(words)) if status == "listed" else draw(words),
    }


@st.composite
def ages(draw: st.DrawFn) -> dict[str, int | None]:
    """Age limits in order."""
    low, high = sorted(draw(st.lists(st.integers(0, 120), min_size=2, max_size=2)))
    return {"min": draw(_maybe(st.just(low))), "max": draw(_maybe(st.just(high)))}


sources = st.fixed_dictionaries(
    {
        "document": _maybe(words),
        "url": words,
        "page_age": _maybe(words),
        "seen": _maybe(partial_dates),
        "confidence": _maybe(_choice(Confidence)),
    }
)
repairs = st.fixed_dictionaries(
    {name: words for name in ("error", "printed", "read_as", "certainty")}
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any entry: our own, or one that was imported."""
    ours = draw(st.booleans())
    own_texts = texts(ours=ours)
    origin = st.fixed_dictionaries(
        {
            "system": st.sampled_from(("ptv", "hsds", "table")),
            "collection": ids,
            "id": words,
            "modified": _maybe(words | st.sampled_from(("2023-03-15T10:30:45.123Z", "2024-01"))),
        }
    )
    audience_text = own_texts if ours else _maybe(own_texts)
    return Entry.model_validate(
        {
            "id": draw(ids | uuids),
            "name": draw(own_texts),
            "aliases": draw(_lists(words)),
            "kind": draw(_choice(Kind)),
            "clients": draw(st.lists(_choice(Client), min_size=1, max_size=3)),
            "summary": draw(own_texts),
            "audience": {
                "text": draw(audience_text),
                "age_years": draw(ages()),
                "groups": draw(_lists(_choice(Group))),
            },
            "way_in": draw(_maybe(own_texts)),
            "note": draw(_maybe(own_texts)),
            "description": draw(_maybe(texts(ours=False))),
            "area": draw(areas()),
            "organiser": draw(_maybe(words)),
            "partners": draw(_lists(words)),
            "funder": draw(_maybe(words)),
            "charge": draw(st.sampled_from((None, "free", "chargeable", "other"))),
            "validity": draw(validities()),
            "themes": draw(_lists(st.integers(1, 6))),
            "plan_sections": draw(_lists(words)),
            "languages": draw(_lists(codes)),
            "interpreter": draw(st.booleans()),
            "contacts": draw(_lists(contacts(), 4)),
            "via": draw(_lists(ids)),
            "successors": draw(_lists(ids)),
            "successor_stated": draw(st.sampled_from((None, True, False))),
            "sources": draw(_lists(sources)),
            "evidence": draw(_maybe(words)),
            "repairs": draw(_lists(repairs, 2)),
            "remarks": draw(_lists(words)),
            "keywords": draw(_lists(words)),
            "codes": draw(
                _lists(words | st.sampled_from(("ptv:P10.1", "ptv:KE5", "koko:p7822", "x:")))
            ),
            "origin": None if ours else draw(origin),
            "checked": draw(partial_dates),
        }
    )
