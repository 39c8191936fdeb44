"""Comparison: means over replications, paired differences, ratios, each with its interval at 95%."""

from __future__ import annotations

from pathlib import Path

from sim.compare.attribution import attribution, pair_interactions
from sim.compare.differences import differences, summary
from sim.compare.luck import common_luck
from sim.compare.outcomes import Outcomes
from sim.compare.ratios import cost_effectiveness, equal_terms
from sim.designs.coalitions import Game, game
from sim.folder import codebook, manifest
from sim.folder.files import whole
from sim.folder.stored import Stored
from sim.folder.tables import read_table
from sim.terms import Role


def write(folder: Path, baseline: str) -> None:
    """Write the tables that compare the arms of a results folder, from its outcomes.

    Where its arms are all the coalitions of some parts, so are the shares of the parts.
    """
    arms = list(read_table(folder, "runs.csv")["arm"].unique())
    outcomes = Outcomes.of(read_table(folder, "outcomes.csv"), arms)
    seed = int(manifest.read(folder)["seed"])
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
    for name in codebook.SHARES:
        (folder / name).unlink(missing_ok=True)
    for name, frame in made.items():
        with whole(folder / name) as file:
            frame.to_csv(file, index=False, lineterminator="\n", columns=codebook.header(name))


def _game(folder: Path) -> Game | None:
    roles = Stored(folder).scenario.get("roles") or {}
    return game({arm: Role(**role) for arm, role in roles.items()})
