"""Who may help whom: never the served, never the busy; and what the pairing rules do to pairs."""

import numpy as np
import pytest
from planned import model, plan_for, reached, spent

from sim.strategies.pairing.matching import Sides, likeness, matched, pair_up, sides
from sim.strategies.pairing.paired_provinces import way


def activities(served=(), busy=(), **values):
    """Two villages of five; in the first, rows 1 to 3 run the activity, the third the largest."""
    chosen = np.isin(np.arange(10), served)
    plan = plan_for(10, 2, served=chosen, **values)
    h = plan.county.households
    h.activity_capital, h.adults, h.off_farm_workers = 0.0, 3, 0
    h.activity_capital[1:4] = [15_000.0, 30_000.0, 60_000.0]
    h.off_farm_workers[list(busy)] = 3
    h.farm_labour = 2.0
    plan.serve(plan.served)
    return plan


@pytest.mark.parametrize(("served", "busy", "keeper"), [
    ((), (), 3), ((3,), (), 2), ((), (3,), 2), ((3,), (2,), 1), ((3, 2, 1), (), -1),
    ((3, 2), (1,), -1), ((0, 4), (), 3),
])
def test_the_largest_activity_that_is_not_served_and_has_the_days_teaches(served, busy, keeper):
    keepers, there = activities(served, busy).keepers(10.0)
    assert keepers.tolist() == [keeper, -1] and there.tolist() == [keeper >= 0, False]


def test_a_household_gives_the_days_its_adults_work_on_the_farm_beyond_what_must_stay():
    plan = activities()
    plan.county.households.adults[3] = 2  # one at the activity, one at home, .3 of whom stays
    assert plan.keepers(0.7 * 300)[0][0] == 3
    assert plan.keepers(0.7 * 300 + 1)[0][0] == 2


def test_too_small_an_activity_teaches_nobody():
    plan = activities()
    plan.county.households.activity_capital[1:4] = [14_999.0, 0.0, 14_000.0]
    assert plan.keepers(1.0)[0].tolist() == [-1, -1]


def test_an_association_is_led_by_the_keeper_for_pay():
    plan = activities(served=(0, 3, 4))
    model("association_leader").act(plan)
    assert np.flatnonzero(plan.county.given("helper_days")).tolist() == [2]
    assert plan.county.given("helper_days")[2] == 10.0 and spent(plan)["helper_wages"] == 800.0


def rich_help(served, **columns):
    """Who helps (rows) where all of the first village are rich but for the last two."""
    plan = activities(served)
    h, v = plan.county.households, plan.county.villages
    h.rich, v.organisation = [1, 1, 1, 0, 0] + [0] * 5, 1.0  # nobody leaves
    for name, value in columns.items():
        setattr(h, name, value)
    return model("rich_household_help", rich_days=5, proteges=2).helpers(plan)[0].tolist()


def test_a_rich_household_that_is_served_does_not_help():
    assert rich_help(served=(4,)) == [1, 2]
    assert rich_help(served=(2, 4)) == [1]
    assert rich_help(served=(1, 2)) == []


def test_a_rich_household_without_days_or_activity_does_not_help():
    assert rich_help(served=(4,), off_farm_workers=np.array([0, 3, 0, 0, 0] + [0] * 5)) == [2]
    assert rich_help(served=(4,), activity_capital=np.array([0.0, 0, 15_000, 0, 0] + [0] * 5)) == [2]


def gaining(own_income, wage_day, organisation=0.0, **columns):
    plan = activities(helper_day_cost=wage_day)
    h, v = plan.county.households, plan.county.villages
    h.rich, v.organisation, v.mean_wage = [0, 1, 1, 1, 0] + [0] * 5, organisation, 1e9
    h.farm_potential, h.permanent_income = 1000.0, own_income
    for name, value in columns.items():
        setattr(h, name, value)
    rows, hires = model("rich_household_help").helpers(plan)
    stays = plan.county.uniform("helper_stays", h)[1:4] < 0.6 + 0.4 * organisation
    return rows.tolist(), hires, np.array([1, 2, 3])[stays].tolist()


