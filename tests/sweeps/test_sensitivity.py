"""Sensitivity analyses: designs, known indices through the whole path, luck, failed points, turns."""

import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from SALib.sample import morris as salib_morris
from SALib.test_functions import Ishigami

import sim
from sim.answers import leaning as answer
from sim.cli import main
from sim.compare import indices, leaning, screening
from sim.compare.blocks import blocks, gap, levels_of, pairs
from sim.compare.indices import luck
from sim.compare.screening import Screening
from sim.compare.sensitivity import COLUMNS, Sensitivity, sensitivity
from sim.folder import manifest
from sim.folder.came import came_of
from sim.folder.swept import Swept
from sim.ground.errors import InputError
from sim.showing.numbers import Cited
from sim.simulate import seed_of
from sim.sweeps.designs import morris
from sim.sweeps.factors import UNCERTAINTY, Factor
from sim.sweeps.kinds import sensitivity as kind
from sim.sweeps.read import load
from sim.sweeps.runner import sweep

sys.path.append(str(Path(__file__).parents[1] / "experiment"))
sys.path.append(str(Path(__file__).parents[1] / "report"))
import experiment_fakes as fakes  # noqa: E402
import reading  # noqa: E402

FIRST, SECOND, THIRD, IDLE = (
    "world.drought_chance", "world.bank_rate", "world.wage_growth", "world.illness_chance")
PATHS = FIRST, SECOND, THIRD
KNOWN = {"S1": (0.3139, 0.4424, 0.0), "ST": (0.5576, 0.4424, 0.2437)}  # Ishigami, a = 7, b = .1
VARIANCE = 13.845  # of Ishigami's function over its cube
ARMS = ["none", "pairing", "universal-cash"]
FILE = {
    "name": "known", "scenario": "quick_look", "arms": ARMS,
    "set": {"county": {"households": 300, "villages": 2}, "horizon": {"years": 1}, "replications": 3},
    "uncertainties": {path: {} for path in (*PATHS, IDLE)},
    "sensitivity": {"trajectories": 6, "keep": 3, "points": 64},
}  # fmt: skip
FEW = FILE | {"sensitivity": {"trajectories": 4, "keep": 2, "points": 8}}
RANGES = {factor.path: factor for factor in load(FEW, kind="sensitivity").factors}
OWN, SHARED, SCALE = 0.01, 0.01, 0.01  # luck of each point's own, luck of all, a unit of Ishigami's
RUN, OF = ["point", "replication", "arm"], ["arm", "other", "measure", "parameter", "index"]


def place(plan, path):
    """Where a parameter stands in its range, from 0 to 1."""
    return (plan.world[path.partition(".")[2]] - RANGES[path].low) / (
        RANGES[path].high - RANGES[path].low)  # fmt: skip


def effect(plan, arm):
    """Ishigami under pairing, a straight line of the first parameter alone under cash."""
    shares = np.array([place(plan, path) for path in PATHS])
    if arm == "pairing":
        return SCALE * float(Ishigami.evaluate(np.pi * (2 * shares[None] - 1))[0])
    return {"none": 0.0, "universal-cash": 0.1 * (shares[0] - 0.5)}[arm]


def simulate(plan, arm, replication):
    """An effect, luck that all points and arms share, and luck of the point and the arm."""
    seed = seed_of(plan.seed, replication)
    shared = {arm: np.random.default_rng([seed, n]).normal(0, SHARED) for n, arm in enumerate(ARMS)}
    key = zlib.crc32(repr([arm, *(plan.world[path.partition(".")[2]] for path in PATHS)]).encode())
    own = np.random.default_rng([seed, key]).normal(0, OWN) if arm == "pairing" else 0.0
    poor = 0.5 + effect(plan, arm) + shared[arm] + own
    rows = [(2011 + step, f"fgt{power}", "national", "all", poor / (1 + power), "share")
            for step in (0, 1) for power in range(3)]  # fmt: skip
    return SimpleNamespace(seed=seed, seconds=0.0, outcomes=rows, distributions=[], transitions=[],
                           ledger=[])  # fmt: skip


def analysed(out, given=FILE, simulate=simulate, report=False, **options):
    return sweep(given, out, progress=False, report=report, simulate=simulate, kind="sensitivity",
                 **options)  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return Swept(analysed(tmp_path_factory.mktemp("known") / "out"))


