"""Limits in which the answer is known without a simulation.

Random draws have fixed addresses, so a statistical test passes or fails for good; its error rate
is the chance with which a right model would have failed it when the address was chosen.
"""

import numpy as np
import pytest
from scipy.stats import norm
from small_county import bare, begin, opened, pass_years, plan, purse_in

from sim.catalogue import PARAMETERS
from sim.cycle import live_a_year
from sim.ground.parameters import Paths
from sim.observation.observer import Observer
from sim.processes.adoption import adopt_seed, price_food
from sim.processes.consumption import consume, keep_activity, keep_farm
from sim.processes.farm import plan_farm
from sim.processes.identification import list_poor, own_income
from sim.processes.interest import compute_interest, cover_interest, pay_interest
from sim.processes.labour_market import end_jobs, hires, share_jobs, take_jobs
from sim.processes.learning import learn_activity
from sim.processes.paths import follow_paths
from sim.processes.production import harvest, run_activity, sell_harvest
from sim.processes.repayment import amortise
from sim.processes.shocks import draw_weather, fail_activity, fall_ill, lose_harvest
from sim.processes.spending import floor, planned_consumption, savings_target
from sim.strategies import find


def bound(chance, draws=1):
    """Standard errors that a normal error exceeds with this chance in any of so many draws."""
    return norm.isf(chance / draws / 2)


def test_knowledge_spreads_as_in_bass():
    """Everybody who knows is a neighbour who does; error rate 1e-3 by 200 reference runs."""
    people, years, p, q = 100_000, 25, 0.01, 0.35
    society = bare(people, learning_alone=p, learning_social=q)
    h, v = society.households, society.villages
    h.knows_activity, v.activity_share = False, 0.0

    def see_neighbours(society):
        v.activity_share = h.knows_activity.mean()

    reference = np.zeros((years + 1, 200))
    rng, mean, simulated = np.random.default_rng(0), [0.0], [0.0]
    for t in range(years):
        pass_years(society, [learn_activity, see_neighbours])
        simulated.append(float(v.activity_share[0]))
        mean.append(mean[-1] + (1 - mean[-1]) * (p + q * mean[-1]))
        old = reference[t]
        others = np.rint((1 - old) * people).astype(int)
        reference[t + 1] = old + rng.binomial(others, p + q * old) / people
    spread = reference.std(axis=1, ddof=1)
    assert (np.abs(np.array(simulated) - mean)[1:] < bound(1e-3, years) * spread[1:]).all()
    assert simulated[-1] > 0.9 and 0.005 < simulated[1] < 0.02


def test_one_job_a_household_found_and_lost_at_constant_chances():
    """Loss comes before search: p' = p(1-l) + f(1 - p(1-l)); error rate 1e-3."""
    people, years, found, lost = 100_000, 15, 0.2, 0.12
    society = bare(people, job_loss=lost)
    h = society.households
    h.off_farm_workers, h.cash = 0, 1e6

    def search(society):
        h.job_chance = found * (h.off_farm_workers == 0)

    share, path, stay = 0.0, [], 1 - lost
    for _ in range(years):
        pass_years(society, [end_jobs, search, take_jobs])
        share = share * stay + found * (1 - share * stay)
        path.append(share)
        error = np.sqrt(share * (1 - share) / people)
        assert abs(h.off_farm_workers.mean() - share) < bound(1e-3, years) * error
    stationary = found / (found + lost - found * lost)
    rate = (1 - found) * stay
    assert path == pytest.approx([stationary * (1 - rate ** (t + 1)) for t in range(years)])
    assert h.off_farm_workers.max() == 1


