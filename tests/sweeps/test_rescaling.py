"""`rescale: true`: what the file means, what runs of a world share, and how worlds are flagged."""

import re

import numpy as np
import pandas as pd
import pytest
from test_sweep_files import FILE

from sim.analysis.patterns.recorded import MEASURES, RECORDED
from sim.experiment import plan
from sim.income_scale import NAME, TARGET, TOLERANCE
from sim.scenario import ScenarioError
from sim.scenario import load as load_scenario
from sim.scenario.declared import default_measures
from sim.simulate import FITTED_OVER, Opening, fitted, headcount, open_society
from sim.sweeps.merge import merge
from sim.sweeps.read import load
from sim.sweeps.runner import sweep
from sim.sweeps.store import SweepStore

SMALL = {"county": {"households": 200, "villages": 1}, "horizon": {"years": 1}, "replications": 2,
         "record": {"measures": ["fgt0", "cost_total"], "groups": ["all"]}}  # fmt: skip
RESCALED = FILE | {
    "set": SMALL, "rescale": True, "levers": {"budget": [50, 150]},
    "uncertainties": {"world.wage": [5000, 9000]}, "design": {"kind": "grid"},
}  # fmt: skip


def test_the_key_is_a_rule_of_the_scenario_and_records_what_it_needs():
    plain, rescaled = (load(RESCALED | {"rescale": wanted}).first for wanted in (False, True))
    assert not plain.rescale and rescaled.rescale
    assert plain.record.measures == ("fgt0", "cost_total")
    assert rescaled.record.measures[:2] == plain.record.measures
    assert set(rescaled.record.measures) == {"fgt0", "cost_total", NAME, *MEASURES}
    usual = load(RESCALED | {"set": {"record": {"measures": "all"}}}).first.record.measures
    assert usual[: len(default_measures())] == default_measures() and NAME in usual
    one = load(RESCALED | {"set": {"record": {"measures": "fgt2"}}}).first.record.measures
    assert one[:2] == ("fgt2", NAME)


def test_a_sweep_without_the_key_is_what_it_was():
    without = {key: value for key, value in RESCALED.items() if key != "rescale"}
    assert load(without).hash == load(RESCALED | {"rescale": False}).hash != load(RESCALED).hash
    assert "rescale" not in load(without).base.tree


def test_the_rule_may_stand_in_the_scenario_too():
    without = {key: value for key, value in RESCALED.items() if key != "rescale"}
    stands = load(without | {"set": SMALL | {"rescale": True}})
    assert stands.hash == load(RESCALED).hash
    assert not load(RESCALED | {"set": SMALL | {"rescale": True}, "rescale": False}).first.rescale


def test_all_numbers_of_the_world_are_all_but_the_scale():
    every = load(RESCALED | {"uncertainties": {"world.*": {"within": 0.5}},
                             "design": {"kind": "sobol", "points": 1}})  # fmt: skip
    swept = {factor.path for factor in every.factors}
    assert f"world.{NAME}" not in swept and len(swept) > 300 and "world.wage" in swept


def test_a_world_is_dealt_to_one_worker_who_fits_it_once(tmp_path):
    for wanted, parcels in ((True, 2), (False, 4)):
        store = SweepStore(tmp_path / str(wanted), load(RESCALED | {"rescale": wanted}))
        tasks = plan.tasks(store.jobs, 1, store.opening, store.parcel)
        assert len(tasks) == parcels
        openings = [store.opening(job) for task in tasks for job in task]
        assert openings == sorted(openings)


@pytest.mark.parametrize(("given", "said"), [
    ({"rescale": "maybe"}, "rescale: must be true or false, not 'maybe'"),
    ({"rescal": True}, "rescal: unknown key (did you mean rescale?)"),
    ({"uncertainties": {f"world.{NAME}": {}}}, "uncertainties.world.income_scale: cannot be swept "
     "where `rescale` fits it in every world: leave out one of the two"),
    ({"set": SMALL | {"world": {NAME: 1.2}}}, "rescale: fits world.income_scale, which the scenario "
     "sets to 1.2: leave out one of the two"),
    ({"set": SMALL | {"record": {"measures": ["fgt7"]}}}, "'fgt7'"),
    ({"set": SMALL | {"record": 3}}, "record"),
])  # fmt: skip
def test_a_mistake_is_told_by_its_place(given, said):
    with pytest.raises(ScenarioError) as error:
        load(RESCALED | given)
    assert said in str(error.value)