def test_a_helper_gains_if_a_day_is_paid_better_than_its_own_or_a_worker_pays():
    """A day of one's own is worth permanent income over adults and 300 days."""
    rows, hires, _ = gaining(own_income=3 * 300 * 79.0, wage_day=80)
    assert rows == [1, 2, 3] and not hires.any()
    rows, _, staying = gaining(own_income=3 * 300 * 81.0, wage_day=80)
    assert rows == staying != [1, 2, 3]
    assert gaining(3 * 300 * 81.0, 80, organisation=1.0)[0] == [1, 2, 3]
    rows, hires, _ = gaining(3 * 300 * 81.0, 80, farm_potential=1e12)
    assert rows == [1, 2, 3] and np.flatnonzero(hires).tolist() == [1, 2, 3]


def test_rich_help_teaches_passes_inputs_on_and_pays_the_days():
    plan = activities(served=(0, 4))
    h = plan.county.households
    h.rich, plan.county.villages.organisation = np.arange(10) == 3, 1.0
    model("rich_household_help").act(plan)
    for channel in ("training", "advice", "farm_capital_grant"):
        assert reached(plan, channel) == [0, 4]
    assert h.helper[[0, 4]].tolist() == [3, 3] and (np.delete(h.helper, [0, 4]) == -1).all()
    assert plan.county.given("helper_days")[3] == 10.0
    assert spent(plan) == {"helper_wages": 800.0, "helper_inputs": 600.0}


def test_the_rich_are_not_helped_and_neither_is_who_has_no_adult():
    plan = activities(served=(0, 1, 4))
    h = plan.county.households
    h.rich, plan.county.villages.organisation = np.isin(np.arange(10), (1, 3)), 1.0
    h.adults[4] = 0
    plan.serve(plan.served)
    model("rich_household_help").act(plan)
    assert reached(plan, "training") == [0]


def test_party_members_who_are_served_do_not_help():
    plan = activities(served=(0, 1, 2, 6))
    h = plan.county.households
    h.party_member, h.activity_capital = [1, 1, 0, 1, 0, 0, 1, 0, 0, 0], 0.0
    plan.serve(plan.served)
    model("party_member_help").act(plan)
    assert reached(plan, "advice") == [0]  # one member, one helped; none in the other village
    assert np.flatnonzero(plan.county.given("helper_days")).tolist() == [3]
    assert spent(plan) == {"helper_wages": 400.0}


def test_helpers_take_the_most_urgent_of_their_village_up_to_their_capacity():
    plan = plan_for(12, 2, served=np.arange(12) % 6 > 1)
    plan.urgency = -np.arange(12.0)
    rows, by = matched(plan, np.array([0, 1, 6]), plan.rows, 1)
    assert dict(zip(rows.tolist(), by.tolist(), strict=True)) == {4: 0, 5: 1, 11: 6}
    rows, by = matched(plan, np.array([0, 6]), plan.rows, 3)
    assert rows.tolist() == [3, 4, 5, 9, 10, 11] and by.tolist() == [0, 0, 0, 6, 6, 6]
    assert matched(plan, np.array([6]), plan.rows, 1)[0].tolist() == [11]


# what the rules of pairing do

RULES = ("near", "similar", "complementary", "random")


def paired_villages(rule, villages=60):
    """Distance and difference of land within each pair of villages."""
    plan = plan_for(villages * 4, villages, matching=rule, seed=5)
    v = plan.county.villages
    model("paired_villages").pair(plan)
    poor = np.flatnonzero(v.paired_village >= 0)
    partner = v.paired_village[poor]
    assert len(poor) == villages // 2 == len(set(partner)) and not set(poor) & set(partner)
    return (np.abs(v.remoteness[poor] - v.remoteness[partner]).mean(),
            np.abs(v.land_quality[poor] - v.land_quality[partner]).mean())


