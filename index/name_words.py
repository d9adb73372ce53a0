"""Names in the words of a message: inflected, misspelt, put together or taken apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from index.name_fit import TOGETHER, VERY_LONG, aligned, together
from index.name_hits import Hit
from index.name_index import WordIndex, windows
from index.name_letters import BARE, LATIN, PARTED, UNPARTED, Said, latin
from index.name_likeness import ENDED, LONG_ENOUGH, STEM_CHANGED
from index.name_list import Name
from index.name_sounds import single
from index.name_trust import Trust
from knowledge.places import find_places

#: A common word may be misspelt from so many letters on.
LONG_COMMON = 8
#: Letters at the beginning of a name that are right when it stands in several words.
BEGINNING = 3
#: Words of a message that one name may be put together from.
LONGEST_RUN = 3
#: Words of messages of which it is kept what names they may be.
WORDS_KEPT = 20_000
#: What a name is worth whose place stands elsewhere in the message.
PLACE_APART = ENDED
#: What a name is worth in which j is written for h.
H_AS_J = 0.9

#: Where in a name a word stands; all of it as one word; all of it but the place.
_WHOLE, _BUT_PLACE = -1, -2


class NamesInWords:
    """Finds names word by word.

    Args:
        names: the names that are looked for.
        trust: what the example questions tell.
    """

    def __init__(self, names: Iterable[Name], trust: Trust) -> None:
        self._trust = trust
        self._names: dict[str, list[tuple[Name, int]]] = {}
        known = list(names)
        often = Counter(word for name in known for word in set(name.words))
        for name in known:
            for key, place in _keys(name, often):
                for spelled in {key, single(key)}:
                    self._names.setdefault(spelled, []).append((name, place))
        self._index = WordIndex(self._names)
        # The same words stand in many messages.
        self._near = lru_cache(maxsize=WORDS_KEPT)(self._look_up)
        self._beginnings = {key[:BEGINNING] for key in self._names if len(key) >= LONG_ENOUGH}

    def find(self, said: Sequence[Said], text: str) -> Iterator[Hit]:
        """The names in a message.

        Args:
            said: its words.
            text: the message itself.
        """
        words = [one.word for one in said]
        for start, end in windows(len(said), LONGEST_RUN):
            if any(one.script == UNPARTED for one in said[start:end]):
                continue
            joined = "".join(words[start:end])
            if end > start + 1 and joined[:BEGINNING] not in self._beginnings:
                continue
            for key in self._near(joined):
                for name, place in self._names[key]:
                    hit = _hit(name, place, words, (start, end), text)
                    placed = place == _BUT_PLACE and len(name.without_place) >= VERY_LONG
                    if hit and (placed or self._means(hit, said, text)):
                        yield hit
            if end == start + 1 and "j" in said[start].written:
                yield from self._with_h(said[start], start)

    def _look_up(self, said: str) -> set[str]:
        """The words of names that this one may be, as it is or with its double letters as one."""
        once = single(said)
        near = self._index.near(once)
        return near if once == said else near | self._index.near(said, ended=False)

    def _with_h(self, one: Said, at: int) -> Iterator[Hit]:
        """Names in which Spanish ears hear h as j ("simje")."""
        word = latin(one.written.replace("j", "h"))
        for name, place in self._names.get(single(word), ()):
            if place == 0 and name.words == (word,) and len(word) >= LONG_ENOUGH:
                yield Hit(name, H_AS_J, at, at + 1, one.word)

    def _means(self, hit: Hit, said: Sequence[Said], text: str) -> bool:
        """Whether the words are written as the name must be, and are no words of their own."""
        spoken = said[hit.start : hit.end]
        name = hit.name
        if name.capitals and name.capitals not in text:
            return False
        if name.as_name and not _as_name(spoken[0], said, hit.likeness):
            return False
        bare = any(one.script == BARE for one in spoken)
        if bare and len(name.joined) < LONG_ENOUGH:
            return False
        if hit.likeness >= ENDED:
            return True
        latin_name = name.proper and all(one.script == LATIN for one in spoken)
        short = not latin_name and len(name.joined) < LONG_COMMON
        if hit.likeness < STEM_CHANGED and (bare or name.as_name or short):
            return False
        return not all(self._trust.is_other_word(name.entry, one.word) for one in spoken)


def _keys(name: Name, often: Counter[str]) -> Iterator[tuple[str, int]]:
    """The words under which a name is looked up: its rarest, and all of them as one."""
    rarest = min(name.words, key=lambda word: (len(word) < LONG_ENOUGH, often[word], -len(word)))
    yield rarest, name.words.index(rarest)
    if len(name.joined) >= LONG_ENOUGH:
        yield name.joined, _WHOLE
    if len(name.without_place) >= TOGETHER:
        yield name.without_place, _BUT_PLACE


def _hit(
    name: Name, place: int, words: Sequence[str], span: tuple[int, int], text: str
) -> Hit | None:
    """The name in these words of a message, when they are like it."""
    start, end = span
    if place >= 0:
        first = start - place
        likeness = aligned(name, words, first) if end == start + 1 and first >= 0 else 0.0
        span = (first, first + len(name.words))
    else:
        own = name.joined if place == _WHOLE else name.without_place
        alone = end == start + 1 and len(name.words) == 1  # found by its word already
        likeness = 0.0 if alone else together(own, words[start:end], name.words)
        if place == _BUT_PLACE and likeness:
            likeness = PLACE_APART * likeness if _says_place(text, name) else 0.0
    if not likeness:
        return None
    return Hit(name, likeness, *span, "".join(words[span[0] : span[1]]))


def _says_place(text: str, name: Name) -> bool:
    return name.place in {place.municipality for place in find_places(text)}


def _as_name(first: Said, said: Sequence[Said], likeness: float) -> bool:
    """Whether a word is written as a name: with a capital, or in letters other than the others."""
    latins = sum(one.script == LATIN for one in said)
    if first.script != LATIN:
        return first.script == PARTED and likeness == 1.0
    return first.capital or 2 * latins <= len(said)
