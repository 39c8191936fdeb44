"""What people have: means and medians of income and consumption per head."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import BY_DEFAULT, ON_REQUEST, PERSONS
from sim.record.per_head import OfDistribution, PerHead
from sim.record.seen import Seen


def mean(people: PerHead, line: float) -> float:
    """Mean over persons; losses count as nothing."""
    return float(people.people.mean)


def median(people: PerHead, line: float) -> float:
    """What half of the persons do not exceed."""
    return float(people.people.quantile(0.5))


_level = partial(OfDistribution, unit="yuan/person/year", recorded=BY_DEFAULT)
_mean = partial(_level, formula="mean of y", of=mean, adds_up=PERSONS)
_median = partial(_level, formula="median of y over persons", of=median)
MEASURES = (
    _mean(name="income_mean", title="mean income per head", other_names=("mean income",),
          meaning="Income per head, averaged over persons; losses count as nothing."),
    _median(name="income_median", title="median income per head", other_names=("median income",),
            meaning="Income per head that half of the persons do not exceed."),
    _mean(name="consumption_mean", title="mean consumption per head", variable="consumption",
          other_names=("mean consumption",), meaning="Consumption per head, averaged over persons."),
    _median(name="consumption_median", title="median consumption per head", variable="consumption",
            other_names=("median consumption",), recorded=ON_REQUEST,
            meaning="Consumption per head that half of the persons do not exceed."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Levels of the whole county."""
    yield from seen.of_all_people(MEASURES)
