"""The search over the bundled catalogue, with the real model."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.eligibility import Person, obstacle
from index.search import Search
from knowledge.entry import Client
from knowledge.places import municipalities

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 21)
OCTOBER_2024 = date(2024, 10, 1)


def found(search: Search, text: str, person: Person, limit: int = 3) -> list[str]:
    return [r.entry.id for r in search.search(text, person, limit=limit).referrals]


@pytest.mark.parametrize(
    ("text", "municipality", "wanted"),
    [
        ("Tarvitsen apua työnhakuun", "raahe", "ta-raahe"),
        ("Haluan oppia suomea, mistä löytyy kurssi?", "oulu", "villa-victor"),
        ("Jag vill starta ett eget företag", "oulu", "businessasema"),
        ("أريد أن أتعلم اللغة الفنلندية", "oulu", "villa-victor"),
        ("Мені потрібен дозвіл на проживання", "kuusamo", "migri"),
        ("Waxaan rabaa inaan shaqo raadiyo", "kalajoki", "ta-ylivieska-kalajoki-nivala"),
        ("我丈夫打我，我很害怕", "oulu", "nollalinja"),
        ("How do I apply to a vocational school?", "pudasjarvi", "opintopolku"),
    ],
)
def test_a_need_leads_to_its_door_in_any_language(
    real_search: Search, text: str, municipality: str, wanted: str
) -> None:
    assert wanted in found(real_search, text, Person(TODAY, municipality))


def test_the_projects_of_2024_are_found_at_their_date_only(real_search: Search) -> None:
    text = "maahanmuuttaja etsii töitä ja tarvitsee apua työpaikan löytämiseen"
    then = found(real_search, text, Person(OCTOBER_2024, "haapavesi"), limit=6)
    now = found(real_search, text, Person(TODAY, "haapavesi"), limit=6)
    assert "sompa" in then
    assert "sompa" not in now
    assert "ta-raahe" in now
    assert "ta-raahe" not in then


def test_an_ended_project_that_is_named_is_said_to_have_ended_with_what_goes_on(
    real_search: Search,
) -> None:
    result = real_search.search("Mistä saan OSKE palveluita?", Person(TODAY, "oulu"))
    closed = [(c.entry.id, c.reason, [e.id for e in c.successors]) for c in result.closed]
    assert ("oske", "ended", ["ta-oulun-seutu", "ih-oulu"]) in closed
    assert "oske" not in [r.entry.id for r in result.referrals]


@pytest.mark.parametrize(
    "text",
    [
        "mikä sää huomenna on",
        "tell me a joke",
        "Какая завтра погода?",
        "今天天气怎么样",
        "kerro vitsi",
    ],
)
def test_what_has_no_door_gets_none(real_search: Search, text: str) -> None:
    assert real_search.search(text, Person(TODAY, "oulu")).decision == "none"


def test_a_person_is_asked_for_the_place_only_when_it_matters(real_search: Search) -> None:
    unknown = Person(TODAY)
    work = real_search.search("I need a job", unknown)
    permit = real_search.search("residence permit extension", unknown)
    assert real_search.place_matters(work, unknown)
    assert not real_search.place_matters(permit, unknown)
    assert not real_search.place_matters(work, replace(unknown, municipality="oulu"))


def test_widening_offers_only_doors_that_serve_the_person(real_search: Search) -> None:
    person = Person(TODAY, "kuusamo")
    wider = real_search.widen(person)
    assert wider
    assert all(obstacle(referral.entry, person) is None for referral in wider)


TEXTS = [
    "töitä", "oon 17 ja koulu ei suju", "shaqo", "عمل", "робота", "learn finnish", "OSKE", "fTwist",
    "työntekijöitä yritykseen", "opinto-ohjaajan koulutus", "asunto", "ahdistaa", "x" * 300, "???",
]  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(st.sampled_from(TEXTS), st.text(max_size=60)),
    st.dates(date(2023, 1, 1), date(2028, 12, 31)),
    st.sampled_from([None, *municipalities()]),
    st.one_of(st.none(), st.integers(8, 80)),
    st.sampled_from(["person", "employer", "professional"]),
)
def test_no_closed_or_wrong_door_ever(
    real_search: Search,
    text: str,
    as_of: date,
    municipality: str | None,
    age: int | None,
    client: Client,
) -> None:
    person = Person(as_of, municipality, age, client)
    result = real_search.search(text, person, limit=10)
    assert [r.entry.id for r in result.referrals if obstacle(r.entry, person)] == []
    for closed in result.closed:
        assert [e.id for e in closed.successors if obstacle(e, person)] == []


def test_the_vector_that_travels_gives_the_same_answer(real_search: Search) -> None:
    text, person = "minulla on velkaa", Person(TODAY, "oulu")
    vector = real_search.encoder.encode_query([text])[0]
    with_vector = real_search.search(text, person, vector=vector)
    assert with_vector.referrals == real_search.search(text, person).referrals
