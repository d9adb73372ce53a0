"""Entries that a message names: typos, abbreviations, inflections, in any script.

Names are found in the words of a message (`name_words`), by their sound, and as other scripts and
languages have them (`name_heard`). Of several that stand in the same words, the longest and
likest counts; what it is worth, the example questions tell (`name_trust`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.name_foreign import Foreign, foreign_names
from index.name_heard import NamesByEar, heard_names
from index.name_hits import Hit, that_count
from index.name_letters import RULES, said_words, words_of
from index.name_list import Name, names_of
from index.name_trust import Trust
from index.name_words import NamesInWords
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry

#: Entries that people mainly mention in passing ("Kela says ...").
IN_PASSING = frozenset(RULES["in_passing"])
#: What a name in passing is worth.
PASSING_SHARE = 0.4

#: What a name is compared by: its words; or a place, and the rest as one word.
Key = tuple[str | None, ...]


class NameFinder:
    """Finds the entries that a message names.

    Args:
        catalogue: the entries.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        by_entry = {entry.id: names_of(entry) for entry in catalogue.values()}
        names = list(_of_one_entry(catalogue.values(), by_entry))
        foreign = {f for e in catalogue.values() for f in foreign_names(e, by_entry[e.id])}
        self._trust = Trust(names)
        self._words = NamesInWords(names, self._trust)
        self._ear = NamesByEar(heard_names(names), _of_one(foreign), self._trust)

    def find(self, text: str) -> dict[str, float]:
        """The entries that a message names.

        Returns:
            For their ids the likeness of the best name, 0..1.

        >>> from knowledge import catalogue
        >>> NameFinder(catalogue.load()).find("виллу виктор закрыли?")
        {'villa-victor': 0.935}
        """
        said = said_words(text)
        found: dict[str, float] = {}
        for hit in that_count([*self._words.find(said, text), *self._ear.find(said)]):
            worth = round(hit.likeness * self._worth(hit), 3)
            found[hit.name.entry] = max(worth, found.get(hit.name.entry, 0.0))
        return found

    def is_known_word(self, word: str) -> bool:
        """Whether a word stands in the example questions, so that it is hardly a misspelt name."""
        return self._trust.is_known(word)

    def _worth(self, hit: Hit) -> float:
        worth = self._trust.worth(hit.name, hit.said)
        return min(worth, PASSING_SHARE) if hit.name.entry in IN_PASSING else worth


def _of_one_entry(entries: Iterable[Entry], by_entry: dict[str, list[Name]]) -> Iterator[Name]:
    """The names that name one entry; of those that are a title of one, that one's.

    A name that several entries share otherwise ("opo") names none of them.
    """
    owners: dict[Key, set[str]] = {}
    titled: dict[Key, set[str]] = {}
    for entry in entries:
        title = words_of(entry.name.fi or "")
        for name in by_entry[entry.id]:
            for key in (name.words, name.apart):
                owners.setdefault(key, set()).add(entry.id)
                if name.words == title:
                    titled.setdefault(key, set()).add(entry.id)
    meant = {key: _meant(ids, titled.get(key, set())) for key, ids in owners.items()}
    for names in by_entry.values():
        for name in names:
            if name.entry in meant[name.words]:
                alone = name.entry in meant[name.apart]
                yield name if alone else replace(name, without_place="")


def _meant(owners: set[str], titled: set[str]) -> set[str]:
    return owners if len(owners) == 1 else titled if len(titled) == 1 else set()


def _of_one(foreign: set[Foreign]) -> list[Foreign]:
    owners: dict[tuple[str, str], set[str]] = {}
    for name in foreign:
        owners.setdefault((name.script, name.joined), set()).add(name.entry)
    return [name for name in foreign if len(owners[name.script, name.joined]) == 1]
