"""What illness costs: bills beyond means, bills that push below the line, care forgone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from sim.ground.measured import HOUSEHOLDS, NATIONAL, Measured
from sim.processes.spending import floor
from sim.record.seen import Seen

CATASTROPHIC = 0.40
"""Share of capacity to pay above which medical spending is called catastrophic."""
_share = partial(Measured, unit="share of households", adds_up=HOUSEHOLDS)
MEASURES = (
    _share(name="catastrophic_spending", title="catastrophic health spending",
           formula="mean of [own medical spending > .40 x (income - consumption floor)]",
           reference="Wagstaff and van Doorslaer (2003)",
           other_names=("catastrophic health expenditure",),
           meaning="Households whose own part of medical bills takes more than two fifths of their "
                   "income beyond the consumption floor."),
    _share(name="pushed_below_by_bills", title="pushed below the line by medical bills", lines=NATIONAL,
           formula="mean of [y >= z > y - own medical spending]",
           reference="Wagstaff and van Doorslaer (2003)",
           other_names=("impoverishing health expenditure",),
           meaning="Households with an income that reaches the line, less medical bills does not."),
    _share(name="chronically_ill", title="households with chronic illness",
           formula="mean of [chronically ill]",
           meaning="Households in which a chronic illness takes work and brings a bill this year."),
    Measured(name="care_forgone", title="care forgone", unit="share of the ill",
             formula="care forgone / with a medical bill",
             meaning="Households with a major or chronic illness this year that went without care."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Shares of all households, and of those that fell ill or were so."""
    society, h = seen.society, seen.society.households
    spent = h.medical_spending
    able = np.maximum(h.income - floor(h, society), 0.0)
    line = seen.national * h.persons
    pushed = (h.income >= line) & (h.income - spent < line)
    ill = h.medical_bill > 0
    yield "catastrophic_spending", "", "all", float((spent > CATASTROPHIC * able).mean())
    yield "pushed_below_by_bills", "national", "all", float(pushed.mean())
    yield "chronically_ill", "", "all", float(h.chronically_ill.mean())
    if ill.any():
        yield "care_forgone", "", "all", float(h.care_forgone[ill].mean())
