"""Patterns of the county without policy, at the opening and over nine years."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.analysis.calibration import shape_distance
from sim.analysis.patterns.pattern import Pattern
from sim.analysis.track import Lab, Track
from sim.measures import chronic_transient, gini


def each(measure: Callable[[Track], float]) -> Callable[[Lab], list[float]]:
    """A measure on the baseline track of every seed."""
    return lambda lab: [measure(track) for track in lab.tracks("baseline")]


def share_of_income(*names: str) -> Callable[[Track], float]:
    """Share of the county's income of the first year that comes from the named sources."""
    return lambda t: float(
        sum(t.column(n)[0].sum() for n in names) / t.column("income")[0].sum()
    )


def inequality(name: str) -> Callable[[Track], float]:
    """Gini over persons of the first year."""
    return lambda t: gini(np.maximum(t.head(name)[0], 0.0), t.weights)


def saving_rate(t: Track) -> float:
    """Share of five years' income that is not consumed."""
    return float(1 - t.column("consumption")[:5].sum() / t.column("income")[:5].sum())


def stay_poor(t: Track) -> float:
    """Poor persons who are poor again the next year."""
    p = t.poor()
    return float(np.mean([t.mean(p[k] & p[k + 1]) / t.mean(p[k]) for k in range(len(p) - 1)]))


def enter_poverty(t: Track) -> float:
    """Persons above the line who are below it the next year."""
    p = t.poor()
    return float(np.mean([t.mean(~p[k] & p[k + 1]) / t.mean(~p[k]) for k in range(len(p) - 1)]))


def chronic_share(t: Track) -> float:
    """Chronic share of the squared poverty gap over nine years (Jalan and Ravallion 2000)."""
    parts = chronic_transient(np.maximum(t.head()[:9], 0.0), t.society.world.poverty_line, t.weights)
    return float(parts.chronic / (parts.chronic + parts.transient))


def pass_through(low: float, high: float) -> Callable[[Track], float]:
    """Slope of yearly changes of consumption on changes of income in a band of opening wealth."""

    def slope(t: Track) -> float:
        wealth = sum(t.column(n)[0] for n in ("cash", "farm_capital", "activity_capital"))
        head = wealth / t.weights
        chosen = (head >= np.quantile(head, low)) & (head <= np.quantile(head, high))
        change = np.diff(t.column("income")[:6], axis=0)[:, chosen].ravel()
        answer = np.diff(t.column("consumption")[:6], axis=0)[:, chosen].ravel()
        return float(np.cov(change, answer)[0, 1] / change.var())

    return slope


def remote_ratio(t: Track) -> float:
    """Headcount of the remotest quarter of villages over that of the nearest."""
    quartile = t.society.villages.remoteness_quartile[t.society.households.village]
    return ratio_of_headcounts(t, quartile == 4, quartile == 1)


def illness_ratio(t: Track) -> float:
    """Headcount of households with an ill member or health below .6 over that of the others."""
    sick = t.column("ill")[0] | (t.column("health")[0] < 0.6)
    return ratio_of_headcounts(t, sick, ~sick)


def ratio_of_headcounts(t: Track, some: np.ndarray, others: np.ndarray) -> float:
    """Headcount of some households over that of others in the first year."""
    poor = t.weights * t.poor()[0]
    return float(
        (poor[some].sum() / t.weights[some].sum()) / (poor[others].sum() / t.weights[others].sum())
    )


def bank_debt_of_poor(t: Track) -> float:
    """Share of bank debt held by the poorest tercile of permanent income."""
    head = t.head("permanent_income")[9]
    debt = t.column("debt_bank")[9]
    return float(debt[head <= np.quantile(head, 1 / 3)].sum() / max(debt.sum(), 1e-9))


def _p(name: str, low: float, high: float, says: str, measure: Callable[[Track], float]) -> Pattern:
    return Pattern(name, low, high, says, each(measure))


PATTERNS = [
    _p("1-mean-income", 3500, 3900, "mean income per person, 2011 (calibration target)",
       lambda t: t.mean(t.head()[0])),
    _p("2-headcount", 0.33, 0.36, "headcount on income, 2011 (calibration target)",
       lambda t: t.gap(0)),
    _p("3-poverty-gap", 0.10, 0.15, "poverty gap, 2011", lambda t: t.gap(0, 1)),
    _p("4-gini", 0.33, 0.40, "Gini of income, 2011", inequality("income")),
    _p("5-consumption-gini", 0.02, 0.06, "Gini of income less Gini of consumption",
       lambda t: inequality("income")(t) - inequality("consumption")(t)),
    _p("6-wage-share", 0.36, 0.46, "wages in income (calibration target)",
       share_of_income("wage_income")),
    _p("7-business-share", 0.45, 0.58, "farm and activity in income",
       share_of_income("farm_income", "activity_income")),
    _p("8-transfer-share", 0.06, 0.12, "transfers in income", share_of_income("transfer_income")),
    _p("9-saving-rate", 0.03, 0.20, "income not consumed, 2011-15", saving_rate),
    _p("10-stay-poor", 0.55, 0.75, "poor who are poor again next year", stay_poor),
    _p("11-enter-poverty", 0.04, 0.12, "non-poor who are poor next year", enter_poverty),
    _p("12-chronic-share", 0.40, 0.70, "chronic share of the squared gap, nine years",
       chronic_share),
    _p("13-pass-through-poorest", 0.30, 0.50, "income change passed to consumption, poorest decile",
       pass_through(0, 0.1)),
    _p("13-pass-through-richest", 0.05, 0.20, "the same, richest third of wealth",
       pass_through(2 / 3, 1)),
    _p("13-pass-through-declines", 0.0, np.inf, "least fall of pass-through between wealth groups",
       lambda t: float(-np.diff([pass_through(a, b)(t) for a, b in
                                 ((0, 0.1), (0.1, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1))]).max())),
    _p("16-headcount-2020", 0.18, 0.26, "headcount after nine years without policy",
       lambda t: t.gap(9)),
    Pattern("17-seed-spread", 0.01, 0.04, "standard deviation of the headcount between seeds",
            lambda lab: [float(np.std([t.gap(9) for t in lab.tracks("baseline")], ddof=1))]),
    _p("18-remoteness", 1.5, 3.0, "headcount, remotest over nearest quarter", remote_ratio),
    _p("19-illness", 1.3, 2.5, "headcount with illness or poor health over others", illness_ratio),
    Pattern("25-consumption-shape", -np.inf, 0.10,
            "mean log gap to China-rural consumption quantiles, 2011 (band set after seeing it)",
            lambda lab: [shape_distance(t.society.households)["mean_absolute_log_gap"]
                         for t in lab.tracks("opening", years=0)]),
    _p("24-bank-and-poor", -np.inf, 0.15, "bank lending that goes to the poorest third",
       bank_debt_of_poor),
]
