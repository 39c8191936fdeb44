"""What common luck gains, against variances known beforehand."""

import experiment_fakes as fakes
import numpy as np
import pandas as pd
import pytest

import sim
from sim import compare
from sim.compare.luck import common_luck

SHARED = 0.02 * np.array([1.0, -1.0, 1.0, -1.0])
OWN = 0.004 * np.array([1.0, 1.0, -1.0, -1.0])  # at right angles to the shared luck: no covariance
UNIT = np.sqrt(4 / 3)  # sample standard deviation of four times plus or minus one


def outcomes(without=(), **arms):
    """Headcounts of arms by replication in two years, of which the first is not looked at."""
    rows = [
        (arm, run, year, "fgt0", "national", "all", value * (year == 2012), "share")
        for arm, values in arms.items()
        for run, value in enumerate(values, 1)
        for year in (2011, 2012)
        if (arm, run) not in without
    ]
    columns = ["arm", "replication", "year", "measure", "line", "group", "value", "unit"]
    return compare.Outcomes.of(pd.DataFrame(rows, columns=columns), list(arms))


def test_the_gain_is_both_variances_over_that_of_the_difference():
    made = outcomes(none=0.3 + SHARED, cash=0.2 + SHARED + OWN, against=0.2 - SHARED)
    cash, against = common_luck(made, "none").to_dict("records")
    assert cash["arm"] == "cash" and cash["baseline"] == "none" and cash["n"] == 4
    assert cash["sd_baseline"] == pytest.approx(0.02 * UNIT)
    assert cash["sd_arm"] == pytest.approx(np.hypot(0.02, 0.004) * UNIT)
    assert cash["sd_difference"] == pytest.approx(0.004 * UNIT)
    assert cash["worth"] == pytest.approx((2 * 0.02**2 + 0.004**2) / 0.004**2)
    assert cash["narrower"] == pytest.approx(cash["worth"] ** 0.5)
    assert against["worth"] == pytest.approx(0.5)  # luck that is opposite makes it worse


def test_only_pairs_that_are_whole_count():
    values = {"none": 0.3 + SHARED, "cash": 0.2 + SHARED + OWN}
    kept = {arm: np.delete(series, 2) for arm, series in values.items()}
    fewer = common_luck(outcomes(without=[("cash", 3)], **values), "none").iloc[0]
    alone = common_luck(outcomes(**kept), "none").iloc[0]
    assert fewer["n"] == 3 and fewer.equals(alone)


def test_differences_that_never_vary_have_no_ratio():
    row = common_luck(outcomes(none=SHARED + 0.3, cash=SHARED + 0.2), "none").iloc[0]
    assert np.isnan(row["worth"]) and np.isnan(row["narrower"]) and row["sd_arm"] > 0


def test_one_replication_has_no_spread(tmp_path):
    plan = fakes.scenario(replications=1)
    assert not len(sim.run(plan, tmp_path, progress=False, simulate=fakes.simulate).common_luck)
    plan = fakes.scenario(replications=2)
    found = sim.run(plan, tmp_path, progress=False, simulate=fakes.simulate).common_luck
    assert list(found["arm"]) == ["cash", "assets"] and list(found["n"]) == [2, 2]