@pytest.fixture(scope="module")
def rows(known):
    return sensitivity(known).set_index(OF).sort_index()


def factors_of(number):
    return [Factor(f"world.x{place}", UNCERTAINTY, "", low=0.0, high=1.0) for place in range(number)]


@given(some.integers(1, 7), some.integers(1, 6), some.integers(0, 2**40))
@settings(max_examples=25)
def test_trajectories_are_as_many_and_each_step_moves_one_factor_by_two_thirds(number, many, seed):
    shares = np.array(list(morris.points(factors_of(number), many, seed)))
    assert shares.shape == (many * (number + 1), number)
    assert np.isin(np.round(3 * shares, 9), range(4)).all()
    steps = np.diff(shares.reshape(many, number + 1, number), axis=1)
    assert np.abs(steps).sum(axis=2) == pytest.approx(2 / 3)
    assert (np.abs(steps) > 0.5).sum(axis=1).tolist() == [[1] * number] * many
    assert shares.tolist() == np.array(list(morris.points(factors_of(number), many, seed))).tolist()


def test_trajectories_are_those_of_salib():
    wanted = salib_morris.sample(screening.problem(3), 5, 4, seed=np.random.default_rng(9))
    assert np.array_equal(list(morris.points(factors_of(3), 5, 9)), wanted)


@given(some.integers(1, 5), some.integers(8, 40))
@settings(max_examples=25)
def test_blocks_take_a_then_one_column_of_b_after_the_other_then_b(number, many):
    points = [list(point.values()) for point in kind.saltelli(factors_of(number), many, 3)]
    found = np.array(points).reshape(many, number + 2, number)
    first, last = found[:, 0], found[:, -1]
    for column in range(number):
        mixed = first.copy()
        mixed[:, column] = last[:, column]
        assert np.array_equal(found[:, column + 1], mixed)
    more = [list(point.values()) for point in kind.saltelli(factors_of(number), 64, 3)]
    assert more[: len(points)] == points


def test_a_base_of_blocks_is_spread_as_scipy_says_a_sobol_sequence_is():
    from scipy.stats import qmc

    points = np.array([list(point.values()) for point in kind.saltelli(factors_of(3), 64, 3)])
    base = points.reshape(64, 5, 3)[:, [0, -1]].reshape(64, 6)
    random = np.random.default_rng(1).random((64, 6))
    assert qmc.discrepancy(base) < qmc.discrepancy(random) / 2


def test_the_stages_have_the_points_they_promise(known):
    stages = {stage: len(numbers) for stage, numbers in known.stages.items()}
    assert stages == {"screening": 6 * 5, "indices": 64 * 5}
    there = known.points.loc[known.stages["indices"]].notna().all()
    assert list(there[there].index) == list(PATHS)
    assert known.points.loc[known.stages["screening"]].notna().all(axis=None)


def within(rows, tolerance):
    """Known indices lie in their intervals, and the estimates within a tolerance of what is known."""
    for index, values in KNOWN.items():
        for path, value in zip(PATHS, values, strict=True):
            row = rows.loc["pairing", "none", "fgt0", path, index]
            assert row["ci_low"] - tolerance / 2 < value < row["ci_high"] + tolerance / 2
            assert row["value"] == pytest.approx(value, abs=tolerance)


def test_indices_of_a_known_function_come_out_under_luck(rows):
    """64 blocks are few, and luck is a little of the variance."""
    within(rows, tolerance=0.3)
    assert set(rows.loc["pairing", "none", "fgt0", FIRST, ["S1", "ST"]]["n"]) == {64}


@pytest.mark.slow
def test_more_blocks_come_nearer_to_what_is_known(tmp_path):
    many = FILE | {"sensitivity": {"trajectories": 6, "keep": 3, "points": 512}}
    within(sensitivity(Swept(analysed(tmp_path / "out", many))).set_index(OF).sort_index(), 0.08)


