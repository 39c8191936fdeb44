"""Enterprises and villages by hand: whom they hire, what they owe, when they close, who founds one."""

import numpy as np
import pytest
from small_county import bare, pass_years

from sim.catalogue import PARAMETERS
from sim.cycle import CYCLE
from sim.processes.hiring import by_village, plan_hiring
from sim.processes.infrastructure import build_infrastructure
from sim.processes.organisation import found_enterprises, organise_villages
from sim.processes.production import price_activity, price_assets, run_enterprises, settle_enterprises
from sim.processes.villages import rank_incomes, refresh_villages


def a_firm(**columns):
    """Villages of twenty with one firm each that stands open; no noise of revenue."""
    society = bare(60, 3, enterprises_per_village=1, enterprise_noise=0.0, enterprise_entry=0.0)
    e, v = society.enterprises, society.villages
    e.open, e.capital, e.cash, e.debt = False, 75_000.0, 0.0, 0.0
    e.workers, e.ability, e.owner, e.loss_years = 4.0, 1.0, -1, 0
    firms = np.array([np.flatnonzero((e.village == place) & ~e.local_founder)[0] for place in range(3)])
    e.open[firms], v.mean_wage = True, 8_000.0
    for name, value in columns.items():
        getattr(e, name)[firms] = value
    society.ledger.transfer(e, "village_pools", np.zeros(len(e)), "wages")
    return society, firms


def settled(**columns):
    society, firms = a_firm(**columns)
    settle_enterprises(society)
    return society, society.enterprises, firms


def flows(society, kind, payee=""):
    return {(a, b): flow.sum() for (a, b, what), flow in society.ledger.flows.items()
            if what == kind and payee in ("", b)}


def test_a_firm_hires_up_to_where_the_last_worker_brings_the_wage():
    society, firms = a_firm()
    plan_hiring(society)
    e, w = society.enterprises, society.world
    level = w.enterprise_productivity * w.wage * w.income_scale
    wanted = e.workers_wanted[firms]
    assert 0.6 * level * wanted**-0.4 == pytest.approx(8_000.0)
    assert not np.delete(e.workers_wanted, firms).any()


@pytest.mark.parametrize("times", [0.625, 2.0])
def test_money_of_another_size_employs_as_many(times):
    """Everything in yuan at the opening is multiplied, wages among it."""
    in_yuan = {name: one.default for name, one in PARAMETERS.items()
               if one.unit.split("/")[0] == "yuan" and one.unit != "yuan/yuan"}
    one, other = (bare(300, 6, **{name: by * yuan for name, yuan in in_yuan.items()})
                  for by in (1.0, times))
    for society in (one, other):
        pass_years(society, CYCLE, 3)
    assert one.enterprises.workers.any()
    assert other.enterprises.workers == pytest.approx(one.enterprises.workers)
    assert (other.households.off_farm_workers == one.households.off_farm_workers).all()
    assert other.households.income == pytest.approx(times * one.households.income)


def test_a_lower_wage_alone_is_no_rise_in_hiring():
    (society, firms), (poorer, _) = a_firm(), a_firm()
    poorer.world.wage *= 0.5
    poorer.villages.mean_wage *= 0.5
    for county in (society, poorer):
        plan_hiring(county)
    wanted = society.enterprises.workers_wanted[firms]
    assert poorer.enterprises.workers_wanted[firms] == pytest.approx(wanted)


def test_revenue_less_costs_and_interest_is_profit():
    society, firms = a_firm(debt=20_000.0)
    run_enterprises(society)
    e, w = society.enterprises, society.world
    revenue = w.enterprise_productivity * w.wage * w.income_scale * 4**0.6
    costs = 6_600 + 0.1 * 75_000
    assert e.revenue[firms] == pytest.approx(revenue)
    assert e.profit[firms] == pytest.approx(revenue - costs - 0.075 * 20_000)
    assert e.cash[firms] == pytest.approx(revenue - costs - 1_500)
    assert not np.delete(e.revenue, firms).any()


def test_luck_in_revenue_is_one_in_the_mean():
    society, firms = a_firm()
    run_enterprises(society)
    plain, noise = society.enterprises.revenue[firms].copy(), 0.4
    society.world.enterprise_noise = noise
    run_enterprises(society)
    drawn = society.normal("enterprise", society.enterprises)[firms]
    luck = np.exp(noise * drawn - noise**2 / 2)
    assert society.enterprises.revenue[firms] == pytest.approx(plain * luck)


def test_losses_are_lent_against_half_of_capital_and_owners_bring_the_rest():
    society, e, firms = settled(cash=[-10_000.0, -50_000.0, -5_000.0], debt=[0.0, 0.0, 40_000.0])
    assert e.debt[firms] == pytest.approx([10_000.0, 37_500.0, 40_000.0])
    assert sum(flows(society, "owner_capital").values()) == pytest.approx(12_500 + 5_000)
    assert e.cash[firms] == pytest.approx(0.0)


