"""Tracks: one county followed year by year, household by household, for patterns and fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..cycle import live_a_year
from ..scenario import Scenario
from ..simulate import enter_arm, open_society
from ..society import Society

KEPT = (
    "income", "consumption", "permanent_income", "opening_cash", "cash", "farm_income",
    "activity_income", "wage_income", "transfer_income", "property_income", "activity_capital",
    "farm_capital", "health", "schooling", "improved_seed", "off_farm_workers", "registered",
    "debt_bank", "ill", "land", "irrigated", "persons", "adults", "activity_failed", "skill",
)


@dataclass
class Track:
    """Household columns by year (arrays of years x households) of one arm and replication."""

    society: Society
    columns: dict[str, np.ndarray]
    facts: list[dict[str, float]]

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self.__dict__["columns"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def weights(self) -> np.ndarray:
        """Persons of each household."""
        return self.society.households.persons

    @property
    def line(self) -> float:
        """National poverty line, yuan per person."""
        return self.society.world.poverty_line

    def head(self, name: str = "income") -> np.ndarray:
        """A money column per person, years x households."""
        return self.columns[name] / self.weights

    def headcount(self, year: int, variable: str = "income") -> float:
        """Share of persons below the line in a year counted from the opening."""
        poor = self.head(variable)[year] < self.line
        return float((self.weights * poor).sum() / self.weights.sum())


def follow(
    scenario: Scenario, arm: str, replication: int, years: int,
    change: Callable[[Society], None] | None = None,
) -> Track:
    """Live `years` years of an arm; `change` may alter the opened county first."""
    society = enter_arm(open_society(scenario, replication), arm)
    if change is not None:
        change(society)
    kept = {name: [getattr(society.households, name).copy()] for name in KEPT}
    facts = [_facts(society)]
    for year in range(scenario.start + 1, scenario.start + years + 1):
        society.year = year
        live_a_year(society)
        for name, column in kept.items():
            column.append(getattr(society.households, name).copy())
        facts.append(_facts(society))
    return Track(society, {name: np.array(column) for name, column in kept.items()}, facts)


def _facts(society: Society) -> dict[str, float]:
    numbers = {k: float(v) for k, v in society.facts.items() if isinstance(v, (int, float))}
    return numbers | {"price": society.index.price, "activity_price": society.index.activity_price}
