"""Incidence: what public capital returns in a year, and on whose income it falls.

The return is a share of the capital standing, in yuan. Declared shares say through which margin it
comes: pay of those at work, openings, yields of farms. They add up, so that the income gained at first
hand is the return, whatever the margin: none has an elasticity of its own. What follows is the market's:
who takes an opening may give up a job away, and where fewer seek work all are paid more.
"""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.society import Society

PARAMETERS = {
    "public_return": number(0.25, "share/year", 0.02, 0.5, "assumption",
        "Yearly return on public capital, roi: income gained for a yuan standing"
        ).plausibly(0.05, 0.35, because="assumption: from what barely keeps up with wear to what good "
                    "rural roads are said to return"),
    "incidence_farms": number(0.3, "share", 0, 1,
        "assumption: towns that grow buy from farms nearby, and roads carry both ways",
        "Return of public capital off the farm that comes as higher yields in value of farms"
        ).plausibly(0.1, 0.5, because="assumption"),
    "incidence_openings": number(0.5, "share", 0, 1, "assumption",
        "Of the return that comes through jobs, what comes as further jobs; the rest raises pay"
        ).plausibly(0.25, 0.75, because="assumption"),
}


def public_returns(society: Society) -> None:
    """Spread the return of public capital over pay, openings and farms: roi G yuan a year in all.

    What last year's return brought less or more than was due, since work and harvests are never as
    expected, is due this year: over the years the income gained is the return.
    """
    if nothing_returns(society):
        return
    g, w, economy = society.government, society.world, society.economy
    gain = gain_of_job(society)
    count_gains(society, gain)
    nonfarm, farm = w.public_return * g.public_capital, w.public_return * g.public_farm_capital
    through_jobs = (1 - w.incidence_farms) * nonfarm
    economy.pay_due += (1 - w.incidence_openings) * through_jobs
    economy.openings_due += w.incidence_openings * through_jobs
    open_jobs(society, gain)
    economy.farms_due += w.incidence_farms * nonfarm + farm
    pay, output = plain_pay(society), plain_output(society)
    economy.wage_return = np.maximum(economy.pay_due, 0.0) / max((1 + w.wage_growth) * pay, 1.0)
    economy.farm_return = np.maximum(economy.farms_due, 0.0) / max((1 + w.farm_growth) * output, 1.0)


def nothing_returns(society: Society) -> bool:
    """Whether no public capital stands, and nothing is left of what it returned or was to return."""
    g, e = society.government, society.economy
    standing_or_due = (g.public_capital, g.public_farm_capital, e.pay_due, e.openings_due, e.farms_due,
                       e.wage_return, e.farm_return, e.growth_openings, e.growth_hires, e.growth_jobs)
    return not any(column[0] for column in standing_or_due)


def open_jobs(society: Society, gain: float) -> None:
    """As many openings as bring the jobs that are due; what finds no takers is bid for with pay.

    Who takes an opening might have found other work, and there are no more openings than candidates.
    `gain` is what a job brings, yuan.
    """
    economy, jobs = society.economy, jobs_of_opening(society)
    wanted = np.maximum(economy.openings_due, 0.0) / gain - standing(society)
    openings = np.maximum(wanted, 0.0) / jobs
    seekers = society.total(society.households.job_weight > 0)
    economy.growth_openings = np.minimum(openings, seekers)
    without_takers = (openings - economy.growth_openings) * jobs * gain
    economy.openings_due -= without_takers
    economy.pay_due += without_takers
    economy.growth_hires = 0.0


def jobs_of_opening(society: Society) -> float:
    """Further jobs that an opening brought last year; before there was one, if who took it had none."""
    h, economy, least = society.households, society.economy, 1 - society.world.job_chance_most
    if economy.growth_openings[0] > 0:
        return max(float(economy.growth_hires[0] / economy.growth_openings[0]), least)
    seekers = max(society.total(h.job_weight > 0), 1.0)
    return max(1 - society.total(h.job_chance) / seekers, least)


def note_jobs(society: Society, without: np.ndarray) -> None:
    """What openings of growth are worth: jobs beyond those found without them (chances `without`).

    A household of which one adult alone can go would find later what it has now, with the same chance
    year after year; in a queue as well, since places in it change.
    """
    h, economy = society.households, society.economy
    more, last = h.job_chance - without, h.adults - h.off_farm_workers == 2
    economy.growth_hires = society.total(more)
    overtaken = society.total(more * last * without)
    economy.growth_overtaken = overtaken / max(float(economy.growth_hires[0]), TINY)


def standing(society: Society) -> np.ndarray:
    """Jobs of growth that are still a gain this year: neither ended nor found without it meanwhile."""
    economy = society.economy
    kept = (1 - society.world.job_loss) * (1 - economy.growth_overtaken)
    return np.asarray(kept * economy.growth_jobs)


def count_gains(society: Society, gain: float) -> None:
    """Income that last year's returns brought, margin by margin, is no longer due.

    `gain` is what a job brought, yuan.
    """
    economy = society.economy
    economy.growth_jobs = standing(society) + economy.growth_hires
    economy.pay_due -= economy.wage_return * plain_pay(society)
    economy.openings_due -= economy.growth_jobs * gain
    economy.farms_due -= economy.farm_return * plain_output(society)


def plain_pay(society: Society) -> float:
    """Last year's pay off the farm before the return of public capital, by nearness, yuan."""
    v = society.villages
    return float((v.nearness * v.wage_bill / (1 + society.economy.wage_return * v.nearness)).sum())


def plain_output(society: Society) -> float:
    """Last year's farm output before the return of public capital, yuan."""
    return society.total(society.households.farm_output) / float(1 + society.economy.farm_return[0])


def gain_of_job(society: Society) -> float:
    """What a job brought last year beyond what the worker's farm lost, yuan; half its pay at least."""
    h, v = society.households, society.villages
    pay = v.wage_bill.sum() / max(society.total(h.off_farm_workers), 1.0)
    seekers = h.job_weight > 0
    lost = society.total(h.farm_loss_of_worker * seekers) / max(society.total(seekers), 1.0)
    return float(max(pay - lost, 0.5 * pay, 1.0))
