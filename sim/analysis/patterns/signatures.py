"""Signatures of the strategies: what each mechanism should leave behind in the county."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.analysis.patterns.pattern import Pattern
from sim.analysis.patterns.trap import STILL
from sim.analysis.track import Lab, Track
from sim.measures import gini

Pair = Callable[[Track, Track], float]
ASSETS: dict[str, dict[str, Any]] = {"asset_redistribution": {}}


def against(strategies: dict[str, dict[str, Any]], measure: Pair, years: int = 9,
            until: int = 9999, **settings: Any) -> Callable[[Lab], list[float]]:
    """A measure of an arm's track beside the baseline's, seed by seed."""

    def run(lab: Lab) -> list[float]:
        arm = lab.tracks("arm", strategies, years=years, until=until, **settings)
        base = lab.tracks("baseline", years=years, world=settings.get("world"))
        return [measure(a, b) for a, b in zip(arm, base, strict=True)]

    return run


def gain(year: int, alpha: float = 0) -> Pair:
    """Fall of an FGT measure against the baseline in a year."""
    return lambda a, b: b.gap(year, alpha) - a.gap(year, alpha)


def income_gain(a: Track, b: Track, year: int = -1) -> float:
    """Rise of mean income against the baseline, yuan a head."""
    return a.mean(a.head()[year]) - b.mean(b.head()[year])


def jobs_gain(a: Track, b: Track) -> float:
    """Rise of jobs held per 100 adults against the baseline in the last year."""
    jobs = [100 * t.column("off_farm_workers")[-1].sum() / t.society.households.adults.sum()
            for t in (a, b)]
    return float(jobs[0] - jobs[1])


def gini_change(a: Track, b: Track) -> float:
    """Change of the income Gini against the baseline in the last year."""
    both = [gini(np.maximum(t.head()[-1], 0.0), t.weights) for t in (a, b)]
    return both[0] - both[1]


def kept(last: int, later: int, alpha: float = 0) -> Callable[[Lab, dict[str, Any]], list[float]]:
    """Share of the gain at the end of support that is left some years later (ratio of means)."""

    def measure(lab: Lab, strategies: dict[str, dict[str, Any]]) -> list[float]:
        settings: dict[str, Any] = {"years": last + later, "world": STILL}
        until = lab.base.start + last
        ends = against(strategies, gain(last, alpha), until=until, **settings)(lab)
        left = against(strategies, gain(last + later, alpha), until=until, **settings)(lab)
        mean = np.mean(ends)
        return [float(value / mean) for value in left]

    return measure


def nearness_of_growth(a: Track, b: Track) -> float:
    """Relative fall of the headcount in the nearest quarter less that in the remotest."""
    quartile = a.society.villages.remoteness_quartile[a.society.households.village]

    def fall(q: int) -> float:
        rows = quartile == q
        poor = [(t.weights * t.poor()[-1])[rows].sum() for t in (a, b)]
        return float(1 - poor[0] / poor[1])

    return fall(1) - fall(4)


def farm_bias(lab: Lab) -> list[float]:
    """Fall of P1 per yuan of mean income gained: farm bias less non-farm bias, times 10,000."""
    values = {}
    for bias in ("farm", "nonfarm"):
        arm = {"growth": {"bias": bias}}
        falls = against(arm, gain(9, 1))(lab)
        gained = np.mean(against(arm, income_gain)(lab))
        values[bias] = 1e4 * np.array(falls) / gained
    return list(values["farm"] - values["nonfarm"])


def adopters(name: str) -> Callable[[Lab], list[float]]:
    """Mean of a trait among those who adopt seed in three years, over those who do not."""

    def one(t: Track) -> float:
        new = t.column("improved_seed")[3] & ~t.column("improved_seed")[0]
        never = ~t.column("improved_seed")[:4].any(axis=0)
        trait = getattr(t.society.households, name).astype(float)
        return float(trait[new].mean() / trait[never].mean())

    return lambda lab: [one(t) for t in lab.tracks("arm", {"green_revolution": {}}, years=3)]


def price_fall(a: Track, b: Track) -> float:
    """Farm price relative to the baseline in the last year."""
    return a.county[-1]["farm_price"] / b.county[-1]["farm_price"]


def gain_of_land_rich(a: Track, b: Track) -> float:
    """Relative income gain of the land-rich half less that of the land-poor half."""
    land = b.society.households.land
    rich = land >= np.median(land)
    gains = [
        a.column("income")[-1][rows].sum() / b.column("income")[-1][rows].sum()
        for rows in (rich, ~rich)
    ]
    return float(gains[0] - gains[1])


def price_response(lab: Lab) -> list[float]:
    """Gain in P0 of the green revolution with an open market less that with kappa 1."""
    gains = [
        against({"green_revolution": {}}, gain(9), world={"price_response": kappa})(lab)
        for kappa in (0.0, 1.0)
    ]
    return [x - y for x, y in zip(*gains, strict=True)]


def slow_services(lab: Lab) -> list[float]:
    """Gain in P0 of social services after 10 years over that after 39 (ratio of means)."""
    arm: dict[str, dict[str, Any]] = {"social_services": {}}
    late = against(arm, gain(39), years=39, world=STILL)(lab)
    early = against(arm, gain(10), years=39, world=STILL)(lab)
    return [float(value / np.mean(late)) for value in early]


def rise(name: str) -> Pair:
    """Mean change of a household column against the baseline in the last year."""
    return lambda a, b: float((a.column(name)[-1] - b.column(name)[-1]).mean())


def distress_of_the_ill(a: Track, b: Track) -> float:
    """Distress sales of households that are ill in the baseline, relative to the baseline."""

    def sold(t: Track) -> float:
        sales = t.column("farm_capital_sold") + t.column("activity_capital_sold")
        return float((sales * b.column("ill"))[1:].sum())

    return sold(a) / max(sold(b), 1.0)


def two_factors(
    measure: Callable[[Track, Track], float], **settings: Any
) -> Callable[[Lab], dict[str, Any]]:
    """Effects of both factors together and of each with the same dose, 300 yuan in all."""

    def run(lab: Lab) -> dict[str, np.ndarray]:
        parts = {
            "both": ({}, 300.0), "labour": ({"services": False}, 150.0),
            "services": ({"labour": False}, 150.0),
        }
        return {
            name: np.array(against({"two_factor": values}, measure, years=39, world=STILL,
                                   budget=budget)(lab))
            for name, (values, budget) in parts.items()
        }

    return run


def interaction(measure: Callable[[Track, Track], float]) -> Callable[[Lab], list[float]]:
    """E(b, b) - E(b, 0) - E(0, b) on paired seeds after 39 years."""

    def run(lab: Lab) -> list[float]:
        effects = two_factors(measure)(lab)
        return list(effects["both"] - effects["labour"] - effects["services"])

    return run


def larger_single(lab: Lab) -> list[float]:
    """Larger of the single factors' gains in P0 over the joint gain, 39 years (ratio of means)."""
    effects = two_factors(gain(39))(lab)
    single = max(effects["labour"].mean(), effects["services"].mean())
    return [float(single / effects["both"].mean())]


