"""What a message tells of the person: where they live, how old they are, which one they mean.

Runs in both environments.
"""

from dataclasses import dataclass
from typing import Any, Dict

from knowledge.places import find_places
from knowledge.text import count_words, folded, is_unparted, western_digits
from nlu.age import find_age
from nlu.choice import find_choice

#: Beside a place, so many other words are still "nothing else said" (more where an age is told,
#: and where words can only be counted roughly).
FEW_WORDS = 1


@dataclass(frozen=True)
class Situation:
    """What a message tells of the person.

    Attributes:
        entities: `municipality` (id), `outside_place` (name), `age` (years), `choice` (number);
            only those that are told.
        is_all_that_is_said: the message holds nothing else.
        other_words: number of words that tell nothing of the situation.
    """

    entities: Dict[str, Any]
    is_all_that_is_said: bool
    other_words: int = 0


def understand(text: str) -> Situation:
    """Read the situation out of a cleaned message.

    >>> understand("2").entities
    {'choice': 2}
    """
    plain = folded(western_digits(text))
    if plain.isdecimal() and len(plain) <= 3:
        number = int(plain)
        return Situation({"choice": number} if number < 10 else {"age": number}, True)
    entities: Dict[str, Any] = {}
    places = find_places(text)
    inside = [place for place in places if place.municipality]
    outside = [place for place in places if not place.municipality and not place.abroad]
    if inside:
        entities["municipality"] = inside[0].municipality
    elif outside:
        entities["outside_place"] = outside[0].name
    age = find_age(text)
    if age is not None:
        entities["age"] = age
    choice = find_choice(text) if not places and age is None else None
    if choice is not None:
        entities["choice"] = choice
    other_words = count_words(plain) - sum(place.words for place in places)
    few = FEW_WORDS + (2 if age is not None else 0) + (4 if is_unparted(text[:1]) else 0)
    only_place = bool(places) and other_words <= few
    return Situation(entities, only_place, other_words)
