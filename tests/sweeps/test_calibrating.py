"""Calibration: planted worlds are recovered, and what is killed ends the same."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from test_sweep_files import SMALL

from sim import calibrate
from sim.analysis import emulators, matched, matching
from sim.analysis.axes import Axis, Space
from sim.analysis.matching import CUT, Band, Tried, Wave, implausibility, kept, next_wave
from sim.analysis.patterns.recorded import RECORDED
from sim.folder.swept import Swept
from sim.scenario import ScenarioError, declared
from sim.showing import style
from sim.sweeps.read import load

PLANTED = {"gini": ("wage_ability", 0.8), "fgt1": ("drought_chance", 0.3), "income_mean": ("wage", 0.7)}
NUISANCE = ("bank_rate", "job_loss", "vacancy_rate")
PATHS = [*(f"world.{name}" for name, _ in PLANTED.values()), *(f"world.{name}" for name in NUISANCE)]
STEEP = {"gini": 0.2, "fgt1": 0.15, "income_mean": 2_000.0}  # change over the whole prior
FILE = {
    "name": "planted", "scenario": "quick_look", "arms": ["none"], "rescale": True,
    "set": SMALL | {"replications": 2, "record": {"measures": ["fgt0"], "groups": ["all"]}},
    "calibrate": {"worlds": 40, "wave": 20, "waves": 3, "keep": 30},
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def few_draws():
    """The space is judged by fewer points than it is outside of tests."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (matching, matched):
            patch.setattr(module, "DRAWS", 600)
        yield


def plausible(name):
    one = declared.world_parameters()[name]
    low, high = one.prior
    return Axis(f"world.{name}", one.default, (), low, one.default, high, one.whole)


UNCERTAIN = {path: {"plausible": True} for path in PATHS}
FEW = FILE | {"uncertainties": UNCERTAIN}


def planted(plan, arm, replication):
    """Three patterns of 2011, each moved by one number of the world and in its band at the plant."""
    bands = {"gini": (0.33, 0.40), "fgt1": (0.10, 0.15), "income_mean": (3500, 3900)}
    luck = np.random.default_rng(replication)
    rows = [(2011, "income_scale", "", "all", 1 + plan.world["wage"] / 1e4, "factor"),
            (2011, "fgt0", "national", "all", 0.346, "share"),
            (2011, "consumption_mean", "", "all", 3000.0, "yuan")]  # fmt: skip
    for measure, (name, share) in PLANTED.items():
        off = plausible(name).share(plan.world[name]) - share
        value = np.mean(bands[measure]) + STEEP[measure] * (off + luck.normal(0, 0.01))
        rows.append((2011, measure, "national" if measure == "fgt1" else "", "all", value, "share"))
    gini = next(row[4] for row in rows if row[1] == "gini")
    rows.append((2011, "consumption_gini", "", "all", gini - 0.04, "share"))
    nothing = {name: [] for name in ("distributions", "transitions", "ledger")}
    return SimpleNamespace(seed=1, seconds=0.01, outcomes=rows, **nothing)


def run(out, file=FEW, simulate=planted, **options):
    return calibrate(file, out, progress=False, simulate=simulate, **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, few_draws):
    return run(tmp_path_factory.mktemp("calibrated") / "out")


def test_the_ranges_that_matter_shrink_around_the_plant_and_no_others_do(folder):
    rows = pd.read_csv(folder / "survived.csv").set_index("parameter")
    for name, share in PLANTED.values():
        row = rows.loc[f"world.{name}"]
        assert row["p5"] < share < row["p95"] and row["left"] < 0.6 and row["narrowed"]
    assert (rows.loc[[f"world.{name}" for name in NUISANCE], "left"] > 0.7).all()


def test_kept_are_worlds_that_were_run_and_lie_in_all_bands_in_an_order_by_lot(folder):
    kept_, fits = pd.read_csv(folder / "kept.csv"), pd.read_csv(folder / "fits.csv", index_col="point")
    bands = {one.name: one for one in RECORDED if fits[one.name].notna().any()}
    own = fits.loc[kept_["point"]]
    assert all(own[name].between(one.low, one.high).all() for name, one in bands.items())
    assert len(kept_) >= 30 and (kept_["missed"] == 0).all() and kept_["medoid"].sum() == 1
    assert abs(kept_["distance"].corr(kept_["world"])) < 0.4  # nearest first: close to 1
    held = pd.Series({point: all(one.low <= row[name] <= one.high for name, one in bands.items())
                      for point, row in fits.iterrows()})  # fmt: skip
    assert set(held[held].index) == set(kept_["point"])


