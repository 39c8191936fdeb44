"""The return of public capital: as much income as it is, through whatever margin it comes."""

import numpy as np
import pytest
from small_county import bare, plan

from sim.processes.incidence import gain_of_job, public_returns
from sim.simulate import enter_arm, live_through, open_society

SHARES = ({}, {"incidence_farms": 0.0, "incidence_openings": 0.0}, {"incidence_openings": 1.0},
          {"incidence_farms": 1.0})


def invested(**world):
    """A county with 600,000 yuan of public capital, two thirds of it off the farm."""
    society = bare(60, 3, wage_growth=0.0, farm_growth=0.0, **world)
    h, v, g = society.households, society.villages, society.government
    h.persons, h.off_farm_workers, h.farm_output, h.job_weight = 4, np.arange(60) % 2, 8_000.0, 1.0
    h.farm_loss_of_worker = 1_000.0
    v.nearness, v.wage_bill = [1.5, 1.0, 0.5], [90_000.0, 60_000.0, 30_000.0]
    v.vacancies = v.hires = 5.0
    g.public_capital, g.public_farm_capital = 400_000.0, 200_000.0
    return society


def gained(society):
    """What wages, openings and farms gain where everything else is as last year, yuan."""
    v, economy = society.villages, society.economy
    pay = float((economy.wage_return * v.nearness * v.wage_bill).sum())
    jobs = float(economy.growth_openings[0]) * gain_of_job(society)
    farms = float(economy.farm_return[0]) * society.total(society.households.farm_output)
    return np.array([pay, jobs, farms])


@pytest.mark.parametrize("world", SHARES)
def test_the_margins_add_up_to_the_return(world):
    society = invested(**world)
    public_returns(society)
    assert gained(society).sum() == pytest.approx(0.25 * 600_000)


def test_shares_of_incidence_say_through_which_margin_it_comes():
    society = invested(incidence_farms=0.4, incidence_openings=0.25)
    public_returns(society)
    off_farm, on_farm = 0.25 * 400_000, 0.25 * 200_000
    assert gained(society) == pytest.approx(
        [0.75 * 0.6 * off_farm, 0.25 * 0.6 * off_farm, 0.4 * off_farm + on_farm])


def test_what_came_short_of_the_return_is_due_the_year_after():
    society = invested(incidence_farms=0.0, incidence_openings=0.0)
    public_returns(society)
    due = society.economy.pay_due[0]
    society.villages.wage_bill *= 0.5 * (1 + society.economy.wage_return * society.villages.nearness)
    public_returns(society)
    assert society.economy.pay_due[0] == pytest.approx(1.5 * due)


def test_jobs_that_public_capital_opened_end_and_are_opened_anew():
    society = invested(incidence_farms=0.0, incidence_openings=1.0)
    for _ in range(3):
        public_returns(society)
        jobs = society.economy.growth_openings + 0.88 * society.economy.growth_jobs
        assert jobs[0] * gain_of_job(society) == pytest.approx(0.25 * 400_000)


@pytest.mark.slow
def test_income_gained_is_the_return_of_the_capital_standing():
    """Within the noise of a county in which who has work and what harvests bring differs by arm.

    Nobody could leave for jobs away instead, and pay does not answer to how many seek work: what
    people give up for new openings, and what a tight market adds for all, is no return.
    """
    scenario = plan({"none": {}, "growth": {"growth": {}}}, households=4000, villages=20, years=9,
                    world={"migrant_openings": 0.0, "wage_tightness_response": 0.0})
    gains = returns = 0.0
    for replication in (1, 2, 3, 4):
        county = open_society(scenario, replication)
        without, society = (enter_arm(county, arm) for arm in ("none", "growth"))
        for one, other in zip(live_through(without), live_through(society), strict=True):
            gains += other.total(other.households.income) - one.total(one.households.income)
            returns += other.world.public_return * float(other.government.public_capital[0])
    assert gains == pytest.approx(returns, rel=0.03)