def test_each_of_several_jobs_ends_with_the_same_chance():
    """Error rate 1e-3."""
    society = bare(60_000, job_loss=0.12)
    h = society.households
    h.off_farm_workers = np.arange(60_000) % 3 + 1
    before = h.off_farm_workers.copy()
    pass_years(society, [end_jobs])
    for jobs in (1, 2, 3):
        chance = 1 - 0.88**jobs
        share = (h.off_farm_workers < before)[before == jobs].mean()
        error = np.sqrt(chance * (1 - chance) / 20_000)
        assert abs(share - chance) < bound(1e-3, 3) * error


def test_activities_survive_at_the_chance_of_not_failing():
    """KH at 1.05 F, no growth, no re-entry: (1 - p)^k alive after k years; error rate 1e-3."""
    people, years, failing = 50_000, 12, 0.05
    society = bare(people, activity_failure=failing)
    h, smallest = society.households, society.world.activity_minimum
    h.activity_kind, h.activity_capital, h.permanent_income = 0, 1.05 * smallest, 200_000.0

    def earn_the_buffer(society):
        h.cash = savings_target(h, society)  # enough to keep what there is, nothing to add

    for year in range(1, years + 1):
        pass_years(society, [fail_activity, run_activity, earn_the_buffer, keep_activity])
        alive = h.activity_capital >= smallest
        expected = (1 - failing) ** year
        error = np.sqrt(expected * (1 - expected) / people)
        assert abs(alive.mean() - expected) < bound(1e-3, years) * error
        assert (h.activity_capital[~alive] == 0).all()
        assert h.activity_capital[alive] == pytest.approx(1.05 * smallest)


def test_hires_are_the_short_side_of_the_market():
    vacancies, qualified = np.meshgrid(np.linspace(0.1, 30, 40), np.linspace(0.1, 30, 40))
    sharp = hires(vacancies, qualified, 200)
    assert sharp == pytest.approx(np.minimum(vacancies, qualified), rel=0.01)
    for rho in (1, 2, 6, 12):
        even = hires(np.full(1, 8.0), np.full(1, 8.0), rho)
        assert even == pytest.approx(8 * 2 ** (-1 / rho), rel=1e-12)
        some = hires(vacancies, qualified, rho)
        textbook = (vacancies**-rho + qualified**-rho) ** (-1 / rho)
        assert some == pytest.approx(textbook, rel=1e-9)
    nobody = hires(np.array([0.0, 5.0, 0.0]), np.array([5.0, 0.0, 0.0]), 6)
    assert nobody.tolist() == [0, 0, 0]


@pytest.mark.parametrize("jobs", [0.0, 3.0, 40.0, 1e6])
def test_chances_of_candidates_add_up_to_the_jobs(jobs):
    society = bare(400, 2, seed=8)
    h = society.households
    h.job_weight = np.exp(2 * society.normal("weights", h)) * (h.adults > 1)
    filled = np.minimum(jobs, 0.95 * society.village_sum(h.job_weight > 0))
    h.job_chance = share_jobs(society, filled)
    assert society.village_sum(h.job_chance) == pytest.approx(filled, rel=1e-9)
    assert h.job_chance.max() <= 0.95 and (h.job_chance[h.job_weight == 0] == 0).all()


def test_savings_follow_their_closed_path():
    """Constant income and pass-through: M' = (1-psi)(M + Y - Cb) + psi M*, to its fixed point."""
    psi, years, income = 0.4, 40, 16_000.0
    society = bare(500, pass_through_low=psi, pass_through_high=psi)
    h = society.households
    h.permanent_income, h.persons = income, 4.0
    h.cash = np.linspace(8_000, 20_000, 500)
    base, target = planned_consumption(h, society), savings_target(h, society)

    def earn(society):
        h.opening_cash = h.cash
        h.cash += income

    expected = h.cash.copy()
    fixed = ((1 - psi) * (income - base) + psi * target) / psi
    distance = expected - fixed
    for year in range(1, years + 1):
        pass_years(society, [earn, consume])
        expected = (1 - psi) * (expected + income - base) + psi * target
        assert h.cash == pytest.approx(expected, rel=1e-12)
        assert h.cash - fixed == pytest.approx(distance * (1 - psi) ** year, abs=1e-7)
    assert h.cash == pytest.approx(fixed, rel=1e-6)
    assert (h.consumption > floor(h, society)).all()


