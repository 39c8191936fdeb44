"""Support of partner counties by hand: places away, buyers and inputs, within every limit."""

import numpy as np
import pytest
from planned import model, plan_for, reached, spent

from sim.strategies.pairing.base import LocalModel


def partnered(money=1e9, **values):
    """Two villages, one partner each: the first near and of like land, the second not."""
    plan = plan_for(12, 2, money=money, **values)
    v, p = plan.county.villages, plan.county.partners
    h = plan.county.households
    assert len(p) == 1
    v.partner, v.direction, v.land_quality = 0, [0.25, 0.5], [1.0, 1.4]
    p.direction, p.distance, p.land_quality = 0.25, 0.4, 1.0
    p.money, p.jobs, p.market = 1e9, 1e9, 1e9
    h.adults, h.off_farm_workers, h.activity_output = 3, 2, 0.0
    plan.serve(plan.served)
    return plan, h, p


def provinces(**values):
    return model("paired_provinces", **{"donor_spending": 1.0} | values)


def test_a_place_away_costs_more_the_longer_the_way():
    plan, h, p = partnered()
    h.off_farm_workers[[1, 2, 8]] = [1, 0, 1]
    p.jobs = 3.0
    plan.serve(plan.served)
    provinces(donor_inputs=1e9).act(plan)  # nothing is left for inputs: too dear
    assert reached(plan, "jobs_away") == [1, 2, 8]
    assert spent(plan)["donor_jobs"] == pytest.approx(400 * (1.2 + 1.2 + 1.45))


def test_places_and_money_of_a_partner_are_limits():
    plan, h, p = partnered()
    h.off_farm_workers, p.jobs = 0, 2.0
    plan.serve(plan.served)
    provinces().act(plan)
    assert reached(plan, "jobs_away") == [0, 1]
    plan, h, p = partnered()
    h.off_farm_workers, p.money = 0, 1_000.0
    plan.serve(plan.served)
    provinces().act(plan)
    assert reached(plan, "jobs_away") == [0, 1]  # 480 each of a partner's 1,000
    assert not reached(plan, "farm_capital_grant")  # 40 are no kit of 500


def test_places_away_take_half_of_the_programmes_part_at_most():
    plan, h, _ = partnered(money=2_000.0)
    h.off_farm_workers = 0
    plan.serve(plan.served)
    provinces(donor_inputs=400.0).act(plan)
    assert reached(plan, "jobs_away") == [0, 1]  # 480 each of 1,000
    assert spent(plan)["donor_inputs"] == pytest.approx(800.0)  # of the 1,040 left


def test_buyers_pay_a_premium_on_what_is_sold_by_the_likeness_of_land():
    plan, h, p = partnered()
    h.activity_output[[0, 3, 7]] = [10_000.0, 4_000.0, 8_000.0]
    plan.county.economy.activity_price = 0.5
    plan.serve(plan.served)
    one = provinces()
    one.left = p.money.copy()
    one.open_market(plan)
    (pledge,) = plan.purse.pledges
    assert pledge.kind == "premium"
    assert pledge.rates[[0, 3, 7]] == pytest.approx([0.05, 0.05, 0.05 * 0.6])
    assert pledge.left == pytest.approx(0.05 * (5_000 + 2_000 + 0.6 * 4_000))
    assert one.left == pytest.approx(1e9 - pledge.left)
    assert not np.delete(pledge.rates, [0, 3, 7]).any()


def test_buyers_take_no_more_than_their_market():
    plan, h, p = partnered()
    h.activity_output[[0, 3, 7]], p.market = [10_000.0, 4_000.0, 8_000.0], 15_000.0
    plan.serve(plan.served)
    one = provinces()
    one.left = p.money.copy()
    one.open_market(plan)
    assert np.flatnonzero(plan.purse.pledges[0].rates).tolist() == [0, 3]


def test_donors_answer_for_all_that_is_spent_and_promised_within_the_share():
    plan, h, _ = partnered(money=100_000.0)
    h.off_farm_workers[:3], h.activity_output[5] = 0, 10_000.0
    plan.serve(plan.served)
    one = provinces(donor_spending=0.05)
    with plan.purse.part(1.0, one.sponsor):
        one.act(plan)
    paid = sum(spent(plan).values())
    assert 0 < paid + 500 <= 5_000.0 and one.sponsor == "donors"
    assert plan.purse.sponsored["donors"] == pytest.approx(paid + 500.0)
    assert plan.purse.due_from("donors") == pytest.approx(paid)  # no bill has drawn the pledge yet


def test_most_local_models_spend_in_the_programmes_own_name():
    assert LocalModel.sponsor == "" == model("skill_training").sponsor
