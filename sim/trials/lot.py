"""Who is eligible for a study, and who of them is treated: by lot, never by a list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ground.streams import stable_hash
from sim.ground.tables import Table
from sim.society import Society
from sim.trials.study import Study


@dataclass(frozen=True)
class Groups:
    """Eligible households, and those of them who are treated: one bool a household each."""

    eligible: np.ndarray
    treated: np.ndarray

    @property
    def controls(self) -> np.ndarray:
        """Eligible households that are not treated."""
        return self.eligible & ~self.treated


def drawn(study: Study, opened: Society) -> Groups:
    """The groups of a study in a county at its opening; the lot is the same in every run of a seed."""
    h = opened.households
    fits = eligible(study, h)
    luck = np.random.default_rng([stable_hash(f"lot of {study.name}"), opened.seed])
    if study.unit_of_lot == "household":
        rows = np.flatnonzero(fits)
        return Groups(fits, np.isin(np.arange(len(h)), _some(rows, study.share, luck)))
    if study.unit_of_lot == "village":
        villages = _some(np.unique(h.village[fits]), study.share, luck)
        return Groups(fits, fits & np.isin(h.village, villages))
    return Groups(fits, fits.copy())


def eligible(study: Study, h: Table) -> np.ndarray:
    """Households of the kind that the study had, as they are at the opening."""
    head = h.consumption / h.persons
    rank = np.argsort(np.argsort(head, kind="stable"), kind="stable") / len(h)
    fits = (rank < study.poorest) & (rank >= 1 - study.richest)
    for name, (least, most) in study.bounds.items():
        column = np.asarray(getattr(h, name), float)
        fits &= (column >= (-np.inf if least is None else least))
        fits &= (column <= (np.inf if most is None else most))
    return fits


def _some(units: np.ndarray, share: float, luck: np.random.Generator) -> np.ndarray:
    """This share of the units, each as likely as the others."""
    return luck.permutation(units)[: round(share * len(units))]
