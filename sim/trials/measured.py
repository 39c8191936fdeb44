"""Published facts that are no effects of a trial: read from the county as it is, by the same sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.measures import Distribution, fgt
from sim.record import density

COLUMNS = ("income", "consumption", "cash", "farm_capital", "activity_capital", "dibao",
           "bill_due", "medical_paid", "registered", "elite")  # fmt: skip
TENTH, TWO_THIRDS = 0.1, 2 / 3
QUARTER, THIRD = 0.27, 0.356
"""Headcounts of rural China in 2013 and 2005: lines are set where the county has as many poor."""
LEAST_GROWTH = 0.02


@dataclass(frozen=True)
class Past:
    """Household columns by year (years x households, the opening first) and what they are held to."""

    columns: dict[str, np.ndarray]
    persons: np.ndarray
    line: float
    wage: float


def share_passed_on(past: Past, rows: np.ndarray, years: int) -> float:
    """Slope of yearly changes of consumption on those of income, within households, yuan a yuan."""
    income, consumption = (np.diff(past.columns[name][: years + 1], axis=0)[:, rows]
                           for name in ("income", "consumption"))  # fmt: skip
    income = income - income.mean(axis=1, keepdims=True)
    spread = float((income**2).sum())
    return float((income * consumption).sum() / spread) if spread > 0 else np.nan


def by_wealth(past: Past) -> np.ndarray:
    """Rank of each household by wealth per head at the opening, 0 to 1."""
    wealth = sum(past.columns[name][0] for name in ("cash", "farm_capital", "activity_capital"))
    return np.argsort(np.argsort(wealth / past.persons)) / len(past.persons)


def passed_on_poorest(past: Past, years: int) -> float:
    """Share of income shocks passed to consumption in the poorest tenth by wealth."""
    return share_passed_on(past, by_wealth(past) < TENTH, years)


def passed_on_richest(past: Past, years: int) -> float:
    """The same in the richest third."""
    return share_passed_on(past, by_wealth(past) >= TWO_THIRDS, years)


def exclusion_of_guarantee(past: Past, years: int) -> float:
    """Share of as many poorest as the guarantee covers that it does not cover, by income per head."""
    covered = past.columns["dibao"][years].astype(bool)
    head = past.columns["income"][years] / past.persons
    poorest = np.argsort(head, kind="stable")[: int(covered.sum())]
    return float(1 - covered[poorest].mean()) if covered.any() else np.nan


def pushed_by_bills(past: Past, years: int) -> float:
    """Share of persons above the line whose medical payments of a year take them below it."""
    paid = past.columns["bill_due"] * past.columns["medical_paid"]
    head, after = (value[1 : years + 1] / past.persons for value in
                   (past.columns["income"], past.columns["income"] - paid))  # fmt: skip
    pushed = (head >= past.line) & (after < past.line)
    return float((pushed * past.persons).sum() / (years * past.persons.sum()))


def line_at(past: Past, share: float) -> float:
    """The consumption per head below which this share of persons lives at the opening."""
    head = past.columns["consumption"][0] / past.persons
    return float(Distribution(head, past.persons).quantile(share))


def headcount(past: Past, consumption: np.ndarray, line: float) -> float:
    """Share of persons below a line."""
    return float(fgt(consumption / past.persons, line, weights=past.persons, alpha=0))


def neutral_elasticity(past: Past, years: int) -> float:
    """Elasticity of the headcount when all consume alike more, at a line with a fifth below it."""
    head = past.columns["consumption"][0] / past.persons
    return density.neutral_elasticity(head, line_at(past, density.POOR), past.persons)


def arc_from_third(past: Past, years: int) -> float:
    """Arc elasticity of the headcount to mean consumption over the years, from 35.6% poor."""
    return arc(past, THIRD, years)


def arc_from_quarter(past: Past, years: int) -> float:
    """The same from 27% poor."""
    return arc(past, QUARTER, years)


def arc(past: Past, start: float, years: int) -> float:
    """Log change of the headcount over log change of mean consumption."""
    line = line_at(past, start)
    first, last = (past.columns["consumption"][year] for year in (0, years))
    heads = [max(headcount(past, each, line), 1 / len(past.persons)) for each in (first, last)]
    growth = np.log(last.sum() / first.sum())
    return float(np.log(heads[1] / heads[0]) / growth) if abs(growth) > LEAST_GROWTH else np.nan


def two_per_cent_moved(past: Past, years: int) -> float:
    """Change of the headcount when 2% of all consumption goes from the top 20% to the bottom 40%."""
    head = past.columns["consumption"][0] / past.persons
    return density.two_per_cent_transfer(head, line_at(past, density.POOR), past.persons)


def elite_listed(past: Past, years: int) -> float:
    """Share on the list of those above the line a year before, the elite less others."""
    rich = past.columns["income"][years - 1] / past.persons >= past.line
    listed, elite = (past.columns[name][-1].astype(bool) for name in ("registered", "elite"))
    groups = [listed[rich & one] for one in (elite, ~elite)]
    return float(groups[0].mean() - groups[1].mean()) if all(map(len, groups)) else np.nan


MEASURED: dict[str, Callable[[Past, int], float]] = {
    function.__name__: function
    for function in (
        passed_on_poorest, passed_on_richest, exclusion_of_guarantee, pushed_by_bills,
        neutral_elasticity, arc_from_third, arc_from_quarter, two_per_cent_moved, elite_listed,
    )
}  # fmt: skip
