"""Searches: a planted optimum is found, luck is no discovery, and what was killed ends the same."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from test_sweep_files import SMALL

from sim import optimise
from sim.cli import main
from sim.compare.optimum import front, undominated
from sim.folder import manifest
from sim.folder.swept import Swept
from sim.ground.errors import InputError
from sim.scenario import ScenarioError
from sim.simulate import seed_of
from sim.sweeps.kinds.optimise import _fresh
from sim.sweeps.read import load
from sim.sweeps.search import LEAST, Space

sys.path.append(str(Path(__file__).parents[1] / "experiment"))
sys.path.append(str(Path(__file__).parents[1] / "report"))
import experiment_fakes as fakes  # noqa: E402
import reading  # noqa: E402

FLOOR, ASSETS, PAIRING = ("income_floor", "asset_redistribution", "village_household_pairing")
OVERHEAD = f"arms.mix.{PAIRING}.overhead"
SHARES = [f"arms.mix.{name}.share" for name in (FLOOR, ASSETS, PAIRING)]
BEGIN = f"arms.mix.{ASSETS}.from"
FILE = {
    "name": "searched", "scenario": "quick_look", "arms": ["none", "mix"],
    "set": SMALL | {"arms": {"mix": {FLOOR: {}, ASSETS: {}, PAIRING: {}}},
                    "record": {"measures": ["fgt0", "fgt1", "fgt2", "cost_total"]}},
    "levers": {"budget": {"low": 0, "high": 300}, OVERHEAD: {"low": 0, "high": 0.2}},
    "uncertainties": {"world.drought_chance": {}},
    "optimise": {"evaluations": 40, "batch": 8, "worlds": 2, "confirmations": 6},
}  # fmt: skip
MIXED = FILE | {"levers": {path: {} for path in SHARES}}
BEST, OVERHEAD_BEST, LOWEST = 210.0, 0.05, 0.2
TABLES = ("points.csv", "outcomes.csv", "columns.csv", "scenario.yaml", "sweep.yaml", "optimum.csv")


def of(**options):
    return FILE | {"optimise": FILE["optimise"] | options}


def run(out, file, poor, **options):
    """A search in a county whose poverty is `poor(plan, arm)` plus luck that all arms share."""
    return optimise(file, out, progress=False, simulate=county(poor), **options)


def county(poor, luck=0.01, own=0.0):
    def simulate(plan, arm, replication):
        seed = seed_of(plan.seed, replication)
        shared = np.random.default_rng(seed).normal(0, luck)
        noise = np.random.default_rng([seed, hash_of(plan)]).normal(0, own)
        head = poor(plan, arm) + shared + noise * (arm != "none")
        last = [("fgt0", "national", head, "share"), ("fgt1", "national", 0.3 * head, "share"),
                ("fgt2", "national", 0.1 * head, "share"), ("population", "", 1e3, "persons"),
                ("cost_total", "", plan.budget * 1e3 * (arm != "none"), "yuan")]  # fmt: skip
        rows = [(2011, name, line, "all", value, unit) for name, line, value, unit in last]
        rows += [(plan.end, name, line, "all", value, unit) for name, line, value, unit in last]
        return SimpleNamespace(seed=seed, seconds=0.01, outcomes=rows, distributions=[], transitions=[],
                               ledger=[])  # fmt: skip

    return simulate


def hash_of(plan):
    """Another luck for every setting, the same for the same."""
    told = (plan.budget, plan.arms["mix"][PAIRING].parameters["overhead"])
    return int.from_bytes(np.array(told).tobytes()[-8:], "little") % 2**32 + int(plan.budget * 1e6)


def planted(plan, arm):
    """A bowl in two levers, which droughts lift: the lowest point is the same in every world."""
    if arm == "none":
        return 0.6
    overhead = plan.arms["mix"][PAIRING].parameters["overhead"]
    bowl = ((plan.budget - BEST) / 300) ** 2 + ((overhead - OVERHEAD_BEST) / 0.2) ** 2
    return LOWEST + 0.2 * bowl + 0.1 * plan.world["drought_chance"]


def table(folder):
    return pd.read_csv(folder / "optimum.csv").set_index("setting")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return run(tmp_path_factory.mktemp("search") / "out", FILE, planted)


def test_a_planted_optimum_is_found_and_confirmed(found):
    rows = table(found)
    winner, default = rows.loc["winner"], rows.loc["default"]
    assert winner["budget"] == pytest.approx(BEST, abs=40)
    assert winner[OVERHEAD] == pytest.approx(OVERHEAD_BEST, abs=0.03)
    assert winner["ci_low"] < LOWEST + 0.1 * 0.15 + 0.005 and winner["n"] == 6
    assert winner["rank"] == 1 and default["behind_low"] > 0
    gap = planted_at(default) - planted_at(winner)
    assert default["behind"] == pytest.approx(gap, abs=1e-9)  # common luck: exact in every case
    assert winner["beyond_default"] == pytest.approx(0, abs=1e-9)


def planted_at(row):
    """The bowl at a row; what is empty stands as in the scenario."""
    budget = 150.0 if np.isnan(row["budget"]) else row["budget"]
    overhead = row[OVERHEAD] if np.isfinite(row[OVERHEAD]) else default_overhead()
    return 0.2 * (((budget - BEST) / 300) ** 2 + ((overhead - OVERHEAD_BEST) / 0.2) ** 2)


def default_overhead():
    return load(FILE, kind="optimise").first.arms["mix"][PAIRING].parameters["overhead"]


def test_fresh_cases_have_worlds_and_seeds_that_the_search_has_not(found):
    swept, points = Swept(found), pd.read_csv(found / "points.csv", index_col="point")
    search, fresh = (points.loc[swept.stages[stage]] for stage in ("search", "confirmation"))
    assert set(search["seed"].dropna()) == set() and fresh["seed"].nunique() == 6
    droughts = [set(part["world.drought_chance"]) for part in (search, fresh)]
    assert not droughts[0] & droughts[1] and [len(one) for one in droughts] == [2, 6]
    assert fresh.groupby("seed")["world.drought_chance"].nunique().eq(1).all()
    assert len(search) == 2 * (40 + 1) and len(fresh) == 6 * 2


def test_where_all_is_luck_the_search_promises_too_much_and_the_confirmation_tells(tmp_path):
    """Every setting is alike: what was found is the luckiest, and no better than the default."""
    folder = optimise(FILE, tmp_path / "out", progress=False, report=True,
                      simulate=county(lambda plan, arm: 0.3, luck=0.0, own=0.05))  # fmt: skip
    winner, default = table(folder).loc["winner"], table(folder).loc["default"]
    # The lowest of 40 means of 2 replications, the luck of worlds being one: 2 deviations down.
    assert winner["search"] < 0.3 - 1.5 * 0.05 / 2**0.5 and winner["optimism"] < -0.03
    assert winner["ci_low"] < 0.3 < winner["ci_high"]
    assert default["behind_low"] < 0 < default["behind_high"]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Beware: the winner is not shown to be better than" in page


def test_without_uncertainties_the_fresh_cases_are_fresh_luck(tmp_path):
    file = {key: value for key, value in of(evaluations=6).items() if key != "uncertainties"}
    folder = run(tmp_path / "out", file, planted)
    swept = Swept(folder)
    assert len(swept.stages["search"]) == 7 and swept.worlds.nunique() == 1 + 6
    assert table(folder)["n"].eq(6).all() and table(folder)["ci_high"].gt(table(folder)["ci_low"]).all()


def test_killed_in_the_middle_the_same_command_goes_on_to_the_same_bytes(found, tmp_path):
    calls, out, sound = [], tmp_path / "out", county(planted)
    for stop in (70, 110):
        calls.clear()

        def interrupted(plan, arm, replication, stop=stop):
            calls.append(arm)
            if len(calls) == stop:
                raise KeyboardInterrupt
            return sound(plan, arm, replication)

        with pytest.raises(KeyboardInterrupt):
            optimise(FILE, out, progress=False, simulate=interrupted)
    done = run(out, FILE, planted)
    for name in TABLES:
        assert (done / name).read_bytes() == (found / name).read_bytes(), name
    before = (done / "optimum.csv").read_bytes()
    optimise(FILE, out, progress=False, simulate=interrupted)
    assert (done / "optimum.csv").read_bytes() == before


def test_a_setting_whose_run_failed_is_no_candidate(tmp_path):
    def fails_where_it_is_best(plan, arm):
        if arm == "mix" and plan.budget > 180:
            raise ValueError("the county burnt down")
        return planted(plan, arm)

    folder = run(tmp_path / "out", of(evaluations=30), fails_where_it_is_best)
    assert manifest.read(folder)["runs"]["failed"] > 0
    assert 100 < table(folder).loc["winner", "budget"] <= 180


def test_what_the_winner_is_held_against_may_fail_altogether(tmp_path):
    """The scenario's own setting has no result; the winner is confirmed all the same."""
    def fails_by_default(plan, arm):
        if arm == "mix" and plan.budget == 150.0:
            raise ValueError("the county burnt down")
        return planted(plan, arm)

    rows = table(run(tmp_path / "out", of(evaluations=12), fails_by_default))
    assert rows.loc["winner", "n"] == 6 and np.isfinite(rows.loc["winner", "confirmed"])
    assert rows.loc["default", "n"] == 0 and np.isnan(rows.loc["default", "confirmed"])


