"""Age limits of HSDS, which are numbers of any kind, as whole years."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.exchange.items import Fault

#: The oldest age that an entry can name; a higher limit is none.
OLDEST = 120


def age_limits(service: Mapping[str, Any]) -> dict[str, int | None]:
    """The ages that a service serves, in whole years, both ends included.

    A part of a year is taken off at both ends: better nobody is sent in vain.

    >>> age_limits({"minimum_age": 15.5, "maximum_age": 29.0})
    {'min': 16, 'max': 29}
    """
    low, high = service.get("minimum_age"), service.get("maximum_age")
    return {
        "min": None if low is None else math.ceil(low),
        "max": None if high is None or high > OLDEST else math.floor(high),
    }


def age_faults(service: Mapping[str, Any], number: int) -> Iterator[Fault]:
    """Ages that cannot be: below 0, out of order, or with no whole year between them."""
    low, high = service.get("minimum_age"), service.get("maximum_age")
    for field, age in (("minimum_age", low), ("maximum_age", high)):
        top = OLDEST if field == "minimum_age" else math.inf
        if age is not None and not (math.isfinite(age) and 0 <= age <= top):
            yield Fault(number, field, f"is {age}; ages are from 0 to {OLDEST} years")
            return
    if low is None or high is None:
        return
    if low > high:
        yield Fault(number, "minimum_age", f"is {low:g}, above maximum_age {high:g}")
    elif math.ceil(low) > math.floor(high):
        yield Fault(number, "minimum_age", f"{low:g} to {high:g} has no whole year in it")
