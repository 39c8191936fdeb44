"""How firmly one arm beats another: by hand, by property, and with an order that was planted."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import swept_folder
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from swept_folder import BUDGET, DROUGHT, FACTORS

from sim.answers import headlines
from sim.compare.robustness import COLUMNS, holds, robustness, write
from sim.folder.intervals import wilson
from sim.folder.swept import Swept
from sim.showing.numbers import Cited

VALUES = arrays(float, st.tuples(st.integers(1, 9), st.just(3)), elements=st.integers(0, 3).map(float))


def made(path: Path, **options) -> Swept:
    return Swept(swept_folder.write(path, **options))


def pair(rows: pd.DataFrame, arm: str, other: str, **keys) -> pd.Series:
    found = rows[(rows["arm"] == arm) & (rows["other"] == other)]
    for key, value in keys.items():
        found = found[found[key] == value]
    (row,) = (row for _, row in found.iterrows())
    return row


def test_a_headline_holds_where_the_first_is_lower_and_equals_do_not_count() -> None:
    cases = pd.DataFrame({"a": [1.0, 2.0, 3.0, 1.0], "b": [2.0, 2.0, 1.0, 4.0]})
    assert holds(cases, "a", "b") == 0.5 and holds(cases, "b", "a") == 0.25


@given(VALUES)
def test_two_ways_round_and_equals_make_one(values) -> None:
    cases = pd.DataFrame(values, columns=["a", "b", "c"])
    equal = float((cases["a"] == cases["b"]).mean())
    assert holds(cases, "a", "b") + holds(cases, "b", "a") + equal == pytest.approx(1.0)


def test_an_order_that_turns_with_the_world_holds_in_as_many_worlds(tmp_path: Path) -> None:
    """Pairing takes away more than cash exactly where droughts are fewer than a quarter."""
    swept = made(tmp_path, luck=0.0, effect=lambda arm, point: {
        "pairing": 0.3 - point[DROUGHT], "universal-cash": 0.05}.get(arm, 0.0))
    rows = robustness(swept)
    worlds = swept.points.drop_duplicates(DROUGHT)
    share = float((worlds[DROUGHT] < 0.25).mean())
    row = pair(rows, "pairing", "universal-cash", measure="fgt0", levers="budget=50")
    assert 0 < share < 1 and row["share"] == share and row["n"] == len(worlds) == 12
    assert (row["ci_low"], row["ci_high"]) == wilson(share, 12) and row["over"] == "worlds"
    assert row["headline"] == "pairing is lower than universal-cash in the headcount (P0)"


def test_every_pair_has_its_row_once_in_every_setting(tmp_path: Path) -> None:
    rows = robustness(made(tmp_path))
    keys = [frozenset(key) for key in zip(rows["arm"], rows["other"], strict=True)]
    assert len(rows) == 3 * 3 * 2
    assert not pd.DataFrame({"pair": keys, "m": rows["measure"], "l": rows["levers"]}).duplicated().any()


def test_of_one_world_the_cases_are_replications(tmp_path: Path) -> None:
    points = [{BUDGET: 50}, {BUDGET: 150}]
    rows = robustness(made(tmp_path, points=points, factors={BUDGET: FACTORS[BUDGET]}, replications=5))
    assert set(rows["over"]) == {"replications"} and set(rows["n"]) == {5}


def test_the_file_has_its_columns(tmp_path: Path) -> None:
    swept = made(tmp_path)
    write(swept)
    assert list(pd.read_csv(swept.path / "robustness.csv")) == [column.name for column in COLUMNS]


def test_the_chart_turns_a_pair_that_another_measure_orders_the_other_way(tmp_path: Path) -> None:
    rows = pd.DataFrame([("b", "a", 90.0, 70.0, 97.0)], columns=["arm", "other", "mean", "low", "high"])
    (found,) = headlines._in_order_of(rows, {("a", "b"): 0}).itertuples(index=False)
    assert tuple(found) == ("a", "b", 10.0, 3.0, 30.0)
    numbers = headlines.table(made(tmp_path))
    assert np.isfinite(numbers["mean"]).all() and set(numbers["unit"]) == {"per cent"}


def test_what_holds_in_all_worlds_is_said_so_and_not_as_a_share(tmp_path: Path) -> None:
    swept = made(tmp_path, luck=0.0)
    (found,) = headlines.say(swept, Cited(swept, {headlines.FILE: headlines.table(swept)}))
    points = [point.striptags() for point in found.points]
    said = [point for point in points if "in all of 12 worlds (76 to 100%)" in point]
    assert len(said) == 2 and "pairing under none" in said[0]
    assert not [point for point in points if "100% (" in point]
