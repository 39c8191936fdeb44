"""Who is best, in how many worlds: by hand, by property, and with a best arm that was planted."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import swept_folder
import synthetic
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binomtest, ttest_rel
from swept_folder import BUDGET, DROUGHT, FACTORS

from sim import compare
from sim.compare.best import COLUMNS, PER_YUAN, best, beyond_luck, bought, wins, write
from sim.folder.files import write_rows
from sim.folder.intervals import wilson
from sim.folder.read import Folder
from sim.folder.swept import Swept

NAMES = ["none", "pairing", "cash"]
ONE_WORLD = {BUDGET: FACTORS[BUDGET]}
VALUES = arrays(float, st.tuples(st.integers(1, 9), st.integers(2, 4)),
                elements=st.integers(0, 3).map(float))  # fmt: skip


def made(path: Path, **options) -> Swept:
    return Swept(swept_folder.write(path, **options))


def shares(found: pd.DataFrame, measure: str, levers: str = "") -> dict[str, float]:
    rows = found[(found["measure"] == measure) & (found["levers"] == levers)]
    return dict(zip(rows["arm"], rows["probability"], strict=True))


def test_the_lowest_wins_its_case_and_equals_share_it() -> None:
    values = pd.DataFrame([[3.0, 1.0, 2.0], [1.0, 1.0, 2.0], [0.0, 0.0, 0.0], [5.0, 6.0, 4.0]],
                          columns=NAMES)  # fmt: skip
    assert wins(values).mean().to_list() == pytest.approx([5 / 24, 11 / 24, 8 / 24])


def test_who_never_is_a_candidate_is_left_out_and_so_is_a_case_without_one() -> None:
    nan = np.nan
    values = pd.DataFrame([[nan, 1.0, 2.0], [nan, nan, nan], [nan, nan, 2.0]], columns=NAMES)
    assert wins(values).to_dict("list") == {"pairing": [1.0, 0.0], "cash": [0.0, 1.0]}


@given(VALUES)
def test_every_case_is_won_once(values) -> None:
    assert wins(pd.DataFrame(values)).sum(axis=1).to_numpy() == pytest.approx(1.0)


@given(VALUES, st.randoms(use_true_random=False))
def test_an_arm_under_another_name_or_in_another_place_wins_as_often(values, order) -> None:
    frame = pd.DataFrame(values)
    places = list(frame.columns)
    order.shuffle(places)
    assert wins(frame[places])[frame.columns].equals(wins(frame))


def test_beyond_luck_is_the_paired_interval_of_every_other_arm_by_world() -> None:
    """Luck common to the arms is no doubt; luck of their own is: judged by scipy's paired test."""
    luck = np.array([0.1, -0.2, 0.3, 0.0])
    own = np.array([0.02, -0.02, 0.01, 0.0])
    clear = np.column_stack([luck, luck + 0.1 + own])
    close = np.column_stack([luck, luck + 0.01 + own])
    found = beyond_luck(pd.DataFrame(np.vstack([clear, close])), np.repeat([1, 2], 4))
    for world, values in ((1, clear), (2, close)):
        judge = ttest_rel(values[:, 1], values[:, 0]).confidence_interval(0.95)
        assert found.loc[world, 0] == (judge.low > 0)
    assert found.to_numpy().tolist() == [[True, False], [False, False]]


@given(VALUES)
def test_who_is_best_beyond_luck_is_best(values) -> None:
    worlds = np.arange(len(values)) // 3
    found = beyond_luck(pd.DataFrame(values), worlds)
    won = wins(pd.DataFrame(values).groupby(worlds).mean()).reindex(columns=found.columns)
    judged = found == 1
    assert (won[judged] == 1).to_numpy()[judged.to_numpy()].all()
    assert (found.isna().all(axis=1) == (pd.Series(worlds).value_counts().sort_index() < 2)).all()