def test_each_wave_lies_in_more_bands_and_rules_more_out(folder):
    waves, emulated = pd.read_csv(folder / "waves.csv"), pd.read_csv(folder / "emulators.csv")
    assert len(waves) >= 2 and waves["held"].iloc[1] > waves["held"].iloc[0] + 0.5
    assert (np.diff(waves["not_ruled_out"]) <= 0).all() and waves["not_ruled_out"].iloc[-1] < 0.4
    steep = emulated[emulated["pattern"].isin(["1-mean-income", "3-poverty-gap", "4-gini"])]
    assert (steep["r2"] > 0.9).all()


def test_the_ensemble_has_all_that_is_not_known_as_it_was_run(folder):
    rows, points = pd.read_csv(folder / "ensemble.csv"), pd.read_csv(folder / "points.csv")
    chosen = pd.read_csv(folder / "kept.csv")["point"]
    assert rows["world"].tolist() == list(range(1, len(rows) + 1)) and (rows["weight"] == 1).all()
    assert (rows[PATHS].to_numpy() == points.set_index("point").loc[chosen, PATHS].to_numpy()).all()
    assert rows["world.income_scale"].to_numpy() == pytest.approx(1 + rows["world.wage"] / 1e4, rel=1e-5)
    overhead = rows["strategies.village_household_pairing.overhead"]
    low, high = declared.strategies()["village_household_pairing"].parameters["overhead"].prior
    assert overhead.between(low, high).all() and overhead.nunique() == len(rows)
    told = pd.read_csv(folder / "columns.csv")
    for name in (matched.ENSEMBLE, *matched.COLUMNS):
        columns = list(pd.read_csv(folder / name))
        assert told.loc[told["file"] == name, "column"].tolist() == columns, name


def test_what_was_killed_in_the_second_wave_ends_with_the_same_files(folder, tmp_path):
    done = []

    def killed(plan, arm, replication):
        done.append(1)
        if len(done) == 2 * (1 + 40) + 7:
            raise KeyboardInterrupt
        return planted(plan, arm, replication)

    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "out", simulate=killed)
    again = run(tmp_path / "out")
    for name in (matched.ENSEMBLE, *matched.COLUMNS, "points.csv", "fits.csv"):
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_report_cites_what_its_tables_have(folder):
    page = re.sub("<[^>]*>", "", (folder / "report.html").read_text(encoding="utf-8"))
    assert "worlds fit and are in" in page and "History matching" in page
    assert {"survived", "bands"} <= {path.stem for path in (folder / "figures").glob("*.png")}


def test_where_no_world_fits_the_tables_say_so(tmp_path, monkeypatch):
    for kind in ("png", "svg"):
        monkeypatch.setattr(style, kind, lambda figure: b"no drawing")

    def nowhere(plan, arm, replication):
        found = planted(plan, arm, replication)
        found.outcomes = [row[:4] + (0.9, row[5]) if row[1] == "fgt1" else row for row in found.outcomes]
        return found

    small = FEW | {"calibrate": {"worlds": 12, "wave": 5, "waves": 2, "keep": 5}}
    out = run(tmp_path / "out", small, nowhere)
    assert len(pd.read_csv(out / "ensemble.csv")) == 0
    assert pd.read_csv(out / "bands.csv").set_index("pattern").loc["3-poverty-gap", "first"] == 0
    missing = small | {"calibrate": small["calibrate"] | {"misses": 1}}
    rows = pd.read_csv(run(tmp_path / "other", missing, nowhere) / "kept.csv")
    assert len(rows) > 0 and set(rows["missed"]) <= {1}


def test_unless_told_all_that_is_not_known_of_the_world_varies():
    sweep = load(FILE, kind="calibrate")
    varied = {one.path: one for one in sweep.factors}
    known = declared.world_parameters()
    wanted = {f"world.{name}" for name, one in known.items() if len(one.prior) > 1}
    assert set(varied) == wanted - {"world.income_scale"}
    assert sweep.points[0] == {path: known[path[6:]].default for path in varied}
    below = [point["world.wage"] < known["wage"].default for point in sweep.points[1:]]
    assert np.mean(below) == 0.5  # of a hypercube with the default as its median
    told = FILE | {"set": FILE["set"] | {"world": {"wage": 7000}}}
    assert "world.wage" not in {one.path for one in load(told, kind="calibrate").factors}


@pytest.mark.parametrize(("given_", "said"), [
    ({"arms": ["none", "pairing"]}, "arms: patterns are of the county without policy"),
    ({"arms": ["pairing"]}, "arms: patterns are of the county without policy"),
    ({"rescale": False}, "rescale: must be true"),
    ({"set": {"replications": 1}}, "set: replications: 2 or more are needed"),
    ({"levers": {"budget": [50, 100]}}, "is a lever"),
    ({"uncertainties": {"world.wage": [7000]}}, "nothing varies"),
    ({"calibrate": {"worlds": 3}}, "calibrate.worlds: must be a number between 10"),
])  # fmt: skip
def test_what_cannot_be_calibrated_is_said(given_, said):
    with pytest.raises(ScenarioError) as error:
        load(FEW | given_, kind="calibrate")
    assert said in str(error.value)


