"""Measures of a distribution per head: declared once, taken of income and of consumption."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sim.ground.measured import ANY, EACH, ON_REQUEST, WHOLE, Measured
from sim.measures import Distribution, Undefined

LEAST_SHARE = 0.01


class PerHead:
    """One variable per head over people.

    In `people` values below zero count as zero, in `plain` as what they are; logarithms use at
    least one per cent of a line.

    Parameters: `values` in yuan a person and `persons` of each household, and the national line.
    """

    def __init__(self, values: np.ndarray, persons: np.ndarray, national: float) -> None:
        self.national = national
        self.plain = Distribution(values, persons)
        self.people = self.plain.at_least(0.0)
        self._raised: dict[float, Distribution] = {}

    def raised(self, line: float) -> Distribution:
        """The people with no value below one per cent of a line."""
        if line not in self._raised:
            self._raised[line] = self.people.at_least(LEAST_SHARE * line)
        return self._raised[line]


@dataclass(frozen=True, kw_only=True)
class OfDistribution(Measured):
    """A measure of income or consumption per head.

    `of` takes the people and a line in yuan, which is the national one for measures without lines.
    """

    of: Callable[[PerHead, float], float] = field(compare=False)
    variable: str = "income"
    groups: tuple[str, ...] = (WHOLE, ANY)


def of_consumption(measure: OfDistribution) -> OfDistribution:
    """The same measure of consumption; whoever asks for that of income gets both."""
    return replace(
        measure, name=f"consumption_{measure.name}", title=f"{measure.title} of consumption",
        meaning=f"{measure.meaning.removesuffix('.')}: of consumption per head, not of income.",
        other_names=(), variable="consumption", recorded=ON_REQUEST, comes_with=measure.name,
    )  # fmt: skip


def taken(
    measures: Iterable[OfDistribution], of: Mapping[str, PerHead], lines: Mapping[str, float]
) -> Iterator[tuple[str, str, float]]:
    """Measure, line and value of each, at each line where it has one; what does not exist is not.

    Parameters: people by variable, and yuan by line.
    """
    for measure in measures:
        people = of[measure.variable]
        at = lines if measure.lines == EACH else {"": people.national}
        for line, yuan in at.items():
            try:
                value = measure.of(people, yuan)
            except Undefined:
                continue
            yield measure.name, line, value
