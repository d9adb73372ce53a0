"""Names of entries in any script and spelling, and words that are no names."""

import doctest
import importlib
import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.name_letters import words_of
from index.name_list import Name, names_of
from index.names import NameFinder
from knowledge import catalogue as catalogues
from knowledge.catalogue import Catalogue
from knowledge.languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT.parent / "shared" / "data" / "language-id" / "sentences.tsv"
#: Alarms in 4 500 sentences from everywhere: words that are names here ("ohjaamossa").
ALARMS_ALLOWED = 12

SAID = [
    ("fi", "pääseekö vamokseen ilman lähetettä", "vamos-oulu"),
    ("fi", "Byströmin ohjaamoon aika", "bystromin-ohjaamo"),
    ("fi", "mikä on se päihde neuvonta", "paihdeneuvonta"),
    ("fi", "tyomarkinatorilla ei toimi kirjautuminen", "tyomarkkinatori"),
    ("fi", "s.i.m.h.e palvelu", "simhe-oamk"),
    ("fi", "pääsenkö OSAOn ovelle", "osao-ovi"),
    ("sv", "International House i Uleåborg, måste man boka?", "ih-oulu"),
    ("sv", "kostar kursen på Villa Viktor", "villa-victor"),
    ("sv", "har Nollalinjen svenska", "nollalinja"),
    ("en", "how to book a time with symhe", "simhe-oamk"),
    ("en", "is info finland any good", "infofinland"),
    ("en", "startup refugee office hours", "startup-refugees"),
    ("et", "see international haus Kalajoel", "ih-kalajoki"),
    ("et", "kas Vamosesse saab minna", "vamos-oulu"),
    ("et", "tahan Motiosse", "motio"),
    ("ru", "виллу виктор закрыли?", "villa-victor"),
    ("ru", "опинтополку не открывается", "opintopolku"),
    ("ru", "звонил на ноллалинью", "nollalinja"),
    ("ru", "бизнесасема где находится", "businessasema"),
    ("uk", "стартап рефюджіс у нас є?", "startup-refugees"),
    ("uk", "етсіва нуорісотюо", "etsiva-nuorisotyo"),
    ("uk", "тюомаркінаторі не працює", "tyomarkkinatori"),
    ("uk", "хочу в лумі, що в Куусамо", "lumi"),
    ("ar", "اريد عنوان فيله فكتور", "villa-victor"),
    ("ar", "موعد مع سيمهي", "simhe-oamk"),
    ("ar", "موقع أوبينتوبولكو", "opintopolku"),
    ("ar", "الدورة بفيلا فيكتور", "villa-victor"),
    ("fa", "ویلا ویکتور کجاست", "villa-victor"),
    ("fa", "سایت اپینتوپولکو باز نمی‌شود", "opintopolku"),
    ("fa", "نولالینیا شماره", "nollalinja"),
    ("ckb", "نۆلا لینیا بە کوردی قسە دەکەن؟", "nollalinja"),
    ("ckb", "ڤامۆس ئۆلوو ژمارەی تەلەفۆن", "vamos-oulu"),
    ("ckb", "ڤیلا ڤیکتۆر لە کوێیە", "villa-victor"),
    ("so", "villa fiktor xagee ku taal", "villa-victor"),
    ("so", "opintobolku ma furmayo", "opintopolku"),
    ("so", "noolalinya taleefan", "nollalinja"),
    ("tr", "osao oviye randevusuz gidiliyo mu", "osao-ovi"),
    ("tr", "nollalinja'da Türkçe konuşan var mı", "nollalinja"),
    ("tr", "villa viktorun adresi", "villa-victor"),
    ("fr", "c'est où la vila viktor", "villa-victor"),
    ("fr", "le site opintopolkou", "opintopolku"),
    ("fr", "business assema c'est où", "businessasema"),
    ("es", "me dijeron q hable con simje", "simhe-oamk"),
    ("es", "vila victor con cita", "villa-victor"),
    ("es", "la nolalinia atiende en español", "nollalinja"),
    ("zh", "奥卢那个villa viktor几点有人", "villa-victor"),
    ("zh", "米格里怎么预约", "migri"),
    ("zh", "维拉维克多在哪里", "villa-victor"),
    ("vi", "đặt hẹn migri", "migri"),
    ("vi", "info finland có tiếng việt ko", "infofinland"),
    ("vi", "nolla linja gọi được không", "nollalinja"),
    ("th", "วิลล่าวิกเตอร์ที่อูลูต้องนัดก่อนไหม", "villa-victor"),
    ("th", "oikeus apu ฟรีไหม จองคิวยังไง", "oikeusapu"),
    ("th", "โทรไปนอลลาลินยาได้ไหม", "nollalinja"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


@pytest.fixture(scope="module")
def finder(catalogue: Catalogue) -> NameFinder:
    return NameFinder(catalogue)


def first(found: dict[str, float]) -> str | None:
    return max(found, key=lambda entry: found[entry], default=None)


@pytest.mark.parametrize(("language", "text", "wanted"), SAID, ids=lambda value: str(value)[:24])
def test_a_name_is_found_as_people_write_it(
    finder: NameFinder, language: str, text: str, wanted: str
) -> None:
    assert first(finder.find(text)) == wanted


def test_each_language_has_three_names() -> None:
    counts = {code: sum(language == code for language, _, _ in SAID) for code in LANGUAGES}
    assert min(counts.values()) >= 3


@pytest.mark.parametrize(
    "text",
    [
        "ei toimi", "lumi sataa", "haluan töitä", "mieleni on maassa", "päivärytmi sekaisin",
        "saanko luvan mennä", "kirjasto", "jouluksi kotiin", "jag söker jobb", "en serie på tv",
        "walking in the park", "I want to learn Finnish", "otsin tööd", "väljas sajab",
        "ногти делаю", "по-быстрому подучить", "хочу знайти роботу", "величезну ріку",
        "اريد عمل في المدينة", "یک سری سوال", "من می‌خواهم کار پیدا کنم", "لە ئۆلوو دەژیم",
        "waxaan rabaa shaqo", "şehir merkezinde", "c'est cela", "quiero aprender español",
        "我想学芬兰语", "tôi muốn tìm việc", "ฉันอยากหางานที่อูลู", "työkkäri", "", "12",
    ],
)  # fmt: skip
def test_an_ordinary_word_names_nothing(finder: NameFinder, text: str) -> None:
    assert finder.find(text) == {}


def test_the_longer_name_hides_the_shorter_one_within_it(finder: NameFinder) -> None:
    assert set(finder.find("OSAO Ovi")) == {"osao-ovi"}
    assert set(finder.find("osaossa opiskelen")) == {"koulutuksen-jarjestajat"}


@pytest.mark.parametrize(
    ("often", "seldom"),
    [("keskusteluapu", "Villa Victor"), ("uraohjaus", "Zekki"), ("ruoka-apu", "Nollalinja")],
)
def test_a_common_word_for_an_entry_tells_less_than_a_name(
    finder: NameFinder, often: str, seldom: str
) -> None:
    (common,), (name,) = finder.find(often).values(), finder.find(seldom).values()
    assert common <= 0.75 < name


def test_a_name_that_entries_share_is_that_of_the_one_whose_title_it_is(
    finder: NameFinder,
) -> None:
    assert set(finder.find("IH Kalajoki")) == set()
    assert set(finder.find("International House Kalajoki")) == {"ih-kalajoki"}
    assert finder.find("International House") == {}


def test_capitals_tell_an_abbreviation_from_a_word(finder: NameFinder) -> None:
    assert set(finder.find("mitä TYP tekee")) == {"typ"}
    assert finder.find("det är typ bra") == {}
    assert set(finder.find("haen Lumi hankkeeseen")) == {"lumi"}


def proper_names() -> list[Name]:
    """The names of one entry only, of at most three words, that count however they are written."""
    names = [name for entry in catalogues.load().values() for name in names_of(entry)]
    owners: dict[str, set[str]] = {}
    for name in names:
        owners.setdefault(name.joined, set()).add(name.entry)
    return [
        name
        for name in names
        if name.proper
        and not (name.as_name or name.capitals)
        and len(owners[name.joined]) == 1
        and len(name.words) <= 3
        and len(name.joined) >= 5
    ]


@given(st.sampled_from(proper_names()), st.sampled_from(["n", "lle", "ssa", "sta", "kin"]))
def test_any_name_is_found_with_a_finnish_ending(
    finder: NameFinder, name: Name, ending: str
) -> None:
    assume(name.words[-1].isalpha() and max(map(len, name.words)) >= 5)
    link = "" if name.words[-1][-1] in "aeiou" else "i"
    found = finder.find(f"onko {' '.join(name.words)}{link}{ending} auki")
    assert first(found) == name.entry


@given(st.sampled_from([n for n in proper_names() if any(len(w) >= 6 for w in n.words)]), st.data())
def test_any_name_is_found_with_one_wrong_letter_in_a_long_word(
    finder: NameFinder, name: Name, data: st.DataObject
) -> None:
    words = list(name.words)
    at = data.draw(st.sampled_from([i for i, word in enumerate(words) if len(word) >= 6]))
    place = data.draw(st.integers(1, len(words[at]) - 1))
    letter = data.draw(st.sampled_from(["", *"aeiklmnorstu"]))
    words[at] = words[at][:place] + letter + words[at][place + data.draw(st.integers(0, 1)) :]
    # What other people say of something else is a word of its own.
    assume(not finder.is_known_word(words[at]))
    found = finder.find(f"onko {' '.join(words)} auki")
    best = max(found.values(), default=0.0)
    assert found.get(name.entry) == best > 0


@pytest.mark.skipif(not SENTENCES.exists(), reason="the public sentences are not there")
def test_sentences_from_everywhere_name_next_to_nothing(finder: NameFinder) -> None:
    lines = SENTENCES.read_text(encoding="utf-8").rstrip("\n").split("\n")
    alarms = [text for _, text in (line.split("\t", 1) for line in lines) if finder.find(text)]
    assert len(lines) == 4500
    assert len(alarms) <= ALARMS_ALLOWED


def test_cases_about_something_else_are_not_taken_for_a_name(finder: NameFinder) -> None:
    cases = [
        json.loads(line)
        for name in ("tuning", "referrals")
        for line in (ROOT / "tests" / "cases" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    others = [case for case in cases if not case.get("style", "").startswith("named")]
    sure = [
        (case["id"], entry)
        for case in others
        for entry, likeness in finder.find(case["text"]).items()
        if likeness >= 0.5 and entry not in case["expect"]
    ]
    assert len(others) > 700
    assert sure == []


def test_many_entries_with_the_same_words_do_not_name_one_of_them(catalogue: Catalogue) -> None:
    one = catalogue["kieppi"]
    many = {
        f"library-{number}": one.model_copy(
            update={
                "id": f"library-{number}",
                "aliases": (),
                "name": one.name.model_copy(
                    update={"fi": "Kirjasto" if number % 2 else f"Kirjasto {number}", "en": None}
                ),
            }
        )
        for number in range(200)
    }
    finder = NameFinder(Catalogue([*catalogue.values(), *many.values()], "libraries"))
    assert finder.find("kirjasto auki") == {}
    assert set(finder.find("milloin kirjasto 42 on auki")) == {"library-42"}


@pytest.mark.parametrize("module", ["name_letters", "name_likeness", "name_sounds", "name_index"])
def test_examples_in_docstrings_are_true(module: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(f"index.{module}"))
    assert failed == 0


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for_names(finder: NameFinder, text: str) -> None:
    assert all(0 < likeness <= 1 for likeness in finder.find(text).values())
    assert all(word.isascii() and word for word in words_of(text))