def test_a_stored_scenario_that_spells_out_the_default_scale_can_be_rescaled(folder):
    (folder / "stored.yaml").write_text(load_scenario("quick_look").to_yaml(), encoding="utf-8")
    assert load(RESCALED | {"scenario": "stored.yaml", "set": {"replications": 2}}).first.rescale


@pytest.fixture(scope="module")
def folder_of_worlds(tmp_path_factory):
    return sweep(RESCALED, tmp_path_factory.mktemp("rescaled") / "out", progress=False)


def test_every_run_of_a_world_has_the_scale_that_meets_the_published_headcount(folder_of_worlds):
    rows, loaded = pd.read_csv(folder_of_worlds / "outcomes.csv"), load(RESCALED)
    scales = rows[rows["measure"] == NAME].groupby("point")["value"].unique()
    for point in range(1, 5):
        scenario = loaded.scenario(point - 1)
        (scale,) = scales[point]
        assert scale == fitted(Opening(scenario)).scale
        counties = [open_society(scenario, one) for one in range(1, FITTED_OVER + 1)]
        assert abs(np.mean([headcount(county) for county in counties]) - TARGET) <= TOLERANCE
    assert scales[1] == scales[2] and scales[3] == scales[4] and scales[1] > scales[3]


def test_worlds_are_flagged_by_the_bands_of_what_was_measured(folder_of_worlds):
    found = pd.read_csv(folder_of_worlds / "fits.csv")
    assert found["point"].tolist() == [1, 2, 3, 4] and found["world"].tolist() == [1, 1, 2, 2]
    assert set(found["replications"]) == {2} and set(found["at_end"]) == {0}
    rows = pd.read_csv(folder_of_worlds / "outcomes.csv")
    mine = (rows["arm"] == "none") & (rows["year"] == 2011) & (rows["measure"] == "fgt1")
    assert found["3-poverty-gap"].to_numpy() == pytest.approx(
        rows[mine].groupby("point")["value"].mean().to_numpy(), rel=1e-12)
    measured = [one for one in RECORDED if found[one.name].notna().all()]
    assert len(measured) > 5 and not [one for one in measured if one.years]  # one year tells no nine
    assert found[[one.name for one in RECORDED if one.years]].isna().all(axis=None)
    held = sum(found[one.name].between(one.low, one.high).astype(int) for one in measured)
    assert held.tolist() == found["patterns_held"].tolist()
    assert set(found["patterns_measured"]) == {len(measured)}
    assert found["in_bands"].tolist() == (held == len(measured)).astype(float).tolist()


def test_the_report_and_the_dictionary_tell_of_it(folder_of_worlds):
    page = re.sub("<[^>]*>", "", (folder_of_worlds / "report.html").read_text(encoding="utf-8"))
    assert "the income scale is fitted to the published headcount" in page
    told = pd.read_csv(folder_of_worlds / "columns.csv")
    for name in ("fits.csv", "best.csv", "robustness.csv"):
        columns = list(pd.read_csv(folder_of_worlds / name))
        assert told.loc[told["file"] == name, "column"].tolist() == columns, name


@pytest.mark.slow
def test_parts_know_nothing_of_each_other_and_make_the_same_worlds(folder_of_worlds, tmp_path):
    parts = [sweep(RESCALED, tmp_path / str(number), progress=False, part=(number, 2))
             for number in (1, 2)]  # fmt: skip
    whole = merge(parts, tmp_path / "whole")
    for name in ("outcomes.csv", "points.csv", "fits.csv", "best.csv", "columns.csv"):
        assert (whole / name).read_bytes() == (folder_of_worlds / name).read_bytes(), name