def test_luck_cannot_be_judged_by_one_replication(tmp_path: Path) -> None:
    assert best(made(tmp_path, replications=1, luck=0.0))["beyond_luck"].isna().all()


def test_what_a_yuan_averts_by_hand() -> None:
    poor = pd.DataFrame([[100.0, 80.0, 70.0, 100.0]], columns=[*NAMES, "idle"])
    paid = pd.DataFrame([[10.0, 30.0, 70.0, 10.0]], columns=[*NAMES, "idle"])
    found = bought(poor, paid, "none").iloc[0]
    assert found[["pairing", "cash"]].to_list() == [1.0, 0.5]
    assert found[["none", "idle"]].isna().all()


@pytest.mark.parametrize(("wins", "n"), [(0, 7), (3, 7), (7, 7), (41, 200), (1, 1)])
def test_the_interval_is_the_one_of_scipy(wins: int, n: int) -> None:
    known = binomtest(wins, n).proportion_ci(0.95, "wilson")
    assert wilson(wins / n, n) == pytest.approx((known.low, known.high), abs=1e-12)


def test_a_planted_best_arm_is_found_in_every_world(tmp_path: Path) -> None:
    swept = made(tmp_path, effect=lambda arm, point: 0.2 * (arm == "pairing"), luck=0.001)
    found = best(swept)
    for levers in ("budget=50", "budget=150"):
        for measure in ("fgt0", "fgt1", "fgt2", PER_YUAN):
            assert shares(found, measure, levers)["pairing"] == 1.0
    clear = found.groupby("measure", sort=False)["beyond_luck"].max()
    assert clear[["fgt0", "fgt1", "fgt2"]].to_list() == [1.0, 1.0, 1.0] and np.isnan(clear[PER_YUAN])
    assert set(found["over"]) == {"worlds"} and set(found["n"]) == {12}
    low, high = binomtest(12, 12).proportion_ci(0.95, "wilson")
    assert found.loc[found["probability"] == 1, "ci_low"].to_numpy() == pytest.approx(low)
    assert found.loc[found["probability"] == 1, "ci_high"].to_numpy() == pytest.approx(high)


def test_each_setting_of_the_levers_has_its_own_best_arm_in_the_same_worlds(tmp_path: Path) -> None:
    """Pairing takes 0.001 a yuan, less with droughts; cash takes 0.05 everywhere."""
    found = best(made(tmp_path, luck=0.0, points=swept_folder.crossed(20, (60, 150))))
    assert shares(found, "fgt0", "budget=60")["pairing"] == sum(
        0.06 * (1 - 2 * 0.02 * (step + 0.5)) > 0.05 for step in range(20)
    ) / 20  # fmt: skip
    assert shares(found, "fgt0", "budget=150")["pairing"] == sum(
        0.15 * (1 - 2 * 0.02 * (step + 0.5)) > 0.05 for step in range(20)
    ) / 20  # fmt: skip


@pytest.mark.parametrize("measure", ["fgt0", "fgt1", "fgt2", PER_YUAN])
def test_probabilities_of_a_measure_add_up_to_one(tmp_path: Path, measure: str) -> None:
    found = best(made(tmp_path, luck=0.1))
    for levers in ("budget=50", "budget=150"):
        assert sum(shares(found, measure, levers).values()) == pytest.approx(1.0)


def test_in_one_world_the_cases_are_replications(tmp_path: Path) -> None:
    swept = made(tmp_path, points=[{BUDGET: 100}], factors=ONE_WORLD, replications=9, luck=0.03)
    found = best(swept)
    levels = swept.values("fgt0")
    lowest = levels.idxmin(axis=1).value_counts(normalize=True)
    assert set(found["over"]) == {"replications"} and set(found["n"]) == {9}
    assert found["beyond_luck"].isna().all()
    told = {arm: share for arm, share in shares(found, "fgt0", "budget=100").items() if share}
    assert told == pytest.approx(lowest.to_dict()) and len(told) > 1


