"""A province is its counties added up: exactly, by what measures declare, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.experiment.budgets import shares_by_gap
from sim.experiment.province import ProvinceStore
from sim.measures import Distribution, fgt, watts
from sim.observation.dictionary import groupings, measured
from sim.record.groupings import mark_opening
from sim.scenario import load
from sim.scenario.of_county import of_county
from sim.simulate import enter_arm, live_through, open_society, simulate
from sim.strategies.universal_transfer import UniversalTransfer

COUNTIES = {
    "plain": {"households": 300, "remoteness": 0.3, "income": 1.1},
    "hill": {"households": 200, "income": 0.8},
    "far": {"households": 120, "remoteness": 0.7, "land": 0.7},
}
ARMS = {"none": {}, "cash": {"universal_transfer": {}}}
RECORD = {"lines": ["national", "median_0.6", 4000], "groups": ["quintile", "cause"]}
YEARS = 2


def scenario(counties=None, **changes):
    named = {"counties": counties or COUNTIES} | changes.pop("province", {})
    given = {"years": YEARS, "replications": 1, "arms": ARMS, "record": RECORD,
             "county": {"households": None, "villages": None}}  # fmt: skip
    return load("quick_look", province=named, **given | changes)


def ran(of, folder, **options):
    return sim.run(of, folder, progress=False, report=False, **options)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return ran(scenario(), tmp_path_factory.mktemp("province") / "out")


@cache
def societies(arm):
    """Every county at the end of the last year."""
    found = {}
    for name in COUNTIES:
        own = of_county(scenario(), name)
        society = enter_arm(open_society(own, 1), arm, own)
        mark_opening(society)
        for _ in live_through(society):
            pass
        found[name] = society
    return found


def pooled(arm, codes=None, code=None):
    """Income and consumption per head, and persons, of the households of all counties together."""
    incomes, eaten, persons = [], [], []
    for society in societies(arm).values():
        h = society.households
        rows = slice(None) if codes is None else groupings()[codes].codes(society) == code
        incomes.append((h.income / h.persons)[rows])
        eaten.append((h.consumption / h.persons)[rows])
        persons.append(h.persons[rows])
    return tuple(map(np.concatenate, (incomes, eaten, persons)))


def value(results, arm, measure, line="", group="all", year=2011 + YEARS):
    rows = results.outcomes
    found = rows[(rows["arm"] == arm) & (rows["measure"] == measure) & (rows["line"] == line)
                 & (rows["group"] == group) & (rows["year"] == year)]["value"]  # fmt: skip
    assert len(found) < 2
    return float(found.iloc[0]) if len(found) else None


def near(number):
    return pytest.approx(number, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("arm", ARMS)
def test_the_province_is_its_households_pooled(results, arm):
    income, eaten, persons = pooled(arm)
    people = Distribution(np.maximum(income, 0), persons)
    for line, yuan in (("national", 2300), ("yuan_4000", 4000)):
        for alpha in (0, 1, 2):
            assert value(results, arm, f"fgt{alpha}", line) == near(fgt(people, yuan, alpha=alpha))
        raised = Distribution(np.maximum(income, 0.01 * yuan), persons)
        assert value(results, arm, "watts", line) == near(watts(raised, yuan))
        poor = Distribution(np.maximum(eaten, 0), persons)
        assert value(results, arm, "consumption_fgt1", line) == near(fgt(poor, yuan, alpha=1))
    assert value(results, arm, "income_mean") == near(people.mean)
    assert value(results, arm, "population") == persons.sum()
    assert value(results, arm, "poverty_line") == 2300


@pytest.mark.parametrize(("dimension", "code", "label"), [
    *(("quintile", fifth, fifth) for fifth in range(1, 6)), ("cause", 0, None), ("cause", 2, None),
])  # fmt: skip
def test_so_is_every_group_of_them(results, dimension, code, label):
    income, _, persons = pooled("cash", dimension, code)
    group, people = groupings()[dimension].group(code), Distribution(np.maximum(income, 0), persons)
    assert value(results, "cash", "fgt1", "national", group) == near(fgt(people, 2300, alpha=1))
    assert value(results, "cash", "income_mean", "", group) == near(people.mean)
    assert value(results, "cash", "population", "", group) == persons.sum()


def test_what_does_not_add_up_is_of_counties_alone(results):
    rows = results.outcomes
    whole = rows[~rows["group"].str.startswith("county=")]
    assert {name for name in whole["measure"]} <= {n for n, one in measured().items() if one.adds_up}
    assert "median_0.6" not in set(whole["line"])
    for measure, line in (("gini", ""), ("income_median", ""), ("exit_rate", "national"),
                          ("fgt0", "median_0.6"), ("sst", "national")):  # fmt: skip
        assert value(results, "none", measure, line) is None
        assert value(results, "none", measure, line, "county=hill") is not None
    assert results.distributions.empty


def test_rows_of_a_county_are_those_of_its_own_run(results):
    rows = results.outcomes
    for name in COUNTIES:
        own = simulate(of_county(scenario(), name), "cash", 1).outcomes
        alone = {row[:3]: row[4] for row in own if row[3] == "all"}
        found = rows[(rows["group"] == f"county={name}") & (rows["arm"] == "cash")]
        told = dict(zip(zip(found["year"], found["measure"], found["line"], strict=True),
                        found["value"], strict=True))  # fmt: skip
        assert told == alone


def test_the_ledger_and_moves_are_sums(results):
    runs = [simulate(of_county(scenario(), name), "cash", 1) for name in COUNTIES]
    ledger = pd.DataFrame([row for run in runs for row in run.ledger]).groupby([0, 1, 2, 3])[4].sum()
    told = results.ledger[results.ledger["arm"] == "cash"]
    assert told["amount"].tolist() == pytest.approx(ledger.tolist(), rel=1e-12)
    moved = results.transitions.groupby(["arm", "to_year"])["persons"].sum()
    assert (moved == value(results, "none", "population")).all()


def test_another_county_moves_none_of_the_others(results, tmp_path):
    more = {"new": {"households": 100}} | COUNTIES
    wider = ran(scenario(more), tmp_path / "out").outcomes
    old = results.outcomes[results.outcomes["group"].str.startswith("county=")]
    both = wider[wider["group"].isin(set(old["group"]))]
    pd.testing.assert_frame_equal(old.reset_index(drop=True), both.reset_index(drop=True))


def test_an_executor_does_the_same_and_replications_are_gone_on_with(results, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        first = ran(scenario(), tmp_path / "out", executor=pool)
    assert (first.folder / "outcomes.csv").read_text() == (results.folder / "outcomes.csv").read_text()
    assert not (first.folder / ".parts").exists()
    more = ran(scenario(replications=2), tmp_path / "out")
    once = ran(scenario(replications=2), tmp_path / "once")
    for file in ("outcomes.csv", "ledger.csv", "transitions.csv", "summary.csv"):
        assert (more.folder / file).read_bytes() == (once.folder / file).read_bytes()


def test_a_county_that_fails_fails_the_run_by_name_and_is_tried_again(results, tmp_path):
    def broken(own, arm, replication):
        if arm == "cash" and own.households == COUNTIES["hill"]["households"]:
            raise ValueError("the roof fell in")
        return simulate(own, arm, replication)

    lost = ran(scenario(), tmp_path / "out", simulate=broken)
    assert lost.failed == 1
    assert lost.failures["error"].tolist() == ["county hill: ValueError: the roof fell in"]
    assert set(lost.outcomes["arm"]) == {"none"}
    again = ran(scenario(), tmp_path / "out")
    assert not again.failed
    assert (again.folder / "outcomes.csv").read_text() == (results.folder / "outcomes.csv").read_text()


def budgets(rule, replication, folder):
    """Yuan a head of every county, and its persons."""
    store = ProvinceStore(folder, scenario(province={"budget_rule": rule, "survey_households": 200},
                                           replications=2))  # fmt: skip
    jobs = [job for job in store.jobs if job.arm == "cash" and job.replication == replication]
    own = [store.scenario_of(job) for job in jobs]
    people = [open_society(one, replication).population for one in own]
    return np.array([one.budget for one in own]), np.array(people)


@pytest.mark.parametrize("replication", [1, 2])
def test_both_rules_share_out_the_same_money(tmp_path, replication):
    equal, people = budgets("equal", replication, tmp_path)
    by_gap, same = budgets("poverty_gap", replication, tmp_path)
    assert (people == same).all() and (equal == 150).all()
    assert by_gap @ people == pytest.approx(equal @ people, rel=1e-12)
    assert by_gap[1] > 150 > by_gap[0]  # the hills are poorer than the plain


class Gift(UniversalTransfer):
    name = "gift"


@pytest.mark.parametrize("rule", ["equal", "poverty_gap"])
def test_a_strategy_of_ones_own_acts_in_every_county(tmp_path, rule):
    few = {name: COUNTIES[name] for name in ("hill", "far")}
    shared = {"budget_rule": rule, "survey_households": 100}
    own = ran(scenario(few, province=shared, arms={"none": {}, "gift": Gift}), tmp_path / "out")
    assert not own.failed and value(own, "gift", "cost_total") > 0


@given(st.lists(st.tuples(st.floats(0, 5000), st.integers(1, 10**6)), min_size=1, max_size=20))
def test_shares_by_gap_average_to_one_and_follow_the_gaps(counties):
    gaps = {str(place): gap for place, (gap, _) in enumerate(counties)}
    people = {str(place): number for place, (_, number) in enumerate(counties)}
    shares = shares_by_gap(gaps, people)
    total = sum(shares[name] * people[name] for name in people)
    assert total == pytest.approx(sum(people.values()), rel=1e-9)
    order = sorted(shares, key=lambda name: gaps[name])
    assert all(shares[one] <= shares[two] for one, two in zip(order, order[1:], strict=False))
