"""A scenario that can be run: checked, settled and unchangeable however it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim import terms
from sim.scenario.resolve import settled


@dataclass(frozen=True)
class Scenario(terms.Scenario):
    """One comparison: the county, its years, the money and the arms. Made by `sim.load`.

    Nothing in a scenario can be changed, and however it is made (`dataclasses.replace` too) it is
    checked: wrong values raise `ScenarioError` with every problem.
    """

    @classmethod
    def of_resolved(cls, values: Mapping[str, Any]) -> Scenario:
        """A scenario of values that have just been resolved, which are not gone through again."""
        made = object.__new__(cls)
        for name, value in values.items():
            object.__setattr__(made, name, value)
        return made

    def __post_init__(self) -> None:
        for name, value in settled(self).items():
            object.__setattr__(self, name, value)
