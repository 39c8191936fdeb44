"""Where a programme's money comes from: local taxes and their limit, and what donors make good."""


import numpy as np
import pytest
from small_county import bare, purse_in, unchecked

from sim.processes.budget import bill_donors, levy, raise_funds

LINE = 2300.0


def taxable():
    """A county of four persons a household, from below the line to far above it."""
    society = bare(300, 3)
    h = society.households
    h.persons, h.cash = 4.0, 1e6
    h.permanent_income = np.linspace(2_000.0, 60_000.0, 300)
    excess = np.maximum(h.permanent_income - 4 * LINE, 0.0)
    return society, excess


def test_a_tax_takes_the_same_part_of_everybodys_income_above_the_line():
    society, excess = taxable()
    wanted = 0.1 * excess.sum()
    assert levy(society, wanted) == pytest.approx(wanted)
    assert np.allclose(society.households.tax_paid, 0.1 * excess)
    assert np.allclose(1e6 - society.households.cash, 0.1 * excess)
    assert not society.households.tax_paid[excess == 0].any()


@pytest.mark.parametrize("times", [1.01, 3.0, 1e6])
def test_a_tax_takes_at_most_three_tenths_of_the_excess(times):
    society, excess = taxable()
    raised = levy(society, times * 0.3 * excess.sum())
    assert raised == pytest.approx(0.3 * excess.sum())
    assert np.allclose(society.households.tax_paid, 0.3 * excess)
    assert society.government.programme_tax[0] == raised


def test_nobody_pays_a_tax_out_of_cash_that_is_not_there():
    society, excess = taxable()
    h = society.households
    h.cash[::2], h.cash[1::2] = 100.0, -5.0
    raised = levy(society, 1e9)
    assert raised == pytest.approx(np.minimum(0.3 * excess, 100.0)[::2].sum())
    assert not h.tax_paid[1::2].any()


@pytest.mark.parametrize(("finance", "outside"), [("outside", 1.0), ("mixed", 0.5), ("local", 0.0)])
def test_finance_says_which_part_comes_from_outside(finance, outside):
    society, excess = taxable()
    society.scenario = unchecked(society.scenario, finance=finance)
    wanted = 0.1 * excess.sum()
    assert raise_funds(society, wanted) == pytest.approx(wanted)
    assert society.government.outside_money[0] == pytest.approx(outside * wanted)
    assert society.total(society.households.tax_paid) == pytest.approx((1 - outside) * wanted)
    assert society.ledger.balance("treasury") == pytest.approx(wanted)


def test_where_nobody_is_above_the_line_no_tax_is_raised():
    society, _ = taxable()
    society.households.permanent_income = 100.0
    assert levy(society, 1e6) == 0.0


def test_a_donor_makes_good_payments_and_of_a_pledge_what_was_drawn():
    society = bare(10)
    purse = purse_in(society)
    with purse.part(1.0, "donors"):
        purse.pay("rest_of_world", 100.0, "donor_inputs")
        purse.pledge("premium", 400.0)
    purse.pay("rest_of_world", 50.0, "administration")
    purse.pledge("premium", 60.0)
    assert purse.due_from("donors") == pytest.approx(100.0)  # nothing of the pledge is drawn yet
    purse.pledges[0].left = 200.0
    assert purse.due_from("donors") == pytest.approx(300.0)
    purse.pledges[0].left = purse.pledges[1].left = 0.0
    assert purse.due_from("donors") == pytest.approx(500.0)
    assert purse.due_from("others") == 0.0


def test_half_a_pledge_that_bills_draw_is_half_a_donors_bill():
    society = bare(10)
    h, purse = society.households, purse_in(society)
    with purse.part(1.0, "donors"):
        purse.pledge("premium", 400.0, 0.5)
    bills = np.zeros(10)
    bills[2], bills[5] = 100.0, 300.0
    covered = society.commit("premium", bills)
    assert covered[[2, 5]].tolist() == [50.0, 150.0] and covered.sum() == 200.0
    society.draw("premium", 1.0, h, "market_premium")
    society.government.outside_money = 1000.0
    bill_donors(society)
    assert society.government.cost_donors[0] == pytest.approx(200.0)
    flows = society.ledger.flows
    assert flows["donors", "treasury", "donor_support"].sum() == pytest.approx(200.0)
    assert flows["treasury", "rest_of_world", "programme_funds_returned"].sum() == pytest.approx(200.0)


def test_donors_replace_outside_money_alone():
    society = bare(10)
    purse = purse_in(society)
    with purse.part(1.0, "donors"):
        purse.pay("rest_of_world", 300.0, "donor_inputs")
    society.government.outside_money = 120.0
    bill_donors(society)
    assert society.government.cost_donors[0] == 120.0


def test_a_sponsor_is_named_within_its_part_of_the_purse_alone():
    society = bare(10)
    purse = purse_in(society)
    with purse.part(0.25, "donors"):
        assert purse.left == 250.0
        purse.pay("rest_of_world", 1e9, "donor_inputs")
    assert purse.left == 750.0 and purse.sponsor == ""
    purse.pay("rest_of_world", 10.0, "administration")
    assert purse.due_from("donors") == 250.0


def test_money_goes_to_those_who_bring_bills_as_far_as_it_lasts():
    """Two pledges for one kind of bill: the second covers what the first left, within the limit."""
    society = bare(4)
    first, second = purse_in(society, 30.0, "first"), purse_in(society, 1000.0, "second")
    first.pledge("medical", 30.0, 0.5)
    second.pledge("medical", 1000.0, np.array([1.0, 1.0, 0.0, 1.0]))
    bills, most = np.array([100.0, 20.0, 80.0, 0.0]), np.array([60.0, 20.0, 80.0, 0.0])
    covered = society.commit("medical", bills, most)
    # the first owes 50 + 10 + 40 and has 30; the second fills up to what may be covered
    assert covered == pytest.approx([60.0, 20.0, 12.0, 0.0])
    society.draw("medical", 0.5, "rest_of_world", "medical_aid")
    assert first.pledges[0].left == pytest.approx(15.0)
    assert second.pledges[0].left == pytest.approx(1000.0 - 0.5 * (45.0 + 17.0))


