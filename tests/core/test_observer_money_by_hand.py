"""Twelve households through the observer: what they lack, what aid reached whom, what it cost."""

import numpy as np
import pytest
from hand_county import NAMES, PERSONS, HandCounty
from small_county import opened, plan, purse_in

from sim.cycle import live_a_year
from sim.observation.observer import Observer
from sim.simulate import enter_arm

SIXTH, EIGHTEENTH = 1 / 6, 1 / 18
LACKING = {
    "health": (SIXTH, 0.49), "undernourished": (SIXTH, True), "schooling": (SIXTH, 5.99),
    "dropped_out": (SIXTH, True), "unsafe_house": (EIGHTEENTH, True),
    "unsafe_water": (EIGHTEENTH, True), "no_electricity": (EIGHTEENTH, True),
    "no_toilet": (EIGHTEENTH, True), "solid_fuel": (EIGHTEENTH, True),
    "farm_capital": (EIGHTEENTH, 1499.0),
}  # fmt: skip
# The least that is no deprivation.
ENOUGH = {"health": 0.5, "schooling": 6.0, "farm_capital": 1500.0}


def lacking(county, **names):
    """Give each household these deprivations and no others; its weighted score."""
    for column in LACKING:
        county.set(column, dict.fromkeys(NAMES, ENOUGH.get(column, False)))
    for name, columns in names.items():
        for column in columns:
            county.set(column, {name: LACKING[column][1]})
    return {name: sum(LACKING[column][0] for column in columns) for name, columns in names.items()}


def test_poverty_in_many_things():
    county = HandCounty(measures=["mpi_h", "mpi_a", "mpi_m0"])
    score = lacking(
        county,
        A=list(LACKING),
        B=["health", "schooling"],  # just a third
        C=["undernourished", "unsafe_house", "no_toilet", "solid_fuel"],  # just a third
        D=["dropped_out", "unsafe_water", "farm_capital"],  # 5/18: not poor
        E=["unsafe_house", "unsafe_water", "no_electricity", "no_toilet", "solid_fuel"],  # 5/18
        F=["unsafe_house", "unsafe_water", "no_electricity", "no_toilet", "solid_fuel",
           "farm_capital"],  # just a third, of the home alone
        J=["health", "dropped_out", "no_electricity"],
    )  # fmt: skip
    county.lives(2011)
    poor = "ABCFJ"
    persons = 4 + 6 + 3 + 5 + 6
    assert county.value(2011, "mpi_h") == pytest.approx(persons / 50, rel=1e-12)
    lacked = sum(PERSONS[name] * score[name] for name in poor)
    assert score["A"] == pytest.approx(1) and score["J"] == pytest.approx(7 / 18)
    assert county.value(2011, "mpi_m0") == pytest.approx(lacked / 50, rel=1e-12)
    assert county.value(2011, "mpi_a") == pytest.approx(lacked / persons, rel=1e-12)


@pytest.mark.parametrize("column", LACKING)
def test_each_deprivation_has_its_weight(column):
    others = [name for name in LACKING if name != column]
    county = HandCounty(measures=["mpi_m0"])
    lacking(county, A=list(LACKING), B=others)
    county.lives(2011)
    assert county.value(2011, "mpi_m0") == pytest.approx(
        (4 + 6 * (1 - LACKING[column][0])) / 50, rel=1e-12
    )


def test_where_nobody_is_poor_in_many_things_there_is_no_intensity():
    county = HandCounty(measures=["mpi_h", "mpi_a", "mpi_m0"])
    lacking(county, A=["health"])
    county.lives(2011)
    assert county.value(2011, "mpi_h") == county.value(2011, "mpi_m0") == 0
    assert county.value(2011, "mpi_a") is None


def pay(county, payer, kind, **yuan):
    """Pay households by name."""
    amounts = np.zeros(len(NAMES))
    for name, amount in yuan.items():
        amounts[NAMES.index(name)] = amount
    county.society.ledger.transfer(payer, county.h, amounts, kind)


def aided():
    """A year with a list and aid. Heads of 2012, aid in them; a line of 2,300.

    A 2,500 (500 of aid: poor without it), B 2,400 (50), C 1,600, D 1,900, E 2,300 (none), F 2,000,
    G 2,600 (25, and 500 of wages for days given), K 8,100 (50), L 9 (a bad year and no programme).
    """
    county = HandCounty(measures=["inclusion_error", "exclusion_error", "leakage"])
    county.lives(2011)
    county.society.ledger.open_year()
    pay(county, "programme:one", "cash", A=1500, B=300, C=700, K=100)
    pay(county, "programme:two", "floor", A=500, F=500, G=50)
    pay(county, "programme:one", "helper_wages", F=3000, G=1000, J=9000)
    pay(county, "treasury", "pension", L=5000, H=5000)
    county.society.ledger.transfer("programme:one", "rest_of_world", 900, "administration")
    county.set("registered", dict.fromkeys("ABDKJ", True))
    county.lives(2012)
    return county


def test_leakage_is_the_share_of_aid_for_those_not_poor_before_it():
    # To B, K and G, of all that was given; A is lifted over the line by it and was poor.
    leaked, given = 300 + 100 + 50, 2000 + 300 + 700 + 100 + 500 + 50
    assert aided().value(2012, "leakage") == pytest.approx(leaked / given, rel=1e-12)


def test_who_was_exactly_on_the_line_before_aid_was_not_poor():
    county = HandCounty(measures=["leakage"])
    pay(county, "programme:one", "cash", F=1000, D=1000)
    county.lives(2013)  # F has 12,500 of which 1,000 are aid: 2,300 for each of five
    assert county.value(2013, "leakage") == pytest.approx(1 / 2)


