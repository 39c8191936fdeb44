"""Wages: what is offered off the farm, how it answers to openings, what is earned and paid."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Rows
from sim.processes.shocks import work_capacity
from sim.processes.spending import spare_cash
from sim.society import Society, by_household

PARAMETERS = {
    "wage": number(5080, "yuan/worker-year", 2500, 15000, "calibrated",
        "w0 before scaling: net wage of an off-farm worker, what living costs away leave of it"
        ).plausibly(4400, 5600, because="8.5 to 13.1 percent gained a head: Du, Park & Wang 2005"),
    "wage_schooling_return": number(0.05, "share/year", 0.03, 0.07,
        "Mincer returns in rural China 2004-15, Wang et al.", "Wage return to a year of schooling"),
    "wage_noise": number(0.30, "sd of log", 0.1, 0.4, "assumption", "Months worked, luck"),
    "wage_tightness_response": number(0.15, "elasticity", 0, 0.5, "assumption",
        "Response of wages to vacancies per qualified candidate"),
    "wage_remoteness": number(0.2, "share", 0, 0.4, "calibrated",
        "Net wage that workers of the remotest village have less"),
    "wage_skill": number(0.25, "share", 0, 0.6, "assumption", "Net wage that full skill adds"),
    "tightness_years": number(3, "years", 1, 8, "assumption",
        "Years over which wages follow vacancies per candidate"),
    "wage_step_most": number(0.1, "log/year", 0.02, 0.3, "assumption",
        "Largest answer of wages in a year"),
}
PAYMENTS = {
    "wages": Payment("Wages from enterprises and farms of the village, and from away",
        "enterprises > village_pools > households; households > village_pools > households; "
        "rest_of_world > households"),
}
STREAMS = {
    "wage": "each household a year: how far its wage departs from the usual",
}


@by_household
def offer_wages(h: Rows, society: Society) -> None:
    """Net wage on offer: place, schooling, ability and skill."""
    w, v = society.world, society.villages
    place = (1 - w.wage_remoteness * v.remoteness) * np.exp(v.wage_response)
    place *= 1 + society.economy.wage_return[0] * v.nearness
    level = w.wage * w.income_scale * society.economy.wage_index[0] * place
    h.off_farm_wage = society.at_home(level, h) * h.ability_on_wage * (1 + w.wage_skill * h.skill)
    h.off_farm_wage *= np.exp(w.wage_schooling_return * (h.schooling - w.usual_schooling))


def move_tightness(society: Society) -> None:
    """Wages answer a mean over some years of log vacancies per qualified candidate.

    Openings of public capital are left out: what it adds to pay is declared, and not added twice.
    """
    v, w = society.villages, society.world
    others = np.maximum(v.vacancies - v.growth_vacancies, TINY)
    now = np.log(others) - np.log(np.maximum(v.qualified, 0.5))
    v.tightness += (now - v.tightness) / w.tightness_years
    if society.burning_in:
        v.reference_tightness = v.tightness
    change = w.wage_tightness_response * (v.tightness - v.reference_tightness)
    v.wage_response += np.clip(change - v.wage_response, -w.wage_step_most, w.wage_step_most)


@by_household
def earn_wages(h: Rows, society: Society) -> None:
    """Wages of the household's off-farm workers: months and luck vary."""
    w = society.world
    at_work = np.flatnonzero(h.off_farm_workers > 0)
    noise = w.wage_noise * society.normal("wage", h, at_work) - 0.5 * w.wage_noise**2
    h.job_income = h.off_farm_workers * h.off_farm_wage * work_capacity(h, society)
    h.job_income[at_work] *= np.exp(noise)


def pay_wages(society: Society) -> None:
    """Enterprises and rich households pay local workers, the rest of the world the others.

    A local employer pays the mean wage of the village's off-farm workers for each worker, a rich
    household only what it has beyond its own food: for months it cannot pay the worker finds work
    elsewhere.
    """
    h, v, e, ledger = society.households, society.villages, society.enterprises, society.ledger
    v.wage_bill = society.village_sum(h.job_income)
    workers = society.village_sum(h.off_farm_workers)
    v.mean_wage = np.where(workers > 0, v.wage_bill / np.maximum(workers, 1.0), v.mean_wage)
    rate = v.wage_bill * v.local_share / np.maximum(v.local_jobs, TINY)
    ledger.transfer(e, "village_pools", e.workers * rate[e.village], "wages")
    due = h.workers_hired * society.at_home(rate)
    hiring = np.minimum(due, spare_cash(h, society))
    unpaid = society.village_sum(due - hiring) / np.maximum(v.wage_bill, TINY)
    v.local_share = np.maximum(v.local_share - unpaid, 0.0)
    ledger.transfer(h, "village_pools", hiring, "wages")
    h.farm_income -= hiring
    local = h.job_income * society.at_home(v.local_share)
    ledger.transfer("village_pools", h, local, "wages")
    ledger.transfer("rest_of_world", h, h.job_income - local, "wages")
    h.wage_income += h.job_income
