"""Every world within the declared ranges lives, closes its books and holds finite numbers alone.

A world that fails is printed as a scenario file: save it, mend, and run it again.
"""

import numpy as np
import pytest
from small_county import bare, begin, opened, pass_years, plan
from worlds import as_text, live, random_world, scenario_of

from sim.observation.observer import Observer
from sim.processes.farm import plan_farm
from sim.processes.hiring import plan_hired_labour
from sim.processes.identification import (
    compose_score,
    list_poor,
    own_income,
    visited_accuracy,
)
from sim.processes.production import sell_harvest
from sim.processes.spending import floor
from sim.processes.wages import pay_wages
from sim.scenario import ScenarioError, load
from sim.simulate import simulate
from sim.strategies import find
from sim.strategies.base import Strategy

BATCH = 15


def lives(numbers, **horizon):
    for number in numbers:
        tree = random_world(number)
        tree["horizon"] |= horizon
        try:
            live(scenario_of(tree))
        except Exception as error:
            raise AssertionError(f"this world fails ({error!r}):\n{as_text(tree)}") from error


@pytest.mark.parametrize("first", range(0, 90, BATCH))
def test_random_worlds_live(first):
    lives(range(first, first + BATCH))


@pytest.mark.slow
@pytest.mark.parametrize("first", [90, *range(1_000, 3_000, 100)])
def test_many_random_worlds_live(first):
    lives(range(first, first + 100))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(5_000, 5_200, 50))
def test_random_worlds_live_for_twenty_one_years(first):
    lives(range(first, first + 50), years=20)


def test_a_world_is_printed_as_a_scenario_that_can_be_run(folder):
    tree = random_world(7)
    assert tree == random_world(7) != random_world(8)
    (folder / "world.yaml").write_text(as_text(tree))
    again = load(folder / "world.yaml")
    assert again == scenario_of(tree)
    assert simulate(again, "arm", 1).outcomes == live(again)


def test_worlds_come_from_all_over_their_ranges():
    """The bounds, the middle, every rule and every strategy come up."""
    worlds = [scenario_of(random_world(number)) for number in range(150)]
    shares = {world.world["rich_share"] for world in worlds if isinstance(
        world.world["rich_share"], float)}
    assert {0.01, 0.2, 0.05} < shares
    assert {world.finance for world in worlds} == {"outside", "local", "mixed"}
    assert {world.targeting for world in worlds} == {"common", "own", "oracle", "random"}
    assert {0, 1e-6, 100_000} < {world.budget for world in worlds}
    assert {1, 2} == {world.years for world in worlds} and 1 in {w.villages for w in worlds}
    used = {name for world in worlds for name in world.arms["arm"]}
    assert len(used) == 9
    pairs = [w.arms["arm"]["village_household_pairing"].parameters for w in worlds
             if "village_household_pairing" in w.arms["arm"]]
    assert any(p["only"] for p in pairs) and any(p["without"] for p in pairs)


# Each kind that random worlds found, by itself


@pytest.mark.parametrize("replication", range(1, 6))
def test_the_world_whose_rich_could_not_pay_their_hands_lives(replication):
    scenario = plan(households=495, villages=4, seed=732391718440, world={
        "rich_share": 0.2, "pooling_share": 0, "wage": 15_000, "income_scale": 3})
    simulate(scenario, "none", replication)


def hiring(cash, wage_then, wage_now):
    """One village whose one rich farm would gain by a hand; cash beyond food, hand hired, paid."""
    county = bare(40)
    h, v = county.households, county.villages
    h.rich, h.cash, h.off_farm_workers = False, 1e5, 0
    h.rich[0], h.adults[0], v.mean_wage = True, 2, wage_then
    h.off_farm_workers[1:5] = 1
    h.job_income = np.where(h.off_farm_workers > 0, wage_now, 0.0)
    h.farm_capital[0], h.land_factor[0] = 1e6, 50.0
    h.cash[0] = cash + floor(h, county)[0]

    def employ(county):
        v.local_jobs = h.workers_hired.sum()
        v.local_share = v.local_jobs / 4

    pass_years(county, [plan_farm, plan_hired_labour, employ, pay_wages])
    return h.workers_hired[0], county.ledger.rows["households", "village_pools", "wages"][0], county


def test_nobody_hires_whom_he_cannot_pay():
    hired, paid, _ = hiring(cash=5_000, wage_then=6_000, wage_now=6_000)
    assert hired == paid == 0
    hired, paid, _ = hiring(cash=6_001, wage_then=6_000, wage_now=6_000)
    assert hired == 1 and paid == pytest.approx(6_000)


def test_who_hired_at_an_old_wage_keeps_its_food_and_the_hand_is_paid_by_others():
    hired, paid, county = hiring(cash=7_000, wage_then=6_000, wage_now=10_000)
    h, flows = county.households, county.ledger.flows
    assert hired == 1 and paid == pytest.approx(7_000)
    assert h.cash[0] == pytest.approx(floor(h, county)[0])
    assert flows["village_pools", "households", "wages"].sum() == pytest.approx(7_000)
    assert flows["rest_of_world", "households", "wages"].sum() == pytest.approx(33_000)
    assert h.cash[1] == pytest.approx(110_000)
    assert county.villages.local_share[0] == pytest.approx(7_000 / 40_000)