def test_farm_capital_settles_where_its_return_is_in_the_band():
    society = bare(2_000)
    h, w = society.households, society.world
    h.off_farm_workers = 0

    def prosper(society):
        h.cash = 1e7

    pass_years(society, [plan_farm, prosper, keep_farm], 150)
    pass_years(society, [plan_farm])
    returns = 0.20 * h.farm_potential / (h.farm_capital + w.farm_capital_base)
    kept = h.farm_capital > 1
    assert kept.mean() > 0.99
    assert returns[kept].min() > w.farm_wear + 0.03 - 1e-9
    assert returns[kept].max() < w.farm_wear + 0.10 + 1e-9
    before = h.farm_capital[kept].copy()
    pass_years(society, [plan_farm, prosper, keep_farm])
    assert h.farm_capital[kept] == pytest.approx(before)


def test_two_state_poverty_is_seen_as_it_is():
    """Entry e, exit x: P0' = P0(1-x) + (1-P0)e, to e/(e+x); persistence 1-x; error rate 1e-3."""
    people, years, entry, leave = 20_000, 12, 0.1, 0.35
    society = bare(people)
    h, line = society.households, society.world.poverty_line
    poor = society.uniform("start", h) < entry / (entry + leave)
    h.income, h.consumption = line * h.persons * np.where(poor, 0.6, 1.5), 1.0
    observer = Observer(society)
    observer.record()
    for _ in range(years):
        society.year += 1
        luck = society.uniform("chain", h)
        poor = np.where(poor, luck >= leave, luck < entry)
        h.income = line * h.persons * np.where(poor, 0.6, 1.5)
        observer.record()
    seen = {row[:4]: row[4] for row in observer.rows()["outcomes"]}
    moves = {row[:4]: row[4] for row in observer.rows()["transitions"]}
    many = people / (1 + np.var(h.persons) / np.mean(h.persons) ** 2)  # households differ in size
    stationary, start = entry / (entry + leave), society.scenario.start
    for year in range(start + 1, start + years + 1):
        errors = bound(1e-3, 3 * years) / np.sqrt(many)
        headcount = seen[year, "fgt0", "national", "all"]
        exits = seen[year, "exit_rate", "national", "all"]
        entries = moves[year - 1, year, "not_poor", "poor"]
        entries /= entries + moves[year - 1, year, "not_poor", "not_poor"]
        assert abs(headcount - stationary) < errors * np.sqrt(stationary * (1 - stationary))
        assert abs(exits - leave) < errors * np.sqrt(leave * (1 - leave) / stationary)
        assert abs(entries - entry) < errors * np.sqrt(entry * (1 - entry) / (1 - stationary))
        stayed = moves[year - 1, year, "poor", "poor"]
        left = moves[year - 1, year, "poor", "not_poor"]
        assert stayed / (stayed + left) == pytest.approx(1 - exits)
        assert seen[year, "fgt1", "national", "all"] == pytest.approx(0.4 * headcount)


def listing(accuracy):
    """Who is poor by permanent income, and who is listed when as many are listed as are poor."""
    society = opened(plan(world={"register_accuracy": accuracy, "quota_factor": 1})).copy()
    society.villages.capture = 0.0
    poor = own_income(society) < society.world.poverty_line
    society.economy.estimated_poor = float(poor.sum())
    listed = list_poor(society, begin(society, find()["social_services"]()))
    assert listed.sum() == poor.sum() > 200
    return poor, listed


def test_a_perfect_list_holds_the_poor_and_nobody_else():
    poor, listed = listing(1.0)
    assert (poor == listed).all()


