"""Paths that the county does not choose: wages elsewhere, technique, vacancies, market price."""

from __future__ import annotations

import math

from sim.ground.parameters import number
from sim.society import Society

PARAMETERS = {
    "wage_growth": number(0.03, "share/year", -0.05, 0.15, "calibrated", "g_w: wages outside").plausibly(
            0.01, 0.06, because="assumption: from a slack decade to one as 2011-2015"),
    "farm_growth": number(0.01, "share/year", -0.05, 0.1, "calibrated", "g_f: farm technique").plausibly(
            0, 0.03, because="assumption: around the growth of farm productivity in China"),
    "activity_growth": number(0.01, "share/year", -0.05, 0.1, "calibrated",
        "g_H: technique of the lumpy activity").plausibly(
            0, 0.03, because="assumption: as farms"),
    "vacancy_growth": number(0.02, "log/year", -0.1, 0.2, "calibrated", "g_job: vacancies").plausibly(
            0, 0.05, because="assumption: from a slack decade to one as 2011-2015"),
    "price_memory": number(0.5, "share", 0, 0.95, "assumption", "Persistence of the farm price"),
    "price_noise": number(0.06, "sd of log", 0, 0.3, "assumption", "Noise of the farm price"),
}
STREAMS = {
    "price": "the county a year: the price of farm products",
}


def follow_paths(society: Society) -> None:
    """Move wages, technique, vacancies and the county price into the new year."""
    if society.burning_in:
        return
    economy, w = society.economy, society.world
    economy.wage_index *= 1 + w.wage_growth
    economy.farm_index *= 1 + w.farm_growth
    economy.activity_index *= 1 + w.activity_growth
    economy.transfer_index *= 1 + w.transfer_growth
    economy.vacancy_index *= math.e**w.vacancy_growth
    shock = float(society.streams.normals("price", society.year, 0, 1)[0])
    economy.log_farm_price *= w.price_memory
    economy.log_farm_price += w.price_noise * shock
