"""Tracks: one county followed year by year, household by household, for patterns and fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from sim.measures import fgt
from sim.record.aid import income_before_aid
from sim.scenario import Scenario, StrategyUse, load
from sim.simulate import Opening, enter_arm, live_through, opened
from sim.society import Society

KEPT = (
    "income", "consumption", "permanent_income", "opening_cash", "cash", "farm_income",
    "activity_income", "wage_income", "transfer_income", "activity_capital", "activity_kind",
    "farm_capital",
    "farm_capital_sold", "activity_capital_sold", "health", "schooling", "improved_seed",
    "registered", "debt_bank", "ill",
)
Change = Callable[[Society], None]


@dataclass
class Track:
    """Household columns by year (arrays of years x households) of one arm and replication.

    `county` has for each year the county's economy, its programmes' money, and `paid KIND` (yuan).
    """

    society: Society
    columns: dict[str, np.ndarray]
    county: list[dict[str, float]]

    @property
    def weights(self) -> np.ndarray:
        """Persons of each household."""
        return self.society.households.persons

    def column(self, name: str) -> np.ndarray:
        """A household column, years x households."""
        return self.columns[name]

    def head(self, name: str = "income") -> np.ndarray:
        """A money column per person, years x households."""
        return self.columns[name] / self.weights

    def mean(self, values: np.ndarray) -> float:
        """Mean over persons of one value a household."""
        return float((self.weights * values).sum() / self.weights.sum())

    def gap(self, year: int, alpha: float = 0, name: str = "income") -> float:
        """FGT measure of a year counted from the opening, national line."""
        line = self.society.world.poverty_line
        return fgt(self.head(name)[year], line, weights=self.weights, alpha=alpha)

    def poor(self, name: str = "income") -> np.ndarray:
        """Below the line: years x households."""
        return self.head(name) < self.society.world.poverty_line


class Lab:
    """Runs arms of one county for as many seeds as asked, each opening and each track once."""

    def __init__(self, households: int = 10_000, seeds: int = 4) -> None:
        base = load("seven_strategies")
        self.base = replace(base, households=households, villages=households // 200)
        self.seeds = seeds
        self._opened = lru_cache(maxsize=None)(opened)
        self._tracks: dict[Any, list[Track]] = {}

    def tracks(
        self, name: str, strategies: dict[str, dict[str, Any]] | None = None, years: int = 9,
        change: Change | None = None, until: int = 9999, **settings: Any,
    ) -> list[Track]:
        """One track a seed of an arm; `name` identifies it, `settings` change the scenario."""
        key = (name, years, until, repr(sorted(settings.items())), repr(strategies))
        if key not in self._tracks:
            scenario = self._scenario(strategies or {}, years, until, settings)
            seeds = range(1, self.seeds + 1)
            self._tracks[key] = [self._follow(scenario, seed, change) for seed in seeds]
        return self._tracks[key]

    def _scenario(
        self, strategies: dict[str, dict[str, Any]], years: int, until: int,
        settings: dict[str, Any],
    ) -> Scenario:
        start = self.base.start
        last = min(start + years, until)
        shares = [values.pop("share", None) for values in map(dict, strategies.values())]
        uses = {
            name: StrategyUse(
                name, {k: v for k, v in values.items() if k != "share"}, start + 1, last,
                share or 1 / len(strategies),
            )
            for (name, values), share in zip(strategies.items(), shares, strict=True)
        }
        return replace(self.base, years=years, arms={"arm": uses}, baseline="arm", **settings)

    def _follow(self, scenario: Scenario, seed: int, change: Change | None) -> Track:
        county, _ = self._opened(Opening(scenario), seed)
        society = enter_arm(county, "arm", scenario)
        if change is not None:
            change(society)
        return live(society)


def live(society: Society) -> Track:
    """Let the years of the horizon pass and keep the columns of each, the opening first."""
    kept, county = [_columns(society)], [_county(society)]
    for _ in live_through(society):
        kept.append(_columns(society))
        county.append(_county(society))
    return Track(society, {name: np.array([year[name] for year in kept]) for name in kept[0]}, county)


def _columns(society: Society) -> dict[str, np.ndarray]:
    columns = {name: getattr(society.households, name).copy() for name in KEPT}
    return columns | {"income_before_aid": income_before_aid(society)}


def _county(society: Society) -> dict[str, float]:
    numbers = {name: float(column[0]) for table in (society.economy, society.government)
               for name, column in table.items()}  # fmt: skip
    return numbers | {f"paid {kind}": amount for _, _, kind, amount in society.ledger.entries}
