"""Axes: what is not known of a world as shares of its prior, 0 to 1, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.catalogue import PARAMETERS

Floats = NDArray[np.float64]
DIGITS = 6
"""Significant digits of a value: what is written is what was run, to the last of them."""
MIDDLE = 0.5
KNOTS = (0.0, MIDDLE, 1.0)


def rounded(value: float) -> float:
    """A value to its significant digits."""
    return float(f"{value:.{DIGITS}g}")


@dataclass(frozen=True)
class Axis:
    """A factor of a world: one of `values`, each as likely, or a number with the ends of its prior.

    Half of the prior lies on each side of `middle`: the median of a plausible range, the declared
    default, else halfway between the ends. `default` is what the scenario has.
    """

    path: str
    default: Any
    values: tuple[Any, ...] = ()
    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0
    whole: bool = False

    @classmethod
    def of(cls, path: str, told: Mapping[str, Any]) -> Axis:
        """The axis of a factor by what the manifest tells of it."""
        default = told.get("scenario")
        if "values" in told:
            values = tuple(told["values"])
            return cls(path, default if default in values else values[0], values)
        declared = PARAMETERS.get(path.removeprefix("world."))
        low, high = float(told["low"]), float(told["high"])
        middle = float(told.get("median", (low + high) / 2))
        whole = declared is not None and declared.whole
        default = default if isinstance(default, (int, float)) else middle  # of a path over the years
        return cls(path, default, (), low, middle, high, whole)

    def at(self, share: float) -> Any:
        """The value below which a share of the prior lies, to six digits."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        value = float(np.interp(share, KNOTS, (self.low, self.middle, self.high)))
        return round(value) if self.whole else min(max(rounded(value), self.low), self.high)

    def share(self, value: Any) -> float:
        """The share of the prior below a value, the middle of those at which it is the same."""
        if self.values:
            return (self.values.index(value) + MIDDLE) / len(self.values)
        if self.low == self.middle == value:
            return MIDDLE / 2
        if self.high == self.middle == value:
            return 1 - MIDDLE / 2
        if value <= self.middle:
            return float(np.interp(value, (self.low, self.middle), KNOTS[:2]))
        return float(np.interp(value, (self.middle, self.high), KNOTS[1:]))


@dataclass(frozen=True)
class Space:
    """All axes: points of the unit cube, each a world."""

    axes: Sequence[Axis]

    @property
    def paths(self) -> list[str]:
        """The paths of the factors."""
        return [axis.path for axis in self.axes]

    @property
    def default(self) -> Floats:
        """Where the scenario itself stands."""
        return np.array([axis.share(axis.default) for axis in self.axes])

    def values(self, shares: Floats) -> dict[str, Any]:
        """The world at a point, by path."""
        return {axis.path: axis.at(float(share))
                for axis, share in zip(self.axes, shares, strict=True)}  # fmt: skip

    def shares(self, points: pd.DataFrame) -> Floats:
        """Worlds (rows) by path (columns) as points of the cube."""
        columns = [[axis.share(value) for value in points[axis.path]] for axis in self.axes]
        return np.array(columns, dtype=np.float64).T

    def inputs(self, shares: Floats) -> Floats:
        """What an emulator is told: -1 to 1 of a number or of two values, of more a column each."""
        columns = []
        for axis, column in zip(self.axes, shares.T, strict=True):
            number = len(axis.values)
            place = np.minimum((column * number).astype(int), number - 1)
            if number > 2:
                columns += [2.0 * (place == one) - 1 for one in range(number)]
            else:
                columns.append(2.0 * place - 1 if number else 2 * column - 1)
        return np.column_stack(columns)

    def drawn(self, number: int, luck: np.random.Generator) -> Floats:
        """Points of a Latin hypercube (McKay et al. 1979)."""
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(len(self.axes), seed=luck).random(number))
