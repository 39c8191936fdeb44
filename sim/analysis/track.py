"""Tracks: one county followed year by year, household by household, for patterns and fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from sim.folder.swept import NATIONAL
from sim.measures import fgt
from sim.processes.identification import own_income
from sim.record.aid import income_before_aid
from sim.scenario import Scenario, StrategyUse, load
from sim.simulate import Opening, Run, enter_arm, live_through, opened, simulate
from sim.society import Society

KEPT = (
    "income", "consumption", "permanent_income", "opening_cash", "cash", "farm_income",
    "activity_income", "wage_income", "transfer_income", "activity_capital", "farm_capital",
    "farm_capital_sold", "activity_capital_sold", "health", "schooling", "improved_seed",
    "registered", "debt_bank", "ill", "off_farm_workers",
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
    """Runs arms of one county for as many seeds as asked, each opening and each track once.

    `world` are its numbers that are not as declared: whatever is measured is measured in it.
    """

    def __init__(
        self, households: int = 10_000, seeds: int = 4, world: Mapping[str, Any] | None = None
    ) -> None:
        base = load("seven_strategies")
        own = {**base.world, **(world or {})}
        self.base = replace(base, households=households, villages=households // 200, world=own)
        self.seeds = seeds
        self._opened = lru_cache(maxsize=None)(opened)
        self._tracks: dict[Any, list[Track]] = {}
        self._recorded: dict[Any, list[pd.DataFrame]] = {}

    def recorded(self, measures: Sequence[str], years: int) -> list[pd.DataFrame]:
        """What the baseline of each seed records of all persons: years by measures."""
        key = (tuple(measures), years)
        if key not in self._recorded:
            plain = replace(self._scenario({}, years, self.base.start, {}),
                            record=replace(self.base.record, measures=(*measures,)))
            self._recorded[key] = [
                yearly(simulate(plain, "arm", seed), measures) for seed in range(1, self.seeds + 1)
            ]
        return self._recorded[key]

    def tracks(
        self, name: str, strategies: dict[str, dict[str, Any]] | None = None, years: int = 9,
        change: Change | None = None, until: int = 9999, world: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> list[Track]:
        """One track a seed of an arm; `name` identifies it, `settings` change the scenario.

        `world` is laid over the laboratory's own.
        """
        key = (name, years, until, repr(sorted((world or {}).items())),
               repr(sorted(settings.items())), repr(strategies))
        if key not in self._tracks:
            settings |= {"world": {**self.base.world, **(world or {})}}
            scenario = self._scenario(strategies or {}, years, until, settings)
            seeds = range(1, self.seeds + 1)
            self._tracks[key] = [self._follow(scenario, seed, change, years) for seed in seeds]
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
        # No scenario is shorter than a year: of none the opening alone is kept.
        return replace(self.base, years=max(years, 1), arms={"arm": uses}, baseline="arm", **settings)

    def _follow(
        self, scenario: Scenario, seed: int, change: Change | None, years: int
    ) -> Track:
        county, _ = self._opened(Opening(scenario), seed)
        society = enter_arm(county, "arm", scenario)
        if change is not None:
            change(society)
        return live(society, years)


def live(society: Society, years: int | None = None) -> Track:
    """Let years pass, or all of the horizon, and keep the columns of each, the opening first."""
    kept, county = [_columns(society)], [_county(society)]
    for _ in islice(live_through(society), years):
        kept.append(_columns(society))
        county.append(_county(society))
    return Track(society, {name: np.array([year[name] for year in kept]) for name in kept[0]}, county)


def _columns(society: Society) -> dict[str, np.ndarray]:
    columns = {name: getattr(society.households, name).copy() for name in KEPT}
    return columns | {"income_before_aid": income_before_aid(society),
                      "own_income": own_income(society), "score": _scores(society)}


def _scores(society: Society) -> np.ndarray:
    """By what the first list of the year was made, low means poor; NaN where there was none."""
    found = (one.scores for one in society.programmes.values() if one.scores is not None)
    return np.array(next(found, np.full(len(society.households), np.nan)))


def _county(society: Society) -> dict[str, float]:
    numbers = {name: float(column[0]) for table in (society.economy, society.government)
               for name, column in table.items()}  # fmt: skip
    return numbers | {f"paid {kind}": amount for _, _, kind, amount in society.ledger.entries}


def yearly(run: Run, measures: Sequence[str]) -> pd.DataFrame:
    """Measures of all persons that a run recorded, by year, at the national line if any; else NaN."""
    rows = pd.DataFrame(run.outcomes, columns=["year", "measure", "line", "group", "value", "unit"])
    rows = rows[(rows["group"] == "all") & rows["line"].isin(NATIONAL)]
    wide = rows.pivot(index="year", columns="measure", values="value")
    return wide.reindex(columns=list(measures))
