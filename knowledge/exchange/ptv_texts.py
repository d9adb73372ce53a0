"""Texts of PTV by language, without the remnants of HTML and Markdown."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from knowledge.exchange.ptv_fields import Fields
from knowledge.records import SOURCE_LANGUAGES

#: Texts by language.
Texts = dict[str, str]
#: A summary that is cut from a description has at most so many signs.
SUMMARY_CHARS = 300

_CHANGES = [
    (re.compile(r"<((?:https?:|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>"), r"\1"),  # <https://...>
    (re.compile(r"<br\s*/?>|</(?:p|div|li|ul|ol|h[1-6]|tr)\s*>", re.I), "\n"),
    (re.compile(r"<li\b[^<>]*>", re.I), "- "),
    (re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.I | re.S), ""),
    (re.compile(r"!?\[([^\[\]\n]+)\]\((?:\s*)([^()\s]+)[^()\n]*\)"), r"\1 (\2)"),  # [text](address)
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.M), ""),
    (re.compile(r"^([ \t]*)[*+•][ \t]+", re.M), r"\1- "),
    (re.compile(r"^[ \t]{0,3}>[ \t]+", re.M), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
]
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
#: Signs without which there is nothing to take off but blanks at the ends of the text.
_SIGNS = re.compile(
    r"[<>*_#\\&\[\]•\x00-\x1f\x7f-\xa0\xad\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff]|  "
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9-])|\n+")


def plain(text: str) -> str:
    r"""A text as a person reads it; its line breaks stay.

    >>> plain("**Hae** [täällä](https://a.fi)<br/>&quot;heti&quot;")
    'Hae täällä (https://a.fi)\n"heti"'
    """
    if not _SIGNS.search(text):
        return text.strip()
    text = _LINE_ENDS.sub("\n", text)
    for pattern, new in _CHANGES:
        text = pattern.sub(new, text)
    text = html.unescape(text).replace("\xa0", " ").replace("\t", " ")
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    lines = [re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def localized(items: Iterable[Fields], kind: str | None = None) -> Texts:
    """Texts of one type by language, in all languages.

    Args:
        items: objects with `language`, `value` and maybe `type`.
        kind: the wanted type; None takes all. Several texts of a language follow each other.
    """
    found: dict[str, list[str]] = {}
    for item in items:
        language, value = item.text("language"), item.text("value")
        if language and value and kind in (None, item.text("type")):
            said = plain(value)
            if said and said not in found.setdefault(language, []):
                found[language].append(said)
    return {language: "\n\n".join(texts) for language, texts in found.items() if texts}


def kept(texts: Mapping[str, str], languages: Iterable[str] = SOURCE_LANGUAGES) -> Texts:
    """The texts in Finnish, English and Swedish, or in those of these languages that are named."""
    return {code: texts[code] for code in SOURCE_LANGUAGES if code in languages and code in texts}


def first_of(texts: Mapping[str, str]) -> str | None:
    """One text of several languages: Finnish, else English, else Swedish, else any."""
    return next(iter({**kept(texts), **texts}.values()), None)


def joined(*parts: Mapping[str, str]) -> Texts:
    """Texts after each other in each language; one that stands already is not said again."""
    found: Texts = {}
    for texts in parts:
        for code, text in texts.items():
            if text not in found.get(code, ""):
                found[code] = f"{found[code]}\n\n{text}" if code in found else text
    return found


def first_sentences(text: str, limit: int = SUMMARY_CHARS) -> str:
    """The first sentences of a text, at least a piece of the first one.

    >>> first_sentences("Me autamme. Soita! Tai tule.", 20)
    'Me autamme. Soita!'
    """
    taken = ""
    for sentence in _SENTENCE_END.split(text.strip()[: 2 * limit]):
        longer = f"{taken} {sentence.strip()}".strip()
        if len(longer) > limit:
            break
        taken = longer
    return taken or text[: limit - 1].rsplit(None, 1)[0].rstrip() + "…"


def other_languages(lists: Iterable[Iterable[Fields]]) -> Counter[str]:
    """How many texts there are in languages that entries are not written in."""
    return Counter(
        language
        for items in lists
        for item in items
        if (language := item.text("language"))
        and language not in SOURCE_LANGUAGES
        and item.text("value")
    )