def test_a_trader_waits_for_the_harvest_and_for_what_it_cannot_pay():
    """A household without savings whose harvest failed owes nobody more than it sold."""
    county = bare(3)
    h = county.households
    h.cash, h.seed_cost, h.farm_capital = [0.0, 500.0, 9_000.0], 2_000.0, 0.0
    h.farm_output = 1_000.0
    pass_years(county, [sell_harvest])
    assert h.cash.tolist() == pytest.approx([0, 0, 8_000])
    paid = county.ledger.rows["households", "rest_of_world", "seed"]
    assert paid.tolist() == pytest.approx([1_000, 1_500, 2_000])
    assert h.farm_income.tolist() == pytest.approx([0, -500, -1_000])


@pytest.mark.parametrize("office", [0.0, 0.45, 0.54, 0.9, 1.0])
def test_visits_add_to_an_offices_accuracy_and_never_pass_certainty(office):
    county = bare(50, office_accuracy=office)
    h = county.households
    h.visit_memory = np.linspace(0, 60, 50)
    accuracy = visited_accuracy(county)
    assert accuracy[0] == pytest.approx(office)
    assert accuracy.max() <= 1 and (np.diff(accuracy) >= 0).all()
    assert accuracy[-1] == pytest.approx(1 - (1 - office) * (1 - 0.47 / 0.55))
    score = compose_score(county, accuracy, "permanent", True, 0.0, True)
    assert np.isfinite(score).all()


def test_a_sure_office_that_also_visits_lists_the_poor_and_nobody_else():
    world = {"office_accuracy": 1.0, "quota_factor": 1.0, "elite_capture": False}
    county = opened(plan(targeting="own", world=world)).copy()
    county.households.visit_memory = 2.0
    poor = own_income(county) < county.world.poverty_line
    county.economy.estimated_poor = float(poor.sum())
    listed = list_poor(county, begin(county, find()["village_household_pairing"]()))
    assert (listed == poor).all() and poor.sum() > 200


class Certain(Strategy):
    """Says that its list is better than certain."""

    targeted = True

    def act(self, county, purse, year):
        """Do nothing with it."""

    def accuracy(self, county):
        """More than there is."""
        return 1.2


def test_an_accuracy_above_one_is_refused_in_words():
    with pytest.raises(ValueError, match="certain: an accuracy must lie between 0 and 1, not 1.2"):
        simulate(plan({"sure": [Certain]}, targeting="own"), "sure", 1)


def test_capital_that_nobody_lacks_is_never_nothing():
    with pytest.raises(ScenarioError, match="farm_capital_base: must be a number between 100"):
        plan(world={"farm_capital_base": 0})
    county = bare(20, farm_capital_base=100)
    county.households.farm_capital = 0.0
    pass_years(county, [plan_farm])
    assert (county.households.farm_potential > 0).all()


def recorded(income, **record):
    """What the observer writes of these incomes a head in the opening year, by measure and line."""
    county = opened(plan(record=record)).copy()
    h = county.households
    h.income[:] = np.resize(income, len(h)) * h.persons
    observer = Observer(county)
    observer.record()
    return {row[1:3]: row[4] for row in observer.rows()["outcomes"] if row[3] == "all"}


def test_a_measure_that_does_not_exist_has_no_row():
    """Half of the people have nothing: no ratio to the poorest, no line at a share of the median."""
    lines = ["national", "median_0.6"]
    found = recorded([0.0, 0.0, 0.0, 9_000.0], lines=lines,
                     measures=["palma", "s80s20", "gini", "watts", "fgt0"])
    ratios = {"palma", "s80s20"}
    assert ratios & {name for name, _ in found} == set()
    assert ("gini", "") in found and ("watts", "national") in found
    assert not [line for _, line in found if line.startswith("median")]
    assert np.isfinite(list(found.values())).all()


@pytest.mark.parametrize("income", [0.0, -900.0])
def test_nothing_is_a_share_of_no_income(income):
    shares = ["wage_share", "business_share", "transfer_share"]
    assert {name for name, _ in recorded([income], measures=[*shares, "gini"])}.isdisjoint(shares)


def test_what_is_recorded_beside_it_moves_no_measure():
    alone = recorded([10.0, 900.0, 4_000.0], lines=["national"], measures=["theil_l", "watts"])
    beside = recorded([10.0, 900.0, 4_000.0], lines=["median_0.01", "national", "national_100"],
                      measures=["theil_l", "watts"])
    for key in (("theil_l", ""), ("watts", "national")):
        assert alone[key] == beside[key]


def test_only_what_is_recorded_is_computed(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("nobody asked for this")

    from sim.record import groupings, inequality, multidimensional, poverty, targeting

    for file in (poverty, inequality, multidimensional, targeting):
        monkeypatch.setattr(file, "values", refuse)
    for one in (*poverty.MEASURES, *inequality.MEASURES):
        monkeypatch.setitem(one.__dict__, "of", refuse)
    for grouping in groupings.GROUPINGS:
        monkeypatch.setitem(grouping.__dict__, "codes", refuse)
    found = recorded([900.0, 4_000.0], measures=["income_median", "cost_total"])
    assert {name for name, _ in found} == {"income_median", "cost_total", "population",
                                           "poverty_line"}


def test_median_consumption_is_recorded():
    found = recorded([900.0], measures=["consumption_median", "consumption_mean"])
    assert 0 < found["consumption_median", ""] < found["consumption_mean", ""]


def test_of_measures_that_stand_in_one_file_those_asked_for_are_computed_alone(monkeypatch):
    from sim.record import inequality

    def refuse(*args):
        raise AssertionError("nobody asked for this")

    for one in inequality.MEASURES:
        if one.name != "consumption_gini":
            monkeypatch.setitem(one.__dict__, "of", refuse)
    found = recorded([900.0, 4_000.0], measures=["consumption_gini"])
    assert {name for name, _ in found} == {"consumption_gini", "population", "poverty_line"}
