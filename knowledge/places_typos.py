"""Names that are misspelt by one letter: left out, added, changed, or two changed over.

Runs in both environments.
"""

from collections import defaultdict
from typing import Container, DefaultDict, Dict, List, Optional

from knowledge.places_forms import Place


class Misspelt:
    """Finds the place whose form is one edit away from a word.

    One edit leaves one half of a form whole, so forms are kept by their halves.
    """

    def __init__(self, forms: Dict[str, Place], strict: Container[str]) -> None:
        """Keep the forms by their first and their second halves.

        Args:
            forms: places by plain form.
            strict: forms of which only errors in double letters and swaps are forgiven.
        """
        self._forms, self._strict = forms, strict
        self._halves: DefaultDict[str, List[str]] = defaultdict(list)
        for form in forms:
            middle = len(form) // 2
            self._halves[form[:middle] + "*"].append(form)
            self._halves["*" + form[middle:]].append(form)

    def find(self, word: str) -> Optional[Place]:
        """The place that a word misspells; None when there is none, or several.

        The first letter must be right: "koulussa" is no Oulu.
        """
        found = {
            self._forms[form].name: self._forms[form]
            for form in self._near(word)
            if form[0] == word[0]
            and (is_small_edit if form in self._strict else is_one_edit)(word, form)
        }
        return found.popitem()[1] if len(found) == 1 else None

    def _near(self, word: str) -> List[str]:
        length = len(word)
        keys = {word[: size // 2] + "*" for size in (length - 1, length, length + 1)}
        keys |= {"*" + word[-(size - size // 2) :] for size in (length - 1, length, length + 1)}
        return [form for key in keys for form in self._halves.get(key, ())]


def is_one_edit(word: str, form: str) -> bool:
    """Whether two different words are one edit apart.

    >>> is_one_edit("oulusa", "oulussa"), is_one_edit("olussua", "oulussa")
    (True, False)
    """
    if abs(len(word) - len(form)) > 1 or word == form:
        return False
    start = _first_difference(word, form)
    if len(word) != len(form):
        shorter, longer = sorted((word, form), key=len)
        return shorter[start:] == longer[start + 1 :]
    return word[start + 1 :] == form[start + 1 :] or _are_swapped(word, form, start)


def is_small_edit(word: str, form: str) -> bool:
    """Whether a word has a double letter single, a single one double, or two letters swapped.

    >>> is_small_edit("oulusa", "oulussa"), is_small_edit("koulussa", "oulussa")
    (True, False)
    """
    if not is_one_edit(word, form):
        return False
    start = _first_difference(word, form)
    longer = max(word, form, key=len)
    if len(word) == len(form):
        return _are_swapped(word, form, start)
    return start > 0 and longer[start] == longer[start - 1]


def _first_difference(word: str, form: str) -> int:
    shared = min(len(word), len(form))
    return next((at for at in range(shared) if word[at] != form[at]), shared)


def _are_swapped(word: str, form: str, at: int) -> bool:
    """Whether two letters have changed places, and nothing else differs."""
    return word[at : at + 2] == form[at : at + 2][::-1] and word[at + 2 :] == form[at + 2 :]