def test_three_aims_have_a_front(tmp_path):
    folder = run(tmp_path / "out", of(aims=["fgt0", "fgt2", "paid"], evaluations=16), planted)
    rows = pd.read_csv(folder / "optimum.csv")
    assert set(rows["measure"]) == {"fgt0", "fgt2", "paid"} and (rows["role"] == "front").sum() >= 6
    assert (folder / "figures" / "frontier.csv").is_file()


def test_where_every_run_fails_the_search_ends(tmp_path):
    folder = optimise(of(evaluations=12), tmp_path / "out", progress=False, simulate=fakes.all_raise)
    assert manifest.read(folder)["runs"]["done"] == 0 and not (folder / "optimum.csv").exists()


def test_a_front_has_less_poverty_for_more_money_and_nothing_that_is_beaten(tmp_path):
    folder = run(tmp_path / "out", of(aims=["fgt0", "paid"], front=5, evaluations=24), planted)
    rows = pd.read_csv(folder / "optimum.csv")
    own = rows[rows["role"] == "front"].pivot(index="setting", columns="measure", values="search")
    own = own.sort_values("fgt0")
    assert 3 <= len(own) <= 6 and own["paid"].is_monotonic_decreasing
    search = Swept(folder).runs.xs("mix", level="arm")[["fgt0", "paid"]].groupby(level="point").mean()
    assert own["paid"].min() < search["paid"].median() and rows["behind"].isna().all()
    assert (folder / "figures" / "frontier.png").is_file()
    check_numbers(folder)


