"""Signatures of pairing: depth, lists, cadres, and what is left when it ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.analysis.patterns.pattern import Pattern
from sim.analysis.patterns.signatures import Pair, against, gain, kept
from sim.analysis.track import Lab, Track

PAIRING: dict[str, dict[str, Any]] = {"village_household_pairing": {}}


def relative(year: int, alpha: float) -> Pair:
    """Relative fall of an FGT measure."""
    return lambda a, b: 1 - a.gap(year, alpha) / b.gap(year, alpha)


def misranking_falls(lab: Lab) -> list[float]:
    """Misranked share of the list in the last year less that in the first, own targeting.

    The list has as many places in each year as there were poor at the opening, and is held against
    as many of the lowest permanent incomes when it was made: inclusion and exclusion are then one error.
    """

    def misranked(t: Track, year: int) -> float:
        places = int(t.poor()[0].sum())
        scores, incomes = t.column("score")[year], t.column("own_income")[year - 1]
        listed, poor = (np.argsort(one, kind="stable")[:places] for one in (scores, incomes))
        return float(1 - np.isin(listed, poor).mean())

    tracks = lab.tracks("arm", PAIRING, targeting="own")
    return [misranked(t, 9) - misranked(t, 1) for t in tracks]


def cadre_concavity(lab: Lab) -> list[float]:
    """Effect on P0 of twice the cadres over the effect at a ratio of .012 (ratio of means)."""
    gains = [
        against({"village_household_pairing": {"cadre_ratio": ratio}}, gain(9))(lab)
        for ratio in (0.012, 0.024)
    ]
    return [float(value / np.mean(gains[0])) for value in gains[1]]


def blind_targeting(lab: Lab) -> list[float]:
    """Share of pairing's gain in P2 lost when lists are random."""
    seen = np.mean(against(PAIRING, gain(9, 2))(lab))
    blind = against(PAIRING, gain(9, 2), targeting="random")(lab)
    return [float(1 - value / seen) for value in blind]


def without_labour(a: Track, b: Track) -> float:
    """Gain of earned income per head of listed households without adults, yuan."""
    rows = (b.society.households.adults == 0) & a.column("registered")[1:].any(axis=0)
    earned = [t.column("income")[-1] - t.column("transfer_income")[-1] for t in (a, b)]
    return float((earned[0] - earned[1])[rows].sum() / a.weights[rows].sum())


PATTERNS = [
    Pattern("pairing-depth", 0, np.inf, "relative fall of P2 less that of P0",
            against(PAIRING, lambda a, b: relative(9, 2)(a, b) - relative(9, 0)(a, b))),
    Pattern("pairing-misranking", -np.inf, 0,
            "change of the share of a list of constant length that is not among the lowest permanent "
            "incomes, own targeting", misranking_falls),
    Pattern("pairing-concave", -np.inf, 1.6, "effect of twice the cadres over the effect at .012",
            cadre_concavity),
    Pattern("pairing-lasts", 0.6, 0.9, "share of the P0 gain left five years after the end",
            lambda lab: kept(9, 5)(lab, PAIRING)),
    Pattern("pairing-identification", 0, np.inf, "share of the P2 gain lost with random lists",
            blind_targeting),
    Pattern("pairing-no-labour", -np.inf, 50, "earned income gained without labour, yuan per head",
            against(PAIRING, without_labour)),
]
