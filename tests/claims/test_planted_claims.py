"""Claims planted in tiny counties come out as planted, whoever does the work."""

import csv
from pathlib import Path

import pytest

import sim
from sim import cli
from sim.claims import runner, tables
from sim.claims.lives import world_of
from sim.claims.read import from_text
from sim.claims.write import OURS
from sim.ground.errors import InputError

WORLDS = 6
SHORT = "set: {horizon: {years: 2, after: 0}}\n"
CASH = "arms: {cash: {universal_transfer: {}}}\nmeasure: fgt1\n" + SHORT
SURE = "says: Cash lowers the gap\n" + CASH + """claim: {kind: less, arms: [cash, none]}
mechanism: {says: there is no money, set: {budget: 0}}
"""
NEVER = "says: Cash raises the gap\n" + CASH + "claim: {kind: greater, arms: [cash, none]}\n"
IDLE = "says: Cash lowers the gap\n" + CASH + """claim: {kind: less, arms: [cash, none]}
mechanism: {says: nothing is taken out, set: {world: {bank_rate: 0.12}}}
"""
MOVED = "says: All are poorer once farms fail\n" + CASH + """claim: {kind: less, arms: [cash, none]}
mechanism: {says: help arrives with a line that nobody is below, set: {world: {poverty_line: 1000}}}
"""


@pytest.fixture
def ensemble(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"w{one},{0.05 + 0.02 * one},{0.9 + 0.05 * one}\n" for one in range(WORLDS))
    Path("six.csv").write_text("world,world.drought_chance,world.income_scale\n" + rows)
    return tmp_path


def plan(workers=1):
    return runner.Plan("six.csv", WORLDS, 200, workers)


def test_what_is_planted_is_found(ensemble):
    claims = [from_text(text, f"{name}.yaml") for name, text in
              (("sure", SURE), ("never", NEVER), ("idle", IDLE))]  # fmt: skip
    sure, never, idle = runner.run(claims, plan()).judged
    assert (sure.share.true, sure.verdict) == (WORLDS, "holds")
    assert (sure.paired.without.true, sure.paired.lost) == (0, WORLDS)
    assert (never.share.true, never.verdict, never.paired) == (0, "fails", None)
    assert (idle.paired.lost, idle.carried) == (0, "stays")
    alone = runner.run(claims[:1], plan()).judged[0]
    assert alone.carried == "ends" and "ends without its mechanism (0 of 6)" in alone.words
    assert alone.margins == sure.margins


def test_equal_lives_are_lived_once_and_a_world_is_the_scenario_in_it(ensemble):
    claims = [from_text(text) for text in (SURE, NEVER, IDLE)]
    worlds = runner.worlds_of(plan())
    placed = [runner._placed(claim, plan(), worlds) for claim in claims]
    world = world_of(placed, 2)
    assert len(world.lives) == 2 + 2 + 2  # as it is, without money, at another rate
    assert world.lives[0].scenario.world["drought_chance"] == pytest.approx(0.07)
    found = runner.run(claims[:1], plan()).judged[0]
    scenario = sim.load("seven_strategies", households=200, villages=2, years=2, after=0,
                        replications=6, worlds="six.csv",
                        arms={"none": {}, "cash": {"universal_transfer": {}}})  # fmt: skip
    rows = sim.run(scenario, "straight", progress=False, report=False).worlds
    straight = rows.query("measure == 'fgt1' and year == 2013")["effect"]
    assert [-margin for margin in found.margins] == pytest.approx(straight.tolist(), abs=1e-12)


def test_the_opening_county_is_the_same_without_the_mechanism(ensemble):
    text = MOVED.replace("[cash, none]}", "[cash, none]}\nyear: 2011")
    one = runner.run([from_text(text)], plan()).judged[0]
    assert one.margins == one.without
    later = runner.run([from_text(MOVED)], plan()).judged[0]
    assert later.margins != later.without


def test_the_command_leaves_table_chart_and_page_and_workers_change_nothing(ensemble, capsys):
    Path("sure.yaml").write_text(SURE)
    base = ["claims", "sure.yaml", "--worlds", "six.csv", "--count", "6", "--households", "200"]
    assert cli.main([*base, "--workers", "1"]) == 0
    said = capsys.readouterr().out
    assert "6 of 6" in said and "ends without its mechanism" in said
    folder = Path("results", "claims")
    assert sorted(path.name for path in folder.iterdir()) == sorted(OURS)
    with (folder / "claims.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["true"], row["true_without"], row["carried"]) == ("6", "0", "ends")
    assert len(row) == len(tables.COLUMNS)
    assert len((folder / "claims_worlds.csv").read_text().splitlines()) == 1 + WORLDS
    assert "Cash lowers the gap" in (folder / "report.html").read_text()


def test_an_ensemble_that_is_none_is_refused_and_nothing_is_written(ensemble):
    with pytest.raises(InputError, match="no ensemble"):
        sim.judge_claims("assets_last", worlds="nowhere", progress=False)
    with pytest.raises(InputError, match="claims take worlds, count and households"):
        sim.judge_claims("assets_last", houses=3, progress=False)
    assert not Path("results").exists()
