"""How effects answer to factors: levels, bins, who is averaged over, and which factor matters most."""

import tracemalloc
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import swept_folder
from scipy.stats import t as student
from swept_folder import BUDGET, DROUGHT, FACTORS, RATE

from sim.compare.response import levels, one_way, two_way, widths
from sim.folder import outcomes
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.ground.errors import InputError
from sim.showing.words import tail

LISTS = {"targeting": {"role": "lever", "unit": "name", "values": ["own", "oracle"]}}
ONLY_DROUGHT = {DROUGHT: FACTORS[DROUGHT]}


def made(path: Path, **options) -> Swept:
    return Swept(swept_folder.write(path, **options))


def test_few_numbers_and_names_are_levels_and_many_numbers_are_bins() -> None:
    few = levels(pd.Series([50, 150, 50]), 2)
    assert list(few["level"]) == ["50", "150", "50"] and list(few["at"]) == [50, 150, 50]
    named = levels(pd.Series(["own", "oracle", "own"]), 2)
    assert list(named["level"]) == ["own", "oracle", "own"] and list(named["at"]) == [0, 1, 0]
    many = levels(pd.Series(np.arange(12.0)), 3)
    assert many["level"].unique().tolist() == ["0 to 3", "4 to 7", "8 to 11"]
    assert many["at"].unique().tolist() == [1.5, 5.5, 9.5]


def test_a_point_that_leaves_a_factor_as_it_is_has_no_level_of_it(tmp_path: Path) -> None:
    points = [{}, {DROUGHT: 0.1}, {DROUGHT: 0.3}, {RATE: 0.05}, {RATE: 0.1}]
    swept = made(tmp_path, points=points, factors={path: FACTORS[path] for path in (DROUGHT, RATE)})
    assert swept.worlds.to_list() == [1, 2, 3, 4, 5]
    assert levels(swept.points[DROUGHT], 2)["level"].to_dict() == {2: "0.1", 3: "0.3"}
    assert len(one_way(swept)) == 4 * 2 and two_way(swept, DROUGHT, RATE).empty


def test_a_level_of_a_lever_is_a_mean_over_worlds_and_so_is_its_interval(tmp_path: Path) -> None:
    swept = made(tmp_path, points=swept_folder.crossed(7))
    row = one_way(swept).set_index(["factor", "level", "arm"]).loc[(BUDGET, "150", "pairing")]
    worlds = swept.effects["pairing"].groupby(level="point").mean()[1::2]  # 150 is every second point
    assert (row["n"], row["over"]) == (7, "worlds")
    assert row["mean"] == pytest.approx(worlds.mean())
    half = student.ppf(0.975, 6) * worlds.std() / 7**0.5
    assert (row["low"], row["high"]) == pytest.approx((worlds.mean() - half, worlds.mean() + half))


def test_points_of_one_world_are_one_case(tmp_path: Path) -> None:
    """Settings of the levers in a world are averaged: twice the settings give no narrower band."""
    one, two = (
        one_way(made(tmp_path / str(len(budgets)), points=swept_folder.crossed(12, budgets), luck=0.0))
        for budgets in ([100], [50, 150])
    )
    columns = ["mean", "low", "high", "n"]
    for factor in (DROUGHT, RATE):
        found = [rows.loc[rows["factor"] == factor, columns].to_numpy() for rows in (one, two)]
        assert found[0] == pytest.approx(found[1]) and set(found[0][:, 3]) == {6}


def test_in_one_world_the_band_is_over_replications(tmp_path: Path) -> None:
    swept = made(tmp_path, points=[{BUDGET: 50}, {BUDGET: 150}], replications=6,
                 factors={BUDGET: FACTORS[BUDGET]})  # fmt: skip
    rows = one_way(swept)
    assert set(rows["over"]) == {"replications"} and set(rows["n"]) == {6}
    own = swept.effects.loc[1, "pairing"]
    half = student.ppf(0.975, 5) * own.std() / 6**0.5
    row = rows.query("level == '50' and arm == 'pairing'").iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((own.mean() - half, own.mean() + half))