def test_a_blind_list_misses_all_but_its_share_of_the_poor():
    """Exclusion error 1 - K/N, hypergeometric; error rate 1e-3."""
    poor, listed = listing(0.0)
    share, many = listed.mean(), poor.sum()
    error = np.sqrt(share * (1 - share) / many * (1 - many / len(poor)))
    assert abs((poor & ~listed).sum() / many - (1 - share)) < bound(1e-3) * error


def test_the_better_the_list_the_fewer_its_errors():
    errors = [np.mean(poor != listed) for poor, listed in map(listing, (0.0, 0.45, 0.8, 1.0))]
    assert errors == sorted(errors, reverse=True) and errors[0] > 2 * errors[2] > 0


def test_a_loan_without_default_pays_back_what_was_lent():
    """Instalments add up to the principal, and all payments are worth it at the bank's rate."""
    society = bare(50)
    h, rate = society.households, society.world.bank_rate
    loans = np.linspace(1_000, 40_000, 50)
    h.debt_bank, h.cash, h.loan_years = loans, 1e6, 5
    repaid, worth, year = np.zeros(50), np.zeros(50), 0
    while h.debt_bank.any():
        year += 1
        before = h.cash.copy()
        pass_years(society, [compute_interest, pay_interest, amortise])
        repaid += h.instalment_paid
        worth += (before - h.cash) / (1 + rate) ** year
    assert repaid == pytest.approx(loans, rel=1e-12)
    assert worth == pytest.approx(loans, rel=1e-12)
    assert (h.arrears == 0).all() and (h.credit_score > 0.5).all() and year == 5


def test_a_full_interest_subsidy_is_rate_times_debt():
    society = bare(50)
    h, rate = society.households, society.world.bank_rate
    h.debt_guaranteed, h.cash = np.linspace(1_000, 40_000, 50), 1e6

    def pledge(society):
        purse_in(society, 1e6, "loans").pledge("interest", 1e6, 1.0)

    while h.debt_guaranteed.any():
        owed = h.debt_guaranteed.sum()
        before = h.cash.copy()
        pass_years(society, [pledge, compute_interest, cover_interest, pay_interest, amortise])
        flow = society.ledger.flows["programme:loans", "bank", "interest_subsidy"].sum()
        assert flow == pytest.approx(rate * owed, rel=1e-12)
        assert before - h.cash == pytest.approx(h.instalment_paid)


def green_revolution(price_response):
    """What equal farmers gain by the package, the food they eat, both over sales, and its price."""
    sales = []
    for cycle in ([plan_farm, adopt_seed, price_food], [plan_farm, price_food]):
        society = bare(
            2_000, farm_noise=0.0, seed_schooling_return=0.0, seed_hazard=1.0,
            price_response=price_response,
        )  # fmt: skip
        h = society.households
        society.burning_in = False
        h.irrigated, h.improved_seed, h.land, h.cash = True, False, 9.0, 1e6
        pass_years(society, [draw_weather, *cycle, lose_harvest, harvest, sell_harvest])
        sales.append(society.ledger.rows["rest_of_world", "households", "farm_sales"].copy())
        assert h.improved_seed.all() == (adopt_seed in cycle)
        if adopt_seed in cycle:
            price = society.economy.farm_price[0]
    return sales[0] / sales[1] - 1, floor(h, society) / sales[1], price


def test_where_prices_do_not_fall_all_adopters_gain_the_same_share():
    gains, _, price = green_revolution(0.0)
    assert price == 1.0
    assert gains == pytest.approx(0.30, rel=1e-12)


def test_where_prices_fall_who_sells_most_gains_least():
    gains, eaten, price = green_revolution(0.35)
    assert price == pytest.approx((1 + 0.5 * (0.30 + 0.15)) ** -0.35)
    assert gains == pytest.approx(1.30 * price - 1 + (1 - price) * eaten)
    assert np.median(gains) < 0.30 and gains[eaten < 1].max() < 0.30


