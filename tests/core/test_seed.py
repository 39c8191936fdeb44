"""Improved seed by hand: between -5% and +5% of the harvest neither adopted nor given up."""

import numpy as np
import pytest
from small_county import bare, purse_in

from sim.processes.adoption import adopt_seed, price_food, subsidise_seed
from sim.processes.spending import floor

COST = 0.08


def sown(margin, user, cash=1e6, price=1.0, hazard=1.0, land=9.0, **given):
    """The seed a year later where the package brings this margin, as a share of the harvest."""
    society = bare(1000, seed_schooling_return=0.0, seed_cost=COST, seed_social=0.0,
                   seed_hazard=hazard, seed_gain_irrigated=(COST + margin) / price)
    h = society.households
    h.irrigated, h.farm_potential, h.land, h.persons = True, 10_000.0, land, 4.0
    h.improved_seed, h.cash, society.economy.farm_price = user, cash, price
    for channel, value in given.items():
        society.channel(channel).add(value)
    adopt_seed(h, society)
    return society


def share(*given, **values):
    return sown(*given, **values).households.improved_seed.mean()


@pytest.mark.parametrize(("margin", "keeps", "adopts"), [
    (-0.07, 0, 0), (-0.051, 0, 0), (-0.049, 1, 0), (-0.001, 1, 0), (0.001, 1, 1), (0.07, 1, 1),
])
def test_users_bear_a_small_loss_and_others_want_a_gain(margin, keeps, adopts):
    assert share(margin, user=True) == keeps
    assert share(margin, user=False) == adopts


@pytest.mark.parametrize("price", [0.8, 1.25])
def test_the_gain_is_reckoned_at_this_years_price(price):
    assert share(0.001, user=False, price=price) == 1
    assert share(-0.001, user=False, price=price) == 0


def test_a_subsidy_pays_a_part_of_the_package():
    assert share(-0.03, user=False) == 0
    assert share(-0.03, user=False, seed_subsidy=0.4) == 1  # .032 of the harvest are paid
    assert share(-0.03, user=False, seed_subsidy=0.3) == 0


def test_who_cannot_pay_the_package_and_eat_does_not_take_it():
    least = 0.45 * 2300 * 4
    assert np.allclose(floor(bare(4).households, bare(4)) / bare(4).households.persons, least / 4)
    asked = COST * 10_000 + 0.15 * least
    assert share(0.05, user=False, cash=asked + 1) == 1
    assert share(0.05, user=False, cash=asked - 1) == 0
    assert share(0.05, user=True, cash=0.05 * least + 1) == 1
    assert share(0.05, user=True, cash=0.05 * least - 1) == 0


def test_a_subsidy_lowers_the_cash_that_is_asked():
    asked = 0.5 * COST * 10_000 + 0.15 * 0.45 * 2300 * 4
    assert share(0.05, user=False, cash=asked + 1, seed_subsidy=0.5) == 1
    assert share(0.05, user=False, cash=asked - 1, seed_subsidy=0.5) == 0


@pytest.mark.parametrize(("land", "factor"), [
    (9.0, 1.0), (2.25, 0.5), (0.5, 0.4), (16.0, 4 / 3), (90.0, 1.4),
])
def test_larger_farms_adopt_sooner_within_bounds(land, factor):
    expected = 0.3 * factor
    error = np.sqrt(expected * (1 - expected) / 1000)
    assert abs(share(0.05, user=False, hazard=0.3, land=land) - expected) < 3.3 * error


def test_visits_and_neighbours_add_to_the_chance():
    society = sown(0.05, False, hazard=0.05, extension=1.0)
    drawn = society.uniform("seed", society.households)
    assert np.array_equal(society.households.improved_seed, drawn < 0.05 + 0.20)
    society = bare(1000, seed_schooling_return=0.0, seed_hazard=0.05, seed_social=0.3)
    h, society.villages.seed_share = society.households, 0.5
    h.irrigated, h.farm_potential, h.land, h.cash, h.improved_seed = True, 10_000.0, 9.0, 1e6, False
    adopt_seed(h, society)
    assert np.array_equal(h.improved_seed, society.uniform("seed", h) < 0.05 + 0.3 * 0.5)


def test_the_package_costs_its_share_of_the_harvest_and_users_alone():
    h = sown(0.05, user=False, hazard=0.5).households
    assert set(h.seed_cost[h.improved_seed]) == {COST * 10_000}
    assert not h.seed_cost[~h.improved_seed].any()


def test_vouchers_pay_the_pledged_share_to_users_as_far_as_the_money_goes():
    for money, part in ((1e6, 0.4), (0.2 * COST * 10_000 * 1000, 0.2)):
        society = sown(0.05, user=True)
        h = society.households
        purse_in(society, money).pledge("seed", money, 0.4)
        subsidise_seed(society)
        assert h.seed_cost == pytest.approx((1 - part) * COST * 10_000)
        paid = society.ledger.flows["programme:test", "rest_of_world", "seed_subsidy"].sum()
        assert paid == pytest.approx(part * COST * 10_000 * 1000)


def test_the_price_of_food_falls_with_what_the_seed_adds_since_the_opening():
    society = bare(100, price_response=0.5)
    h, e = society.households, society.economy
    h.improved_seed = np.arange(100) < 60
    society.burning_in, e.opening_seed_share, e.log_farm_price = False, 0.2, 0.1
    price_food(society)
    gain = 0.5 * (0.30 + 0.15)
    supply = (1 + 0.6 * gain) / (1 + 0.2 * gain)
    assert e.farm_price == pytest.approx(supply**-0.5 * np.exp(0.1))
    e.log_farm_price = 3.0
    price_food(society)
    assert e.farm_price == 1.5
    e.log_farm_price = -3.0
    price_food(society)
    assert e.farm_price == 0.6
