"""Calibrate: plausible worlds in which the county looks like the published one, found in waves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.analysis.axes import Axis, Floats, Space
from sim.analysis.emulators import need_library
from sim.analysis.fits import PATTERNS_OF, bands
from sim.analysis.matching import Tried, Wave, kept, next_wave
from sim.ground.parameters import Parameter, whole
from sim.scenario.declared import SCALARS
from sim.sweeps.factors import UNCERTAINTY
from sim.sweeps.plausible import uncertain
from sim.sweeps.points import Batch, Plan, Values
from sim.sweeps.terms import Sweep

OPTIONS: Mapping[str, Parameter] = {
    "worlds": whole(200, "worlds", 10, 100_000, "assumption",
                    "worlds of the first wave, by Latin hypercube, beside the scenario's own"),
    "wave": whole(100, "worlds", 1, 100_000, "assumption", "worlds of each wave that follows"),
    "waves": whole(4, "waves", 1, 100, "assumption", "waves at most; none once enough worlds are kept"),
    "keep": whole(50, "worlds", 1, 100_000, "assumption",
                  "worlds that are wanted; all that fit are kept"),
    "misses": whole(0, "bands", 0, 100, "assumption",
                    "bands that a kept world may miss where fewer than wanted lie in all of them"),
}  # fmt: skip
DESIGNED = False
USUAL = uncertain
"""What is varied if the file names nothing."""
FEWEST = 2  # replications, of which luck is told


def plan(sweep: Sweep) -> Plan:
    """The scenario's own world and a hypercube; then waves, each chosen by what came of those before."""
    need_library()
    _check(sweep)
    options = sweep.options
    space = Space([Axis.of(one.path, one.told | sweep.left(one)) for one in sweep.factors if one.varies])
    fixed = {one.path: one.values[0] for one in sweep.factors if not one.varies}

    def batch(number: int, points: list[Values]) -> Batch:
        return Batch(f"wave {number}", [fixed | point for point in points])

    default = {axis.path: axis.default for axis in space.axes}
    points = [default, *_worlds(space, space.drawn(options["worlds"], _luck(sweep, 1)))]
    came, waves = (yield batch(1, points)), list[Wave]()
    for number in range(2, options["waves"] + 1):
        tried = _tried(space, points, came(PATTERNS_OF))
        if enough(tried, space, options) or not len(tried.values):
            return
        waves.append(Wave.of(space, tried, bands(), options["misses"]))
        more = _worlds(space, next_wave(waves, options["wave"], _luck(sweep, number)))
        points += more
        came = yield batch(number, more)


def _check(sweep: Sweep) -> None:
    """Raise `ScenarioError` for what cannot be calibrated."""
    tree = sweep.base.tree
    if len(tree["arms"]) != 1 or any(tree["arms"].values()):
        sweep.refuse("arms", "patterns are of the county without policy: name the arm that uses no "
                             "strategy, alone")
    if tree.get("rescale") is not True:
        sweep.refuse("rescale", "must be true: the income scale is fitted to the published headcount of "
                                "2011 in every world")
    if tree.get("replications", SCALARS["replications"].default) in range(FEWEST):
        sweep.refuse("set", f"replications: {FEWEST} or more are needed, by which luck is told from "
                            "what a world is")
    if levers := [one.path for one in sweep.factors if one.role != UNCERTAINTY]:
        sweep.refuse(levers[0], "is a lever: a calibration varies what the world is")
    if not any(one.varies for one in sweep.factors):
        sweep.refuse("uncertainties", "nothing varies: each factor has one value")


def _worlds(space: Space, shares: Floats) -> list[Values]:
    return [space.values(row) for row in shares]


def _tried(space: Space, points: list[Values], runs: pd.DataFrame) -> Tried:
    frame = pd.DataFrame(points, index=range(1, len(points) + 1), dtype=object)
    return Tried.of(space, frame, runs, bands())


def enough(tried: Tried, space: Space, options: Mapping[str, int]) -> bool:
    """Whether as many worlds as wanted lie in all bands."""
    return len(kept(tried, bands(), space.default, options["keep"], 0)) >= options["keep"]


def _luck(sweep: Sweep, wave: int) -> np.random.Generator:
    """The luck of a wave's points, which no run shares."""
    return np.random.default_rng([sweep.seed, wave])
