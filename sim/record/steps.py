"""How many of the poor are still there after each step from being poor to help that meets the cause."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.ground.measured import Measured
from sim.programme import Programme
from sim.record.seen import Seen

STEPS = ("served", "paired", "diagnosed", "helped", "helped for the cause")
MEASURES = (
    Measured(
        name="poor_reached", title="poor reached", unit="share of poor households", groups=("step",),
        formula="poor households in this step and all before it / poor households",
        meaning="Households poor before programme aid that are served (on the list or in grace), then "
                "also paired with a cadre, diagnosed rightly, helped by a measure, and helped by one "
                "that meets the main cause.",
    ),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Shares of the poor by step, of whom any programme that diagnoses reaches."""
    cadre = seen.society.households.cadre
    steps = [reached_by(programme, cadre) for programme in seen.programmes
             if programme.diagnoses is not None]  # fmt: skip
    if steps and seen.listed:
        for step, there in zip(STEPS, np.logical_or.reduce(steps), strict=True):
            yield "poor_reached", "", f"step={step}", float(there[seen.poor_before_aid].mean())


def reached_by(programme: Programme, cadre: np.ndarray) -> np.ndarray:
    """Whom a programme reaches by each step and all before it: one bool a step and household.

    `cadre` is that of each household, -1 none.
    """
    noted = programme.diagnoses
    assert noted is not None
    return np.logical_and.accumulate([
        noted.served, cadre >= 0, ~noted.misjudged, noted.brought > 0, noted.brought > noted.misfit,
    ])
