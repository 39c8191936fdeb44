"""Asset redistribution: whole assets to able applicants, land and services that sum to zero."""

import numpy as np
import pytest
from acting import act, county_with, live, live_without, paid, purse

from sim.cycle import live_a_year
from sim.processes.menu import minimum_of, runs
from sim.processes.prospects import fits, weigh
from sim.strategies import find

NAME = "asset_redistribution"

def test_grants_are_whole_and_go_to_the_listed_who_would_start():
    county = act(NAME)
    h, w, grant = county.households, county.world, county.given("activity_grant")
    served = grant > 0
    kinds = np.searchsorted([-1060 * size for size in (15.0, 7.5, 3.75)], -grant[served] - 1e-6)
    assert np.allclose(grant[served], 1.06 * minimum_of(kinds, w)) and {0, 2} <= set(kinds)
    assert np.all(county.programmes[NAME].listed[served])
    assert np.all(h.adults[served] - h.off_farm_workers[served] >= 2)
    assert np.allclose(county.given("training")[served], 2.5)
    assert paid(county)["activity_grants"] == pytest.approx(grant.sum())
    assert paid(county)["training"] == pytest.approx(1500 * served.sum())
    assert grant.sum() + 1500 * served.sum() <= purse_before_grants(county)


def test_a_grant_is_of_the_smallest_kind_that_its_receiver_would_start():
    county, world = act(NAME), {"activities": "greenhouse"}
    h, grant = county.households, county.given("activity_grant")
    nothing = np.zeros(len(h))
    would = [fits(h, county, kind, 2.5) & weigh(h, county, kind, nothing, 0.0)[1] for kind in range(3)]
    assert would[2][np.isclose(grant, 1.06 * 3_750)].all()
    assert not would[2][grant > 4_000].any() and not would[1][grant > 8_000].any()
    alone = act(NAME, world=world).given("activity_grant")
    assert np.allclose(alone[alone > 0], 1.06 * 15_000)


def purse_before_grants(county):
    given = paid(county)
    return purse(county).left + given["activity_grants"] + given["training"]


@pytest.mark.parametrize("budget", [40.0, 80.0])
def test_all_the_money_for_grants_is_given_but_for_less_than_one_grant(budget):
    only = {"land_reform": False, "moved_services": False, "seats": False, "overhead": 0.0}
    county = act(NAME, budget=budget, **only)
    grant, money = county.given("activity_grant"), purse_before_grants(county)
    given = grant.sum() + 1500 * (grant > 0).sum()
    assert money == pytest.approx(budget * county.population - paid(county)["identification"])
    assert money - (1.06 * 15_000 + 1500) < given <= money


def test_recipients_learn_first_and_then_run_the_activity():
    given = act(NAME).given("activity_grant") > 0
    county, without = live(NAME), live_without()
    running, idle = (
        c.households.activity_capital >= 0.8 * minimum_of(c.households.activity_kind, c.world)
        for c in (county, without)
    )
    assert running[given].mean() > 0.8
    assert idle[given].mean() < 0.2
    assert np.all(county.households.knows_activity[given])


def test_a_grant_below_the_minimum_scale_does_not_carry_the_activity():
    given = {"grant_size": 0.4, "world": {"activities": "greenhouse"}}
    county, served = live(NAME, **given), act(NAME, **given).given("activity_grant") > 0
    assert runs(county.households, county)[served].mean() < 0.3


def test_land_moves_from_above_the_ceiling_to_the_listed_within_each_village():
    county = act(NAME)
    change, h = county.given("land_change"), county.households
    assert np.allclose(county.village_sum(change), 0.0, atol=1e-6)
    gains, gives = change > 1e-9, change < -1e-9
    assert gains.any() and gives.any()
    assert np.all(county.programmes[NAME].listed[gains]) and np.all(h.adults[gains] > 0)
    assert np.all((h.land + change)[gains] < h.land[gives].min())
    assert paid(county)["land_compensation"] == pytest.approx(0.6 * 4000 * -change[gives].sum())


def test_compensation_reaches_those_who_give_and_is_no_income():
    county = county_with(NAME, grants=False, moved_services=False, seats=False)
    live_a_year(county)
    flow = county.ledger.rows[f"programme:{NAME}", "households", "land_compensation"]
    assert flow.sum() > 0
    h = county.households
    assert np.allclose(h.transfer_income, h.standing_income)


def test_elites_keep_land_where_they_hold_the_village():
    county = act(NAME)
    free, held = (find()[NAME](resistance=r).above_ceiling(county) for r in (0.0, 1.0))
    assert 0 < held.sum() < 0.8 * free.sum()
    assert np.all(held <= free)


def test_land_moved_is_linear_in_the_money():
    moved_land = [np.abs(act(NAME, budget=b, seats=False, overhead=0.0).given("land_change")).sum()
                  for b in (100.0, 200.0)]
    register = 10 * 2000
    money = [b * act(NAME).population - register for b in (100.0, 200.0)]
    assert moved_land[1] / moved_land[0] == pytest.approx(money[1] / money[0], rel=0.05)


def test_moved_services_sum_to_zero_and_narrow_the_gap():
    county = act(NAME)
    change, before = county.given("services"), county.villages.services
    assert change.sum() == pytest.approx(0.0, abs=1e-12)
    assert np.std(before + change) < np.std(before)
    cost = 1000 * (np.maximum(change, 0) * county.villages.households).sum()
    assert paid(county)["moved_services"] == pytest.approx(cost)


def test_seats_cost_money_and_weaken_the_hold_of_the_elite_on_lists():
    county = act(NAME)
    assert paid(county)["participation"] == pytest.approx(20 * len(county.households))
    assert np.allclose(county.given("participation"), 0.5)
    later = live(NAME, 2)
    assert np.allclose(later.villages.participation, 0.5)


def test_purchases_make_assets_dearer_for_programme_and_households():
    assert live(NAME).economy.asset_price[0] == 1.0  # in a market beyond the county
    county = live(NAME, world={"activity_market": "county"})
    price = county.economy.asset_price[0]
    bought = county.given("activity_grant").sum()
    expected = (1 + bought / county.economy.opening_asset_purchases[0]) ** 0.2
    assert price == pytest.approx(expected) and price > 1.01
    assert live_without().economy.asset_price[0] == 1.0
    live_a_year(county)
    grant = county.given("activity_grant").sum()
    spent = county.ledger.flows[f"programme:{NAME}", "rest_of_world", "activity_grants"].sum()
    assert spent == pytest.approx(price * grant)