def joint_beats_single(lab: Lab) -> list[float]:
    """Gain in P0 of both factors at B less the better factor alone at B, after 20 years."""
    arms: list[dict[str, Any]] = [{}, {"services": False}, {"labour": False}]
    gains = [against({"two_factor": v}, gain(20), years=39, world=STILL)(lab) for v in arms]
    best = float(max(np.mean(gains[1]), np.mean(gains[2])))
    return [both - best for both in gains[0]]


def _s(name: str, low: float, high: float, says: str, measure: Callable[..., Any]) -> Pattern:
    return Pattern(name, low, high, says, measure)


CASH: dict[str, dict[str, Any]] = {"marginal_redistribution": {}}
GREEN: dict[str, dict[str, Any]] = {"green_revolution": {}}
GROWTH: dict[str, dict[str, Any]] = {"growth": {}}
SERVICES: dict[str, dict[str, Any]] = {"social_services": {}}
TRANSFER: dict[str, dict[str, Any]] = {"universal_transfer": {}}
INF = np.inf

PATTERNS = [
    _s("growth-income", 0, INF, "growth raises mean income, yuan", against(GROWTH, income_gain)),
    _s("growth-gini", -0.002, INF, "growth does not lower the Gini", against(GROWTH, gini_change)),
    _s("growth-near-first", 0, INF, "headcount falls more in near than in remote villages",
       against(GROWTH, nearness_of_growth)),
    _s("growth-farm-bias", 0, INF, "farm growth cuts P1 more per yuan of income", farm_bias),
    _s("cash-fades", -INF, 0.4, "share of the P0 gain of a transfer left a year after its end",
       lambda lab: kept(9, 1)(lab, TRANSFER)),
    _s("margin-needs-growth", 0, 0, "marginal redistribution pays nothing without growth, yuan",
       lambda lab: [f.get("paid growth_dividend", 0.0) for t in
                    lab.tracks("arm", CASH, years=3, world=STILL) for f in t.county[1:2]]),
    _s("assets-gini", -INF, 0, "asset redistribution lowers the Gini", against(ASSETS, gini_change)),
    _s("assets-last", 0.7, INF, "share of the P0 gain of assets left five years after their end",
       lambda lab: kept(9, 5)(lab, ASSETS)),
    _s("green-land", 1.2, INF, "land of adopters over that of others, three years",
       adopters("land")),
    _s("green-water", 1.2, INF, "irrigation of adopters over that of others, three years",
       adopters("irrigated")),
    _s("green-price", -INF, 1, "farm price relative to the baseline", against(GREEN, price_fall)),
    _s("green-land-rich", 0, INF, "the land-rich half gains relatively more",
       against(GREEN, gain_of_land_rich)),
    _s("green-price-response", 0, INF, "gain in P0 with an open market less that with kappa 1",
       price_response),
    _s("services-slow", -INF, 0.6, "gain in P0 after 10 years over that after 39", slow_services),
    _s("services-schooling", 0, INF, "schooling rises, years", against(SERVICES, rise("schooling"))),
    _s("services-health", 0, INF, "health rises", against(SERVICES, rise("health"))),
    _s("services-distress", -INF, 1, "distress sales of the ill, relative to the baseline",
       against(SERVICES, distress_of_the_ill)),
    _s("two-factor-single", -INF, 0.65, "better single factor over joint gain in P0, 39 years",
       larger_single),
    _s("two-factor-interaction", 0, INF, "interaction in mean income, 39 years, yuan",
       interaction(income_gain)),
    _s("two-factor-interaction-jobs", 0, INF, "interaction in jobs held per 100 adults, 39 years",
       interaction(jobs_gain)),
    _s("two-factor-joint", 0, INF, "joint less better single gain in P0 at equal money, 20 years",
       joint_beats_single),
]
