"""Understanding without Rasa: language, age, situation, danger phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.languages import LANGUAGES
from knowledge.text import clean
from nlu.age import find_age
from nlu.danger import KINDS, by_phrase, danger_texts
from nlu.language import detect
from nlu.situation import understand
from nlu.words import all_words

SENTENCES = {
    "fi": "Minulla ei ole enää rahaa vuokraan tässä kuussa",
    "sv": "Jag har inga pengar kvar till hyran den här månaden",
    "en": "I have no money left for the rent this month",
    "et": "Mul ei ole sel kuul üüri jaoks enam raha",
    "ru": "У меня больше нет денег на аренду в этом месяце",
    "uk": "У мене більше немає грошей на оренду цього місяця",
    "ar": "لم يعد لدي مال لدفع الإيجار هذا الشهر",
    "fa": "این ماه دیگر پولی برای اجاره خانه ندارم و نگرانم",
    "so": "Lacag kirada bishan lagu bixiyo ma haysto hadda",
    "ckb": "ئەم مانگە پارەی کرێی خانووم نەماوە",
    "tr": "Bu ay kira için hiç param kalmadı",
    "fr": "Je n'ai plus d'argent pour le loyer ce mois-ci",
    "es": "Ya no tengo dinero para el alquiler de este mes",
    "zh": "这个月我没有钱付房租了",
    "vi": "Tháng này tôi không còn tiền trả tiền thuê nhà",
    "th": "เดือนนี้ฉันไม่มีเงินจ่ายค่าเช่าแล้ว",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_shows_its_language(language: str) -> None:
    evidence = detect(SENTENCES[language])
    assert evidence.language == language
    assert evidence.words >= 3
    assert evidence.offered


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_for_a_language_is_heard_in(language: str) -> None:
    wishes = all_words()[language].wishes
    heard = [(detect(wish).language, detect(wish).wish) for wish in wishes]
    assert heard.count((language, True)) == len(wishes)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("moikka", "fi"), ("tjena", "sv"), ("мені", "uk"), ("سڵاو", "ckb"), ("mahadsanid", "so")],
)
def test_a_single_word_can_show_its_language(text: str, wanted: str) -> None:
    assert detect(text).language == wanted


def test_a_language_in_a_script_that_is_not_offered_is_named_as_such() -> None:
    assert not detect("ሰላም እርዳታ እፈልጋለሁ").offered
    assert not detect("नमस्ते मुझे काम चाहिए").offered
    assert detect("12 ?").language is None


@given(st.text(max_size=200))
def test_any_text_gets_some_evidence(text: str) -> None:
    evidence = detect(clean(text))
    assert evidence.language is None or evidence.language in LANGUAGES
    assert 0 <= evidence.confidence <= 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("oon 17 ja koulu ei suju", 17),
        ("I'm sixteen and I hate school", 16),
        ("I’m 16", 16),
        ("عمري ١٩ سنة", 19),
        ("мені 25 років", 25),
        ("Kempele, 24 v", 24),
        ("我今年18岁", 18),
        ("jag är 45 år", 45),
        ("17", None),
        ("työskentelin 12 vuotta varastolla", None),
        ("", None),
    ],
)
def test_ages_are_read_as_people_say_them(text: str, wanted: int | None) -> None:
    assert find_age(text) == wanted


@pytest.mark.parametrize(
    ("text", "entities", "only"),
    [
        ("Oulu", {"municipality": "oulu"}, True),
        ("asun Raahessa", {"municipality": "raahe"}, True),
        ("2", {"choice": 2}, True),
        ("35", {"age": 35}, True),
        ("asun Oulussa ja etsin töitä kahvilasta", {"municipality": "oulu"}, False),
        ("Helsingissä", {"outside_place": "Helsinki"}, True),
        ("hei", {}, False),
    ],
)
def test_the_situation_is_told_apart_from_a_need(
    text: str, entities: dict[str, object], only: bool
) -> None:
    situation = understand(text)
    assert situation.entities == entities
    assert situation.is_all_that_is_said is only


@given(st.text(max_size=120))
def test_any_text_can_be_understood(text: str) -> None:
    assert isinstance(understand(clean(text)).entities, dict)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_danger_phrase_stands_in_a_harmless_message_of(language: str) -> None:
    harmless = danger_texts()[language].harmless
    assert [text for text in harmless if by_phrase(text)] == []
    assert len(harmless) >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_danger_has_phrases_and_messages_in(language: str) -> None:
    texts = danger_texts()[language]
    assert all(len(texts.phrases[kind]) >= 4 for kind in KINDS)
    assert all(len(texts.messages[kind]) >= 6 for kind in KINDS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I want to kill myself.", "self_harm"),
        ("HALUAN  KUOLLA!!", "self_harm"),
        ("mitä kuuluu", None),
        ("", None),
    ],
)
def test_a_phrase_of_danger_is_heard(text: str, wanted: str | None) -> None:
    assert by_phrase(text) == wanted
