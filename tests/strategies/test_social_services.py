"""Social services: whole packages in the order of need, each part at its cost."""

import numpy as np
import pytest
from acting import act, live, live_without, paid, purse

NAME = "social_services"

def served(county):
    return county.given("clinic") > 0


def test_each_dose_is_what_was_paid_over_its_cost():
    county = act(NAME)
    h, given = county.households, paid(county)
    child = 400 + 0.15 * 3000
    costs = {"clinic": 120, "maternal_care": 150, "literacy": 150, "service_access": 100,
             "housing": 5000, "school_meals": 600 * h.children, "tuition": child * h.children}
    for name, cost in costs.items():
        assert given[name] == pytest.approx(float(np.sum(cost * county.given(name)))), name


def test_the_listed_are_served_before_the_rest():
    county = act(NAME, budget=60.0)
    listed = county.programmes[NAME].listed
    assert served(county).any() and not served(county)[~listed].any()
    rich = act(NAME, budget=400.0)
    listed = rich.programmes[NAME].listed
    assert np.all(served(rich)[listed]) and served(rich)[~listed].any()


def test_the_number_served_is_linear_in_the_money_where_all_cost_the_same():
    """Clinics and access alone, which everybody needs: what is left over serves one more at most."""
    some = ("housing", "tuition", "school_meals", "reimbursement", "maternal_care", "literacy")
    only = dict.fromkeys(some, False)
    counts = {b: served(act(NAME, budget=b, **only)).sum() for b in (20.0, 30.0, 40.0)}
    first, second = counts[30.0] - counts[20.0], counts[40.0] - counts[30.0]
    assert first > 100 and first == pytest.approx(second, abs=1)


def test_bills_are_covered_for_those_served_out_of_what_was_set_aside():
    chosen = served(act(NAME))
    set_aside = paid(act(NAME))["pledge medical"]
    county = live(NAME)
    cover = county.households.medical_cover
    assert cover[chosen].sum() > 0 and not cover[~chosen].any()
    key = (f"programme:{NAME}", "rest_of_world", "medical_aid")
    assert 0 < county.ledger.flows[key].sum() <= set_aside
    ill = chosen & (county.households.medical_bill > 0) & ~county.households.care_forgone
    rates = cover[ill] / county.households.medical_bill[ill]
    assert np.ptp(rates) < 1e-9 and rates[0] == pytest.approx(
        min(0.35, set_aside / county.households.medical_bill[ill].sum()))


def test_health_and_schooling_improve_for_those_served():
    chosen, county, without = served(act(NAME)), live(NAME, 3), live_without(3)
    children = chosen & (county.households.children > 0)
    for name, rows in (("health", chosen), ("children_schooling", children)):
        gain = getattr(county.households, name)[rows] - getattr(without.households, name)[rows]
        assert gain.mean() > 0.005, name
    assert county.households.unsafe_house.sum() < without.households.unsafe_house.sum()


def test_what_cannot_be_used_is_not_spent():
    county = act(NAME, budget=2000.0)
    assert purse(county).left > 0.3 * 2000.0 * county.population
