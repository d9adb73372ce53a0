"""The chat page's files: no words of their own, nothing from elsewhere, no left and no right."""

import re
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest

from knowledge.text import MAX_CHARS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "bot" / "page"
SCRIPTS = ["chat.js", "session.js", "view.js"]
FILES = [*SCRIPTS, "chat.css", "icon.svg", "index.html"]

#: Attributes that are shown or read aloud.
SPOKEN = {"alt", "aria-label", "aria-description", "content", "placeholder", "title"}
#: WCAG 2.2 AA, for text.
CONTRAST = 4.5
#: Text on its ground, as custom properties of chat.css.
TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "said"),
    ("ink", "alarm-paper"),
    ("soft-ink", "paper"),
    ("soft-ink", "card"),
    ("main", "card"),
    ("on-main", "main"),
    ("on-sign", "sign"),
    ("on-alarm", "alarm"),
]


def text_of(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def code_of(script: str) -> str:
    """A script without its comments."""
    without_blocks = re.sub(r"(?ms)^\s*/\*\*.*?\*/", "", text_of(script))
    return re.sub(r"(?m)(^|\s)// .*$", "", without_blocks)


def sentences_in(code: str) -> list[str]:
    """String literals of two or more words, but class lists, link relations and payloads."""
    literals = [found[1] for found in re.findall(r"""(["'`])((?:\\.|(?!\1).)*)\1""", code)]
    known = set(re.findall(r"\.([a-z]+)", text_of("chat.css"))) | {"noopener", "noreferrer"}
    shown = [re.sub(r"\$\{[^}]*\}", "", literal) for literal in literals]
    words = {text: re.findall(r"[^\W\d_]{2,}", text) for text in shown if not text.startswith("/")}
    return [
        text
        for text, found in words.items()
        if " " in text and len(found) > 1 and not known.issuperset(found)
    ]


class Parts(HTMLParser):
    """Collects a page's texts and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_data(self, data: str) -> None:
        """Collect a text (see parent class)."""
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag (see parent class)."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def page_parts() -> Parts:
    parts = Parts()
    parts.feed(text_of("index.html"))
    return parts


def words_used() -> set[str]:
    code = "".join(code_of(script) for script in SCRIPTS)
    in_scripts = re.findall(r"page\.words\.(\w+)|#speaker\(\"(\w+)\"\)", code)
    in_page = [attributes.get("data-word") for _, attributes in page_parts().tags]
    return {word for pair in in_scripts for word in pair if word} | {w for w in in_page if w}


def words_written() -> set[str]:
    entries = polib.pofile(str(ROOT / "bot" / "locale" / "en.po"))
    keys = [entry.msgid for entry in entries if entry.msgstr]
    return {key.removeprefix("page_") for key in keys if key.startswith("page_")}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", block))


def themes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", text_of("chat.css"), re.DOTALL)
    return {"light": colours(light), "dark": {**colours(light), **colours(dark)}}


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as `0b5563`, 0..1."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1..21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_page_is_these_files_and_no_others() -> None:
    assert sorted(path.name for path in PAGE.iterdir()) == sorted(FILES)


def test_the_check_for_sentences_finds_one() -> None:
    assert sentences_in('node.textContent = "No connection";') == ["No connection"]
    assert sentences_in("say(`Hello ${name}, welcome`)") == ["Hello , welcome"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_says_nothing_by_itself(script: str) -> None:
    assert sentences_in(code_of(script)) == []
    assert code_of(script).isascii()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_never_reads_text_as_markup_or_code(script: str) -> None:
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|Function\("
    assert re.findall(markup, code_of(script)) == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_short(script: str) -> None:
    assert len(text_of(script).splitlines()) < 200


@pytest.mark.parametrize("name", FILES)
def test_nothing_comes_from_another_server(name: str) -> None:
    text = text_of(name).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"https?://|[\"'(]//|@import|url\(|localStorage|cookie", text) == []


def test_every_word_that_the_page_uses_is_written_and_every_written_one_is_used() -> None:
    assert words_used() == words_written()


def test_the_page_has_no_text_of_its_own() -> None:
    assert "".join(page_parts().texts).strip() == ""


def test_no_attribute_of_the_page_is_read_aloud() -> None:
    spoken = [
        (tag, name, value)
        for tag, attributes in page_parts().tags
        for name, value in attributes.items()
        if name in SPOKEN and value and tag != "meta"
    ]
    assert spoken == []


def test_the_page_holds_no_script_and_no_style_inside() -> None:
    for tag, attributes in page_parts().tags:
        assert tag != "style"
        assert tag != "script" or attributes["src"]
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_every_file_that_the_page_names_is_there() -> None:
    for _, attributes in page_parts().tags:
        for address in (attributes.get("src"), attributes.get("href")):
            assert address is None or (PAGE / address.removeprefix("/chat/")).is_file()


def test_every_field_has_a_label() -> None:
    tags = page_parts().tags
    labelled = {attributes["for"] for tag, attributes in tags if tag == "label"}
    fields = {attributes["id"] for tag, attributes in tags if tag in ("select", "textarea")}
    assert fields == labelled


def test_the_field_takes_as_much_as_the_bot_reads() -> None:
    (field,) = [attributes for tag, attributes in page_parts().tags if tag == "textarea"]
    assert int(field["maxlength"]) == MAX_CHARS


def test_the_style_knows_no_left_and_no_right() -> None:
    sides = r"(?:^|[\s;{-])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:"
    assert re.findall(sides, text_of("chat.css")) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_every_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    palette = themes()[theme]
    assert contrast(palette[text], palette[ground]) >= CONTRAST
