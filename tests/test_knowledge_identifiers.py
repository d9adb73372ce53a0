"""What tells who a person is does not get past the door."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake import take_in
from knowledge.identifiers import CENTURY_SIGNS, CHECK_CHARACTERS, MASK, is_card, is_iban, mask

#: The zero of several scripts' digits: European, Arabic, Persian, Devanagari, Thai, full width.
ZEROS = "0٠۰०๐０"


@st.composite
def in_some_digits(draw: st.DrawFn, text: str) -> str:
    zero = ord(draw(st.sampled_from(ZEROS)))
    return "".join(chr(zero + int(sign)) if sign in "0123456789" else sign for sign in text)


@st.composite
def identity_codes(draw: st.DrawFn) -> str:
    day, month, year = draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(st.integers(0, 99))
    number = draw(st.integers(2, 899))
    birth = f"{day:02}{month:02}{year:02}"
    check = CHECK_CHARACTERS[int(f"{birth}{number:03}") % 31]
    code = f"{birth}{draw(st.sampled_from(CENTURY_SIGNS))}{number:03}{check}"
    # The check character may be a digit too; only what people type in another script changes.
    return draw(in_some_digits(draw(st.sampled_from([code, code.lower()]))))


@st.composite
def ibans(draw: st.DrawFn) -> str:
    account = draw(st.text("0123456789", min_size=14, max_size=14))
    check = 98 - int(account + "151800") % 97  # F is 15, I is 18
    plain = f"FI{check:02}{account}"
    parted = " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
    return draw(st.sampled_from([plain, parted, parted.lower()]))


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = "4" + draw(st.text("0123456789", min_size=14, max_size=14))
    digits = next(body + last for last in "0123456789" if is_card(body + last))
    return draw(st.sampled_from([digits, " ".join(digits[at : at + 4] for at in range(0, 16, 4))]))


@st.composite
def phones(draw: st.DrawFn) -> str:
    digits = draw(st.text("0123456789", min_size=7, max_size=7))
    operator = draw(st.sampled_from(["40", "44", "45", "50", "41"]))
    form = draw(
        st.sampled_from(["0{o}{d}", "0{o} {a} {b}", "+358 {o} {d}", "0{o}-{d}", "00358{o}{d}"])
    )
    said = form.format(o=operator, d=digits, a=digits[:3], b=digits[3:])
    return draw(in_some_digits(said))


SURROUNDINGS = st.sampled_from(
    [
        "{}",
        "call {} please",
        "soita numeroon {}, asun Oulussa",
        "رقمي {} شكرا",
        "我的 {} 谢谢",
        "({})",
    ]
)


@settings(deadline=None)
@given(st.one_of(identity_codes(), ibans(), cards(), phones()), SURROUNDINGS)
def test_nothing_of_an_identifier_is_left(said: str, around: str) -> None:
    left = mask(around.format(said))
    assert left == around.format(MASK)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_masking_twice_changes_nothing_more_of_digits(text: str) -> None:
    once = mask(text)
    digits = sum(unicodedata.category(sign) == "Nd" for sign in once)
    assert digits <= sum(unicodedata.category(sign) == "Nd" for sign in text)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("my name is ahmed and i need work in Oulu", "my name is ••• and i need work in Oulu"),
        ("mun nimi on Matti Meikäläinen ja asun Kempeleessä, 17v",
         "mun nimi on ••• ja asun Kempeleessä, 17v"),
        ("меня зовут Анна Петрова, ищу работу", "меня зовут •••, ищу работу"),
        ("اسمي محمد وأريد عمل ورقمي ٠٤٠١٢٣٤٥٦٧", "اسمي ••• وأريد عمل ورقمي •••"),
        ("我叫李雷想找工作", "我叫•••想找工作"),
        ("ผมชื่อสมชาย อยากหางาน", "ผมชื่อ••• อยากหางาน"),
        ("magacaygu waa Cali waxaan rabaa shaqo", "magacaygu waa ••• waxaan rabaa shaqo"),
        ("my name is ahmed hassan", "my name is •••"),
        ("kirjoita matti.meikalainen@posti.fi kiitos", "kirjoita ••• kiitos"),
        ("asun Kauppakatu 5 A 12, 90100 Oulu", "asun •••, 90100 Oulu"),
        ("bor på Storgatan 12 i Uleåborg", "bor på ••• i Uleåborg"),
        ("I live at 12 Main Street in Oulu", "I live at ••• in Oulu"),
        ("улица Ленина 5", "•••"),
    ],
)  # fmt: skip
def test_the_rest_of_the_question_stays(said: str, left: str) -> None:
    assert mask(said) == left


@pytest.mark.parametrize(
    "text",
    [
        "oon 17 ja asun Oulussa", "soitinko 116117 vai 112", "synt. 12.05.1998", "töissä 2019-2024",
        "bus 20 at 18.30", "työtön 1.1.2025 alkaen", "palkka 2500-3000 €", "90100 Oulu",
        "my name is not on the list", "asun tiellä 5 autoa", "عمري ١٩", "0800 vai 0200", "3 lasta",
    ],
)  # fmt: skip
def test_what_tells_of_nobody_stays(text: str) -> None:
    assert mask(text) == text


def test_a_channel_takes_in_the_masked_message() -> None:
    assert take_in("call me 0401234567, i need a job") == "call me •••, i need a job"


@pytest.mark.parametrize(
    ("account", "valid"), [("FI21 1234 5600 0007 85", True), ("FI21 1234 5600 0007 86", False)]
)
def test_an_account_number_has_a_check(account: str, valid: bool) -> None:
    assert is_iban(account) is valid
