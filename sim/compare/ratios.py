"""Ratios of means: what a unit averted cost, what equal money did, what a per cent of income did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.compare.outcomes import Outcomes
from sim.folder import codebook
from sim.folder.intervals import Floats, bootstrap, student
from sim.record.poverty import POVERTY

DISCOUNT = 0.05  # a year; the usual rate for social projects in poor countries (assumption)
SPENDING = 100.0  # yuan of 2010 a person and year
ROUNDING = 1e-9  # of turnover: what closed books may be off by
PER_CENT = "fgt0_per_percent_of_income"
ALONE = "one replication: no interval"
NO_MONEY = {
    "more": "",
    "less": "paid less than the baseline",
    "unclear": "the 95% interval of what was paid beyond the baseline includes 0",
    "alone": ALONE,
}
NO_INCOME = {
    "more": "",
    "less": "mean income is lower than in the baseline",
    "unclear": "the 95% interval of the income gained includes 0",
    "alone": ALONE,
}


class Pair(NamedTuple):
    """The two sides of a ratio, by replication, where both arms have all that is needed."""

    name: str
    over: Floats
    under: Floats


def cost_effectiveness(outcomes: Outcomes, baseline: str, seed: int) -> pd.DataFrame:
    """Yuan a person-year of poverty averted (fgt0) and a yuan of poverty gap averted (fgt1).

    The ratio of means over replications of the sums over the simulated years, at the national
    line, as it is and discounted; its interval is by bootstrap over replications from `seed`. It is
    a price only where more was paid and poverty averted, both told from luck; else `note` says what
    is the case.
    """
    rows = []
    for arm in outcomes.arms:
        for name, cost, averted in _bought(outcomes, arm, baseline) if arm != baseline else ():
            note = _no_price(_sign(cost), _sign(averted))
            sums = {"cost": student(cost)["mean"].item(), "averted": student(averted)["mean"].item()}
            found = _ratio(cost, averted, seed, note)
            rows.append({"arm": arm, "baseline": baseline, "measure": name} | sums | found)
    return pd.DataFrame(rows, columns=codebook.header("cost_effectiveness.csv"))


def equal_terms(outcomes: Outcomes, baseline: str, seed: int) -> pd.DataFrame:
    """What an arm did to P0, P1, P2 for each 100 yuan it paid, and to P0 for 1% more mean income.

    The first three are means over the simulated years, scaled in proportion to what was paid
    beyond the baseline a person and year; the last is of the last year (the county's growth
    elasticity of poverty in points; Bourguignon 2003). Intervals as in `cost_effectiveness`; no
    ratio, and a note, where what divides is not above 0.
    """
    rows = [
        {"arm": arm, "baseline": baseline, "quantity": name}
        | _ratio(over, under, seed, (NO_INCOME if name == PER_CENT else NO_MONEY)[_sign(under)])
        for arm in outcomes.arms
        if arm != baseline
        for name, over, under in _scaled(outcomes, arm, baseline)
    ]
    return pd.DataFrame(rows, columns=codebook.header("equal_terms.csv"))


def _bought(outcomes: Outcomes, arm: str, baseline: str) -> Iterator[Pair]:
    """Measure, cost and averted, summed over the simulated years."""
    cost = _change(outcomes, arm, baseline, "cost_total")
    weights = (1 + DISCOUNT) ** -np.arange(cost.shape[1])
    for measure in ("fgt0", "fgt1"):
        averted = _burden(outcomes, baseline, measure) - _burden(outcomes, arm, measure)
        yield from _known(measure, cost.sum(1), averted.sum(1))
        yield from _known(f"{measure}_discounted", cost @ weights, averted @ weights)


def _scaled(outcomes: Outcomes, arm: str, baseline: str) -> Iterator[Pair]:
    """Changes of poverty, over 100 yuan a person and year or over a per cent of mean income."""
    if not outcomes.values.size:
        return
    cost = _change(outcomes, arm, baseline, "cost_total").sum(1)
    spent = cost / outcomes.yearly(arm, "population").sum(1) / SPENDING
    for measure in POVERTY:
        change = _change(outcomes, arm, baseline, measure, "national")
        yield from _known(f"{measure}_per_100_yuan", change.mean(1), spent)
    poor = _change(outcomes, arm, baseline, "fgt0", "national")[:, -1]
    gain = _change(outcomes, arm, baseline, "income_mean")
    percent = 100 * (gain / outcomes.yearly(baseline, "income_mean"))[:, -1]
    yield from _known(PER_CENT, poor, percent)


def _known(name: str, over: Floats, under: Floats) -> Iterator[Pair]:
    both = ~np.isnan(over + under)
    if both.any():
        yield Pair(name, over[both], under[both])


def _change(
    outcomes: Outcomes, arm: str, baseline: str, measure: str, line: str = ""
) -> Floats:
    there, base = (outcomes.yearly(name, measure, line) for name in (arm, baseline))
    gap = there - base
    return np.where(np.abs(gap) <= ROUNDING * np.abs(base), 0.0, gap)


def _burden(outcomes: Outcomes, arm: str, measure: str) -> Floats:
    """Poor persons (fgt0) or yuan of poverty gap (fgt1), by [replication, year]."""
    persons = outcomes.yearly(arm, measure, "national") * outcomes.yearly(arm, "population")
    return persons if measure == "fgt0" else persons * outcomes.yearly(arm, "poverty_line")


def _sign(values: Floats) -> str:
    """What the 95% interval of the mean says: `more` or `less` than 0, `unclear`, or `alone`."""
    low, high = (student(values)[end].item() for end in ("ci_low", "ci_high"))
    if np.isnan(low):
        return "alone"
    return "more" if low > 0 else "less" if high < 0 else "unclear"


def _no_price(paid: str, averted: str) -> str:
    """Why what was paid has no price a unit averted; empty where it has one."""
    if "alone" in (paid, averted):
        return ALONE
    words = {"more": "paid more", "less": "paid less", "unclear": "paid neither more nor less"}[paid]
    said = {"less": "more poverty than in the baseline",
            "unclear": "the 95% interval of averted includes 0",
            "more": "less poverty than in the baseline"}[averted]
    return "" if (paid, averted) == ("more", "more") else f"{said}; {words}"


def _ratio(over: Floats, under: Floats, seed: int, note: str) -> dict[str, object]:
    """n, ratio and interval; no ratio where a note says why not."""
    row: dict[str, object] = {
        "n": len(under), "ratio": np.nan, "ci_low": np.nan, "ci_high": np.nan, "note": note,
    }  # fmt: skip
    if note:
        return row
    low, high = bootstrap(over, under, seed)
    return row | {"ratio": float(over.mean() / under.mean()), "ci_low": low, "ci_high": high}
