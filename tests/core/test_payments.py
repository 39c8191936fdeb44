"""What a payment is to a household, who may say so, and where it can be read."""

import numpy as np
import pandas as pd
import pytest
from small_county import bare, lived, opened, plan, purse_in

import sim
from sim.catalogue import PAYMENTS, all_payments, collect
from sim.ground.ledger import PAYEES
from sim.ground.payments import COUNTS_AS, Payment
from sim.processes.budget import deliver_payments
from sim.record.aid import received

# By what a payment counts as: the income it adds to, and whether it is aid.
RULES = {
    "transfer": ("transfer_income", True),
    "workfare": ("wage_income", True),
    "wage": ("wage_income", False),
    "asset": ("", False),
}
INCOMES = ("farm_income", "activity_income", "wage_income", "property_income", "transfer_income")


def paid(kind, payments):
    """Two households of which a programme pays the second ten yuan of a kind."""
    society = bare(2)
    society.payments = payments
    purse = purse_in(society, 10.0)
    purse.pay(society.households, np.array([0.0, 10.0]), kind)
    deliver_payments(society)
    return society


def incomes(society):
    """By income, what households got of it."""
    columns = {name: society.households.arrays[name].tolist() for name in INCOMES}
    return {name: values for name, values in columns.items() if any(values)}


@pytest.mark.parametrize("counts_as", COUNTS_AS)
def test_a_payment_adds_to_the_income_and_the_aid_that_it_counts_as(counts_as):
    before = bare(2).households.cash
    society = paid("mine", {"mine": Payment("Mine", counts_as=counts_as)})
    income, aid = RULES[counts_as]
    assert incomes(society) == ({income: [0.0, 10.0]} if income else {})
    assert received(society).tolist() == [0.0, 10.0 * aid]
    assert (society.households.cash - before).tolist() == pytest.approx([0.0, 10.0])


@pytest.mark.parametrize("payments", [{}, {"mine": Payment("Mine")}], ids=["undeclared", "silent"])
def test_a_payment_of_which_nothing_is_said_is_a_transfer(payments):
    society = paid("mine", payments)
    assert incomes(society) == {"transfer_income": [0.0, 10.0]}
    assert received(society).tolist() == [0.0, 10.0]


def test_today_these_are_no_transfers():
    others = {kind: one.counts_as for kind, one in PAYMENTS.items() if one.counts_as}
    assert {kind: rule for kind, rule in others.items() if rule != "transfer"} == {
        "works_wages": "workfare", "helper_wages": "wage", "land_compensation": "asset"
    }  # fmt: skip


def test_a_payment_that_counts_as_anything_else_is_refused():
    with pytest.raises(ValueError, match=r"counts as 'gift': it can be transfer, workfare, wage"):
        Payment("A gift", counts_as="gift")


def test_a_route_is_read_step_by_step():
    payment = Payment("Wages", "enterprises > village_pools > households; rest_of_world > households")
    assert payment.legs == {
        ("enterprises", "village_pools"), ("village_pools", "households"),
        ("rest_of_world", "households"),
    }  # fmt: skip
    assert Payment("Nobody says").legs == set()


def test_routes_name_accounts_that_there_are():
    known = {*PAYEES, "households", "enterprises", "village_pools", "programme"}
    for kind, payment in PAYMENTS.items():
        assert payment.legs and all(set(leg) <= known for leg in payment.legs), kind


def test_a_payment_is_called_by_its_title_or_by_its_kind():
    assert Payment("Cash").called("cash_for_all") == "cash for all"
    assert Payment("Cash", title="money").called("cash_for_all") == "money"


def test_a_name_with_two_declarations_is_refused_and_one_that_is_shared_has_one_home():
    cash, other = Payment("Cash"), Payment("Cash in hand")
    assert collect([("a", {"cash": cash}), ("b", {"cash": cash})]) == ({"cash": cash}, {"cash": "a"})
    with pytest.raises(ImportError, match="cash is declared in a and in b"):
        collect([("a", {"cash": cash}), ("b", {"cash": other})])


class Carriers(sim.Strategy):
    """Pays half of the purse for days of carrying, half as cash of which nothing is declared."""

    payments = {
        "carrying": Payment("Pay for days of carrying", "programme > households", "wage", "carriers"),
        "works_wages": Payment("A name that is taken", counts_as="asset"),
    }

    def act(self, county, purse, year):
        """Pay all households alike."""
        people = county.households
        for kind in ("carrying", "gifts"):
            with purse.part(0.5 if kind == "carrying" else 1.0):
                purse.pay(people, np.full(len(people), purse.left / len(people)), kind)


def test_others_declare_payments_of_their_own_and_change_none_of_ours():
    found = all_payments([Carriers])
    assert found["carrying"] is Carriers.payments["carrying"]
    assert found["works_wages"] is PAYMENTS["works_wages"] and "carrying" not in PAYMENTS


def test_a_name_that_is_taken_breaks_a_promise():
    from sim.testing import Trial, says_what_it_is

    with pytest.raises(AssertionError, match="works_wages is declared already"):
        says_what_it_is(Trial(Carriers, {}))


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    scenario = sim.load(
        "quick_look", households=400, villages=2, years=1, replications=1, baseline="none",
        arms={"none": {}, "carriers": {Carriers: {}}, "pairing": {"village_household_pairing": {}}},
    )  # fmt: skip
    return sim.run(scenario, out=tmp_path_factory.mktemp("payments") / "run", progress=False,
                   report=False)  # fmt: skip


def test_a_folder_explains_every_kind_of_its_ledger_that_is_declared(results):
    book = pd.read_csv(results.folder / "payments.csv", keep_default_na=False).set_index("kind")
    ledger = pd.read_csv(results.folder / "ledger.csv")
    assert set(ledger["kind"]) - set(book.index) == {"gifts"}
    assert set(book.index) == PAYMENTS.keys() | {"carrying"}
    assert book.loc["carrying"].tolist() == [
        "carriers", "programme > households", "wage", "Pay for days of carrying"
    ]  # fmt: skip
    assert book.loc["land_subsidy", "title"] == "land subsidy"
    assert book["meaning"].ne("").all() and book.index.is_monotonic_increasing


def test_a_run_counts_what_a_strategy_of_ones_own_declares():
    scenario = plan({"carriers": {Carriers: {}}}, households=400, villages=2, years=1)
    society = lived(opened(scenario), "carriers")
    flows = society.ledger.rows
    wages, gifts = (flows["programme:carriers", "households", kind] for kind in ("carrying", "gifts"))
    assert wages.min() > 0 and received(society).tolist() == gifts.tolist()
    h = society.households
    assert h.transfer_income - h.standing_income == pytest.approx(gifts)
    assert (h.wage_income - h.job_income >= 0.999 * wages).all()
