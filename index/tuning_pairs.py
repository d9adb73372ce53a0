"""What the encoder is tuned on: questions, each with a text that should lie near it."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.views import Question
from knowledge.catalogue import Catalogue
from knowledge.languages import LANGUAGES
from knowledge.needs import Need
from knowledge.translations import translation

#: How often the near text is the summary of a door; its need's description; otherwise it is
#: another question of the same need.
SUMMARY_SHARE, DESCRIPTION_SHARE = 0.5, 0.15
#: Of a need's doors the first ones fit best.
FIRST_DOORS = 4


@dataclass(frozen=True)
class Pair:
    """One pair.

    Attributes:
        need: the class of the question.
        question: what somebody asks, in any language.
        near: a text that answers it or asks the same, in any language.
    """

    need: str
    question: str
    near: str


def batches(
    questions: Sequence[Question],
    needs: dict[str, Need],
    catalogue: Catalogue,
    *,
    count: int,
    size: int,
    seed: int,
    without: Collection[str] = (),
) -> Iterator[list[Pair]]:
    """Batches in which every pair has another need, so that all others are true negatives.

    With two thirds of all needs in a batch, the neighbours of a need ("benefits", "debts") stand
    beside it most of the time: they are its hard negatives.

    Args:
        questions: example questions with their needs or subjects without a door.
        needs: the needs by id.
        catalogue: the entries.
        count: number of batches.
        size: pairs in a batch; at most the number of different needs.
        seed: the same seed gives the same batches.
        without: ids of entries whose texts are not used.
    """
    chance = random.Random(seed)  # noqa: S311 (draws examples)
    by_need: dict[str, list[str]] = {}
    for question in questions:
        by_need.setdefault(question.need, []).append(question.text)
    nears = _Nears(by_need, needs, catalogue, chance, without)
    names = sorted(by_need)
    for _ in range(count):
        chosen = chance.sample(names, min(size, len(names)))
        asked = [(name, chance.choice(by_need[name])) for name in chosen]
        yield [Pair(name, question, nears.near(name, question)) for name, question in asked]


@dataclass(frozen=True)
class _Nears:
    """Draws texts that should lie near a question."""

    by_need: dict[str, list[str]]
    needs: dict[str, Need]
    catalogue: Catalogue
    chance: random.Random
    without: Collection[str]

    def near(self, name: str, question: str) -> str:
        need, language = self.needs.get(name), self.chance.choice(list(LANGUAGES))
        kind = self.chance.random()
        doors = self._doors(need) if need else []
        if doors and kind < SUMMARY_SHARE:
            entry = self.catalogue[self.chance.choice(doors)]
            return translation(entry, language).fresh.get("summary", entry.summary.fi or entry.id)
        if need and kind < SUMMARY_SHARE + DESCRIPTION_SHARE and language in need.texts:
            return need.texts[language].description
        others = [text for text in self.by_need[name] if text != question]
        return self.chance.choice(others or [question])

    def _doors(self, need: Need) -> list[str]:
        first = need.doors[:FIRST_DOORS]
        return [door for door in first if door in self.catalogue and door not in self.without]
