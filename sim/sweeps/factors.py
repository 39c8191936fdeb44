"""Factors: what a sweep varies, each a path of the scenario over named values or a range."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.ground.parameters import Parameter

LEVER, UNCERTAINTY = "lever", "uncertainty"
STEPS = 3


@dataclass(frozen=True)
class Factor:
    """A lever (what policy sets) or an uncertainty (what the world is) of a sweep.

    It takes one of `values`, or anything from `low` to `high`; a crossing takes `steps` of these. With
    a `median`, the default of a plausible range, half lies below it and half above. Of a file of
    points, `values` are its column, None where the scenario is left as it is.
    """

    path: str
    role: str
    unit: str
    meaning: str = ""
    values: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    steps: int = STEPS
    whole: bool = False
    source: str = ""
    median: float | None = None

    @property
    def levels(self) -> tuple[Any, ...]:
        """The values that a crossing takes: those named, or equal steps over the range."""
        shares = np.linspace(0.0, 1.0, self.steps)
        return self.values or tuple(dict.fromkeys(_short(self.at(float(share))) for share in shares))

    @property
    def varies(self) -> bool:
        """Whether there is more than one value."""
        return len(self.values) != 1

    @property
    def ends(self) -> tuple[Any, Any]:
        """The first and the last value."""
        return self.levels[0], self.levels[-1]

    def at(self, share: float) -> Any:
        """The value at a share (0..1) of the way from the first to the last."""
        if self.median is not None:
            return self._prior.at(share)
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.whole:
            return int(min(self.low + share * (self.high - self.low + 1), self.high))
        return min(self.low + share * (self.high - self.low), self.high)  # rounding may pass the end

    @property
    def told(self) -> dict[str, Any]:
        """What the manifest says of it."""
        named = [value for value in dict.fromkeys(self.values) if value is not None]
        span = {"values": named} if self.values else {"low": self.low, "high": self.high}
        return {"role": self.role, "unit": self.unit, "source": self.source, **span, **self._middle}

    @property
    def tree(self) -> dict[str, Any]:
        """All of it, as it is stored; where there is no median, without one, as it always was."""
        told = asdict(self)
        del told["median"]
        return told | self._middle

    @property
    def _middle(self) -> dict[str, float]:
        return {} if self.median is None else {"median": self.median}

    @property
    def _prior(self) -> Parameter:
        """The plausible range as a declared number, which knows its quantiles."""
        return Parameter(self.median, self.unit, self.low, self.high, self.source, self.meaning,
                         whole=self.whole).plausibly(self.low, self.high)  # fmt: skip


def _short(value: Any) -> Any:
    """A number without the last digits, which rounding leaves: 0.1, not 0.09999999999999999."""
    return float(f"{value:.12g}") if isinstance(value, float) else value
