"""Multidimensional poverty: deprived in a third of ten weighted indicators."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sim.ground.guards import ROUNDING
from sim.ground.measured import BY_DEFAULT, PERSONS, Measured
from sim.record.seen import Seen

INDICATORS = (1 / 6, 1 / 6, 1 / 6, 1 / 6) + (1 / 18,) * 6
MPI_CUTOFF = 1 / 3
FEW_ASSETS = 1500  # yuan of farm capital
_mpi = partial(Measured, recorded=BY_DEFAULT, reference="Alkire and Foster (2011)")
MEASURES = (
    _mpi(name="mpi_h", title="multidimensional headcount", unit="share",
         formula="mean of [score >= 1/3]", adds_up=PERSONS, other_names=("MPI headcount",),
         meaning="Share of persons in households deprived in at least a third of the weighted "
                 "indicators of health, schooling and the home."),
    _mpi(name="mpi_a", title="multidimensional intensity", unit="share",
         formula="mean score of the poor", other_names=("MPI intensity",),
         meaning="Share of the weighted indicators in which the multidimensionally poor are deprived."),
    _mpi(name="mpi_m0", title="multidimensional poverty index", unit="index", formula="H x A",
         adds_up=PERSONS,
         other_names=("MPI", "M0", "adjusted headcount ratio"),
         meaning="Headcount times intensity."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Alkire-Foster headcount, intensity and their product at a third of weighted indicators."""
    society, h = seen.society, seen.society.households
    unschooled = h.schooling < society.world.primary_schooling
    flags: tuple[Any, ...] = (
        h.health < 0.5, h.undernourished, unschooled, h.dropped_out, h.unsafe_house,
        h.unsafe_water, h.no_electricity, h.no_toilet, h.solid_fuel, h.farm_capital < FEW_ASSETS,
    )
    score = sum(weight * flag for weight, flag in zip(INDICATORS, flags, strict=True))
    poor = score >= MPI_CUTOFF - ROUNDING
    headcount = society.total(h.persons * poor) / society.population
    adjusted = society.total(h.persons * poor * score) / society.population
    yield "mpi_h", "", "all", headcount
    yield "mpi_m0", "", "all", adjusted
    if headcount > 0:
        yield "mpi_a", "", "all", adjusted / headcount
