"""Households of a survey resampled to the county's: clusters become villages, rows households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.ground.streams import Streams
from sim.population.draws import Draws
from sim.society import Society
from sim.survey.people import Households


@dataclass(frozen=True)
class Told:
    """What is known of a county's households, by column: not a number where nobody knows.

    `welfare` is yuan of 2010 a person and year as surveyed.
    """

    columns: Mapping[str, np.ndarray] = field(default_factory=dict)
    welfare: np.ndarray | None = None

    def over(self, name: str, drawn: np.ndarray) -> np.ndarray:
        """What is told of a column, and what was drawn where nothing is."""
        told = self.columns.get(name)
        return drawn if told is None else np.where(np.isnan(told), drawn, told)

    def able(self, ability: np.ndarray) -> Told:
        """The same of households of this ability."""
        return Told({**self.columns, "ability": ability}, self.welfare)


NOTHING = Told()


def resampled(survey: Households, sizes: np.ndarray, seed: int) -> Told:
    """Households of villages of these `sizes`, drawn out of the clusters of a survey.

    Villages are drawn in proportion to the households that their cluster stands for, and in each of
    them households in proportion to their weight: both systematically, from a start that is luck, so
    that every surveyed household is expected as often as its weight says (Madow 1949), and in the order
    of size, so that few are like many in it. Whole households are taken, with all that the survey tells
    of them, and their places in the county are luck.
    """
    draws = Draws(Streams(seed), len(sizes))
    known = np.bincount(survey.clusters, survey.weights)
    mean_size = np.bincount(survey.clusters, survey.person_weights) / known
    ordered = np.lexsort((survey.persons, survey.clusters))
    members = np.split(ordered, np.cumsum(np.bincount(survey.clusters))[:-1])
    by_size = np.argsort(mean_size, kind="stable")
    start = draws.uniform("cluster_start")[0]
    clusters = by_size[systematic(known[by_size], len(sizes), start)]
    clusters = clusters[np.argsort(draws.uniform("cluster"), kind="stable")]
    rows = np.concatenate([
        members[cluster][systematic(survey.weights[members[cluster]], size, start)]
        for cluster, size, start in zip(clusters, sizes, draws.uniform("surveyed_start"), strict=True)
    ])  # fmt: skip
    luck = Draws(Streams(seed), len(rows)).uniform("surveyed")
    rows = rows[np.lexsort((luck, np.repeat(np.arange(len(sizes)), sizes)))]
    columns = {name: values[rows] for name, values in survey.columns.items()}
    return Told(columns, survey.welfare[rows])


def systematic(weights: np.ndarray, number: int, start: float) -> np.ndarray:
    """Places of a systematic sample with probability in proportion to weights; `start` in 0..1."""
    passed = np.cumsum(weights) / np.sum(weights)
    places = np.searchsorted(passed, (np.arange(number) + start) / number, side="right")
    return np.minimum(places, len(weights) - 1)


def put_in_place(society: Society, told: Told) -> None:
    """What households own and owe at the end of the opening year, yuan, as the survey tells.

    Loans that are more than those of the burn-in are financed from outside, as all loans are for
    which the bank lacks money, and its equity stays.
    """
    h, bank, before = society.households, society.bank, society.total(society.households.debt_bank)
    h.cash = told.over("cash", h.cash)
    h.farm_capital = told.over("farm_capital", h.farm_capital)
    owed = told.over("debt", h.debt_bank)
    fresh = owed != h.debt_bank
    h.loan_years = np.where(fresh, society.world.loan_term * (owed > 0), h.loan_years)
    h.arrears = np.where(fresh, 0, h.arrears)
    h.debt_bank = owed
    financed = float(bank.refinancing[0]) + society.total(owed) - before
    bank.refinancing = max(financed, 0.0)
    society.ledger.balances["bank"] += max(-financed, 0.0)
