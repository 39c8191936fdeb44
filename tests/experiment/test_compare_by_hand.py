"""Ratios of arms that differ in every number by year and replication, by plain arithmetic; intervals
beside SciPy's."""

import json
from statistics import fmean

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim import compare
from sim.folder import codebook
from sim.folder.intervals import bootstrap, student
from sim.results import read_table

ARMS = ("none", "cash", "assets")
OPENING, YEARS = 2011, (2012, 2013, 2014)
RUNS = (1, 2, 3, 5, 6, 7, 8, 9, 10)  # the fourth failed in every arm
UNITS = {"fgt0": "share", "fgt1": "share", "fgt2": "share", "population": "persons"}


def number(arm, run, year, measure):
    """A made-up outcome: no two of them alike, arms further apart as years pass."""
    a, t = ARMS.index(arm), year - OPENING
    luck = (7 * run + 3 * t + 5 * a) % 11 / 1000
    fall = a * t * (1 + 0.1 * run) / 100
    return {
        "fgt0": 0.40 - 0.01 * t - fall + luck,
        "fgt1": 0.12 - 0.004 * t - 0.5 * fall + luck / 3,
        "fgt2": 0.05 - 0.002 * t - 0.25 * fall + luck / 7,
        "income_mean": 3500 + 170 * t + 13 * run + a * t * (90 + 5 * run),
        "population": 1000 + 10 * t + a * t + run,
        "poverty_line": 2300 + 20 * t,
        "cost_total": (2000 + 9000 * a * t + 300 * run * a + 40 * t) * (t > 0),
    }[measure]


MEASURES = ("fgt0", "fgt1", "fgt2", "income_mean", "population", "poverty_line", "cost_total")


def table(arms=ARMS, runs=RUNS, without=()):
    """Outcomes as rows, in an order of no use to anybody, beside rows that no ratio may take."""
    rows = []
    for arm in arms:
        for run in runs:
            if (arm, run) in without:
                continue
            for year in (OPENING, *YEARS):
                for measure in MEASURES:
                    value, lined = number(arm, run, year, measure), measure.startswith("fgt")
                    line = "national" if lined else ""
                    unit = UNITS.get(measure, "yuan")
                    rows.append((arm, run, 9, year, measure, line, "all", value, unit))
                    if lined:
                        rows.append((arm, run, 9, year, measure, "national_1.25", "all", 0.9, unit))
                        rows.append((arm, run, 9, year, measure, line, "quintile=1", 0.8, unit))
    frame = pd.DataFrame(rows, columns=codebook.header("outcomes.csv"))
    return frame.sample(frac=1, random_state=3)


def outcomes(**given):
    return compare.Outcomes.of(table(**given), list(ARMS))