def test_a_difference_has_indices_of_its_own(rows):
    """Under cash the first parameter alone counts; pairing minus cash is none of the two effects."""
    cash = rows.loc["universal-cash", "none", "fgt0"]
    assert cash.loc[(FIRST, "S1"), "value"] == pytest.approx(1.0, abs=0.1)
    assert cash.loc[(SECOND, "ST"), "value"] == pytest.approx(0.0, abs=1e-9)
    line = 0.1**2 / 12
    pairing = SCALE**2 * VARIANCE
    gap = rows.loc["pairing", "universal-cash", "fgt0"].loc[(SECOND, "S1"), "value"]
    both = pairing + line - 2 * np.sqrt(pairing * KNOWN["S1"][0] * line) * _likeness()
    assert gap == pytest.approx(0.4424 * pairing / both, abs=0.2)


def _likeness():
    """Correlation of the first parameter with what Ishigami's function is of it alone, its sine."""
    angle = np.linspace(-np.pi, np.pi, 10_001)
    return float(np.corrcoef(angle, np.sin(angle))[0, 1])


def test_luck_has_the_share_it_was_given(rows):
    """Of pairing's effect: shared luck is of three replications alone, and so is known from them."""
    own, point = OWN**2, SCALE**2 * VARIANCE
    row = rows.loc["pairing", "none", "fgt0", ""]
    left = own / 3 / (point + own / 3)
    assert row.loc["luck_left", "value"] == pytest.approx(left, rel=0.3)
    assert row.loc["luck_left", "ci_low"] < left < row.loc["luck_left", "ci_high"]
    seeds = [seed_of(2011, number) for number in (1, 2, 3)]
    draws = [[np.random.default_rng([seed, n]).normal(0, SHARED) for n in (1, 0)] for seed in seeds]
    shared = float(np.subtract(*np.transpose(draws)).var(ddof=1))
    assert row.loc["luck", "value"] == pytest.approx((own + shared) / (own + shared + point), rel=0.3)


def test_luck_by_the_mean_squares():
    points = np.repeat(np.arange(4.0)[:, None], 2, axis=1)
    assert luck(points)["luck"][0] == 0.0
    shared = np.repeat(np.arange(2.0)[None], 5, axis=0)
    assert luck(shared)["luck"][0] == 1.0
    assert luck(points[:, :1]) == {} == luck(np.zeros((4, 2)))
    random = np.random.default_rng(5)
    own = random.normal(0, 2, (4000, 3)) + random.normal(0, 1, (4000, 1))
    assert luck(own)["luck"][0] == pytest.approx(0.8, abs=0.02)
    assert luck(own)["luck_left"][0] == pytest.approx(4 / 3 / (1 + 4 / 3), abs=0.02)


def test_an_inert_parameter_is_named_and_no_other(rows, known):
    inert = rows.loc["", "", "", :, "inert"]["value"]
    assert inert[inert == 1].index.tolist() == [IDLE] and len(inert) == 4
    assert (rows.loc["pairing", "none", "fgt1", IDLE, ["mu", "mu_star", "sigma"]]["value"] == 0).all()


def test_elementary_effects_of_a_line_are_its_slope(rows):
    line = rows.loc["universal-cash", "none", "fgt0", FIRST]
    for index, value in (("mu", 0.1), ("mu_star", 0.1), ("sigma", 0.0)):
        assert line.loc[index, "value"] == pytest.approx(value, abs=1e-12)
    assert line.loc["mu_star", ["ci_low", "ci_high"]].tolist() == pytest.approx([0.1, 0.1])


def test_every_effect_and_every_difference_is_there_once(rows):
    assert not rows.index.duplicated().any()
    told = {(arm, other) for arm, other, *_ in rows.index if arm}
    assert told == set(pairs(ARMS, "none"))
    assert pairs(ARMS, "none") == [
        ("pairing", "none"), ("universal-cash", "none"), ("pairing", "universal-cash")]
    assert set(rows.loc["pairing"].index.get_level_values("measure")) == {"fgt0", "fgt1", "fgt2"}


def frame(values, arms=("a", "b"), replications=2):
    """Runs as they come: the values of an arm by point, the same in every replication and measure."""
    found = [(point, number, arm, *(3 * [float(values[arm][point - 1])]), 0.0, 0.0)
             for point in range(1, len(values[arms[0]]) + 1)
             for number in range(1, replications + 1) for arm in arms]  # fmt: skip
    return pd.DataFrame(found, columns=[*RUN, "fgt0", "fgt1", "fgt2", "poor", "paid"]).set_index(RUN)


