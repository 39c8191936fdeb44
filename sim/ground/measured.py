"""Declared measures: every number of the results has one home, a unit, a formula and a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

ALWAYS, BY_DEFAULT, ON_REQUEST = "always", "by default", "on request"
"""When a measure is recorded: in every run, unless a scenario says otherwise, or if it says so."""
NATIONAL, EACH = "national", "each"
"""The lines of a measure: the national one whatever a scenario records, or each that it records."""
SUM, PERSONS, HOUSEHOLDS, VILLAGES = "sum", "persons", "households", "villages"
"""How a measure adds up over counties: as a sum, or as a mean over these."""
MEDIAN = "median"
"""How a line begins that is of a county's own people, so that counties with it have no common one."""
WHOLE, ANY = "all", "any"
"""The groups of a measure: the whole county, and any group of households that a scenario names."""
USUAL = ("fgt0", "fgt1", "fgt2", "income_mean")
"""What a group that a scenario names without measures is given, those of them that are recorded."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a recorded measure is called and what it says.

    `title` is its name on a chart and `other_names` are those of the literature. `lines` is empty
    where it has none. `groups` are `all`, `any`, or what stands before the `=` in groups of its own.
    `comes_with` names a measure that brings this one along. `reference` is empty where the measure
    is of this model alone. `adds_up` says how that of several counties follows from theirs: as their
    `sum`, or as a mean weighted by `persons`, `households` or `villages`; empty where it does not.
    """

    name: str
    title: str
    unit: str
    formula: str
    meaning: str
    reference: str = ""
    other_names: tuple[str, ...] = ()
    lines: str = ""
    groups: tuple[str, ...] = (WHOLE,)
    recorded: str = ON_REQUEST
    comes_with: str = ""
    adds_up: str = ""

    @property
    def in_a_line(self) -> str:
        """Its names, what it says, how it is computed and who introduced it."""
        known = ", ".join(self.other_names) or self.title
        source = f"; {self.reference}" if self.reference else ""
        return f"{known}: {self.meaning} Formula: {self.formula}{source}"


    def adds_up_at(self, line: str) -> bool:
        """Whether that of several counties, at a line, follows from theirs."""
        return bool(self.adds_up) and not line.startswith(MEDIAN)


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """A way of sorting households into groups by which measures can be taken.

    `codes` gives the group of every household of a society, whole numbers from 0; `labels` are
    the names of these codes, which name themselves where there are none. `stands_for` are the
    additive measures that are taken by it where a scenario names none.
    """

    name: str
    meaning: str
    codes: Callable[[Any], np.ndarray]
    labels: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = USUAL

    def group(self, code: int) -> str:
        """A group as results name it: `quintile=1`."""
        return f"{self.name}={self.labels[code] if self.labels else code}"