def test_the_factor_that_was_planted_is_the_widest(tmp_path: Path) -> None:
    rate = made(tmp_path, luck=0.0, effect=lambda arm, point: point[RATE] * (arm == "pairing"))
    found = widths(one_way(rate))
    assert found.index[0] == RATE and found[BUDGET] == pytest.approx(0.0, abs=1e-9)


def test_the_lowest_arm_of_a_pair_of_levels_is_marked(tmp_path: Path) -> None:
    found = two_way(made(tmp_path, luck=0.0), BUDGET, DROUGHT)
    lowest = found[found["lowest"]].set_index(["at_across", "level_up"])["arm"]
    assert len(found) == 8 and len(lowest) == 4
    assert lowest[50.0].unique().tolist() == ["universal-cash"]
    assert lowest[150.0].unique().tolist() == ["pairing"]


def test_where_no_arm_has_fewer_poor_than_the_baseline_none_is_marked(tmp_path: Path) -> None:
    found = two_way(made(tmp_path, luck=0.0, effect=lambda arm, point: -0.1 * (arm != "none")),
                    BUDGET, DROUGHT)  # fmt: skip
    assert len(found) == 8 and not found["lowest"].any()


def test_names_are_levels_of_a_lever(tmp_path: Path) -> None:
    points = [{"targeting": kind, DROUGHT: 0.1 * k} for k in range(3) for kind in ("own", "oracle")]
    swept = made(tmp_path, points=points, factors=LISTS | ONLY_DROUGHT)
    rows = one_way(swept).query("factor == 'targeting'")
    assert rows["level"].unique().tolist() == ["own", "oracle"]
    assert list(swept.settings) == ["targeting=own", "targeting=oracle"]


@pytest.mark.parametrize("rows", [7, 100])
def test_however_outcomes_are_cut_they_are_read_alike(tmp_path, monkeypatch, rows: int) -> None:
    whole = made(tmp_path, points=swept_folder.crossed(3))
    monkeypatch.setattr(outcomes, "PORTION", rows)
    pd.testing.assert_frame_equal(Swept(tmp_path).runs, whole.runs)


def test_a_file_is_never_held_whole(tmp_path, monkeypatch) -> None:
    swept = made(tmp_path, points=[{BUDGET: 50}], factors={BUDGET: FACTORS[BUDGET]})
    row = "1,pairing,1,1001,2012,consumption_mean,,all,2345.678,yuan of 2010 a person and year\n"
    with (tmp_path / "outcomes.csv").open("a", encoding="utf-8") as file:
        file.writelines(row for _ in range(150_000))
    monkeypatch.setattr(outcomes, "PORTION", 5_000)
    tracemalloc.start()
    assert len(swept.runs) == 12
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < (tmp_path / "outcomes.csv").stat().st_size / 4


def test_a_folder_without_factors_or_without_results_says_so(tmp_path: Path) -> None:
    swept = made(tmp_path, points=[{}], failed=[(1, arm, 1) for arm in swept_folder.ARMS],
                 replications=1)  # fmt: skip
    with pytest.raises(Missing, match="no run has a result"):
        _ = swept.runs
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="names no factors"):
        _ = Swept(tmp_path).factors


def test_the_line_and_the_year_are_those_of_the_results(tmp_path: Path) -> None:
    swept = made(tmp_path)
    assert (swept.line, swept.last, swept.arms) == ("national", 2012, list(swept_folder.ARMS))
    assert swept.runs["fgt0"].max() < 0.9, "rows of another line or group are not mixed in"


def test_a_lever_of_one_value_has_no_effect_to_tell_of(tmp_path: Path) -> None:
    points = [point | {BUDGET: 50} for point in swept_folder.crossed(budgets=(50,))]
    assert set(one_way(made(tmp_path, points=points))["factor"]) == {DROUGHT, RATE}


def test_a_path_is_cut_from_the_left_so_that_its_own_name_stays() -> None:
    path = "arms.grants.asset_redistribution.asset_share"
    assert tail(path, 60) == path
    assert tail(path, 36) == "…asset_redistribution.asset_share"
    assert tail(path, 30) == "…asset_share"
