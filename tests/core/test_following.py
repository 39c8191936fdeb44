"""Households worth following: each kind holds whom it says, the clearest case stands first."""

import re

import numpy as np
import pytest
from small_county import plan

import sim
from sim.biography import Trace, live_twice, trace_twice
from sim.biography.followed import followed
from sim.biography.following import FEW, LASTING, worth_following
from sim.cli import main

LINE = 100.0
TITLES = ["Left poverty and stayed out", "Fell back", "Missed by the list though poor", "Harmed"]


def trace(*incomes, arm="arm", listed=None):
    """Households by their incomes a head over the years; `listed` are years on the list, by place."""
    income = np.array(incomes, float).T
    on_list = np.zeros(income.shape, bool)
    for place, years in (listed or {}).items():
        on_list[years, place] = True
    count = len(income)
    kept = np.full(count, bool(listed))
    kept[0] = False
    rows = np.arange(len(incomes)) + 10
    return Trace(arm, tuple(range(2011, 2011 + count)), rows, rows // 10, np.full(count, LINE), kept,
                 income, on_list, np.ones(income.shape))  # fmt: skip


def kinds(arm, base):
    return {kind.title: kind for kind in worth_following(arm, base, "without programmes")}


def told(kind):
    return {case.row: case.told for case in kind.cases}


POOR, WELL = 50, 150


def test_who_left_for_good_was_poor_at_first_and_never_in_the_last_years():
    arm = trace([POOR] * 3 + [WELL] * 3, [POOR] + [WELL] * 5, [POOR] * 4 + [WELL] * 2, [WELL] * 6)
    base = trace([POOR] * 6, [POOR] + [WELL] * 5, [POOR] * 6, [WELL] * 6)
    kind = kinds(arm, base)[TITLES[0]]
    assert LASTING == 3 and kind.number == 2 and [case.row for case in kind.cases] == [10, 11]
    assert told(kind)[10] == (
        "poor for the last time in 2013; without programmes poor in five of five years")
    assert told(kind)[11].endswith("2011; without programmes poor in none of five years")


def test_who_fell_back_was_out_for_years_and_is_poor_again():
    arm = trace([POOR] + [WELL] * 3 + [POOR], [POOR, POOR, WELL, WELL, POOR], [WELL] * 4 + [POOR],
                [POOR] + [WELL] * 4, [POOR] * 5)  # fmt: skip
    kind = kinds(arm, trace(*[[POOR] * 5] * 5))[TITLES[1]]
    assert (kind.number, list(told(kind))) == (1, [10])
    assert told(kind)[10].startswith("above the line from 2012 to 2014, poor again in 2015;")


def test_the_clearest_relapse_is_long_on_both_sides():
    short = [POOR] + [WELL] * 7 + [POOR]
    long = [POOR] + [WELL] * 4 + [POOR] * 4
    kind = kinds(trace(short, long), trace(short, long))[TITLES[1]]
    assert list(told(kind)) == [11, 10]
    assert "poor again from 2016" in told(kind)[11]


def test_who_was_missed_is_poor_in_most_years_of_a_list_and_never_on_it():
    arm = trace([POOR] * 5, [POOR] * 5, [POOR] * 3 + [WELL] * 2, [POOR, 20, 20, 20, WELL], [10] * 5,
                listed={1: [4], 4: [1, 2]})  # fmt: skip
    kind = kinds(arm, arm)[TITLES[2]]
    assert list(told(kind)) == [10, 13] and kind.number == 2  # half of the years is not most of them
    assert told(kind)[13] == ("poor in three of the four years in which a list was kept, by 80 yuan a "
                              "head on average, and never on it")  # fmt: skip
    assert told(kind)[10].startswith("poor in all four years in which a list was kept")
    assert TITLES[2] not in kinds(trace([POOR] * 5), trace([POOR] * 5))


def test_who_is_harmed_has_less_than_in_the_baseline():
    base = trace([WELL] * 4, [WELL] * 4, [WELL] * 4, [WELL] * 4)
    arm = trace([WELL] * 4, [WELL, 145, 145, 146], [WELL, 70, 140, WELL], [WELL, 110, 110, 110])
    kind = kinds(arm, base)[TITLES[3]]
    assert list(told(kind)) == [12, 13]  # one was poor for it, the other lost more, a third too little
    assert told(kind)[12] == ("30 yuan a head a year less than without programmes; poor in one of three "
                              "years, without programmes in none")  # fmt: skip
    assert told(kind)[13].endswith("poor in none of three years, as without programmes")


