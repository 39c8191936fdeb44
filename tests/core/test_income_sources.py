"""Income by source: the parts of a year's income add up to it, for everybody and for each group."""

import numpy as np
import pytest
from hand_county import FIFTHS, HEADS, NAMES, PERSONS, HandCounty, people
from small_county import OURS, lived, opened, plan

from sim.observation.observer import Observer
from sim.processes.settlement import earn_income
from sim.record.income_sources import MEASURES, SOURCES

COLUMNS = ("farm_income", "activity_income", "wage_income", "property_income", "transfer_income",
           "interest_due", "interest_cover", "tax_paid")  # fmt: skip


def observed(society):
    """By measure and group, what an observer records of a society's last year."""
    observer = Observer(society)
    observer.record()
    return {(row[1], row[3]): row[4] for row in observer.rows()["outcomes"] if row[2] == ""}


@pytest.fixture(scope="module")
def every_strategy():
    """A county after three years of all strategies together, half of the money a tax of its own."""
    together = {name: use for arm in OURS.values() for name, use in arm.items()}
    return lived(opened(plan({"all": together}, finance="mixed", budget=300)), "all", years=3)


def test_the_sources_of_a_year_add_up_to_its_income(every_strategy):
    h = every_strategy.households
    found = observed(every_strategy)
    groups = {"all": np.full(len(h), True)}
    groups |= {f"quintile={k}": h.opening_quintile == k for k in range(1, 6)}
    groups |= {"poor=yes": h.opening_poor, "poor=no": ~h.opening_poor}
    for group, rows in groups.items():
        income = h.income[rows].sum() / h.persons[rows].sum()
        assert sum(found[name, group] for name in SOURCES) == pytest.approx(income, rel=1e-12), group
    assert all(found[name, "all"] for name in SOURCES)  # each has a say in this county
    assert found["interest_mean", "all"] < 0 and found["tax_mean", "all"] < 0


def by_hand(**record):
    """The twelve households, whose income of 2012 comes from every source."""
    county = HandCounty(**record)
    for place, column in enumerate(COLUMNS):
        county.set(column, {name: (place + 1) * 10 * (k - 3) for k, name in enumerate(NAMES)})
    county.society.year = 2012
    earn_income(county.h, county.society)
    county.observer.record()
    return county


def test_each_source_is_that_of_the_people_of_a_group():
    county = by_hand()
    poor = [name for name in NAMES if HEADS[name][0] < 2300]
    groups = {"all": NAMES, "poor=yes": poor, "poor=no": sorted(set(NAMES) - set(poor))}
    groups |= {f"quintile={k}": list(names) for k, names in enumerate(FIFTHS, 1)}
    for group, names in groups.items():
        persons = sum(PERSONS[name] for name in names)
        yuan = {column: sum((place + 1) * 10 * (NAMES.index(name) - 3) for name in names) / persons
                for place, column in enumerate(COLUMNS)}  # fmt: skip
        expected = {source: yuan[column] for source, column in zip(SOURCES[:5], COLUMNS, strict=False)}
        expected["interest_mean"] = yuan["interest_cover"] - yuan["interest_due"]
        expected["tax_mean"] = -yuan["tax_paid"]
        found = {source: county.value(2012, source, "", group) for source in SOURCES}
        assert found == pytest.approx(expected, rel=1e-12), group


def test_losses_are_losses_in_sources_and_nothing_in_the_mean_of_income():
    county = by_hand()
    h = county.h
    total = sum(county.value(2012, source) for source in SOURCES)
    assert total == pytest.approx(h.income.sum() / h.persons.sum())
    assert (h.income < 0).any() and county.value(2012, "income_mean") > total


def test_the_poor_are_those_of_the_opening_whatever_they_have_now():
    county = by_hand(measures=["fgt0"], groups=[{"poor": ["income_mean", "population"]}])
    poor = sum(PERSONS[name] for name in NAMES if HEADS[name][0] < 2300)
    assert county.value(2012, "population", "", "poor=yes") == poor == sum(
        income < 2300 for income in people(2011))  # fmt: skip


@pytest.mark.parametrize("groups", [["poor"], ["remoteness", "quintile"], ["all"],
                                    [{"cause": list(SOURCES)}, "poor", {"land": ["tax_mean"]}]])
def test_what_else_is_recorded_moves_no_source(every_strategy, groups):
    usual = observed(every_strategy)
    other = every_strategy.copy()
    other.scenario = plan({"all": {}}, record={"groups": groups})
    found = {key: value for key, value in observed(other).items() if key[0] in SOURCES}
    assert {group.partition("=")[0] for _, group in found} == {"all", *(
        name for group in groups for name in ([group] if isinstance(group, str) else group)
        if name != "remoteness")}  # fmt: skip
    for key in found.keys() & usual.keys():
        assert found[key] == pytest.approx(usual[key], rel=1e-12), key


def test_sources_have_words_of_their_own():
    assert len({one.word for one in MEASURES}) == len(MEASURES)
