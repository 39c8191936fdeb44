"""Green revolution: vouchers, visits and water follow land, and the price follows the seed."""

import numpy as np
import pytest
from acting import act, live, live_without, paid

NAME = "green_revolution"

def test_visits_are_paid_one_by_one_to_farms_without_the_package():
    county = act(NAME)
    visits = county.given("extension")
    assert visits.sum() == pytest.approx(paid(county)["extension"] / 60)
    assert not visits[county.households.improved_seed].any()


def test_vouchers_cost_what_users_draw_and_never_more_than_was_set_aside():
    set_aside = paid(act(NAME))["pledge seed"]
    county = live(NAME)
    key = (f"programme:{NAME}", "rest_of_world", "seed_subsidy")
    drawn = county.ledger.flows[key].sum()
    assert 0.5 * set_aside < drawn <= set_aside * (1 + 1e-12)
    own = live_without().households.improved_seed
    assert county.households.improved_seed.sum() > own.sum()


def test_water_comes_to_the_largest_dry_farms_first_at_its_cost():
    county = act(NAME, scarcity=0.0, budget=40.0)
    h, water = county.households, county.given("irrigated_land")
    served = water > 0
    assert np.array_equal(water[served], h.land[served])
    assert not h.irrigated[served].any()
    assert h.land[served].min() >= h.land[~served & ~h.irrigated].max()
    assert paid(county)["irrigation"] == pytest.approx(555 * water.sum())


def test_water_grows_dearer_where_much_land_has_it():
    plenty, scarce = (act(NAME, scarcity=s).given("irrigated_land").sum() for s in (0.0, 2.0))
    assert 0 < scarce < plenty


def test_irrigated_farms_stay_irrigated():
    served = act(NAME).given("irrigated_land") > 0
    assert np.all(live(NAME).households.irrigated[served])
    assert not np.all(live_without().households.irrigated[served])


def test_what_all_grow_more_of_becomes_cheaper():
    county, without = live(NAME, 2), live_without(2)
    assert county.economy.farm_price[0] < without.economy.farm_price[0]