def test_debt_is_repaid_from_cash_beyond_a_tenth_of_capital():
    _, e, firms = settled(cash=[17_500.0, 7_000.0, 40_000.0], debt=[30_000.0, 30_000.0, 2_000.0])
    assert e.debt[firms] == pytest.approx([20_000.0, 30_000.0, 0.0])
    assert e.cash[firms] == pytest.approx([7_500.0, 7_000.0, 22_500.0])  # .3 of capital stays


def test_the_surplus_goes_to_the_founder_or_to_the_rich_of_the_village():
    society, firms = a_firm(cash=[42_500.0, 22_500.0, 32_500.0])
    h, e, v = society.households, society.enterprises, society.villages
    h.rich, h.property_income = np.isin(np.arange(60), (0, 1, 41)), 0.0
    e.owner[firms[2]] = 45
    settle_enterprises(society)
    assert np.flatnonzero(h.property_income).tolist() == [0, 1, 45]
    assert h.property_income[[0, 1, 45]] == pytest.approx([10_000.0, 10_000.0, 10_000.0])
    assert v.dividend == pytest.approx([10_000.0, 0.0, 0.0])


def test_two_loss_years_in_a_row_close_a_firm_and_its_loan():
    society, firms = a_firm(cash=[3_000.0, 3_000.0, 50_000.0], debt=[20_000.0, 0.0, 9_000.0],
                            loss_years=[1, 0, 1])
    e, v = society.enterprises, society.villages
    e.profit = np.zeros(len(e))
    e.profit[firms] = [-1.0, -1.0, 5.0]
    settle_enterprises(society)
    assert e.open[firms].tolist() == [False, True, True]
    assert e.loss_years[firms].tolist() == [0, 1, 0]
    assert v.closed_jobs == pytest.approx([4.0, 0.0, 0.0])
    assert society.bank.enterprise_write_offs[0] == pytest.approx(17_000.0)
    assert e.debt[firms[0]] == 0.0 and e.cash[firms[0]] == 0.0


def test_wages_are_a_cost_of_the_year():
    society, firms = a_firm(loss_years=1)
    e = society.enterprises
    wages = np.zeros(len(e))
    wages[firms[0]] = 100.0
    society.ledger.transfer(e, "village_pools", wages, "wages")
    e.profit = np.full(len(e), 50.0)
    settle_enterprises(society)
    assert e.open[firms].tolist() == [False, True, True]


def test_a_village_has_its_open_enterprise_or_none():
    society, firms = a_firm(open=[True, False, True])
    assert by_village(society).tolist() == [firms[0], -1, firms[2]]


def founding(cash, equity=1e9, **world):
    """A post is offered in the first two villages; the richest of each has this cash."""
    society = bare(60, 3, founding_capital=20_000.0, founder_share=0.5, **world)
    h, v = society.households, society.villages
    h.cash, h.debt_bank, society.enterprises.debt = 100.0, 0.0, 0.0
    h.cash[[5, 30, 50]] = cash
    v.captain, v.captain_bends, v.capture = False, False, 0.2
    society.bank.equity, h.ability[5] = equity, 1.5
    society.channel("founding").add(1.0, np.array([0, 1]))
    found_enterprises(society)
    return society


def test_a_founder_puts_in_half_the_cash_the_bank_as_much_and_three_quarters_are_capital():
    society = founding([40_000.0, 19_999.0, 90_000.0])
    h, e, v = society.households, society.enterprises, society.villages
    assert v.captain.tolist() == [True, False, False]
    (firm,) = np.flatnonzero(e.owner >= 0)
    assert (e.village[firm], e.owner[firm], e.open[firm]) == (0, 5, True)
    assert (e.capital[firm], e.debt[firm], e.cash[firm]) == (30_000.0, 20_000.0, 10_000.0)
    assert h.cash[5] == 20_000.0 and e.ability[firm] == pytest.approx(1.5 ** (0.15 / 0.27))


def test_the_bank_lends_to_founders_while_it_has_room():
    society = founding([40_000.0, 40_000.0, 0.0], equity=3_000.0)
    assert society.villages.captain.tolist() == [True, False, False]
    assert society.enterprises.debt.sum() == 20_000.0


def test_a_captain_who_is_not_honest_bends_the_list():
    for chance, bends in ((0.0, 0.0), (1.0, 0.15)):
        society = founding([40_000.0, 40_000.0, 0.0], captain_dishonest=chance)
        assert society.villages.capture == pytest.approx([0.2 + bends, 0.2 + bends, 0.2])
        assert society.villages.captain_bends.tolist() == [bends > 0, bends > 0, False]


def test_a_village_with_a_captain_is_offered_no_other():
    society = bare(60, 3)
    society.villages.captain, society.households.cash, society.bank.equity = True, 1e6, 1e9
    society.channel("founding").add(1.0)
    found_enterprises(society)
    assert not (society.enterprises.owner >= 0).any()


