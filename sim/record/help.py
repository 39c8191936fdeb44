"""Whom measures of pairing reach, by how far from the line they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.ground.measured import NATIONAL, Measured
from sim.programme import helped_by_any
from sim.record.seen import Seen

MEASURES = (
    Measured(
        name="helped_share", title="helped", unit="share of households", lines=NATIONAL,
        groups=("distance",), formula="reached / households at a distance",
        meaning="Households that a measure of pairing reached, by the distance of their income before "
                "programme aid to the line: above it, or in a third of the gap.",
    ),
)  # fmt: skip
DISTANCES = ("above the line", "nearest third", "middle third", "farthest third")


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Share of households that a measure of pairing reached, by their distance to the line.

    Distance is that of income before programme aid: far, middle and near are thirds of the gap.
    """
    reached = helped_by_any(seen.programmes)
    if reached is None or not seen.listed:
        return
    heads = seen.income_before_aid / seen.society.households.persons
    place = np.searchsorted([0.0, 1 / 3, 2 / 3], 1 - heads / seen.national)
    for code, name in enumerate(DISTANCES):
        if (place == code).any():
            yield "helped_share", "national", f"distance={name}", float(reached[place == code].mean())