@given(some.sampled_from(sorted(declared.world_parameters())), some.floats(0, 1))
def test_an_axis_is_the_prior_of_its_parameter_and_goes_back(name, share):
    one = declared.world_parameters()[name]
    if len(one.prior) < 2 or one.kind != "number":
        return
    axis = plausible(name)
    value = axis.at(share)
    assert value == pytest.approx(one.at(share), rel=1e-5, abs=1e-12) and one.check(value) is None
    assert axis.at(axis.share(value)) == pytest.approx(value, rel=1e-5, abs=1e-9)


def toy(width, seed):
    """Two numbers that a world of `width` axes moves, one of them not straight, and a planted world."""
    luck = np.random.default_rng(seed)
    space = Space([Axis(f"x{k}", 0.5, (), 0.0, 0.5, 1.0) for k in range(width)])
    plant = luck.uniform(0.2, 0.8, width)

    def runs(shares, first):
        values = np.column_stack([shares[:, 0] + shares[:, 1], shares[:, 2] ** 2 - shares[:, 3]])
        points, names = range(first, first + len(shares)), ["point", "replication"]
        index = pd.MultiIndex.from_product([[1, 2], points], names=names[::-1]).swaplevel()
        values = np.vstack([values, values]) + luck.normal(0, 0.03, (2 * len(shares), 2))
        return pd.DataFrame(values, index=index, columns=["a", "b"])

    target = runs(plant[None], 1).mean()
    return space, plant, runs, [Band(name, target[name] - 0.1, target[name] + 0.1) for name in "ab"]


def test_a_plant_is_not_ruled_out_and_most_of_the_space_is():
    """In four counties, of which at three standard deviations hardly one would err."""
    for seed in range(4):
        space, plant, runs, bands = toy(12, seed)
        luck = np.random.default_rng([seed, 1])
        shares = space.drawn(60, luck)
        frame = pd.DataFrame(shares, columns=space.paths, index=range(1, 61))
        tried = Tried.of(space, frame, runs(shares, 1), bands)
        waves = [Wave.of(space, tried, bands, 0)]
        assert implausibility(waves, plant[None])[0] < CUT
        assert (implausibility(waves, space.drawn(2_000, luck)) < CUT).mean() < 0.6
        if seed:
            continue
        more = next_wave(waves, 30, luck)
        came = runs(more, 1).groupby(level="point").mean()
        inside = np.all([band.holds(came[band.name]) for band in bands], axis=0).mean()
        assert inside > 3 * tried.held(bands).all(axis=1).mean() and inside > 0.5


def test_emulators_tell_their_errors():
    luck = np.random.default_rng(0)
    inputs = luck.uniform(-1, 1, (120, 10))
    values = np.sin(2 * inputs[:, 0]) + inputs[:, 1] + luck.normal(0, 0.1, 120)
    found = emulators.fitted(inputs[:80], values[:80])
    mean, variance = found.at(inputs[80:])
    off = (values[80:] - mean) / np.sqrt(variance)
    assert found.r2 > 0.85 and found.active[:2].all()
    assert 0.6 < off.std() < 1.6 and np.abs(off).max() < 4.5
    alike = emulators.fitted(inputs, np.full(120, 3.0))
    assert alike.at(inputs)[0].tolist() == [3.0] * 120 and not alike.active.any()


def test_no_more_bands_are_missed_than_it_takes():
    shares = np.array([[0.5], [0.6], [0.9], [0.1]])
    values = pd.DataFrame({"a": [1.0, 5.0, 1.0, 5.0], "b": [1.0, 1.0, 1.0, 5.0]}, index=[1, 2, 3, 4])
    tried, bands = Tried(shares, values, values.var()), [Band("a", 0, 2), Band("b", 0, 2)]
    found = {(least, misses): list(kept(tried, bands, np.array([0.5]), least, misses).index)
             for least in (2, 3, 4) for misses in (0, 1, 2)}  # fmt: skip
    assert found[2, 2] == [1, 3] and found[3, 2] == [1, 2, 3] and found[3, 0] == [1, 3]
    assert sorted(found[4, 2]) == [1, 2, 3, 4] and found[4, 1] == [1, 2, 3]


@pytest.mark.slow
def test_a_small_county_is_calibrated_alike_twice(tmp_path):
    file = FEW | {"calibrate": {"worlds": 10, "wave": 5, "waves": 2, "keep": 50, "misses": 3}}
    one, two = (calibrate(file, tmp_path / name, progress=False) for name in ("one", "two"))
    assert (one / "ensemble.csv").read_bytes() == (two / "ensemble.csv").read_bytes()
    assert len(pd.read_csv(one / "ensemble.csv")) > 0
    assert Swept(one).kind == matched.KIND