def paired_provinces(rule, villages=60):
    """Distance and difference of land between each village and its partner county."""
    plan = plan_for(villages * 4, villages, matching=rule, seed=5)
    v, p = plan.county.villages, plan.county.partners
    p.land_quality = np.linspace(v.land_quality.min(), v.land_quality.max(), len(p))
    partner = model("paired_provinces").pairs(plan)
    assert np.bincount(partner).max() <= -(-villages // len(p))
    return (way(v.direction, p.direction[partner], p.distance[partner]).mean(),
            np.abs(v.land_quality - p.land_quality[partner]).mean())


@pytest.mark.parametrize("pairs", [paired_villages, paired_provinces])
def test_each_rule_does_to_the_pairs_what_its_name_says(pairs):
    distance, difference = zip(*map(pairs, RULES), strict=True)
    near, similar, complementary, lot = range(4)
    assert distance[near] < 0.9 * min(distance[similar], distance[complementary], distance[lot])
    assert difference[similar] < 0.7 * difference[lot]
    assert difference[similar] < 0.7 * difference[near]
    assert difference[complementary] > 1.1 * difference[lot] > 1.1 * difference[similar]


def test_complementary_does_not_pair_like_with_like():
    land = np.array([0.8, 1.0, 1.2])
    difference = np.abs(land[:, None] - land)
    zero = np.zeros(3)
    nowhere = Sides(zero, zero, lambda i, j: 0.0)
    like, unlike = (pair_up(sides(rule, nowhere, (land, land), zero), 1)
                    for rule in ("similar", "complementary"))
    assert like.tolist() == [0, 1, 2]
    assert (difference[np.arange(3), unlike] > 0).any()
    assert difference[np.arange(3), unlike].sum() == pytest.approx(0.8)  # the largest there is


def test_what_is_taught_holds_by_the_likeness_of_land():
    assert likeness(np.array([0.0, 0.3, 1.0, 2.0])) == pytest.approx([1.0, 0.7, 0.0, 0.0])


def test_the_way_to_a_partner_is_how_far_out_it_is_and_how_far_round():
    there, direction, out = np.array([0.1, 0.1, 0.5]), np.array([0.9, 0.3, 0.5]), np.array([0.4, 0, 1])
    assert way(there, direction, out) == pytest.approx([0.4, 0.2, 0.5])


def test_the_poorer_half_of_villages_is_taught_by_the_richer():
    plan = plan_for(24, 6)
    h, v = plan.county.households, plan.county.villages
    h.permanent_income = 1000.0 * h.persons * np.array([6, 1, 5, 2, 4, 3])[h.village]
    model("paired_villages").pair(plan)
    assert (np.flatnonzero(v.paired_village >= 0) == [1, 3, 5]).all()
    assert set(v.paired_village[[1, 3, 5]]) == {0, 2, 4}


def test_technicians_of_unlike_land_teach_less_and_fewer_than_their_pupils():
    plan = plan_for(24, 2)
    h, v = plan.county.households, plan.county.villages
    v.paired_village, v.land_quality = [1, -1], [1.0, 1.25]
    h.activity_capital, h.adults, h.off_farm_workers = np.where(np.arange(24) == 20, 20_000.0, 0.0), 3, 0
    plan.serve(np.arange(24) != 20)
    model("paired_villages", pupils=4).act(plan)
    assert reached(plan, "training") == [0, 1, 2, 3]
    assert plan.county.given("training")[:4] == pytest.approx(0.75)
    assert plan.county.given("technicians") == pytest.approx([0.75, 0.0])
    assert np.flatnonzero(plan.county.given("helper_days")).tolist() == [20]
    assert spent(plan) == {"helper_wages": 60 * 80.0}
