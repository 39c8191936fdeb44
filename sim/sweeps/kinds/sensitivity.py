"""A sensitivity analysis: elementary effects of all factors, then Sobol' indices of the influential."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, log2
from typing import Any

import numpy as np
import pandas as pd

from sim.compare import indices, screening
from sim.compare.blocks import levels_of
from sim.compare.sensitivity import INDICES, SCREENING
from sim.ground.errors import EXTRA, needs
from sim.ground.parameters import Parameter, whole
from sim.sweeps.designs import morris
from sim.sweeps.factors import Factor
from sim.sweeps.points import Batch, Plan, Values, named
from sim.sweeps.terms import Sweep

OPTIONS: Mapping[str, Parameter] = {
    "trajectories": whole(
        10, "trajectories", screening.FEWEST, 1_000, "assumption",
        "trajectories of the screening, each of one point more than there are factors"),
    "keep": whole(
        6, "factors", 1, 100, "assumption",
        "at most so many factors, those that move an effect or a difference most, are decomposed"),
    "points": whole(
        64, "blocks", indices.FEWEST, 65_536, "assumption",
        "blocks of the decomposition, each of two points more than factors are kept; powers of two "
        "fill the ranges most evenly"),
}  # fmt: skip
DESIGNED = False


def plan(sweep: Sweep) -> Plan:
    """Trajectories through all factors; then blocks in which those that move most vary alone."""
    if len(sweep.base.tree["arms"]) < 2:
        sweep.refuse("arms", "a sensitivity analysis compares arms, and there is only one")
    options, varying = sweep.options, [factor for factor in sweep.factors if factor.varies]
    if not varying:
        sweep.refuse("levers", "nothing varies: each factor has one value")
    fixed = {factor.path: factor.values[0] for factor in sweep.factors if not factor.varies}
    walked = morris.points(varying, options["trajectories"], sweep.seed)
    points = [fixed | named(varying, values) for values in walked]
    came = yield Batch(SCREENING, points)
    if kept := influential(varying, points, came(), options["keep"]):
        blocks = saltelli(kept, options["points"], sweep.seed)
        yield Batch(INDICES, [fixed | values for values in blocks])


def influential(
    factors: Sequence[Factor], points: Sequence[Values], runs: pd.DataFrame, most: int
) -> list[Factor]:
    """The factors that move some effect or difference most, in the order of the file.

    None where too few trajectories have all their runs, or where no factor moves anything.
    """
    paths = [factor.path for factor in factors]
    levels = levels_of(runs)
    frame = pd.DataFrame(points, index=range(1, len(points) + 1), columns=paths)
    found = screening.Screening.of(frame, {factor.path: factor.told for factor in factors}, levels)
    if not found.enough:
        return []
    ranked = screening.influence(found, levels)
    wanted = set(ranked[ranked > 0].index[:most])
    return [factor for factor in factors if factor.path in wanted]


def saltelli(factors: Sequence[Factor], number: int, seed: int) -> Iterator[Values]:
    """Blocks of a scrambled Sobol' sequence (Saltelli et al. 2010); more of them begin with the same."""
    with needs(EXTRA, "a sensitivity analysis"):
        from SALib.sample import sobol
    shares: Any = sobol.sample(
        screening.problem(len(factors)), 2 ** ceil(log2(number)), calc_second_order=False,
        seed=np.random.default_rng(seed),
    )  # fmt: skip
    for row in shares[: number * (len(factors) + 2)]:
        places = zip(factors, row, strict=True)
        yield named(factors, [factor.at(float(share)) for factor, share in places])
