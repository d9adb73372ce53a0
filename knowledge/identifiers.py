"""What tells who a person is, masked in a message before anything else sees it.

Finnish personal identity codes, telephone and account and card numbers, e-mail and street
addresses, and the name after "my name is", in all scripts' digits. What is left still works as a
question. Runs in both environments.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Callable, Iterator, List, Mapping, Match, Pattern, Tuple

from knowledge.paths import ROOT
from knowledge.text import is_unparted, western_digits
from knowledge.yaml_files import read_yaml

#: What stands in the place of something masked: no word of any language.
MASK = "•••"

#: Check characters of the Finnish personal identity code, by the number modulo 31
#: (Decree on the Population Information System 128/2010, section 2).
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
#: Signs of the century: 1800s; 1900s; 2000s (those beside "+-A" since 2023).
CENTURY_SIGNS = "+-ABCDEFUVWXY"
#: A telephone number has so many digits; shorter ones are helplines ("116117").
PHONE_DIGITS = (7, 15)
CARD_DIGITS = (13, 19)
IBAN_LENGTHS = (15, 34)

_IDENTITY = re.compile(
    r"(?<!\w)(\d{2})(\d{2})\d{2}\s?[" + re.escape(CENTURY_SIGNS) + r"–—]\s?\d{3}[0-9a-z](?!\w)",
    re.I,
)
_EMAIL = re.compile(r"[^\s@,;:()<>]+\s?@\s?[^\s@,;:()<>]+\.[^\W\d_]{2,}")
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?:[ ]?[a-z0-9]){11,30}(?!\w)", re.I)
_NUMBER = re.compile(r"(?<![\w.,])(?:\(\+?\d{1,4}\)\s?|\+)?\d(?:[\s().\-–/]{0,2}\d){4,18}(?!\w)")
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[.:]\d{2}-\d{1,2}[.:]\d{2}"
)
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
#: Signs with which a clause goes on after a Chinese name.
_AFTER_CHINESE_NAMES = "想要是今在来住和的我有从，。"
_STAIRS = (
    r"(?:\s?[-–]\s?\d{1,3})?(?:\s?(?-i:[A-ZÅÄÖ])(?!\w)|[a-zåäö](?!\w)|\s?[a-z]\s?(?=\d))?"
    r"(?:\s?(?:as\.?|lgh|bst\.?)?\s?\d{1,3}(?!\w))?"
)


@dataclass(frozen=True)
class _Rules:
    """The rules of `identifiers.yml`, as expressions."""

    names: Tuple[Pattern[str], ...]
    no_names: Tuple[str, ...]
    streets: Tuple[Pattern[str], ...]
    iban_lengths: Mapping[str, int]


def mask(text: str) -> str:
    """The message with `MASK` where it told who somebody is.

    >>> mask("my name is Amina Ali, I'm 19, call 040 123 4567 about a job in Oulu")
    "my name is •••, I'm 19, call ••• about a job in Oulu"
    """
    spans: List[Tuple[int, int]] = []
    # Digits of other scripts are one sign each, so places in both texts are the same.
    plain = western_digits(text)
    for found in _found(plain):
        if all(found[1] <= start or end <= found[0] for start, end in spans):
            spans.append(found)
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + MASK + text[end:]
    return text


def _found(text: str) -> Iterator[Tuple[int, int]]:
    """Start and end of all that is masked; what comes first wins."""
    checks: Tuple[Tuple[Pattern[str], Callable[[Match[str]], bool]], ...] = (
        (_EMAIL, lambda match: True),
        (_IDENTITY, lambda match: 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12),
        (_NUMBER, lambda match: _tells_somebody(match.group())),
        *((street, lambda match: True) for street in _rules().streets),
    )
    yield from _accounts(text)
    for pattern, means in checks:
        yield from (match.span() for match in pattern.finditer(text) if means(match))
    yield from _names(text)


def is_iban(text: str) -> bool:
    """Whether a text is an account number with a valid check (ISO 13616: modulo 97 is 1)."""
    plain = re.sub(r"\s", "", text).upper()
    if not IBAN_LENGTHS[0] <= len(plain) <= IBAN_LENGTHS[1]:
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def _accounts(text: str) -> Iterator[Tuple[int, int]]:
    """Account numbers; words may follow them, which look like further groups of four."""
    for match in _IBAN.finditer(text):
        length = _rules().iban_lengths.get(match.group()[:2].upper())
        places = [at for at in range(match.start(), match.end()) if not text[at].isspace()]
        lengths = [length] if length else range(min(len(places), IBAN_LENGTHS[1]), 14, -1)
        for count in lengths:
            end = places[count - 1] + 1 if count <= len(places) else match.start()
            if is_iban(text[match.start() : end]):
                yield match.start(), end
                break


def is_card(digits: str) -> bool:
    """Whether digits are a card number with a valid check (ISO/IEC 7812-1, Luhn)."""
    if not CARD_DIGITS[0] <= len(digits) <= CARD_DIGITS[1]:
        return False
    doubled = [int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _tells_somebody(said: str) -> bool:
    """Whether a row of digits is a telephone or a card number: no date, no span of years."""
    if _DATE.fullmatch(said.strip()) or _YEARS.fullmatch(said.strip()):
        return False
    digits = re.sub(r"\D", "", said)
    if is_card(digits):
        return True
    return PHONE_DIGITS[0] <= len(digits) <= PHONE_DIGITS[1] and (
        said.lstrip("(").startswith(("+", "0")) or re.search(r"\D", said) is None or len(digits) > 8
    )


def _names(text: str) -> Iterator[Tuple[int, int]]:
    rules = _rules()
    for phrase in rules.names:
        for match in phrase.finditer(text):
            first = match.group("name").split()[0].casefold()
            if first not in rules.no_names:
                yield match.span("name")


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    record = read_yaml(ROOT / "knowledge" / "identifiers.yml")
    phrases = sorted({p for phrases in record["name_phrases"].values() for p in phrases}, key=len)
    ends = "|".join(sorted(record["street_ends"], key=len, reverse=True))
    starts = "|".join(sorted(record["street_starts"], key=len, reverse=True))
    words = "|".join(record["street_words"])
    house = r"\s\d{1,4}" + _STAIRS
    return _Rules(
        # The longest phrase first, so that "my name is" leaves nothing for "name is".
        tuple(_phrase(phrase) for phrase in reversed(phrases)),
        tuple(record["no_names"]),
        (
            re.compile(rf"(?<!\w)\w[\w-]+(?:{ends}){house}", re.I),
            re.compile(rf"(?<!\w)[^\W\d][\w'’-]+ (?:{words}){house}", re.I),
            re.compile(
                rf"(?<!\w)\d{{1,4}}{_STAIRS} (?:[^\W\d][\w'’-]+ ){{1,2}}(?:{words})(?!\w)", re.I
            ),
            re.compile(
                rf"(?<!\w)(?:{starts})\.?\s?(?:[^\W\d][\w'’-]*\s){{1,3}}\d{{1,4}}{_STAIRS}", re.I
            ),
        ),
        record["iban_lengths"],
    )


def _phrase(phrase: str) -> Pattern[str]:
    before = phrase.partition("{name}")[0]
    if is_unparted(before[0]):
        # Names are two or three signs in Chinese, seldom four; in Thai they end with a space.
        chinese = (
            rf"[\u4e00-\u9fff·]{{2,4}}?(?=[{_AFTER_CHINESE_NAMES}]|\W|$)|[\u4e00-\u9fff]{{2,3}}"
        )
        name = rf"{chinese}|[\u0e00-\u0e7f]+|[A-Za-z]+(?: [A-Z][a-z]+)*"
        return re.compile(re.escape(before) + rf"\s?(?P<name>{name})")
    word = r"[^\W\d_][\w'’-]*"
    # One word, those after it that begin with a capital, or a second one that ends the clause.
    more = r"(?:(?-i: [A-ZÅÄÖÇŞÉÈА-ЯІЇЄҐ][\w'’-]*)){1,3}"
    name = rf"{word}(?:{more}|\s{word}(?=\s*(?:[,.;!?،。，]|$)))?"
    return re.compile(rf"(?<!\w){re.escape(before.strip())}[\s:]+(?P<name>{name})", re.I)
