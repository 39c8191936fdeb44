"""One measure of all arms in one year: the rows of stored tables that are asked for most."""

import experiment_fakes as fakes
import pandas as pd
import pytest

import sim
from sim.ground.errors import InputError


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    return sim.run(fakes.scenario(), folder, progress=False, report=False, simulate=fakes.simulate)


def test_effects_are_the_rows_of_the_last_year(results):
    rows = results.effects("fgt0")
    table = results.differences.query(
        "measure == 'fgt0' and year == 2014 and group == 'all' and line == 'national'")
    assert list(rows.index) == ["cash", "assets"]
    assert list(rows["mean"]) == list(table["mean"])
    assert list(rows.columns) == ["mean", "ci_low", "ci_high", "n", "unit"]


def test_levels_have_the_baseline_too(results):
    assert set(results.levels("income_mean", 2012).index) == set(fakes.ARMS)
    assert results.levels("fgt0", 2011).loc["none", "mean"] == pytest.approx(0.3, abs=0.05)


def test_a_group_is_one_or_all_of_its_kind(results):
    one = results.effects("fgt0", group="quintile=1")
    kind = results.effects("fgt0", group="quintile")
    assert list(kind.index) == [(arm, "quintile=1") for arm in one.index]
    assert list(kind["mean"]) == list(one["mean"])


def test_arms_of_a_replication_may_be_subtracted(results):
    wide = results.by_replication("fgt0")
    assert tuple(wide.columns) == fakes.ARMS
    assert list(wide.index) == [1, 2, 3]
    gaps = wide.sub(wide["none"], axis=0).mean()[["cash", "assets"]]
    assert list(gaps) == pytest.approx(list(results.effects("fgt0")["mean"]))


def test_effects_against_any_arm_are_what_a_run_with_that_baseline_says(results, tmp_path):
    other = sim.run(fakes.scenario(), tmp_path, progress=False, report=False,
                    simulate=fakes.simulate, baseline="cash")  # fmt: skip
    pd.testing.assert_frame_equal(results.effects("fgt0", against="cash"), other.effects("fgt0"))
    pd.testing.assert_frame_equal(results.effects("fgt0", against="none"), results.effects("fgt0"))
    with pytest.raises(InputError, match=r"no arm 'cahs' \(did you mean cash\?\)"):
        results.effects("fgt0", against="cahs")


def test_what_is_reckoned_by_replication_gets_its_interval(results):
    wide = {year: results.by_replication("fgt0", year) for year in (2012, 2014)}
    gaps = {year: table.sub(table["none"], axis=0)[["cash"]] for year, table in wide.items()}
    found, told = sim.intervals(gaps[2014]), results.effects("fgt0").loc[["cash"]]
    pd.testing.assert_frame_equal(found, told.drop(columns="unit"))
    change = sim.intervals(gaps[2014] - gaps[2012]).loc["cash"]
    means = [results.effects("fgt0", year).loc["cash", "mean"] for year in (2012, 2014)]
    assert change["mean"] == pytest.approx(means[1] - means[0])
    assert change["ci_low"] <= change["mean"] <= change["ci_high"]
    assert sim.intervals(gaps[2014].assign(cash=float("nan"))).empty


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"measure": "fgt9"}, "no measure 'fgt9'.*recorded: "),
        ({"measure": "income_men"}, "did you mean income_mean"),
        ({"measure": "fgt0", "year": 2030}, "no year 2030; recorded: 2011"),
        ({"measure": "fgt0", "group": "quintille"}, r"no group 'quintille' \(did you mean quintile\?\)"),
        ({"measure": "fgt0", "line": "nacional"}, r"did you mean national\?"),
    ],
)
def test_what_was_not_recorded_is_told_with_what_was(results, asked, said):
    with pytest.raises(InputError, match=said):
        results.effects(**asked)