def test_growth_compounds():
    society = bare(10)
    society.burning_in = False
    pass_years(society, [follow_paths], 9)
    e, w = society.economy, society.world
    assert e.wage_index == pytest.approx((1 + w.wage_growth) ** 9)
    assert e.farm_index == pytest.approx((1 + w.farm_growth) ** 9)
    assert e.vacancy_index == pytest.approx(np.exp(9 * w.vacancy_growth))


def test_nothing_grows_before_the_first_year():
    society = bare(10)
    pass_years(society, [follow_paths], 9)
    e = society.economy
    assert e.wage_index == e.farm_index == e.vacancy_index == 1


def test_the_farm_price_wanders_as_far_as_declared():
    """AR(1): sd of the log .06/sqrt(1-.25) and correlation .5 a year; error rate 1e-3."""
    society = bare(10)
    society.burning_in = False
    path = []
    for _ in range(4_000):
        e = society.economy
        e.wage_index = e.farm_index = e.activity_index = e.vacancy_index = e.transfer_index = 1.0
        pass_years(society, [follow_paths])
        path.append(society.economy.log_farm_price[0])
    many = len(path) * (1 - 0.5**2) / (1 + 0.5**2)
    expected = 0.06 / np.sqrt(1 - 0.5**2)
    assert abs(np.std(path) / expected - 1) < bound(1e-3, 2) / np.sqrt(2 * many)
    assert abs(np.corrcoef(path[1:], path[:-1])[0, 1] - 0.5) < bound(1e-3, 2) / np.sqrt(4_000)


def test_weather_takes_nothing_away_in_the_mean():
    """Drought at its chance, correlated as declared; the norm undoes its mean; error rate 1e-3."""
    society = bare(3_000, 300)
    h, v, w = society.households, society.villages, society.world
    dry, left = [], []
    for _ in range(3_000):
        society.year += 1
        draw_weather(society)
        dry.append(v.drought.mean())
        lose_harvest(h, society)
        left.append((1 - h.drought_loss).mean() * society.economy.weather_norm[0])
    errors = bound(1e-3, 2) / np.sqrt(len(dry))
    assert abs(np.mean(dry) - w.drought_chance) < errors * np.std(dry)
    assert abs(np.mean(left) - 1) < errors * np.std(left)
    # two villages share a drought far oftener than chance would have it
    assert np.var(dry) > 10 * w.drought_chance * (1 - w.drought_chance) / 300


def test_illness_comes_at_its_chance_and_costs_its_bill():
    """Error rate 1e-3."""
    society = bare(200_000)
    h, w = society.households, society.world
    h.health = 1.0
    pass_years(society, [fall_ill])
    chance = w.illness_chance * np.sqrt(h.persons / 4.2)
    error = np.sqrt((chance * (1 - chance)).mean() / len(h))
    assert abs(h.ill.mean() - chance.mean()) < bound(1e-3, 2) * error
    bills = np.log(h.medical_bill[h.ill])
    mean = np.log(w.illness_bill) - 0.5 * w.illness_bill_noise**2
    assert abs(bills.mean() - mean) < bound(1e-3, 2) * w.illness_bill_noise / np.sqrt(len(bills))
    assert (h.medical_bill[~h.ill] == 0).all()


def test_a_drought_that_is_told_hits_every_village_and_the_activity_by_its_share():
    def lived(**world):
        county = opened(plan({"none": {}})).copy()
        county.paths = Paths(PARAMETERS, world)
        county.year += 1
        live_a_year(county)
        return county

    plain, told = lived(), lived(county_drought=1.0)
    dry = lived(county_drought=1.0, drought_loss_activity=0.4)
    assert told.villages.drought.all() and not plain.villages.drought.all()
    runs = told.households.activity_output > 0
    assert np.allclose(dry.households.activity_output[runs],
                       0.6 * told.households.activity_output[runs])