def test_organisation_grows_with_support_wears_off_and_lowers_capture():
    society = bare(60, 3)
    v = society.villages
    v.organisation, v.base_organisation, v.capture = [0.5, 0.5, 0.3], [0.3, 0.5, 0.5], [0.2, 0.001, 0.2]
    society.channel("organisation").add([0.0, 1.0, 0.5])
    organise_villages(society)
    change = np.array([-0.05 * 0.2, 0.08 * 0.5, 0.04 * 0.7 + 0.05 * 0.2])
    assert v.organisation == pytest.approx(np.array([0.5, 0.5, 0.3]) + change)
    assert v.capture == pytest.approx(np.maximum([0.2, 0.001, 0.2] - 0.35 * change, 0.0))


def test_public_capital_jobs_services_and_teaching_wear_off_and_are_added_to():
    society = bare(60, 3)
    g, v = society.government, society.villages
    g.public_capital, g.public_farm_capital = 1_000.0, 500.0
    v.created_jobs, v.services_moved, v.technicians = 10.0, [0.2, -0.2, 0.0], [0.5, 0.5, 0.0]
    v.base_services, v.participation, v.supervision = [0.9, 0.1, 0.5], 0.4, 0.4
    for name, value in (("public_investment", 200.0), ("public_farm_investment", 100.0),
                        ("lasting_jobs", [1.0, 0.0, 0.0]), ("services", [0.0, 0.0, 0.1]),
                        ("technicians", [0.2, 0.9, 0.0])):
        society.channel(name).add(value)
    build_infrastructure(society)
    assert (g.public_capital[0], g.public_farm_capital[0]) == (0.95 * 1000 + 160, 0.95 * 500 + 80)
    assert v.created_jobs == pytest.approx([10.2, 9.2, 9.2])
    assert v.services_moved == pytest.approx([0.19, -0.19, 0.1])
    assert v.services == pytest.approx([1.0, 0.05, 0.6])
    assert v.technicians == pytest.approx([0.3, 0.9, 0.0])
    assert not v.participation.any() and not v.supervision.any()


def test_ranks_run_from_the_poorest_to_the_richest_of_each_village():
    society = bare(6, 2)
    h = society.households
    h.persons, h.permanent_income = [1, 2, 1, 1, 1, 4], [30.0, 20.0, 20.0, 5.0, 9.0, 12.0]
    rank_incomes(society)
    assert h.income_rank == pytest.approx([1.0, 0.0, 0.5, 1.0 * 0.5, 1.0, 0.0])


def test_neighbours_see_who_runs_sows_and_works_away():
    society = bare(8, 2)
    h, v = society.households, society.villages
    h.activity_capital = [15_000.0, 14_999.0, 0, 20_000.0] + [0.0] * 4
    h.improved_seed, h.off_farm_workers = [1, 0, 0, 0, 1, 1, 0, 1], [2, 0, 1, 1, 0, 0, 0, 1]
    refresh_villages(society)
    assert v.activity_share.tolist() == [0.5, 0.0]
    assert v.seed_share.tolist() == [0.25, 0.75]
    assert v.migrant_network.tolist() == [0.75, 0.25]


def test_an_open_market_sets_prices_that_no_county_moves():
    society = bare(10)
    society.economy.opening_activity_output, society.burning_in = 300.0, False
    society.households.activity_output = 900.0
    society.channel("activity_grant").add(120.0)
    price_activity(society)
    price_assets(society)
    assert society.economy.activity_price == society.economy.asset_price == 1.0


def test_the_activitys_price_falls_with_its_supply_beyond_technique():
    society = bare(10, activity_market="county")
    h, e = society.households, society.economy
    e.activity_index, h.activity_output = 1.2, 360.0
    price_activity(society)  # burning in: what is usual, for the technique of its day
    assert e.opening_activity_output == pytest.approx(3_000.0) and e.activity_price == 1.0
    society.burning_in, h.activity_output, e.activity_index = False, 900.0, 1.5
    price_activity(society)
    assert e.activity_price == pytest.approx(2**-0.3)
    h.activity_output = 0.0
    price_activity(society)
    assert e.activity_price == pytest.approx(2**-0.3)  # nothing sold sets no price


def test_assets_grow_dearer_with_what_programmes_buy():
    society = bare(10, activity_market="county")
    h, e = society.households, society.economy
    society.ledger.transfer(h, "rest_of_world", np.full(10, 40.0), "activity_assets")
    price_assets(society)
    assert e.opening_asset_purchases == pytest.approx(400.0) and e.asset_price == 1.0
    society.burning_in = False
    society.channel("activity_grant").add(120.0)
    price_assets(society)
    assert e.asset_price == pytest.approx((1 + 1200 / 400) ** 0.2)
    assert e.opening_asset_purchases == pytest.approx(400.0)
