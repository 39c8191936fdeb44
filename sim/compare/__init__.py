"""Comparison: means over replications, paired differences, ratios, each with its interval at 95%."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from sim.compare.attribution import attribution, pair_interactions
from sim.compare.differences import differences, summary
from sim.compare.luck import common_luck
from sim.compare.outcomes import Outcomes
from sim.compare.ratios import cost_effectiveness, equal_terms
from sim.compare.worlds import effects, variances
from sim.designs.coalitions import Game, game
from sim.folder import codebook, manifest
from sim.folder.by_world import by_world
from sim.folder.files import whole
from sim.folder.stored import Stored
from sim.folder.tables import read_table
from sim.terms import Role


def write(folder: Path, baseline: str) -> None:
    """Write the tables that compare the arms of a results folder, from its outcomes.

    Where its arms are all the coalitions of some parts, so are the shares of the parts; where
    replications live in worlds, so are the effects in each.
    """
    arms = list(read_table(folder, "runs.csv")["arm"].unique())
    rows, told = read_table(folder, "outcomes.csv"), manifest.read(folder)
    cases = by_world("outcomes.csv", rows, told.get("worlds", {}).get("luck", 1))
    outcomes, seed = Outcomes.of(cases, arms), int(told["seed"])
    made = {
        "summary.csv": summary(outcomes),
        "differences.csv": differences(outcomes, baseline),
        "cost_effectiveness.csv": cost_effectiveness(outcomes, baseline, seed),
        "equal_terms.csv": equal_terms(outcomes, baseline, seed),
        codebook.LUCK: common_luck(outcomes, baseline),
    }
    if outcomes.values.size and (players := _game(folder)):
        made["attribution.csv"] = attribution(outcomes, players)
        made["interactions.csv"] = pair_interactions(outcomes, players)
    if "worlds" in told:
        made |= _of_worlds(rows, arms, baseline, told["worlds"])
    taken_up = {codebook.ACROSS} if "across_worlds" in told else set()
    for name in {*codebook.SHARES, *codebook.OF_WORLDS} - taken_up:
        (folder / name).unlink(missing_ok=True)
    for name, frame in made.items():
        with whole(folder / name) as file:
            frame.to_csv(file, index=False, lineterminator="\n", columns=codebook.header(name))


def _of_worlds(
    rows: pd.DataFrame, arms: list[str], baseline: str, worlds: dict[str, Any]
) -> dict[str, pd.DataFrame]:
    """Effects by world, and their variance split where worlds are lived in more than once."""
    found = effects(rows, arms, baseline, worlds["of_replications"])
    made = {codebook.WORLDS: found}
    split = variances(found, baseline, int(rows["year"].min())) if len(found) else found
    return made | ({codebook.VARIANCE: split} if len(split) else {})


def _game(folder: Path) -> Game | None:
    roles = Stored(folder).scenario.get("roles") or {}
    return game({arm: Role(**role) for arm, role in roles.items()})
