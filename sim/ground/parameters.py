"""Declared numbers: every quantity of the model has one home, a unit, a range and a source."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

FEW_NAMES = 8
"""A message names all allowed names if they are not more than these."""
HALFWAY = 0.5
"""How far from the default towards a limit of validity an undeclared plausible range reaches."""
PRIOR = "assumption: half of the way from the default to each limit"
GRADES = {
    "named": "the source is named",
    "recalled": "the source was noted from memory",
    "calibrated": "chosen so that the county meets published patterns",
    "assumption": "assumed",
}
"""What stands behind a default, the firmest first."""


@dataclass(frozen=True)
class Parameter:
    """A number, switch, choice or list of names that a user may set.

    `low` and `high` bound a number (inclusive): they are limits of validity. `plausible` is what it
    may be in the county meant: two ends of a number, names or settings of a choice or switch, each
    as likely as the others; `because` is its source. `choices` lists the names of a choice or of a
    list of names. A `whole` number has no fraction. `source` is a citation, `calibrated` or
    `assumption`.
    """

    default: Any
    unit: str
    low: float | None
    high: float | None
    source: str
    meaning: str
    choices: tuple[str, ...] | None = None
    whole: bool = False
    plausible: tuple[Any, ...] | None = None
    because: str = PRIOR

    def plausibly(self, *values: Any, because: str = "assumption") -> Parameter:
        """The same with a plausible range: its two ends, or the names of a choice drawn alike."""
        return replace(self, plausible=values, because=because)

    def certain(self, because: str) -> Parameter:
        """The same as something nobody has to guess: a yardstick, or what a scenario tells."""
        return replace(self, plausible=(self.default,), because=because)

    @property
    def prior(self) -> tuple[Any, ...]:
        """Plausible ends of a number, plausible settings of the others; one value if it is certain.

        Where none is declared a number reaches halfway from its default to its limits, and the
        others are what their default is.
        """
        if self.plausible is not None:
            return self.plausible
        if self.kind != "number" or self.low is None or self.high is None:
            return (self.default,)
        ends = (self.default + HALFWAY * (limit - self.default) for limit in (self.low, self.high))
        return tuple(round(end) for end in ends) if self.whole else tuple(ends)

    def at(self, share: float) -> Any:
        """The value below which a share (0 to 1) of the prior lies: the default is the median.

        A number is spread evenly on each side of its default, however skewed the range.
        """
        prior = self.prior
        if len(prior) == 1:
            return prior[0]
        if self.kind != "number":
            return prior[min(int(share * len(prior)), len(prior) - 1)]
        value = float(np.interp(share, (0, 0.5, 1), (prior[0], self.default, prior[1])))
        return round(value) if self.whole else value

    @property
    def kind(self) -> str:
        """One of `switch`, `names`, `choice`, `number`."""
        if isinstance(self.default, bool):
            return "switch"
        if isinstance(self.default, tuple):
            return "names"
        return "choice" if self.choices else "number"

    @property
    def grade(self) -> str:
        """One of `GRADES`: the word with which the source opens, or that it names something else."""
        opening = self.source.split(" ")[0].rstrip(",:;")
        return opening if opening in GRADES else "named"

    def check(self, value: Any) -> str | None:
        """Say what is wrong with a value, or None when it is allowed."""
        return getattr(self, f"_check_{self.kind}")(value)

    def _check_switch(self, value: Any) -> str | None:
        return None if isinstance(value, bool) else f"must be true or false, not {value!r}"

    def _check_choice(self, value: Any) -> str | None:
        choices = self.choices or ()
        return None if value in choices else f"must be one of {', '.join(choices)}, not {value!r}"

    def _check_names(self, value: Any) -> str | None:
        choices = self.choices or ()
        if not isinstance(value, (list, tuple)):
            return f"must be a list of names, not {value!r}"
        unknown = [name for name in value if name not in choices]
        if unknown:
            known = f" (it has {', '.join(choices)})" if len(choices) <= FEW_NAMES else ""
            return f"knows no {unknown[0]!r}{known}"
        twice = [name for name in choices if list(value).count(name) > 1]
        return f"names {twice[0]!r} twice" if twice else None

    def _check_number(self, value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return f"must be a number{self._range_phrase()}, not {value!r}"
        if not math.isfinite(value):
            return f"must be a finite number{self._range_phrase()}, not {value!r}"
        if self.whole and value != int(value):
            return f"must be a whole number{self._range_phrase()}, not {value!r}"
        below = self.low is not None and value < self.low
        above = self.high is not None and value > self.high
        return f"must be a number{self._range_phrase()}, not {value!r}" if below or above else None

    def written(self, value: float) -> str:
        """A number as people write it: all digits of a whole one, thousands apart but in years."""
        if value == int(value) and abs(value) < 2**53:
            return f"{int(value)}" if self.unit == "year" else f"{int(value):,}"
        return f"{value:g}"

    def _range_phrase(self) -> str:
        if self.low is not None and self.high is not None:
            return f" between {self.written(self.low)} and {self.written(self.high)}"
        if self.low is not None:
            return f" of at least {self.written(self.low)}"
        return f" of at most {self.written(self.high)}" if self.high is not None else ""


def number(default: float, unit: str, low: float, high: float, source: str, meaning: str) -> Parameter:
    """Declare a number with its unit, inclusive range and source."""
    return Parameter(default, unit, low, high, source, meaning)


def whole(default: int, unit: str, low: int, high: int, source: str, meaning: str) -> Parameter:
    """Declare a number without fraction (a count, years) with its unit, inclusive range and source."""
    return Parameter(default, unit, low, high, source, meaning, whole=True)


def switch(default: bool, meaning: str, source: str = "assumption") -> Parameter:
    """Declare a switch that is on or off."""
    return Parameter(default, "switch", None, None, source, meaning)


def choice(
    default: str, choices: tuple[str, ...], meaning: str, source: str = "assumption"
) -> Parameter:
    """Declare a choice among names."""
    return Parameter(default, "name", None, None, source, meaning, choices)


def names(default: tuple[str, ...], choices: tuple[str, ...], meaning: str) -> Parameter:
    """Declare a list of names out of a fixed set."""
    return Parameter(default, "names", None, None, "assumption", meaning, choices)


class Paths:
    """World parameters through the years: constant values, or maps from year to value.

    A map holds from its year until the next one it names; before its first year the default
    holds. `at(year)` gives a namespace with one attribute a parameter.
    """

    def __init__(self, declared: Mapping[str, Parameter], given: Mapping[str, Any]) -> None:
        self._constant = {name: declared[name].default for name in declared}
        self._moving = {name: value for name, value in given.items() if isinstance(value, Mapping)}
        self._constant.update({k: v for k, v in given.items() if k not in self._moving})

    def at(self, year: int) -> SimpleNamespace:
        """The values in force in one year."""
        values = dict(self._constant)
        for name, path in self._moving.items():
            known = [when for when in sorted(path) if when <= year]
            values[name] = path[known[-1]] if known else values[name]
        return SimpleNamespace(**values)

    def but(self, changed: Mapping[str, Any]) -> Paths:
        """The same with some values that hold in every year."""
        twin = Paths({}, {})
        twin._constant = {**self._constant, **changed}
        twin._moving = {name: path for name, path in self._moving.items() if name not in changed}
        return twin

    def __iter__(self) -> Iterator[str]:
        return iter(self._constant)