def test_a_point_that_lacks_a_run_takes_its_block_with_it():
    runs = frame({"a": range(12), "b": range(12)}).drop([(5, 2, "a"), (12, 1, "b")])
    levels = levels_of(runs)
    assert list(levels.index) == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    found = blocks(range(1, 13), 3, levels)
    assert found.points.tolist() == [[1, 2, 3], [7, 8, 9]] and (found.kept, found.planned) == (2, 4)


def test_a_run_that_fails_leaves_the_others_as_they_are(tmp_path):
    """The trajectory is left out, and the effects are those of the other trajectories by hand."""
    def one_fails(plan, arm, replication):
        if (arm, replication) == ("pairing", 2) and plan.world == lost.world:
            raise ValueError("the county burnt down")
        return simulate(plan, arm, replication)

    given = FILE | {"sensitivity": {"trajectories": 5, "keep": 2, "points": 8}}
    lost = load(given, kind="sensitivity").scenario(7)  # a point of the second trajectory
    sound, hurt = (Sensitivity(Swept(analysed(tmp_path / name, given, do)))
                   for name, do in (("sound", simulate), ("hurt", one_fails)))  # fmt: skip
    assert (hurt.screening.trajectories.kept, hurt.screening.trajectories.planned) == (4, 5)
    line = [dict((pair, values.mean(axis=1)) for measure, pair, values in one.gaps()
                 if measure == "fgt0")["pairing", "none"] for one in (sound, hurt)]  # fmt: skip
    kept = sound.screening.trajectories.points[[0, 2, 3, 4]]
    assert hurt.screening.trajectories.points.tolist() == kept.tolist()
    by_hand = Screening(sound.screening.paths, blocks(kept.ravel(), 5, sound.levels),
                        sound.screening.places[[0, 2, 3, 4]]).effects(line[0])  # fmt: skip
    assert hurt.screening.effects(line[1]).equals(by_hand)


def test_too_few_whole_trajectories_are_said_and_not_shown(tmp_path):
    def cash_fails(plan, arm, replication):
        if arm == "universal-cash" and place(plan, FIRST) > 0.5:
            raise ValueError("no cash")
        return simulate(plan, arm, replication)

    folder = analysed(tmp_path / "out", FEW, cash_fails, report=True)
    assert list(Swept(folder).stages) == ["screening"]
    assert pd.read_csv(folder / "sensitivity.csv").empty and not any((folder / "figures").iterdir())
    assert "needs 4 trajectories all of whose runs are done, and has" in (
        folder / "report.html").read_text(encoding="utf-8")


def test_nothing_that_comes_of_it_is_no_more_to_be_decomposed(tmp_path):
    def all_fail(plan, arm, replication):
        raise ValueError("nothing works")

    folder = analysed(tmp_path / "failed", FEW, all_fail, report=True)
    assert manifest.read(folder)["runs"]["done"] == 0
    still = analysed(tmp_path / "still", FEW, lambda plan, arm, replication: fakes.simulate(
        fakes.scenario(years=1), arm, replication), report=True)  # fmt: skip
    assert list(Swept(still).stages) == ["screening"]
    told = pd.read_csv(still / "sensitivity.csv")
    assert (told.loc[told["index"] == "inert", "value"] == 1).all()


def test_an_order_that_a_parameter_turns_round_leans_on_it_and_one_that_stands_does_not(known):
    """Cash is lower than nothing in the lower half of the first parameter's range, exactly."""
    found = leaning.leaning(known)
    cash = found[(found["measure"] == "fgt0") & (found["arm"] != "pairing")
                 & (found["other"] != "pairing")]  # fmt: skip
    assert set(cash["parameter"]) == {FIRST} and set(cash["share"]) == {1.0} and set(cash["n"]) == {6}
    assert set(cash["source"]) == {"assumption; Gansu is drought-prone"}


def test_a_conclusion_that_nothing_turns_leans_on_nothing_and_that_is_said(tmp_path):
    def apart(plan, arm, replication):
        run = simulate(plan, arm, replication)
        run.outcomes = [(*row[:4], row[4] - 0.5 * ARMS.index(arm), row[5]) for row in run.outcomes]
        return run

    swept = Swept(analysed(tmp_path / "out", FEW, apart))
    assert leaning.leaning(swept).empty and (leaning.turns(swept)["share"] == 0).all()
    numbers = answer.table(swept)
    (said,) = answer.say(swept, Cited(swept, {answer.FILE: numbers}))
    assert "was seen to lean on an assumed parameter" in said.points[0] and len(said.points) == 1


