"""Intervals against SciPy, paired differences and ratios against a hand's arithmetic."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim import compare

ARMS = ["none", "cash", "assets"]
LUCK = np.random.default_rng(3).normal(0.3, 0.02, (5, 4))


def rows(arm, shares, years=range(2011, 2015), cost=0.0, persons=1000.0, line=2300.0):
    """Outcomes of an arm; `shares` [replication, year] of the poor, NaN where a run is missing."""
    for number, per_year in enumerate(shares, 1):
        for year, share in zip(years, per_year, strict=True):
            if np.isnan(share):
                continue
            paid = cost if year > years[0] else 0.0
            for measure, where, value, unit in (
                ("fgt0", "national", share, "share"),
                ("fgt1", "national", 0.4 * share, "share"),
                ("cost_total", "", paid, "yuan"),
                ("income_mean", "", 5000.0, "yuan"),
                ("population", "", persons, "persons"),
                ("poverty_line", "", line, "yuan"),
            ):
                yield arm, number, 1, year, measure, where, "all", float(value), unit


def outcomes(**arms):
    """Outcomes of arms given as (shares, cost)."""
    names = "arm replication seed year measure line group value unit".split()
    every = [row for arm, (shares, cost) in arms.items() for row in rows(arm, shares, cost=cost)]
    return compare.Outcomes.of(pd.DataFrame(every, columns=names), list(arms))


def row(frame, **wanted):
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_intervals_are_students():
    frame = compare.summary(outcomes(none=(LUCK, 0)))
    for place, year in enumerate(range(2011, 2015)):
        found = row(frame, arm="none", year=year, measure="fgt0")
        values = LUCK[:, place]
        low, high = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
        assert found["n"] == 5
        assert found["mean"] == pytest.approx(values.mean(), rel=1e-13)
        assert found["sd"] == pytest.approx(values.std(ddof=1), rel=1e-12)
        assert (found["ci_low"], found["ci_high"]) == pytest.approx((low, high), rel=1e-12)


def test_one_replication_has_no_interval():
    frame = compare.summary(outcomes(none=(LUCK[:1], 0)))
    assert set(frame["n"]) == {1} and frame["mean"].notna().all()
    assert frame[["sd", "ci_low", "ci_high"]].isna().all(axis=None)


def test_equal_values_have_exactly_no_spread():
    frame = compare.summary(outcomes(none=(np.full((20, 4), 0.1), 0)))
    found = row(frame, year=2013, measure="fgt0")
    assert (found["mean"], found["sd"], found["ci_low"], found["ci_high"]) == (0.1, 0, 0.1, 0.1)


def test_differences_are_paired_by_replication():
    cash = LUCK - np.array([0.0, 0.01, 0.02, 0.03]) - 0.001 * np.arange(5)[:, None]
    frame = compare.differences(outcomes(none=(LUCK, 0), cash=(cash, 1)), "none")
    found = row(frame, arm="cash", year=2013, measure="fgt0")
    # The arm's own deviations are 0, 0.001, ... 0.004: their sd is 0.001 x sqrt(2.5).
    assert found["mean"] == pytest.approx(-0.022, abs=1e-12)
    assert found["sd"] == pytest.approx(0.001 * 2.5**0.5, abs=1e-12)
    half = 2.7764451051977987 * 0.001 * 2.5**0.5 / 5**0.5
    assert found["ci_high"] - found["mean"] == pytest.approx(half, abs=1e-12)
    assert found["sd"] < np.std(LUCK[:, 2], ddof=1) / 5


def test_equal_arms_differ_by_exactly_nothing():
    frame = compare.differences(outcomes(none=(LUCK, 0), cash=(LUCK, 0)), "none")
    assert (frame[["mean", "sd", "ci_low", "ci_high"]] == 0.0).all(axis=None)
    assert set(frame["arm"]) == {"cash"}


def test_a_missing_run_is_missing_in_its_pair_only():
    cash, assets = LUCK - 0.05, LUCK - 0.02
    cash[1] = np.nan
    made = outcomes(none=(LUCK, 0), cash=(cash, 0), assets=(assets, 0))
    frame = compare.differences(made, "none")
    assert row(frame, arm="cash", year=2014, measure="fgt0")["n"] == 4
    assert row(frame, arm="assets", year=2014, measure="fgt0")["n"] == 5
    assert row(frame, arm="cash", year=2014, measure="fgt0")["mean"] == pytest.approx(-0.05)
    assert row(compare.summary(made), arm="cash", year=2014, measure="fgt0")["n"] == 4


def test_a_number_the_baseline_does_not_have_makes_no_row():
    base = LUCK.copy()
    base[:, 3] = np.nan
    frame = compare.differences(outcomes(none=(base, 0), cash=(LUCK, 0)), "none")
    assert set(frame["year"]) == {2011, 2012, 2013}


def test_a_ratio_is_mean_cost_over_mean_averted():
    fall = np.array([[0, 0.01, 0.02, 0.03]]) + 0.001 * np.arange(5)[:, None] * [0, 1, 1, 1]
    made = outcomes(none=(LUCK, 0), cash=(LUCK - fall, 7000.0))
    frame = compare.cost_effectiveness(made, "none", seed=1)
    heads, gaps = row(frame, measure="fgt0"), row(frame, measure="fgt1")
    later = row(frame, measure="fgt0_discounted")
    # Three years of 7,000; falls of .06 + .003 k of 1,000 persons, k = 0..4: 66 person-years.
    assert heads["cost"] == gaps["cost"] == 21_000
    assert heads["averted"] == pytest.approx(66)
    assert gaps["averted"] == pytest.approx(66 * 0.4 * 2300)
    assert heads["ratio"] == pytest.approx(21_000 / 66)
    assert heads["ci_low"] < heads["ratio"] < heads["ci_high"]
    assert 21_000 / 72 <= heads["ci_low"] and heads["ci_high"] <= 21_000 / 60
    assert heads["note"] == ""
    assert later["cost"] == pytest.approx(7000 * (1 + 1 / 1.05 + 1 / 1.05**2))
    assert later["averted"] == pytest.approx(12 + 22 / 1.05 + 32 / 1.05**2)


def test_no_ratio_where_nothing_is_certain():
    noise = LUCK + np.random.default_rng(4).normal(0, 0.02, LUCK.shape)
    frame = compare.cost_effectiveness(outcomes(none=(LUCK, 0), cash=(noise, 9)), "none", 1)
    assert frame[["ratio", "ci_low", "ci_high"]].isna().all(axis=None)
    assert frame["note"].str.contains("includes 0").all() and frame["averted"].notna().all()


def test_no_ratio_from_one_replication():
    made = outcomes(none=(LUCK[:1], 0), cash=(LUCK[:1] - 0.1, 9))
    frame = compare.cost_effectiveness(made, "none", 1)
    assert frame["ratio"].isna().all() and frame["note"].str.contains("one replication").all()


def fallen(by, cost):
    """An arm with less poverty (more, below 0) than LUCK in the simulated years, and its cost."""
    return LUCK - by * np.array([0, 1, 1, 1]) - 0.0005 * np.arange(5)[:, None] * [0, 1, 1, 1], cost


@pytest.mark.parametrize(
    ("baseline", "arm", "price", "note"),
    [
        (fallen(0.02, 100), fallen(0.05, 300), True, ""),
        (fallen(0.05, 300), fallen(0.02, 100), False, "more poverty than in the baseline; paid less"),
        (fallen(0.05, 100), fallen(0.02, 300), False, "more poverty than in the baseline; paid more"),
        (fallen(0.02, 300), fallen(0.05, 100), False, "less poverty than in the baseline; paid less"),
        (fallen(0.02, 300), fallen(0.05, 300 + 1e-8), False, "paid neither more nor less"),
        (fallen(0.05, 300), fallen(0.05, 100), False, "averted includes 0; paid less"),
    ],
)
def test_a_price_is_of_more_money_and_less_poverty(baseline, arm, price, note):
    frame = compare.cost_effectiveness(outcomes(base=baseline, arm=arm), "base", 1)
    assert frame["ratio"].notna().all() == frame["ci_low"].notna().all() == price
    assert frame["note"].str.contains(note, regex=False).all() and frame["averted"].notna().all()
    assert (frame["ratio"].dropna() > 0).all()


def test_nothing_is_scaled_by_a_saving_or_by_income_lost():
    made = outcomes(base=fallen(0.05, 50_000), arm=fallen(0.02, 20_000))
    income = made.keys["measure"] == "income_mean"
    made.values[1][:, income] -= 100 + np.arange(5)[:, None]
    frame = compare.equal_terms(made, "base", 1)
    assert frame[["ratio", "ci_low", "ci_high"]].isna().all(axis=None)
    assert row(frame, quantity="fgt0_per_100_yuan")["note"] == "paid less than the baseline"
    assert "income is lower" in row(frame, quantity="fgt0_per_percent_of_income")["note"]


def test_more_poverty_for_more_money_is_scaled_too():
    frame = compare.equal_terms(outcomes(base=fallen(0.05, 0), arm=fallen(0.02, 50_000)), "base", 1)
    found = row(frame, quantity="fgt0_per_100_yuan")
    assert found["ratio"] > 0 and found["note"] == ""


def test_an_arm_without_the_measures_has_no_ratio():
    made = outcomes(none=(LUCK, 0), cash=(LUCK - 0.1, 9))
    made.keys.loc[made.keys["measure"] == "poverty_line", "measure"] = "other"
    frame = compare.cost_effectiveness(made, "none", 1)
    assert list(frame["measure"]) == ["fgt0", "fgt0_discounted"]