def test_a_few_are_told_and_all_are_counted():
    kind = kinds(trace(*[[POOR] + [WELL] * 4] * 9), trace(*[[POOR] * 5] * 9))[TITLES[0]]
    assert kind.number == 9 and [case.row for case in kind.cases] == [10, 11, 12] and FEW == 3


ARMS = {"pairing": {"village_household_pairing": {}}, "cash": {"universal_transfer": {}}}
SMALL = {"households": 200, "villages": 2, "years": 4, "replications": 2}


@pytest.fixture(scope="module")
def scenario():
    return plan(ARMS, **SMALL)


@pytest.fixture(scope="module")
def folder(scenario, tmp_path_factory):
    """Results of a run that followed a few households in the columns it has by default."""
    where = tmp_path_factory.mktemp("run") / "out put"
    few = plan(ARMS, **SMALL, record={"households": 20})
    sim.run(few, out=where, workers=1, progress=False, report=False)
    return where


def test_a_trace_is_the_life_of_its_households(scenario):
    """Looked at together or one by one, households live the same years."""
    traces = trace_twice(scenario, ("none", "pairing"), 2)
    for row in (3, 150):
        for one, life in zip(traces, live_twice(scenario, ("none", "pairing"), 2, row), strict=True):
            assert one.income[1:, row].tolist() == [year.income for year in life.years]
            assert one.poor[1:, row].tolist() == [year.poor for year in life.years]
            assert one.listed[1:, row].tolist() == [year.listed for year in life.years]
            assert one.lists_kept[1:].tolist() == [year.lists_kept for year in life.years]
            assert one.villages[row] == life.opening["village"]


def test_followed_households_are_read_as_they_lived(scenario, folder):
    arms = ("none", "pairing")
    stored = followed(folder, sim.load(folder / "scenario.yaml"), arms, 2)
    for read, lived in zip(stored, trace_twice(scenario, arms, 2), strict=True):
        assert read.years == lived.years and len(read.rows) == 20
        assert read.line.tolist() == lived.line.tolist()
        assert read.lists_kept.tolist() == lived.lists_kept.tolist()
        for name in ("income", "listed", "poor"):
            assert getattr(read, name).tolist() == getattr(lived, name)[:, read.rows].tolist()
        assert read.villages.tolist() == lived.villages[read.rows].tolist()


def test_the_command_says_whom_it_looked_at_and_how_to_read_on(folder, capsys):
    assert main(["households", "--run", str(folder), "--replication", "2"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("pairing against none, replication 2: 20 of 200 households, years 2011 to ")
    assert [title for title in TITLES if f"\n{title}: " in out] == TITLES
    (row, rest), *_ = re.findall(r"Its life: antipoverty explain household (\d+) (.*)", out)
    assert rest == f"--run '{folder}' --arms none pairing --replication 2"
    assert main(["explain", "household", row, "--run", str(folder), "--arms", "none", "pairing",
                 "--replication", "2"]) == 0  # fmt: skip
    assert f"Household {row} lives in village" in capsys.readouterr().out


def test_where_nobody_was_followed_all_are_lived_again(folder, capsys):
    (folder / "households.csv").rename(folder / "aside.csv")
    try:
        assert main(["households", "--run", str(folder), "--arm", "cash"]) == 0
    finally:
        (folder / "aside.csv").rename(folder / "households.csv")
    out = capsys.readouterr().out
    assert "cash against none, replication 1: 200 of 200 households" in out
    assert "No list of the poor is kept in cash" in out and "Missed" not in out


def test_all_that_is_wrong_is_said_at_once(folder, capsys):
    assert main(["households", "--run", str(folder), "--arm", "cush", "--replication", "9"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.splitlines() == [
        "--arm: cush is no arm (did you mean cash?); there are pairing, cash",
        "--replication: there are 2 of each arm, no 9"]
    assert main(["households", "--run", str(folder), "--arm", "none"]) == 2
    assert "--arm: none is what others are compared with; there are" in capsys.readouterr().err
