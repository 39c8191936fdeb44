"""The worlds of every shipped ensemble can be lived in, and are what their file says."""

from pathlib import Path

import pandas as pd
import pytest

import sim.data
from sim import load
from sim.catalogue import PARAMETERS
from sim.simulate import simulate

FILES = sorted(Path(sim.data.__file__).parent.glob("worlds_*.csv"))
NAMES = [path.stem.removeprefix("worlds_").replace("_", "-") for path in FILES]
ARMS = {"none": {}, "pairing": {"village_household_pairing": {}}, "cash": {"universal_transfer": {}},
        "assets": {"asset_redistribution": {}}, "growth": {"growth": {}}}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_an_ensemble_has_a_hundred_worlds_within_the_limits_of_every_number(path):
    table = pd.read_csv(path, comment="#")
    assert len(table) >= 100 and table["world"].is_unique
    for column in table.columns.drop(["world", "weight"], errors="ignore"):
        if column.startswith("world."):
            declared = PARAMETERS[column.removeprefix("world.")]
            assert all(declared.check(value) is None for value in table[column].tolist()), column


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_world_lives_for_twenty_one_years_and_closes_its_books(name):
    """The audit at the end of each year fails a run whose books do not close."""
    worlds = len(pd.read_csv(FILES[NAMES.index(name)], comment="#"))
    scenario = load("quick_look", worlds={"ensemble": name, "count": worlds}, households=300,
                    villages=2, years=21, after=0, arms=ARMS, baseline="none", replications=worlds,
                    record={"measures": ["fgt0"], "groups": ["all"]})  # fmt: skip
    for replication in range(1, worlds + 1):
        for arm in ARMS:
            run = simulate(scenario, arm, replication)
            assert run.outcomes[-1][0] == scenario.end, (name, replication, arm)
