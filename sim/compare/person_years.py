"""Person-years of poverty averted in the world of a folder, by period, and for the money paid."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.compare.across import LEAST_PAID, MEASURES, THOUSAND, Across
from sim.folder.estimate import Estimate
from sim.folder.intervals import bootstrap
from sim.folder.read import Folder
from sim.record.poverty import POVERTY

PER_YUAN = {f"{welfare} per yuan": welfare for welfare in MEASURES}
"""Measures of what money buys, with the welfare that poverty is measured by."""


def periods(folder: Folder) -> dict[str, list[int]]:
    """Years in which programmes act, those after, and both; without any after, there is one period."""
    after = [year for year in folder.years if year > folder.last]
    parts = {"acting": folder.acted, "after": after} if after else {}
    return parts | {"whole": [*folder.acted, *after]}


def averted_in(folder: Folder, measure: str, arm: str, base: str, years: list[int]) -> pd.Series:
    """Poor person-years under the baseline less those of the arm, per 1,000 persons."""
    gaps = [folder.sample(measure, base, year) - folder.sample(measure, arm, year) for year in years]
    return THOUSAND * added(gaps)


def paid(folder: Folder, arm: str, base: str) -> pd.Series:
    """Yuan paid beyond the baseline in all years, a person."""
    def cost(one: str, year: int) -> pd.Series:
        return folder.sample("cost_total", one, year) / folder.sample("population", one, year)

    return added([cost(arm, year) - cost(base, year) for year in folder.years[1:]])


def added(parts: list[pd.Series]) -> Any:
    """The sum by replication, unknown where a part is."""
    return sum(parts[1:], parts[0])


def per_yuan(averted: pd.Series, spent: pd.Series, folder: Folder) -> Estimate | None:
    """Person-years averted per 1,000 yuan, a ratio of means with its bootstrap interval.

    None where nothing was paid.
    """
    both = pd.DataFrame({"averted": averted, "spent": spent}).dropna()
    if both.empty or both["spent"].mean() <= LEAST_PAID:
        return None
    over, under = both["averted"].to_numpy(), both["spent"].to_numpy()
    ratio = float(over.mean() / under.mean())
    if len(both) < 2:
        return Estimate(ratio, None, None, len(both))
    low, high = bootstrap(over, under, int(folder.scenario.get("seed") or 0))
    return Estimate(ratio, low, high, len(both))


def gains(folder: Folder, worlds: Across) -> dict[str, pd.DataFrame]:
    """What arms achieve [world, arm], the more the better, by quantity; without what is not known."""
    whole = periods(folder)["whole"]
    found = {measure: -worlds.by_world(worlds.effects(measure, folder.last)) for measure in POVERTY}
    found |= {quantity: worlds.by_world(worlds.per_yuan(welfare, whole))
              for quantity, welfare in PER_YUAN.items()}
    return {quantity: goods for quantity, goods in found.items() if len(goods) > 1}


def reference(folder: Folder, quantity: str) -> dict[str, float]:
    """What arms achieve in the reference world; nothing where the folder is not of it."""
    if folder.in_worlds:
        return {}
    if quantity in PER_YUAN:
        base, measure = folder.need_baseline(), MEASURES[PER_YUAN[quantity]]
        whole = periods(folder)["whole"]
        found = {arm: per_yuan(averted_in(folder, measure, arm, base, whole), paid(folder, arm, base),
                               folder) for arm in folder.compared}
        return {arm: one.mean for arm, one in found.items() if one is not None}
    effects = {arm: folder.effect(quantity, arm, folder.last) for arm in folder.compared}
    return {arm: -one.mean for arm, one in effects.items() if one is not None}
