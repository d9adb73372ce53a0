"""Names as they sound, in any script, and names that other scripts and languages have."""

from collections.abc import Iterable, Iterator, Sequence

from index.name_foreign import Foreign
from index.name_hits import Hit
from index.name_index import windows
from index.name_letters import BARE, LATIN, RULES, UNPARTED, Said, latin
from index.name_list import Name
from index.name_sounds import consonants, sound_likeness, sounds, without_ending
from index.name_trust import Trust

#: Words of a message that one name may be heard in.
LONGEST_RUN = 3
#: What a name in another script is worth exactly, and with an ending.
EXACT, ENDED = 0.97, 0.93
#: What a whole description is worth.
DESCRIBED = 0.8
#: Consonants of an ending; more letters of one are not cut off.
ENDING_CONSONANTS = 2
ENDING_LETTERS = 3
#: A name of so many consonants is no chance, whatever its words mean.
MANY_CONSONANTS = 7
#: Within a script without spaces, a name has so many consonants.
FEWEST_WITHIN, MOST_WITHIN = 5, 16

#: Words of so few letters sound like many others.
SHORT = 3

#: Names with their sounds.
Names = list[tuple[str, Name]]

_PREFIXES = tuple(RULES["prefixes"])


class NamesByEar:
    """Finds names by their sound, and foreign names by their letters.

    Args:
        names: the names that are looked for by sound.
        foreign: those that are said exactly.
        trust: what the example questions tell.
    """

    def __init__(self, names: Iterable[Name], foreign: Iterable[Foreign], trust: Trust) -> None:
        self._trust = trust
        self._sounds: dict[str, dict[str, Name]] = {}
        for name in names:
            sound = sounds(name.joined)
            self._sounds.setdefault(consonants(sound), {}).setdefault(sound, name)
        self._foreign: dict[tuple[str, str], Name] = {}
        self._descriptions: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._unparted: dict[str, list[tuple[str, Name]]] = {}
        for one in foreign:
            name = Name(one.entry, one.words, proper=not one.described)
            if one.script == UNPARTED:
                self._unparted.setdefault(one.joined[0], []).append((one.joined, name))
            elif one.described:
                self._descriptions.setdefault(one.words[0], []).append((one.words, name))
            else:
                self._foreign[one.script, one.joined] = name

    def find(self, said: Sequence[Said]) -> Iterator[Hit]:
        """The names in the words of a message."""
        for start, end in windows(len(said), LONGEST_RUN):
            script = said[start].script
            if said[end - 1].script != script or script == UNPARTED:
                continue
            for joined in _readings(said[start:end]):
                if script != LATIN:
                    yield from self._exactly(joined, script, start, end)
                sound = sounds(joined)
                names = self._sounding(sound)
                if names:
                    yield from self._by_ear(sound, names, said, (start, end))
        yield from self._described(said)
        for at, one in enumerate(said):
            if one.script == UNPARTED:
                yield from self._within(one, at)

    def _described(self, said: Sequence[Said]) -> Iterator[Hit]:
        """The long descriptions that stand in a message as they are."""
        for start, first in enumerate(said):
            for words, name in self._descriptions.get(first.word, ()):
                end = start + len(words)
                if tuple(one.word for one in said[start:end]) == words:
                    yield Hit(name, DESCRIBED, start, end, "".join(words))

    def _exactly(self, joined: str, script: str, start: int, end: int) -> Iterator[Hit]:
        for cut in range(ENDING_LETTERS + 1 if len(joined) > ENDING_LETTERS else 1):
            name = self._foreign.get((script, joined[: len(joined) - cut]))
            if name and (not cut or len(name.joined) > ENDING_LETTERS):
                yield Hit(name, ENDED if cut else EXACT, start, end, joined)

    def _by_ear(
        self, said_sound: str, names: Names, said: Sequence[Said], span: tuple[int, int]
    ) -> Iterator[Hit]:
        words = said[span[0] : span[1]]
        script, joined = words[0].script, "".join(one.word for one in words)
        for sound, name in names:
            if len(words) > 1 and not _in_several(sound, name, len(words), script):
                continue
            heard = without_ending(said_sound, len(consonants(sound)))
            likeness = sound_likeness(sound, heard, script)
            if likeness and (
                len(consonants(sound)) >= MANY_CONSONANTS
                or not all(self._trust.is_other_word(name.entry, one.word) for one in words)
            ):
                yield Hit(name, likeness, *span, joined)

    def _sounding(self, sound: str) -> Names:
        """The names with the consonants of a sound, or those before its ending."""
        heard = consonants(sound)
        found: list[tuple[str, Name]] = []
        for cut in range(min(ENDING_CONSONANTS, len(heard)) + 1):
            names = self._sounds.get(heard[: len(heard) - cut])
            if names:
                found += names.items()
        return found

    def _within(self, one: Said, at: int) -> Iterator[Hit]:
        """The names within a run of a script that parts no words."""
        for start, sign in enumerate(one.written):
            for text, name in self._unparted.get(sign, ()):
                if one.written.startswith(text, start):
                    yield Hit(name, EXACT if name.proper else DESCRIBED, at, at + 1, text)
        if "\u0e00" <= one.written[0] <= "\u0e7f":
            yield from self._heard_within(sounds(one.word), at)

    def _heard_within(self, heard: str, at: int) -> Iterator[Hit]:
        places = _consonant_places(heard)
        for first in range(len(places)):
            for last in range(first + FEWEST_WITHIN, min(first + MOST_WITHIN, len(places)) + 1):
                told = "".join(heard[place] for place in places[first:last])
                for sound, name in self._sounds.get(told, {}).items():
                    before = places[first - 1] + 1 if first else 0
                    after = places[last] if last < len(places) else len(heard)
                    part = heard[max(before, places[first] - _vowels_first(sound)) : after]
                    likeness = sound_likeness(sound, part, UNPARTED)
                    if likeness:
                        yield Hit(name, likeness, at, at + 1, part)


def _in_several(sound: str, name: Name, count: int, script: str) -> bool:
    """Whether a name may be heard in so many words: short ones, in as many as they have."""
    as_many = len(name.words) == count
    if script == LATIN:
        return as_many and all(len(word) > SHORT for word in name.words)
    return as_many or (len(consonants(sound)) >= FEWEST_WITHIN)


def _readings(words: Sequence[Said]) -> Iterator[str]:
    """The words as one; of Arabic, also without what is written together with the first."""
    yield "".join(one.word for one in words)
    first = words[0]
    if first.script == BARE:
        for prefix in _PREFIXES:
            rest = first.written.removeprefix(prefix)
            if rest != first.written and len(rest) > 2:
                yield latin(rest) + "".join(one.word for one in words[1:])


def _consonant_places(heard: str) -> list[int]:
    """Where the consonants of a sound stand."""
    return [at for at, sign in enumerate(heard) if consonants(sign)]


def _vowels_first(sound: str) -> int:
    """The number of letters before the first consonant."""
    return next((at for at, sign in enumerate(sound) if consonants(sign)), 0)


def heard_names(names: Iterable[Name]) -> Iterator[Name]:
    """The names that people know by ear: proper ones."""
    return (name for name in names if name.proper and not name.as_name and not name.capitals)