def test_shares_of_an_arm_add_up_to_its_budget_and_each_strategy_is_tried_alone(tmp_path):
    folder = run(tmp_path / "out", MIXED | {"optimise": of(evaluations=12)["optimise"]},
                 lambda plan, arm: 0.3 + 0.1 * (plan.arms[arm][ASSETS].share if arm == "mix" else 2))
    points = pd.read_csv(folder / "points.csv")[SHARES].dropna()
    assert points.sum(axis=1).to_numpy() == pytest.approx(1.0) and (points >= 0).all().all()
    rows = table(folder)
    assert {f"{name} alone" for name in (FLOOR, ASSETS, PAIRING)} < set(rows.index)
    assert rows.loc[f"{ASSETS} alone", "confirmed"] - rows.loc[f"{PAIRING} alone", "confirmed"] == (
        pytest.approx(0.1))  # fmt: skip
    assert rows.loc["winner", SHARES[1]] == 0.0


@given(some.lists(some.floats(LEAST, 1.0), min_size=3, max_size=3), some.floats(0, 0.9))
def test_a_mix_divides_what_the_other_strategies_leave(drawn, given_share):
    space = Space(None, (), (), "mix", SHARES, 1 - given_share, {})
    shares = space.setting(dict(zip(SHARES, drawn, strict=True)))
    assert sum(shares.values()) == pytest.approx(1 - given_share)
    assert min(shares.values()) >= 0 and sum(shares.values()) <= 1 + 1e-9


