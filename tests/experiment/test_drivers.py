"""Drivers: what is planted is found, and chance is not sold as information."""

from pathlib import Path
from types import SimpleNamespace

import experiment_fakes as fakes
import numpy as np
import pandas as pd
import pytest

import sim
from sim import cli
from sim.drivers import runner, words
from sim.drivers.ranks import ranked
from sim.drivers.settle import FEWEST, settled
from sim.drivers.write import OURS
from sim.ground.errors import InputError

pytest.importorskip("sklearn")
N, COLUMNS = 60, 40
ARMS = {"none": {}, "cash": {"universal_transfer": {}}, "floor": {"income_floor": {}}}
NAMES = ("drought_chance", "illness_chance", "bank_rate", "wage_growth")


def worlds(seed=0):
    luck = np.random.default_rng(seed)
    return pd.DataFrame(luck.random((N, COLUMNS)), columns=[f"p{one}" for one in range(COLUMNS)]), luck


def test_a_planted_parameter_is_named_with_its_threshold():
    table, luck = worlds()
    difference = table["p7"].to_numpy() - 0.6 + 0.05 * luck.normal(size=N)
    ranks, found = ranked(table, difference), settled(table, difference < 0)
    assert ranks.loc[ranks["told"], "parameter"].tolist() == ["p7"] and ranks["rho"][0] > 0.9
    assert ranks["low"][0] < 0 < ranks["high"][0]
    (told,) = found.told.itertuples()
    assert told.parameter == "p7" and told.threshold == pytest.approx(0.6, abs=0.06) and not told.above
    assert told.share > 0.9 and found.chosen > 0.85
    share = (difference < 0).mean()
    assert told.value == pytest.approx(told.share - max(share, 1 - share))


def test_luck_is_named_no_more_often_than_promised():
    """Of twenty ensembles in which nothing can be known, about one may name something."""
    named = settling = 0
    for seed in range(20):
        table, luck = worlds(seed)
        difference = luck.normal(size=N)
        named += ranked(table, difference)["told"].any()
        settling += len(settled(table[[f"p{one}" for one in range(8)]], difference < 0).told) > 0
    assert named <= 3 and settling <= 3


def test_known_by_its_own_worlds_alone_nothing_is_worth_anything():
    """A threshold fitted to luck tells held-out worlds no better than a coin, on average."""
    shares = []
    for seed in range(6):
        table, luck = worlds(seed)
        found = settled(table, luck.permutation(np.arange(N) % 3 > 0))
        shares.append(found.chosen)
    assert np.mean(shares) < 2 / 3


def test_an_order_that_never_turns_asks_for_no_number():
    table, _ = worlds()
    assert settled(table, np.arange(N) < FEWEST - 1) is None


def test_a_choice_settles_by_being_one_of_its_names():
    table, luck = worlds()
    table["world.kind=dry"] = (luck.random(N) > 0.5).astype(float)
    found = settled(table, table["world.kind=dry"].to_numpy() > 0)
    assert found.told["parameter"].tolist() == ["world.kind=dry"]
    assert found.told["share"].iloc[0] == 1 and found.told["above"].iloc[0]


@pytest.fixture
def results(tmp_path, monkeypatch):
    """Results of made-up runs, in which cash is better than the floor where droughts are rare."""
    monkeypatch.chdir(tmp_path)
    luck = np.random.default_rng(1)
    values = luck.uniform((0.06, 0.05, 0.05, 0.0), (0.24, 0.1, 0.1, 0.1), (40, 4)).round(4)
    head = "world," + ",".join(f"world.{name}" for name in NAMES)
    rows = [f"w{place},{','.join(map(str, row))}" for place, row in enumerate(values)]
    Path("forty.csv").write_text("\n".join([head, *rows]) + "\n")
    plan = sim.load("quick_look", households=300, years=2, arms=ARMS, replications=40,
                    worlds="forty.csv")  # fmt: skip
    sim.run(plan, "out", progress=False, simulate=simulate, report=False)
    return values


def simulate(plan, arm, replication):
    run = fakes.simulate(fakes.scenario(years=2), "none", 1)
    own = {"none": 0.0, "cash": plan.world["drought_chance"] - 0.2, "floor": -0.05}[arm]
    rows = [(*row[:4], float(row[4]) + own * (row[0] > 2011), row[5]) for row in run.outcomes]
    return SimpleNamespace(**vars(run) | {"outcomes": rows})


def test_a_folder_is_answered_with_parameter_range_and_region(results, capsys):
    assert cli.main(["drivers", "cash", "floor", "out", "--out", "told"]) == 0
    said = capsys.readouterr().out
    wins = int((results[:, 0] < 0.15).sum())
    assert f"cash is lower than floor in {wins} of 40 worlds of forty" in said
    assert "What to measure: drought_chance." in said and "floor is better above 0.1" in said
    assert "drought_chance is" in said.partition("Where the order turns")[2]
    assert sorted(path.name for path in Path("told").iterdir()) == sorted(OURS)
    rows = pd.read_csv("told/drivers.csv").set_index("parameter")
    first = rows.loc["world.drought_chance"]
    assert first["told"] == 1 and first["rho"] == pytest.approx(1.0) and first["better"] == "floor"
    assert first["threshold"] == pytest.approx(0.15, abs=0.02) and first["value"] > 0.2
    assert rows["told"].sum() == 1


def test_an_arm_that_always_wins_is_said_to(results):
    found = sim.find_drivers("floor", "none", "out")
    assert found.settled is None and "No number need be measured" in words.measuring(found)[0]
    assert "Too few worlds" in words.turning(found)[0]


@pytest.mark.parametrize(("asked", "said"), [
    (("cash", "flor", "out"), "did you mean floor?"),
    (("cash", "cash", "out"), "named twice"),
    (("cash", "floor"), "antipoverty run seven_strategies_in_worlds"),
    (("cash", "floor", "nowhere"), "antipoverty run nowhere"),
    (("cash", "floor", "out", "fgt9"), "did you mean"),
    (("cash", "floor", "out", "fgt0", 1999), "must be one of 2011 to"),
])  # fmt: skip
def test_what_cannot_be_answered_is_said_and_nothing_written(results, asked, said):
    with pytest.raises(InputError, match=said):
        sim.find_drivers(*asked)
    assert not Path("results").exists()


def test_results_of_one_world_have_no_drivers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sim.run(fakes.scenario(), "one", progress=False, simulate=fakes.simulate, report=False)
    with pytest.raises(InputError, match="live in one world"):
        runner.run(Path("one"), "cash", "none", "fgt0", None)