def test_wages_for_days_given_are_no_aid():
    county = HandCounty(measures=["leakage"])
    pay(county, "programme:one", "helper_wages", A=3000, J=9000)
    county.lives(2012)
    assert county.value(2012, "leakage") is None


def test_the_price_of_land_is_neither_aid_nor_income():
    county = HandCounty(measures=["leakage"])
    pay(county, "programme:one", "land_compensation", J=20_000)
    pay(county, "programme:one", "cash", D=100, J=100)
    county.lives(2012)
    assert county.value(2012, "leakage") == pytest.approx(1 / 2)


def test_a_list_is_judged_by_poverty_before_aid():
    county = aided()
    # Poor before aid: A, C, D, F, L. Of the five listed B, J and K are not; C, F, L are missed.
    assert county.value(2012, "inclusion_error") == pytest.approx(3 / 5)
    assert county.value(2012, "exclusion_error") == pytest.approx(3 / 5)


def test_without_aid_a_list_is_judged_by_income():
    county = HandCounty(measures=["inclusion_error", "exclusion_error", "leakage"])
    # Poor in 2012: C, D, F, L. E has just 2,300 and is listed without need, and so is A.
    county.set("registered", dict.fromkeys("ACDE", True))
    county.lives(2012)
    assert county.value(2012, "inclusion_error") == pytest.approx(2 / 4)
    assert county.value(2012, "exclusion_error") == pytest.approx(2 / 4)
    # Poor in 2013: A, D, G.
    county.lives(2013)
    assert county.value(2013, "inclusion_error") == pytest.approx(2 / 4)
    assert county.value(2013, "exclusion_error") == pytest.approx(1 / 3)


def test_a_list_of_one_is_a_list():
    county = HandCounty(measures=["inclusion_error", "exclusion_error"])
    county.set("registered", {"C": True})
    county.lives(2012)
    assert county.value(2012, "inclusion_error") == 0
    assert county.value(2012, "exclusion_error") == pytest.approx(3 / 4)


def test_no_list_no_error():
    county = HandCounty(measures=["inclusion_error", "exclusion_error"])
    county.lives(2012)
    assert county.recorded(2012) == {"population", "poverty_line"}


def costly(**money):
    """The county at its opening and after a year in which money was spent."""
    measures = ["cost_total", "cost_society", "cost_donors", "budget_unspent", "budget_returned"]
    county = HandCounty(measures=measures)
    county.society.bank.losses, county.society.bank.pool_losses = 70.0, 30.0
    county.set("own_contribution", {"A": 11.0, "L": 6.0})
    county.lives(2011, **money)
    purse_in(county.society)
    county.lives(2012, **money)
    return county


def test_what_society_bears_besides():
    county = costly(cost_total=1000.0, programme_tax=400.0, budget_unspent=55.0, budget_returned=8.0,
                    cost_donors=0.5)  # fmt: skip
    assert county.value(2012, "cost_total") == 1000
    # Write-offs of bank and pool, a fifth of a yuan for each yuan of tax, and own money.
    assert county.value(2012, "cost_society") == pytest.approx(1000 + 100 + 80 + 17)
    assert county.value(2012, "cost_donors") == 0.5
    assert county.value(2012, "budget_unspent") == 55
    assert county.value(2012, "budget_returned") == 8


def test_nothing_is_spent_at_the_opening():
    county = costly(cost_total=1000.0, programme_tax=400.0, budget_unspent=55.0)
    assert county.value(2011, "cost_total") == county.value(2011, "cost_society") == 0
    assert county.recorded(2011) == {"population", "poverty_line", "cost_total", "cost_society"}


def test_a_purse_that_lapsed_is_told_from_none_and_returns_outlive_purses():
    county = costly(cost_total=0.0, budget_unspent=0.0)
    assert county.value(2012, "budget_unspent") == county.value(2012, "budget_returned") == 0
    assert county.value(2012, "cost_donors") is None
    county.society.programmes.clear()
    county.lives(2013, budget_returned=3.0)
    assert county.value(2013, "budget_unspent") is None
    assert county.value(2013, "budget_returned") == 3
    county.lives(2014, budget_returned=0.0)
    assert county.value(2014, "budget_returned") is None


@pytest.fixture(scope="module")
def taxed():
    """A lived county that pays for pairing itself; with it, by year, the write-offs."""
    arms = {"pairing": {"village_household_pairing": {}}}
    scenario = plan(arms, households=400, villages=2, finance="local")
    society = enter_arm(opened(scenario), "pairing")
    observer, losses = Observer(society), {}
    observer.record()
    for year in range(2012, 2015):
        society.year = year
        live_a_year(society)
        observer.record()
        bank = society.bank
        losses[year] = float(bank.losses[0] + bank.pool_losses[0])
        losses[year] += float(society.households.own_contribution.sum())
    return observer.rows(), losses


@pytest.mark.parametrize("year", range(2012, 2015))
def test_costs_of_a_programme_that_the_county_pays_itself(taxed, year):
    rows, losses = taxed
    value = {row[1]: row[4] for row in rows["outcomes"] if row[0] == year and row[3] == "all"}
    entries = [row[1:] for row in rows["ledger"] if row[0] == year]
    paid = sum(yuan for payer, _, kind, yuan in entries
               if payer.startswith("programme:") and kind != "unspent")  # fmt: skip
    tax = sum(yuan for *_, kind, yuan in entries if kind == "programme_tax")
    assert paid > 0 and tax > 0 and max(losses.values()) > 0
    assert value["cost_total"] == pytest.approx(paid, rel=1e-9)
    assert value["cost_society"] == pytest.approx(paid + 0.2 * tax + losses[year], rel=1e-9)
    assert value["budget_unspent"] == pytest.approx(tax - paid, rel=1e-6, abs=1e-3)
