"""The return of public capital: as much income as it is, through whatever margin it comes."""

import numpy as np
import pytest
from small_county import bare, plan

from sim.processes.incidence import gain_of_job, public_returns, standing
from sim.processes.labour_market import match_jobs
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
        society.economy.growth_hires = society.economy.growth_openings
        jobs = society.economy.growth_openings + 0.88 * society.economy.growth_jobs
        assert jobs[0] * gain_of_job(society) == pytest.approx(0.25 * 400_000)


def test_openings_that_find_no_takers_come_as_pay():
    """Where one job in two was found anyway and candidates are few, the rest of the return is pay."""
    society = invested(incidence_farms=0.0, incidence_openings=1.0)
    h, economy = society.households, society.economy
    h.job_weight, h.job_chance = np.arange(60) < 4, 0.5 * (np.arange(60) < 4)
    public_returns(society)
    assert economy.growth_openings[0] == pytest.approx(4)
    jobs = 0.5 * 4 * gain_of_job(society)
    assert economy.openings_due[0] == pytest.approx(jobs)
    assert economy.pay_due[0] == pytest.approx(0.25 * 400_000 - jobs)
    assert gained(society)[0] == pytest.approx(0.25 * 400_000 - jobs)


def market(vacancies, opened, away=0.0, **world):
    """A village of like candidates with so many openings, some of growth, after they have met."""
    society = bare(60, 1, migrant_openings=away, wage_tightness_response=0.5, **world)
    h, v = society.households, society.villages
    society.burning_in = False
    h.schooling, h.health, h.job_weight, h.adults, h.off_farm_workers = 12.0, 1.0, 1.0, 2, 0
    v.remoteness = 0.5
    v.tightness = v.reference_tightness = v.wage_response = 0.0
    v.vacancies, v.growth_vacancies, society.economy.growth_openings = vacancies, opened, opened
    match_jobs(society)
    return society


@pytest.mark.parametrize("rule", ["matching", "queue"])
def test_an_opening_of_growth_is_worth_what_would_not_have_been_found_without_it(rule):
    alone = market(15.0, 6.0, job_finding=rule).economy
    assert alone.growth_hires[0] == pytest.approx(6.0, rel=1e-3)
    beside = market(15.0, 6.0, away=1.0, job_finding=rule).economy
    assert beside.growth_hires[0] == pytest.approx(6.0 * np.exp(-1), rel=1e-3)
    full = market(600.0, 540.0, job_finding=rule).economy
    assert full.growth_hires[0] < 8


def test_who_has_no_other_adult_to_send_would_have_found_it_later():
    """With nine openings and away together each finds a job with this chance in any case."""
    found = 1 - (1 - 9 / 60) * np.exp(-1)
    economy = market(15.0, 6.0, away=1.0).economy
    assert economy.growth_overtaken[0] == pytest.approx(found, rel=1e-3)
    society = market(15.0, 6.0)
    society.economy.growth_jobs, society.economy.growth_overtaken = 10.0, 0.3
    assert standing(society)[0] == pytest.approx(0.88 * 0.7 * 10)


def test_openings_of_growth_add_to_pay_what_is_declared_and_nothing_besides():
    plain, grown = market(9.0, 0.0), market(15.0, 6.0)
    assert grown.villages.tightness == pytest.approx(plain.villages.tightness)
    assert market(15.0, 0.0).villages.tightness[0] > plain.villages.tightness[0]


@pytest.mark.slow
@pytest.mark.parametrize("world", [{}, {"job_finding": "queue"}, {"incidence_openings": 0.0}])
def test_income_gained_is_the_return_of_the_capital_standing(world):
    """Nearly: wages also answer candidates who are fewer, and places in a queue change."""
    scenario = plan({"none": {}, "growth": {"growth": {}}}, households=4000, villages=20, years=9,
                    world=world)
    gains = returns = 0.0
    for replication in (1, 2, 3, 4):
        county = open_society(scenario, replication)
        without, society = (enter_arm(county, arm) for arm in ("none", "growth"))
        for one, other in zip(live_through(without), live_through(society), strict=True):
            gains += other.total(other.households.income) - one.total(one.households.income)
            returns += other.world.public_return * float(other.government.public_capital[0])
    assert gains == pytest.approx(returns, rel=0.08)
