"""The farm: what it would yield with this year's labour, capital, land and seed."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import People, Rows
from sim.processes.hands import farm_labour
from sim.processes.shocks import lasting_capacity
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
    "farm_productivity": number(8700, "yuan", 4000, 16000, "calibrated", "A_L before scaling").plausibly(
            7500, 10000, because="assumption: beside the income scale only its size to wages counts"),
    "income_scale": number(0.9954, "factor", 0.3, 3, "calibrated",
        "Common factor on farm productivity and wages that meets the headcount of 2011"
        ).certain("fitted to the headcount of 2011 in every world"),
    "farm_capital_base": number(2000, "yuan", 100, 5000,
        "calibrated: shape of consumption at the line; who sold the last tool borrows one and harvests",
        "K0: capital nobody lacks"),
    "farm_wear": number(0.08, "share/year", 0.05, 0.15, "assumption", "Depreciation of KL"),
    "farm_ability_exponent": number(0.7, "elasticity", 0, 1, "assumption", "Farm output by ability"),
    "farm_land_exponent": number(0.35, "elasticity", 0.1, 0.6, "assumption", "Farm output by land"),
    "farm_labour_exponent": number(0.40, "elasticity", 0.2, 0.6, "assumption",
        "Farm output by labour"),
    "farm_capital_exponent": number(0.20, "elasticity", 0.1, 0.3, "assumption",
        "Farm output by divisible capital"),
    "usual_farm_labour": number(2.2, "workers", 1, 4, "assumption",
        "Labour for which farm productivity is stated").certain(
            "a unit in which output is written"),
    "usual_farm_capital": number(8000, "yuan", 3000, 20000, "assumption",
        "Divisible capital for which farm productivity is stated").certain(
            "a unit in which output is written"),
    "technique_schooling": number(5, "years", 0, 9, "assumption",
        "Schooling beyond which it pays in farming with new technique"),
    "planning_floor": number(0.25, "share of floor", 0, 1, "assumption",
        "Cash that a household keeps when it reckons what it could put into a start"),
}


def power(base: np.ndarray, exponent: float) -> np.ndarray:
    """A power of positive numbers, by logarithms: in two thirds of the time of `**`."""
    return np.exp(exponent * np.log(base))


def output_at(labour: np.ndarray, society: Society) -> np.ndarray:
    """Farm output with a multiple of the labour (> 0), relative to output with all of it."""
    return power(labour, society.world.farm_labour_exponent)


def seed_gain(h: People, society: Society) -> np.ndarray:
    """Output factor of the improved seed package: yield gain and returns to schooling."""
    w = society.world
    gain = np.where(h.irrigated, w.seed_gain_irrigated, w.seed_gain_rainfed)
    schooling = np.maximum(h.schooling - w.technique_schooling, 0.0)
    learnt = np.exp(w.farm_labour_exponent * w.seed_schooling_return * schooling)
    return (1.0 + gain) * learnt


@by_household
def plan_farm(h: Rows, society: Society) -> None:
    """Expected farm output Q̄ with this year's labour, and what one adult less would cost.

    Who is chronically ill, or cares for the ill, is known to work less.
    """
    w = society.world
    level = w.farm_productivity * w.income_scale * society.economy.farm_index[0]
    level *= 1.0 + society.economy.farm_return[0]
    h.farm_labour = farm_labour(h, society)
    capital = (h.farm_capital + w.farm_capital_base) / w.usual_farm_capital
    labour = h.farm_labour * lasting_capacity(h, society) / w.usual_farm_labour
    # Both powers in one, which takes half the time.
    work = labour ** (w.farm_labour_exponent / w.farm_capital_exponent)
    h.farm_potential = level * h.land_factor * power(capital * work, w.farm_capital_exponent)
    less = np.maximum(h.farm_labour - 1.0, w.least_labour)
    loss = h.farm_potential * (1.0 - output_at(less / h.farm_labour, society))
    h.farm_loss_of_worker = np.maximum(loss, 0.0)
    h.own_funds = np.maximum(h.cash - w.planning_floor * floor(h, society), 0.0)