def only(frame, **wanted):
    """The one row with these values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def bought(arm, run, baseline="none", discount=0.0):
    """What an arm paid beyond the baseline in a run, and the persons and yuan it averted."""
    cost = persons = yuan = 0.0
    for t, year in enumerate(YEARS):
        weight = 1 / (1 + discount) ** t
        burden = {}
        for one in (arm, baseline):
            people = number(one, run, year, "population")
            line = number(one, run, year, "poverty_line")
            burden[one] = (number(one, run, year, "fgt0") * people,
                           number(one, run, year, "fgt1") * people * line)  # fmt: skip
        paid = number(arm, run, year, "cost_total") - number(baseline, run, year, "cost_total")
        cost += weight * paid
        persons += weight * (burden[baseline][0] - burden[arm][0])
        yuan += weight * (burden[baseline][1] - burden[arm][1])
    return cost, persons, yuan


@pytest.mark.parametrize("arm", ["cash", "assets"])
def test_yuan_a_unit_averted(arm):
    frame = compare.cost_effectiveness(outcomes(), "none", seed=1)
    assert list(frame.columns) == codebook.header("cost_effectiveness.csv")
    assert set(frame["arm"]) == {"cash", "assets"} and set(frame["baseline"]) == {"none"}
    for place, measure in ((1, "fgt0"), (2, "fgt1")):
        for name, discount in ((measure, 0.0), (f"{measure}_discounted", 0.05)):
            runs = [bought(arm, run, discount=discount) for run in RUNS]
            cost, averted = fmean(r[0] for r in runs), fmean(r[place] for r in runs)
            found = only(frame, arm=arm, measure=name)
            assert found["n"] == 9 and found["note"] == ""
            assert found["cost"] == pytest.approx(cost, rel=1e-12)
            assert found["averted"] == pytest.approx(averted, rel=1e-12)
            assert found["ratio"] == pytest.approx(cost / averted, rel=1e-12)
            low, high = scipys([r[0] for r in runs], [r[place] for r in runs], seed=1)
            assert (found["ci_low"], found["ci_high"]) == pytest.approx((low, high), rel=1e-12)


def test_a_run_that_is_missing_in_one_arm_is_left_out_of_its_ratio_alone():
    frame = compare.cost_effectiveness(outcomes(without=[("cash", 3)]), "none", seed=1)
    for arm, runs in (("cash", tuple(run for run in RUNS if run != 3)), ("assets", RUNS)):
        sums = [bought(arm, run) for run in runs]
        found = only(frame, arm=arm, measure="fgt0")
        assert found["n"] == len(runs)
        assert found["averted"] == pytest.approx(fmean(s[1] for s in sums), rel=1e-12)
    frame = compare.cost_effectiveness(outcomes(without=[("none", 3)]), "none", seed=1)
    assert set(frame["n"]) == {8}


def changes(arm, run, measure):
    """Arm minus none, by simulated year."""
    return [number(arm, run, y, measure) - number("none", run, y, measure) for y in YEARS]


@pytest.mark.parametrize("arm", ["cash", "assets"])
def test_equal_terms(arm):
    frame = compare.equal_terms(outcomes(), "none", seed=2)
    assert list(frame.columns) == codebook.header("equal_terms.csv")
    assert set(frame["arm"]) == {"cash", "assets"} and set(frame["baseline"]) == {"none"}
    hundreds = [
        sum(changes(arm, run, "cost_total"))
        / sum(number(arm, run, y, "population") for y in YEARS) / 100
        for run in RUNS
    ]  # fmt: skip
    for measure in ("fgt0", "fgt1", "fgt2"):
        falls = [fmean(changes(arm, run, measure)) for run in RUNS]
        found = only(frame, arm=arm, quantity=f"{measure}_per_100_yuan")
        assert found["n"] == 9 and found["note"] == ""
        assert found["ratio"] == pytest.approx(fmean(falls) / fmean(hundreds), rel=1e-12)
        low, high = scipys(falls, hundreds, seed=2)
        assert (found["ci_low"], found["ci_high"]) == pytest.approx((low, high), rel=1e-12)
    last = [number("none", run, YEARS[-1], "income_mean") for run in RUNS]
    percents = [
        100 * changes(arm, run, "income_mean")[-1] / before
        for run, before in zip(RUNS, last, strict=True)
    ]
    fall = fmean(changes(arm, run, "fgt0")[-1] for run in RUNS)
    found = only(frame, arm=arm, quantity="fgt0_per_percent_of_income")
    assert found["ratio"] == pytest.approx(fall / fmean(percents), rel=1e-12)


def test_no_ratio_where_what_divides_may_be_nothing():
    # Two arms alike but for luck: nothing was averted that could be told from nothing.
    rows = table(arms=("none",))
    twin = rows.assign(arm="cash")
    shaken = twin["measure"].isin(["fgt0", "income_mean", "cost_total"]) & (twin["year"] > OPENING)
    twin.loc[shaken, "value"] *= 1 + 0.01 * np.where(twin.loc[shaken, "replication"] % 2, 1, -1)
    made = compare.Outcomes.of(pd.concat([rows, twin]), ["none", "cash"])
    bought_for = only(compare.cost_effectiveness(made, "none", 1), measure="fgt0")
    assert "interval of averted includes 0" in bought_for["note"]
    for quantity in ("fgt0_per_100_yuan", "fgt0_per_percent_of_income"):
        found = only(compare.equal_terms(made, "none", 1), quantity=quantity)
        assert "includes 0" in found["note"]
        assert found[["ratio", "ci_low", "ci_high"]].isna().all()
    assert found["n"] == 9
    one = outcomes(runs=(2,))
    for frame in (compare.cost_effectiveness(one, "none", 1), compare.equal_terms(one, "none", 1)):
        assert set(frame["note"]) == {"one replication: no interval"} and set(frame["n"]) == {1}
        assert frame[["ratio", "ci_low", "ci_high"]].isna().all(axis=None)


def test_differences_are_arm_minus_baseline_by_run():
    frame = compare.differences(outcomes(without=[("cash", 2), ("none", 5)]), "none")
    assert list(frame.columns) == codebook.header("differences.csv")
    assert list(frame["arm"].unique()) == ["cash", "assets"]
    assert list(frame.index) == list(range(len(frame)))
    for arm, lost in (("cash", (2, 5)), ("assets", (5,))):
        runs = [run for run in RUNS if run not in lost]
        for year in (OPENING, *YEARS):
            gaps = [number(arm, r, year, "fgt1") - number("none", r, year, "fgt1") for r in runs]
            key = {"arm": arm, "year": year, "measure": "fgt1"}
            found = only(frame, **key, line="national", group="all")
            assert found["n"] == len(runs) and found["unit"] == "share"
            assert found["mean"] == pytest.approx(fmean(gaps), abs=1e-15)
            spread = stats.sem(gaps)
            if spread > 1e-9:
                low, high = stats.t.interval(0.95, len(runs) - 1, fmean(gaps), spread)
                assert (found["ci_low"], found["ci_high"]) == pytest.approx((low, high), rel=1e-9)
    assert (frame["baseline"] == "none").all()


def test_a_summary_has_every_number_of_every_arm_sorted():
    frame = compare.summary(outcomes(without=[("assets", run) for run in RUNS]))
    assert list(frame["arm"].unique()) == ["none", "cash"]
    key = ["year", "measure", "line", "group"]
    for arm in ("none", "cash"):
        shown = [tuple(row) for row in frame.loc[frame["arm"] == arm, key].to_numpy()]
        assert shown == sorted(set(shown)) and len(shown) == 4 * (3 * 3 + 4)


def test_a_folder_without_any_pair_still_has_its_columns():
    alone = compare.Outcomes.of(table(arms=("none",)), ["none"])
    for frame, file in ((compare.differences(alone, "none"), "differences.csv"),
                        (compare.cost_effectiveness(alone, "none", 1), "cost_effectiveness.csv"),
                        (compare.equal_terms(alone, "none", 1), "equal_terms.csv")):  # fmt: skip
        assert len(frame) == 0 and list(frame.columns) == codebook.header(file)


def test_two_runs_are_enough_for_a_ratio():
    two = outcomes(runs=(1, 2))
    for frame in (compare.cost_effectiveness(two, "none", 1), compare.equal_terms(two, "none", 1)):
        assert set(frame["n"]) == {2} and not frame["note"].str.contains("one replication").any()
    found = only(compare.equal_terms(two, "none", 1), arm="cash", quantity="fgt0_per_100_yuan")
    assert np.isfinite(found["ratio"])


def test_the_tables_of_a_folder_are_those_of_its_outcomes(tmp_path):
    table(without=[("cash", 3)]).to_csv(tmp_path / "outcomes.csv", index=False)
    runs = pd.DataFrame([(f"{arm}-{run}", arm, run, 9, "done", 0.1) for arm in ARMS for run in RUNS])
    runs.to_csv(tmp_path / "runs.csv", index=False, header=codebook.header("runs.csv"))
    about = {"program": "antipoverty", "scenario_hash": "00ff", "seed": 7, "code_version": "1",
             "files": []}
    about |= {"format": 1, "seeds": {}, "times": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    compare.write(tmp_path, "cash")
    made = outcomes(without=[("cash", 3)])
    expected = {
        "summary.csv": compare.summary(made),
        "differences.csv": compare.differences(made, "cash"),
        "cost_effectiveness.csv": compare.cost_effectiveness(made, "cash", 7),
        "equal_terms.csv": compare.equal_terms(made, "cash", 7),
    }
    for file, frame in expected.items():
        text = (tmp_path / file).read_bytes().decode()
        assert "\r" not in text and text.splitlines()[0] == ",".join(codebook.header(file))
        pd.testing.assert_frame_equal(read_table(tmp_path, file), frame, check_dtype=False)


def test_equal_values_have_no_spread_whatever_stands_beside_them():
    columns_of = np.tile(np.array([0.1, 0.2, 0.3, 0.7, 1 / 3, 1e-7]), (7, 1))
    found = student(columns_of)
    assert (found["mean"] == columns_of[0]).all() and (found["sd"] == 0).all()
    assert (found["ci_low"] == found["ci_high"]).all()


def test_intervals_are_students_whatever_is_missing():
    values = np.random.default_rng(8).normal(5, 3, (6, 5))
    values[:5, 1] = values[:4, 2] = values[2, 3] = values[:, 4] = np.nan
    found = student(values)
    assert list(found["n"]) == [6, 1, 2, 5, 0]
    assert found["mean"][1] == values[5, 1] and np.isnan(found["mean"][4])
    for name in ("sd", "ci_low", "ci_high"):
        assert np.isnan(found[name][[1, 4]]).all()
    for k in (0, 2, 3):
        there = values[~np.isnan(values[:, k]), k]
        low, high = stats.t.interval(0.95, len(there) - 1, there.mean(), stats.sem(there))
        shown = found["mean"][k], found["sd"][k], found["ci_low"][k], found["ci_high"][k]
        assert shown == pytest.approx((there.mean(), there.std(ddof=1), low, high), rel=1e-12)


def ratio(over, under, axis=-1):
    return over.mean(axis) / under.mean(axis)


def scipys(over, under, seed, resamples=2_000):
    """SciPy's percentile interval of a ratio of means, paired, at 95%."""
    found = stats.bootstrap(
        (np.array(over), np.array(under)), ratio, paired=True, method="percentile",
        n_resamples=resamples, confidence_level=0.95, rng=np.random.default_rng(seed),
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)


def test_the_bootstraps_level_is_95_per_cent():
    generator = np.random.default_rng(5)
    cost = generator.normal(1000, 50, 20)
    averted = cost / 40 + generator.normal(0, 2, 20)
    low, high = scipys(cost, averted, seed=9, resamples=100_000)
    spread = (high - low) / (2 * 1.96)
    ours = np.mean([bootstrap(cost, averted, seed) for seed in range(25)], axis=0)
    # At 90% either end would lie .31 spreads further in; luck leaves some .012 at 25 times 2,000.
    assert ours == pytest.approx((low, high), abs=0.06 * spread)
    assert bootstrap(cost, averted, 1) == bootstrap(cost, averted, 1) != bootstrap(cost, averted, 2)


def test_resamples_that_divide_by_nothing_are_left_out():
    low, high = bootstrap(np.array([1.0, 3.0]), np.array([0.0, 1.0]), seed=1)
    # Drawn are 3 over 1, and 4 over 1 in half of the cases that divide.
    assert (low, high) == (3.0, 4.0)