def test_an_assumption_is_one_by_its_source():
    found = pd.DataFrame({"source": ["assumption", "calibrated", "assumption; read off", "Ravi 2001"]})
    assert leaning.assumed(found).index.tolist() == [0, 2]


def test_turns_by_hand():
    places = np.array([[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]], [[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]])
    runs = frame({"a": [1, 3, 3, 1, 2, 3], "b": [2, 2, 2, 2, 2, 2]})
    levels = levels_of(runs)
    found = Screening(["x", "y"], blocks(range(1, 7), 3, levels), places)
    below = pd.Series([-1.0, 1.0, 1.0, -1.0, 0.0, 1.0], index=range(1, 7))
    assert found.turned(below).to_dict() == {"x": 0.5, "y": 0.5}
    assert found.turned(-below).to_dict() == {"x": 1.0, "y": 0.0}
    assert found.inert(levels) == []


def test_influence_is_relative_to_the_largest_of_each_difference():
    """What moves one difference alone, however little, is as influential as what moves another much."""
    shares = np.array(list(morris.points(factors_of(3), 6, 1)))
    runs = frame({"a": 100 * shares[:, 0], "b": 100 * shares[:, 0] + shares[:, 1], "c": 0 * shares[:, 2]
                  }, arms=("a", "b", "c"))  # fmt: skip
    points = pd.DataFrame(shares, range(1, len(shares) + 1), ["x", "y", "z"])
    levels = levels_of(runs)
    told = {path: {"low": 0.0, "high": 1.0} for path in points}
    found = screening.influence(Screening.of(points, told, levels), levels)
    assert found.to_dict() == pytest.approx({"x": 1.0, "y": 1.0, "z": 0.0})
    kept = kind.influential([Factor(path, UNCERTAINTY, "", high=1.0) for path in points],
                            points.to_dict("records"), runs, most=1)  # fmt: skip
    assert [factor.path for factor in kept] == ["x"]


def test_named_values_stand_in_their_order(tmp_path):
    given = FEW | {"levers": {"finance": ["outside", "local"], "budget": [50, 150, 300]}}
    screened = Sensitivity(Swept(analysed(tmp_path / "out", given))).screening
    assert np.abs(np.diff(screened.places, axis=1)).astype(bool).sum(axis=2).tolist() == [[1] * 6] * 4


@pytest.mark.parametrize(
    "values", [(7.0, 9.0), ("a", "b"), (False, True), (1, 2, 3), (1.0, 4.0, 2.0, 9.0), tuple("abcde")]
)
def test_an_effect_is_over_the_whole_range_however_many_values_there_are(values):
    """An outcome that goes up by 1 as a parameter goes through its range has effects of 1."""
    factors = [Factor("x", UNCERTAINTY, "", values=values), Factor("y", UNCERTAINTY, "", low=2, high=6),
               Factor("z", UNCERTAINTY, "", low=1, high=5, whole=True)]  # fmt: skip
    rows = list(morris.points(factors, 8, 3))
    points = pd.DataFrame(rows, range(1, len(rows) + 1), ["x", "y", "z"])
    numeric = all(type(value) in (int, float) for value in values)
    place = points["x"].astype(float) if numeric else points["x"].map(values.index)
    place = (place - place.min()) / (place.max() - place.min())
    outcome = (place + (points["y"] - 2) / 4 + (points["z"] - 1) / 4).to_numpy()
    runs = frame({"a": outcome, "b": 0 * outcome})
    levels = levels_of(runs)
    found = Screening.of(points, {factor.path: factor.told for factor in factors}, levels)
    effects = found.effects(gap(levels, "fgt0", ("a", "b")).mean(axis=1))
    assert effects["mu_star"].tolist() == pytest.approx([1, 1, 1])
    assert effects["sigma"].tolist() == pytest.approx([0, 0, 0], abs=1e-12)


