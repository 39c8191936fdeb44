"""What each part carries: the tables, from runs of all coalitions."""

from dataclasses import replace
from itertools import combinations

import experiment_fakes as fakes
import numpy as np
import pytest
from scipy.stats import t as student

import sim
from sim.experiment import again
from sim.folder import codebook
from sim.ground.errors import InputError
from sim.terms import Role

ARMS = ("none", "cash", "assets", "both")
OF = {"cash": "cash", "assets": "assets", "both": "cash+assets"}
ROLES = {arm: Role("coalition-added", of, "none") for arm, of in OF.items()}


def scenario(**changes):
    return replace(fakes.scenario(arms=ARMS, replications=5), roles=ROLES, **changes)


def run(folder, simulate=fakes.simulate, **changes):
    return sim.attribute(scenario(**changes), out=folder, progress=False, simulate=simulate)


def last(results, measure):
    """Values of the last year by arm, a column a replication."""
    rows = results.outcomes
    rows = rows[(rows["measure"] == measure) & (rows["group"] == "all") & (rows["year"] == 2014)]
    return rows.pivot_table(index="arm", columns="replication", values="value")


def mean_and_ends(values):
    half = student.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / len(values) ** 0.5
    return [np.mean(values), np.mean(values) - half, np.mean(values) + half, len(values)]


def test_shares_and_interactions_are_means_over_replications_with_student_intervals(tmp_path):
    results = run(tmp_path)
    for measure in ("fgt0", "fgt1"):
        known = last(results, measure)
        none, cash, assets, both = (known.loc[arm].to_numpy() for arm in ARMS)
        shares = results.attribution.set_index(["part", "measure"])
        expected = mean_and_ends((cash - none + both - assets) / 2)
        assert shares.loc["cash", measure].tolist() == pytest.approx(expected)
        expected = mean_and_ends((assets - none + both - cash) / 2)
        assert shares.loc["assets", measure].tolist() == pytest.approx(expected)
        pairs = results.interactions.set_index(["first", "second", "measure"])
        expected = mean_and_ends(both - cash - assets + none)
        assert pairs.loc["cash", "assets", measure].tolist() == pytest.approx(expected)
    assert set(results.attribution["measure"]) == {"fgt0", "fgt1"}  # fgt2 is not recorded


def test_shares_sum_to_the_difference_of_the_whole(tmp_path):
    results = run(tmp_path)
    rows = results.differences
    whole = rows[(rows["arm"] == "both") & (rows["year"] == 2014) & (rows["group"] == "all")]
    sums = results.attribution.groupby("measure")["share"].sum()
    for measure in ("fgt0", "fgt1"):
        told = whole.loc[whole["measure"] == measure, "mean"].item()
        assert sums[measure] == pytest.approx(told, rel=0, abs=1e-15)


def test_a_replication_in_which_a_run_failed_is_left_out(tmp_path):
    results = run(tmp_path, fakes.one_raises)
    known = last(results, "fgt0").drop(columns=2)
    none, cash, assets, both = (known.loc[arm].to_numpy() for arm in ARMS)
    share = results.attribution.set_index(["part", "measure"]).loc["assets", "fgt0"]
    assert share.tolist() == pytest.approx(mean_and_ends((assets - none + both - cash) / 2))
    assert set(results.attribution["n"]) == {4}


def test_where_every_run_failed_nothing_is_shared_out(tmp_path):
    assert run(tmp_path, fakes.all_raise).attribution.empty


def test_arms_that_are_no_coalitions_have_no_shares(tmp_path):
    results = sim.run(fakes.scenario(), tmp_path, progress=False, simulate=fakes.simulate)
    assert results.attribution.empty and results.interactions.empty
    assert list(results.attribution) == codebook.header("attribution.csv")
    with pytest.raises(InputError, match="fake: has no arms that are all coalitions of some parts"):
        sim.attribute(fakes.scenario(), out=tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_shares_go_with_the_roles_that_they_came_from(tmp_path):
    run(tmp_path)
    with pytest.raises(InputError, match=r"interactions.csv: is gone: `antipoverty report"):
        (tmp_path / "interactions.csv").unlink()
        sim.open(tmp_path)
    assert len(again(tmp_path).interactions) == len(sim.open(tmp_path).interactions) == 2
    plain = replace(scenario(), arms={arm: {} for arm in (*ARMS, "more")}, roles={})
    sim.run(plain, tmp_path, progress=False, simulate=fakes.simulate)
    assert sim.open(tmp_path).attribution.empty and not (tmp_path / "attribution.csv").exists()


def test_shares_of_three_sum_and_every_pair_has_a_row(tmp_path):
    names = ("a", "b", "c")
    sets = [of for size in (1, 2, 3) for of in combinations(names, size)]
    arms = ("none", *("".join(of) for of in sets))
    roles = {"".join(of): Role("coalition-shared", "+".join(of), "none") for of in sets}
    made = replace(fakes.scenario(arms=arms, replications=2), roles=roles)
    results = sim.attribute(made, out=tmp_path, progress=False, simulate=fakes.simulate)
    pairs = results.interactions[results.interactions["measure"] == "fgt0"]
    assert list(zip(pairs["first"], pairs["second"], strict=True)) == list(combinations(names, 2))
    known = last(results, "fgt0")
    effect = (known.loc["abc"] - known.loc["none"]).mean()
    shares = results.attribution.query("measure == 'fgt0'")["share"]
    assert len(shares) == 3 and shares.sum() == pytest.approx(effect, rel=0, abs=1e-15)