def test_a_world_is_judged_by_the_mean_over_its_replications(tmp_path: Path) -> None:
    swept = made(tmp_path, points=[{DROUGHT: 0.1}, {DROUGHT: 0.3}], luck=0.2, replications=5,
                 factors={DROUGHT: FACTORS[DROUGHT]})  # fmt: skip
    means = swept.values("fgt0").groupby(level="point").mean()
    lowest = means.idxmin(axis=1).value_counts(normalize=True).to_dict()
    told = {arm: share for arm, share in shares(best(swept), "fgt0").items() if share}
    assert told == lowest


def test_arms_that_paid_nothing_are_no_candidates_for_the_most_a_yuan(tmp_path: Path) -> None:
    swept = made(tmp_path, cost={"pairing": 0.0})
    assert set(shares(best(swept), PER_YUAN, "budget=50")) == {"universal-cash"}
    assert set(shares(best(swept), "fgt0", "budget=50")) == set(swept_folder.ARMS)


def test_arms_that_are_alike_share_every_world(tmp_path: Path) -> None:
    swept = made(tmp_path, luck=0.0, effect=lambda arm, point: 0.1 * (arm != "none"))
    assert shares(best(swept), "fgt0", "budget=50") == {
        "none": 0.0, "pairing": 0.5, "universal-cash": 0.5,
    }  # fmt: skip


def test_a_replication_in_which_an_arm_failed_counts_for_none(tmp_path: Path) -> None:
    """World 1 is lost, its only setting's replications failing; of world 2 one replication is left."""
    failed = [(1, "pairing", 1), (1, "none", 2), (2, "none", 1)]
    swept = made(tmp_path, points=[{DROUGHT: 0.1 * k} for k in (1, 2, 3)], replications=2,
                 factors={DROUGHT: FACTORS[DROUGHT]}, failed=failed)  # fmt: skip
    assert list(swept.values("fgt0").index) == [(2, 2), (3, 1), (3, 2)]
    assert set(best(swept)["n"]) == {2}


def test_the_file_has_the_columns_that_are_promised(tmp_path: Path) -> None:
    swept = made(tmp_path)
    write(swept)
    found = pd.read_csv(tmp_path / "best.csv")
    promised = ["arm", "measure", "probability", "ci_low", "ci_high", "n"]
    more = ["over", "beyond_luck", "levers"]
    assert list(found.columns) == [*promised, *more] == [column.name for column in COLUMNS]
    pd.testing.assert_frame_equal(found, best(swept))


def test_one_point_says_what_an_ordinary_folder_says(tmp_path: Path) -> None:
    """The same outcomes read as a results folder are the outside judge."""
    plain = synthetic.write(tmp_path / "plain", synthetic.FOUR, replications=5)
    rows = pd.read_csv(plain / "outcomes.csv", dtype=str, keep_default_na=False)
    swept = tmp_path / "swept"
    swept_folder.write(swept, points=[{}], arms=synthetic.FOUR, replications=5, factors={})
    write_rows(swept / "outcomes.csv", ["point", *rows.columns],
               ([1, *row] for row in rows.itertuples(index=False)))  # fmt: skip
    found, judge = Swept(swept), Folder(plain)
    for arm in judge.compared:
        assert found.effects[arm].mean() == pytest.approx(100 * judge.effect("fgt0", arm, 2020).mean)
    prices = compare.cost_effectiveness(
        compare.Outcomes.of(judge.outcomes.assign(unit=""), judge.arms), "none", seed=1
    ).query("measure == 'fgt0'").set_index("arm")  # fmt: skip
    means = [found.values(quantity).mean().to_frame().T for quantity in ("poor", "paid")]
    each = bought(*means, "none").iloc[0]
    assert prices["ratio"].notna().sum() > 1
    for arm, price in prices["ratio"].dropna().items():
        assert 1 / each[arm] == pytest.approx(price)
