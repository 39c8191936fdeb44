"""Replications in worlds of an ensemble: the folder, its tables, more worlds, the split of variance."""

import json
from pathlib import Path
from types import SimpleNamespace

import experiment_fakes as fakes
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.compare.variance import one_way
from sim.compare.world_headlines import by_world, ranks, reach, wins
from sim.folder.by_world import by_world as collapsed
from sim.folder.read import Folder
from sim.ground.errors import InputError

ARMS = {"none": {}, "cash": {"universal_transfer": {}}, "floor": {"income_floor": {}}}
CHANCES = {"a": 0.05, "b": 0.1, "c": 0.15, "d": 0.2}


@pytest.fixture
def ensemble(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"{name},{chance}\n" for name, chance in CHANCES.items())
    Path("four.csv").write_text("world,world.drought_chance\n" + rows)
    return tmp_path


def scenario(count=2, luck=1, **changes):
    worlds = {"ensemble": "four.csv", "count": count, "luck": luck}
    return sim.load("quick_look", households=300, years=2, arms=ARMS, **changes,
                    worlds=worlds, replications=count * luck)  # fmt: skip


def simulate(plan, arm, replication):
    """A county whose poverty says in which world it lives, and an effect that grows with it."""
    run = fakes.simulate(fakes.scenario(years=2), arm, replication)
    chance = plan.world["drought_chance"] * (1 if arm == "none" else 0.5)
    rows = [(*row[:4], float(row[4]) + chance * (row[0] > 2011), row[5]) for row in run.outcomes]
    return SimpleNamespace(**vars(run) | {"outcomes": rows})


def run(scenario, folder="out", simulate=simulate, **options):
    return sim.run(scenario, folder, progress=False, simulate=simulate, **options)


def test_effects_stand_by_world_and_are_those_of_the_same_replication(ensemble):
    found = run(scenario(2, luck=2))
    assert list(found.worlds.columns) == [
        "arm", "world", "replication", "year", "measure", "line", "effect", "unit"]  # fmt: skip
    of = found.worlds.drop_duplicates("replication").set_index("replication")["world"]
    assert of.to_dict() == {1: "a", 2: "a", 3: "b", 4: "b"}
    assert list(found.worlds["arm"].unique()) == ["cash", "floor"]
    rows = found.outcomes.query("measure == 'fgt0' and group == 'all' and year == 2013")
    wide = rows.pivot_table(index="replication", columns="arm", values="value")
    own = found.worlds.query("measure == 'fgt0' and year == 2013 and arm == 'cash'")
    expected = (wide["cash"] - wide["none"]).tolist()
    assert own["effect"].tolist() == pytest.approx(expected, abs=1e-15)
    told = json.loads(Path("out/manifest.json").read_text())["worlds"]
    assert told["of_replications"] == ["a", "a", "b", "b"] and told["without_say"] == []


def test_more_worlds_go_on_from_what_is_there_under_any_name(ensemble):
    run(scenario(2))
    Path("again.csv").write_text(Path("four.csv").read_text())
    seen = []

    def noted(plan, arm, replication):
        seen.append(replication)
        return simulate(plan, arm, replication)

    longer = sim.load("quick_look", households=300, years=2, arms=ARMS,
                      worlds={"ensemble": "again.csv"}, replications=4)  # fmt: skip
    grown = run(longer, simulate=noted)
    assert set(seen) == {3, 4}
    straight = run(scenario(4), "straight")
    pd.testing.assert_frame_equal(grown.worlds, straight.worlds)
    other = Path("four.csv").read_text().replace("a,0.05", "a,0.06")
    Path("four.csv").write_text(other)
    with pytest.raises(InputError, match="other strategies or values in none:1"):
        run(scenario(4))
    with pytest.raises(InputError, match="more than was asked for"):
        run(sim.load("quick_look", households=300, years=2, arms=ARMS, worlds="again.csv",
                     replications=2))  # fmt: skip


def test_a_failed_run_has_no_effect_and_is_tried_again(ensemble):
    def fails(plan, arm, replication):
        if (arm, replication) == ("cash", 2):
            raise RuntimeError("no luck")
        return simulate(plan, arm, replication)

    found = run(scenario(3), simulate=fails)
    assert found.failed == 1
    assert set(found.worlds.query("arm == 'cash'")["replication"]) == {1, 3}
    pd.testing.assert_frame_equal(run(scenario(3)).worlds, run(scenario(3), "other").worlds)


def test_intervals_say_that_they_hold_worlds_and_luck(ensemble):
    found = run(scenario(3, luck=2))
    said = pd.read_csv("out/columns.csv").set_index(["file", "column"])["meaning"]
    for file in ("summary.csv", "differences.csv", "equal_terms.csv"):
        assert said[file, "ci_low"].endswith("it holds worlds and luck")
    folder = Folder("out")
    assert (folder.holds, folder.luck, folder.in_worlds) == ("worlds and luck", 2, True)
    assert folder.effect("fgt0", "cash", 2013).n == 3  # worlds, not lives in them
    row = found.differences.query("arm == 'cash' and measure == 'fgt0' and year == 2013").iloc[0]
    assert row["n"] == 3


def test_real_counties_live_in_their_worlds(ensemble):
    one = sim.load("quick_look", households=300, years=1, arms={"none": {}}, worlds="four.csv",
                   replications=4)  # fmt: skip
    alone = sim.load("quick_look", households=300, years=1, arms={"none": {}}, replications=4,
                     world={"drought_chance": 0.2})  # fmt: skip
    from sim.simulate import simulate as live

    assert live(one, "none", 4).outcomes == live(alone, "none", 4).outcomes
    assert live(one, "none", 1).outcomes != live(alone, "none", 1).outcomes


SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=8).filter(lambda sizes: max(sizes) > 1)


@given(SIZES, st.integers(0, 10_000))
def test_the_sums_of_squares_add_up(sizes, seed):
    worlds = np.repeat(np.arange(len(sizes)), sizes)
    values = np.random.default_rng(seed).normal(5, 3, len(worlds))
    split = one_way(values, worlds)
    total = ((values - values.mean()) ** 2).sum()
    assert split.squares_of_worlds + split.squares_of_luck == pytest.approx(total, rel=1e-10)
    assert 0 <= split.ci_low <= split.ci_high <= 1


def planted(seed, worlds=40, luck=2, of_worlds=3.0, of_luck=1.0):
    draw = np.random.default_rng(seed)
    names = np.repeat(np.arange(worlds), luck)
    return draw.normal(0, np.sqrt(of_worlds), worlds)[names] + draw.normal(
        0, np.sqrt(of_luck), worlds * luck), names  # fmt: skip


def test_a_planted_split_is_recovered_and_its_interval_covers_as_often_as_it_says():
    splits = [one_way(*planted(seed)) for seed in range(2_000)]
    for name, true in {"variance_of_worlds": 3.0, "variance_of_luck": 1.0}.items():
        found = np.array([getattr(split, name) for split in splits])
        assert abs(found.mean() - true) < 4 * found.std() / np.sqrt(len(found))
    covered = np.mean([split.ci_low <= 0.75 <= split.ci_high for split in splits])
    assert abs(covered - 0.95) < 4 * np.sqrt(0.95 * 0.05 / len(splits))


def test_without_two_lives_in_a_world_there_is_no_split_and_equal_values_have_no_share(ensemble):
    assert np.isnan(one_way(np.arange(3.0), np.arange(3)).share_of_worlds)
    alike = one_way(np.full(4, 0.1), np.array([1, 1, 2, 2]))
    assert np.isnan(alike.share_of_worlds) and alike.variance_of_luck == pytest.approx(0, abs=1e-30)
    run(scenario(3))
    assert not Path("out/variance_of_worlds.csv").exists()
    assert len(run(scenario(3, luck=2), "lucky").variance_of_worlds) == 2 * 2 * 2


def test_a_share_of_worlds_has_the_interval_of_wilson():
    found = wins(np.array([-2.0, -2, -2, 0]), np.array([-1.0, -1, -2, -1]))
    assert (found.share, found.n) == (0.625, 4)
    assert wins(np.zeros(10), np.ones(10)).low == pytest.approx(0.7225, abs=1e-4)  # by Wilson's formula


@given(st.integers(1, 9), st.integers(2, 5), st.integers(0, 999))
def test_ranks_share_out_every_place_in_every_world(worlds, arms, seed):
    values = np.random.default_rng(seed).integers(0, 3, (worlds, arms)).astype(float)
    found = ranks(pd.DataFrame(values, columns=list("abcde")[:arms]))
    assert np.allclose(found.sum(axis=0), 1) and np.allclose(found.sum(axis=1), 1)


def test_ranks_by_hand():
    found = ranks(pd.DataFrame({"a": [-3.0, -1], "b": [-2.0, -1], "c": [-1.0, 0]}))
    assert found.to_numpy().tolist() == [[0.75, 0.25, 0], [0.25, 0.75, 0], [0, 0, 1]]


def test_the_thick_interval_is_of_worlds_once_luck_is_taken_out():
    """Nine of ten normal worlds lie within 1.645 standard deviations; raw means spread wider."""
    values, names = planted(5, worlds=4_000, of_worlds=1.0, of_luck=4.0)
    found = reach(values, names)
    assert found.luck_removed and found.worlds == 4_000
    assert (found.high - found.low) / 2 == pytest.approx(1.645, abs=0.08)
    assert (found.luck_high - found.luck_low) / 2 == pytest.approx(1.96 * 2 / np.sqrt(8_000), rel=0.05)
    single = reach(values[::2], names[::2])
    assert not single.luck_removed and np.isnan(single.luck_low)
    assert (single.high - single.low) / 2 == pytest.approx(1.645 * np.sqrt(5), rel=0.05)
    none = reach(*planted(1, worlds=6, of_worlds=0.0))
    assert none.low <= none.mean <= none.high


def test_arms_are_compared_in_worlds_that_all_of_them_have(ensemble):
    rows = pd.DataFrame([("x", "a", 1.0), ("x", "a", 3.0), ("x", "b", 1.0), ("y", "a", 5.0)],
                        columns=["arm", "world", "effect"])  # fmt: skip
    assert by_world(rows).to_dict("index") == {"a": {"x": 2.0, "y": 5.0}}


def test_lives_in_one_world_are_one_case_and_what_is_not_paid_is_nought():
    rows = pd.DataFrame({"arm": "x", "replication": [1, 2, 3], "year": 2012, "kind": ["a", "b", "a"],
                         "amount": [4.0, 6.0, 5.0]})  # fmt: skip
    found = collapsed("ledger.csv", rows, 2).set_index(["replication", "kind"])["amount"]
    assert found.to_dict() == {(1, "a"): 2.0, (1, "b"): 3.0, (2, "a"): 5.0}
    assert collapsed("ledger.csv", rows, 1) is rows and collapsed("runs.csv", rows, 2) is rows
