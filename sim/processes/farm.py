"""The farm: what it would yield with this year's labour, capital, land and seed."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import People, Rows
from sim.processes.hands import farm_labour
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
    "farm_productivity": number(8700, "yuan", 4000, 16000, "calibrated", "A_L before scaling"),
    "income_scale": number(0.9895, "factor", 0.3, 3, "calibrated",
        "Common factor on farm productivity and wages that meets the headcount of 2011"),
    "farm_capital_base": number(1000, "yuan", 100, 5000,
        "assumption; a hoe and a sickle at the least: who sold the last tool still harvests",
        "K0: capital nobody lacks"),
    "farm_wear": number(0.08, "share/year", 0.05, 0.15, "assumption", "Depreciation of KL"),
}


def power(base: np.ndarray, exponent: float) -> np.ndarray:
    """A power of positive numbers, by logarithms: in two thirds of the time of `**`."""
    return np.exp(exponent * np.log(base))


def output_at(labour: np.ndarray) -> np.ndarray:
    """Farm output with a multiple of the labour (> 0), relative to output with all of it: l^.40."""
    return power(labour, 0.40)


def seed_gain(h: People, society: Society) -> np.ndarray:
    """Output factor of the improved seed package: yield gain and returns to schooling."""
    w = society.world
    gain = np.where(h.irrigated, w.seed_gain_irrigated, w.seed_gain_rainfed)
    schooling = np.maximum(h.schooling - 5.0, 0.0)
    return (1.0 + gain) * np.exp(0.4 * w.seed_schooling_return * schooling)


@by_household
def plan_farm(h: Rows, society: Society) -> None:
    """Expected farm output Q̄ with this year's labour, and what one adult less would cost."""
    w = society.world
    level = w.farm_productivity * w.income_scale * society.economy.farm_index[0]
    level *= 1.0 + society.economy.farm_return[0]
    h.farm_labour = farm_labour(h, society)
    capital = (h.farm_capital + w.farm_capital_base) / 8000.0
    labour = h.farm_labour * h.health / 2.2
    h.farm_potential = level * h.land_factor * power(capital * labour**2, 0.20)
    less = np.maximum(h.farm_labour - 1.0, 0.3)
    loss = h.farm_potential * (1.0 - output_at(less / h.farm_labour))
    h.farm_loss_of_worker = np.maximum(loss, 0.0)
    h.own_funds = np.maximum(h.cash - 0.25 * floor(h, society), 0.0)