def test_a_strategy_outside_of_the_mix_keeps_its_share():
    arms = {"mix": {FLOOR: {"share": 0.4}, ASSETS: {}, PAIRING: {}}}
    sweep = load(FILE | {"levers": {path: {} for path in SHARES[1:]},
                         "set": FILE["set"] | {"arms": arms}}, kind="optimise")  # fmt: skip
    for point in range(2, len(sweep.points)):  # after the scenario's own setting, in two worlds
        shares = {use.name: use.share for use in sweep.scenario(point).arms["mix"].values()}
        assert shares[FLOOR] == 0.4 and sum(shares.values()) == pytest.approx(1.0)


def test_drawn_evenly_every_mix_has_the_same_chance():
    """On the simplex of three, each share has mean 1/3 and variance 1/18."""
    space, draws = Space(None, (), (), "mix", SHARES, 1.0, {}), np.random.default_rng(1)
    shares = pd.DataFrame([space.setting(dict(zip(SHARES, one, strict=True)))
                           for one in draws.uniform(LEAST, 1, (4000, 3))])  # fmt: skip
    assert shares.mean().to_numpy() == pytest.approx(1 / 3, abs=0.02)
    assert shares.var().to_numpy() == pytest.approx(1 / 18, abs=0.005)


@given(some.lists(some.tuples(*2 * [some.integers(0, 5)]), min_size=1, max_size=12))
def test_the_front_is_what_none_beats(rows):
    values = np.array(rows, dtype=float)
    kept = undominated(values)
    assert kept.any()
    for at, row in enumerate(values):
        beaten = any((other <= row).all() and (other < row).any() for other in values)
        assert kept[at] <= (not beaten)
        assert beaten or any((values[other] == row).all() for other in np.flatnonzero(kept))
    own = front(values, 3)
    assert len(own) <= 3 and list(values[own, 0]) == sorted(values[own, 0])
    assert values[own, 0].min() == values[:, 0].min()


def test_what_has_no_result_is_on_no_front():
    assert front(np.array([[np.nan], [2.0], [1.0], [1.0]]), 4) == [2]
    assert front(np.full((3, 2), np.nan), 4) == []


def test_support_ends_before_the_last_year_at_every_point():
    file = MIXED | {"optimise": of(support_ends=1)["optimise"]}
    sweep = load(file, kind="optimise")
    for point in range(len(sweep.points)):
        scenario = sweep.scenario(point)
        assert {use.until for use in scenario.arms["mix"].values()} == {scenario.end - 1}


def test_years_are_levers_within_the_horizon():
    sweep = load(FILE | {"levers": {BEGIN: {}, f"arms.mix.{PAIRING}.until": [2012, 2013]}},
                 kind="optimise")  # fmt: skip
    begin, until = sweep.factors[:2]
    assert (begin.low, begin.high, begin.whole) == (2012, 2013, True) and until.values == (2012, 2013)
    years = [sweep.scenario(point).arms["mix"][ASSETS].from_year for point in range(len(sweep.points))]
    assert set(years) == {2012, 2013}


def test_more_fresh_cases_begin_with_the_same():
    few, many = (load(of(confirmations=number), kind="optimise") for number in (3, 5))
    uncertain = few.factors[2:]
    seeds = [[one["seed"] for one in _fresh(uncertain, sweep)] for sweep in (few, many)]
    assert seeds[1][:3] == seeds[0] and len(set(seeds[1])) == 5 and few.seed not in seeds[1]


