"""What trials leave: one row a study, in the order of how firmly its figure was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.folder.codebook import Column
from sim.trials.runner import Trials
from sim.trials.study import DESIGNS
from sim.trials.verdict import Judged

FILE = "trials.csv"
_CELLS: tuple[tuple[str, str, str, Callable[[Judged], Any]], ...] = (
    ("study", "name", "name of the study's file", lambda j: j.study.name),
    ("outcome", "name", "what is compared", lambda j: j.study.measure or j.study.outcome),
    ("published", "see unit", "published figure", lambda j: j.study.value),
    ("published_low", "see unit", "lower end of its interval", lambda j: j.study.low),
    ("published_high", "see unit", "upper end; equal ends where none is known", lambda j: j.study.high),
    ("simulated", "see unit", "the same in the simulated county", lambda j: j.found.effect.value),
    ("ci_low", "see unit", "lower end of its 95% interval over counties", lambda j: j.found.effect.low),
    ("ci_high", "see unit", "upper end", lambda j: j.found.effect.high),
    ("unit", "text", "unit of the figures of the row", lambda j: j.study.unit),
    ("inside", "0 or 1", "whether it lies in the published interval widened by what cannot be "
     "carried over", lambda j: int(j.inside)),
    ("use", "name", "calibration or validation", lambda j: j.study.use),
    ("verdict", "name", "agrees, differs, could not fail, or the design that decides nothing",
     lambda j: j.verdict),
    ("z", "standard deviations", "simulated less published over sd", lambda j: j.z),
    ("z_declared", "standard deviations", "the same without plausible worlds: of the county as declared",
     lambda j: j.z_declared),
    ("sd", "see unit", "of published figure, luck, plausible worlds and transport together",
     lambda j: j.sd),
    ("against", "see unit", "the wrong value that the row should be able to tell from the published one",
     lambda j: j.study.against),
    ("prior_inside", "share", "plausible worlds whose figure lies inside", lambda j: j.prior_inside),
    ("worlds", "worlds", "plausible worlds in which the figure was found", lambda j: len(j.worlds)),
    ("worlds_reach", "see unit", "how far their middle two thirds reach towards the published figure",
     lambda j: j.reach),
    ("total", "see unit", "gain of the treated over their twin", lambda j: j.found.total),
    ("spillover", "see unit", "gain of controls over their twin, which a trial does not see",
     lambda j: j.found.spillover),
    ("late", "see unit", "effect per household that takes up (Wald)", lambda j: j.found.late),
    ("first_stage", "share", "likelier to take up because treated", lambda j: j.found.first_stage),
    ("estimate", "name", "itt or late: which the published figure is", lambda j: j.study.estimate),
    ("design", "name", "how the published figure was identified", lambda j: j.study.design),
    ("provenance", "name", "whether the figure was read or is recalled", lambda j: j.study.provenance),
    ("transport_sd", "see unit", "what cannot be carried over, as a spread",
     lambda j: j.study.transport),
    ("years", "years", "from the first dose to the measurement", lambda j: j.study.years),
    ("cite", "text", "source", lambda j: j.study.cite),
)  # fmt: skip
COLUMNS = tuple(Column(name, unit, meaning) for name, unit, meaning, _ in _CELLS)
HEADER = [name for name, *_ in _CELLS]


def ordered(trials: Trials) -> list[Judged]:
    """Lotteries first, then other designs; by name within each."""
    return sorted(trials.judged, key=lambda one: (DESIGNS.index(one.study.design), one.study.name))


def rows(trials: Trials) -> list[list[Any]]:
    """The rows of trials.csv; what there is not is empty."""
    return [[_plain(cell(one)) for *_, cell in _CELLS] for one in ordered(trials)]


def _plain(value: Any) -> Any:
    return "" if isinstance(value, (float, np.floating)) and not np.isfinite(value) else value
