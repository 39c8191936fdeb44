"""Time and money: what was averted while programmes act, after, and for a thousand yuan."""

import pandas as pd
import pytest

import sim
from sim.folder.read import Folder
from sim.questions import figure
from sim.questions.person_years import per_yuan, periods, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("time")
    scenario = sim.load("quick_look", households=400, villages=2, years=3, after=2, replications=3,
                        baseline="none")
    sim.run(scenario, out=place / "it", report=False)
    return place / "it"


def test_years_are_counted_while_programmes_act_and_after(folder):
    opened = Folder(folder)
    assert periods(opened) == {"acting": [2012, 2013, 2014], "after": [2015, 2016],
                               "whole": [2012, 2013, 2014, 2015, 2016]}
    assert (opened.last, opened.years[-1], opened.span_acted) == (2014, 2016, "2012-2014")


def test_nothing_is_paid_after_the_last_year_of_support(folder):
    rows = pd.read_csv(folder / "ledger.csv")
    paid = rows[rows["payer"].str.startswith("programme:")]
    assert set(paid["year"]) == {2012, 2013, 2014}


@pytest.mark.parametrize(("quantity", "measure"),
                         [("income", "fgt0"), ("consumption", "consumption_fgt0")])
def test_what_was_averted_is_what_outcomes_say(folder, quantity, measure):
    rows = pd.read_csv(folder / "outcomes.csv")
    rows = rows[(rows["measure"] == measure) & (rows["group"] == "all") & (rows["line"] == "national")]
    numbers = table(Folder(folder)).set_index(["quantity", "period", "arm"])
    spans = {"acting": (2012, 2014), "after": (2015, 2016), "whole": (2012, 2016)}
    for period, (low, high) in spans.items():
        own = rows[rows["year"].between(low, high)]
        sums = own.groupby(["arm", "replication"])["value"].sum()
        for arm in ("pairing", "universal-cash"):
            wanted = 1000 * (sums["none"] - sums[arm])
            found = numbers.loc[(quantity, period, arm)]
            assert found["mean"] == pytest.approx(wanted.mean(), abs=1e-9)
            assert found["low"] <= found["mean"] <= found["high"] and found["n"] == 3


def test_for_the_money_is_a_ratio_of_means_of_all_years(folder):
    numbers = table(Folder(folder)).set_index(["quantity", "period", "arm"])
    rows = pd.read_csv(folder / "outcomes.csv")
    wide = rows[rows["group"] == "all"].pivot_table(
        index=["arm", "replication", "year"], columns="measure", values="value", aggfunc="first")
    spent = (wide["cost_total"] / wide["population"]).groupby(["arm", "replication"]).sum()
    beyond = spent["universal-cash"].mean() - spent.get("none", pd.Series([0.0])).mean()
    averted = numbers.loc[("income", "whole", "universal-cash"), "mean"]
    found = numbers.loc[("income per yuan", "whole", "universal-cash"), "mean"]
    # Per 1,000 persons over yuan a person is per 1,000 yuan.
    assert found == pytest.approx(averted / beyond, rel=1e-9)


def test_what_costs_nothing_has_no_price(folder):
    assert per_yuan(pd.Series([1.0, 2.0]), pd.Series([0.0, 0.0]), Folder(folder)) is None


def test_the_chart_names_both_spans(folder):
    words = " ".join(text.get_text() for text in figure("person_years", folder).findobj(
        match=lambda thing: hasattr(thing, "get_text")))
    assert "2012-2014" in " ".join(words.split()) and "2015-2016" in " ".join(words.split())


def test_a_strategy_may_go_on_where_it_says_so():
    scenario = sim.load("quick_look", years=3, after=2)
    assert scenario.arms["pairing"]["village_household_pairing"].until == 2014
    arms = {"none": {}, "pairing": {"village_household_pairing": {"until": 2016}}}
    longer = sim.load("quick_look", years=3, after=2, arms=arms)
    assert longer.arms["pairing"]["village_household_pairing"].until == 2016 and longer.end == 2016