def test_what_has_one_value_moves_nothing_and_takes_no_step(tmp_path):
    given = FEW | {"levers": {"finance": ["outside"], "budget": [50, 150, 300]}}
    swept = Swept(analysed(tmp_path / "out", given))
    assert set(swept.points["finance"]) == {"outside"}
    found = Sensitivity(swept)
    assert "finance" not in found.screening.paths and found.saltelli is not None
    assert found.saltelli.enough and set(found.saltelli.paths) <= set(found.screening.paths)
    assert (sensitivity(swept)["index"] == "ST").any()


def test_a_killed_analysis_goes_on_and_ends_the_same(tmp_path):
    calls = []

    def interrupted(plan, arm, replication):
        calls.append(arm)
        if len(calls) == 230:  # in the second stage
            raise KeyboardInterrupt
        return simulate(plan, arm, replication)

    with pytest.raises(KeyboardInterrupt):
        analysed(tmp_path / "out", FEW, interrupted)
    whole, again = analysed(tmp_path / "whole", FEW), analysed(tmp_path / "out", FEW)
    for name in ("points.csv", "outcomes.csv", "sweep.yaml"):
        assert (again / name).read_bytes() == (whole / name).read_bytes()


def test_the_report_ends_with_what_leans_and_every_column_is_explained(tmp_path):
    folder = analysed(tmp_path / "out", FEW, report=True)
    names = {path.stem for path in (folder / "figures").glob("*.png")}
    assert names == {"tornado", "indices", "leaning"}
    text = (folder / "report.html").read_text(encoding="utf-8")
    heads = [text.find(told) for told in ("What the effects and the differences depend on",
             "What share of the variance", "Which conclusions lean on what is assumed")]  # fmt: skip
    assert -1 < heads[0] < heads[1] < heads[2] and "Inert, since no run changes" in text
    shown, sources = reading.read(folder), reading.Sources(folder)
    assert len(shown.numbers) > 30
    assert all(reading.same(number, sources.value(number.source)) for number in shown.numbers)
    assert not [text for text in shown.rest if any(letter.isdigit() for letter in text)]
    book = pd.read_csv(folder / "columns.csv")
    assert set(book["file"]) >= {"sensitivity.csv", "leaning.csv"}
    assert "best.csv" not in set(book["file"])
    assert list(pd.read_csv(folder / "sensitivity.csv")) == [column.name for column in COLUMNS]
    for file in folder.glob("*.csv"):
        told = book[(book["file"] == file.name) & ~book["column"].str.startswith("measure=")]
        assert list(told["column"]) == list(pd.read_csv(file, nrows=0))


def test_wrong_files_are_refused(tmp_path, capsys):
    assert main(["sensitivity", "what_matter"]) == 2
    assert "did you mean what_matters?" in capsys.readouterr().err
    for key, value, said in (
        ("sensitivity", {"point": 8}, "sensitivity.point: unknown key (did you mean points?)"),
        ("sensitivity", {"keep": 0}, "sensitivity.keep: must be a number between 1 and 100"),
        ("design", {"kind": "grid"}, "design: unknown key"),
        ("arms", ["none"], "arms: a sensitivity analysis compares arms, and there is only one"),
    ):
        with pytest.raises(InputError) as error:
            load(FEW | {key: value}, kind="sensitivity")
        assert said in str(error.value)


def test_without_salib_it_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    with pytest.raises(InputError, match=r"needs SALib.*: pip install 'antipoverty\[experiments\]'"):
        load(FEW, kind="sensitivity")


def test_from_python(tmp_path):
    small = FEW | {"arms": ARMS[:2], "uncertainties": {FIRST: {}},
                   "set": FEW["set"] | {"replications": 1}}  # fmt: skip
    folder = sim.sensitivity(small, tmp_path / "out", progress=False)
    told = pd.read_csv(folder / "sensitivity.csv")
    assert {"mu_star", "inert"} <= set(told["index"]) and "luck" not in set(told["index"])


def test_fewest_blocks_are_asked_for():
    assert kind.OPTIONS["points"].low == indices.FEWEST
    assert kind.OPTIONS["trajectories"].low == screening.FEWEST
    assert came_of(pd.DataFrame(columns=["point", "replication", "arm", "year", "measure", "line",
                                         "value"])).empty  # fmt: skip