@pytest.mark.parametrize(("change", "said"), [
    ({"levers": {}}, "levers: names no lever: there is nothing to choose"),
    ({"levers": {"budget": [50, 150]}, "arms": ["none", "mix", "pairing"]},
     "arms: which one is sought, pairing or mix?"),
    ({"levers": {"budget": [50, 150]}, "arms": ["none"]}, "arms: there is no arm besides the baseline"),
    ({"optimise": {"aims": []}}, "optimise.aims: names no aim"),
    ({"optimise": {"aims": ["paid"]}}, "optimise.aims: paid alone is least where nothing is done"),
    ({"optimise": {"aims": ["fgt3"]}}, "optimise.aims: knows no 'fgt3'"),
    ({"optimise": {"evaluation": 3}}, "optimise.evaluation: unknown key (did you mean evaluations?)"),
    ({"optimise": {"support_ends": 2}}, "optimise.support_ends: must be below the 2 years"),
    ({"levers": {SHARES[0]: {}, SHARES[1]: {"low": 0.5, "high": 1}}},
     f"{SHARES[1]}: is one of several shares"),
    ({"levers": {BEGIN: {}, f"arms.mix.{ASSETS}.until": {}}},
     "asset_redistribution might begin in 2013, after its last year, 2012"),
    ({"levers": {BEGIN: {}}, "optimise": {"support_ends": 1}},
     "asset_redistribution might begin in 2013, after its last year, 2012"),
    ({"levers": {f"arms.mix.{ASSETS}.until": {}}, "optimise": {"support_ends": 1}},
     "is told by support_ends"),
    ({"levers": {f"arms.mix.{ASSETS}.from": [2010]}}, "must be a number between 2012 and 2013"),
    ({"design": {"kind": "grid"}}, "design: unknown key"),
    ({"levers": {path: {} for path in SHARES[1:]},
      "set": FILE["set"] | {"arms": {"mix": {FLOOR: {"share": 1}, ASSETS: {}, PAIRING: {}}}}},
     f"{SHARES[1]}: has nothing to divide"),
])  # fmt: skip
def test_what_makes_no_search_is_said(change, said):
    with pytest.raises(ScenarioError) as fault:
        load(FILE | change, kind="optimise")
    assert said in "\n".join(fault.value.problems)


def test_a_measure_that_is_not_recorded_is_no_aim():
    plain = FILE["set"] | {"record": {"measures": ["fgt0"]}}
    with pytest.raises(ScenarioError) as fault:
        load(of(aims=["fgt1", "paid"]) | {"set": plain}, kind="optimise")
    assert len(fault.value.problems) == 2
    assert "needs cost_total, which the scenario does not record" in "\n".join(fault.value.problems)


def test_faults_are_told_with_their_line(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bad.yaml").write_text("scenario: quick_look\narms: [none, pairing]\n"
                                "levers: {budget: [50, 90]}\noptimise:\n  aims: [paid]\n",
                                encoding="utf-8")  # fmt: skip
    assert main(["optimise", "bad.yaml"]) == 2
    assert "bad.yaml:5:9: optimise.aims: paid alone" in capsys.readouterr().err
    assert main(["optimise", "best_mix", "--part", "1/2"]) == 2
    assert "--part: which points it comes to (optimise) depends on" in capsys.readouterr().err
    assert not Path("results").exists()


def test_without_the_optimiser_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(InputError, match=r"needs optuna: pip install 'antipoverty\[experiments\]'"):
        load(FILE, kind="optimise")


def check_numbers(folder):
    """Every number of the page is in a file."""
    shown, sources = reading.read(folder), reading.Sources(folder)
    assert len(shown.numbers) > 5
    assert all(reading.same(number, sources.value(number.source)) for number in shown.numbers)
    assert not [text for text in shown.rest if any(letter.isdigit() for letter in text)]


def test_the_page_of_a_search_says_what_was_kept_and_shows_no_shares_of_points(found):
    page = (found / "report.html").read_text(encoding="utf-8")
    assert {path.stem for path in (found / "figures").iterdir()} == {"optimum"}
    assert not (found / "best.csv").exists() and "fresh cases" in page
    check_numbers(found)
    book = pd.read_csv(found / "columns.csv")
    for file in found.glob("*.csv"):
        told = book[(book["file"] == file.name) & ~book["column"].str.startswith("measure=")]
        assert list(told["column"]) == list(pd.read_csv(file, nrows=0))
