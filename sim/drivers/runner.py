"""From a results folder to what drives the difference of two arms."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd

from sim.compare import trees
from sim.compare.regions import as_said, in_words
from sim.drivers.cases import Cases, of_arms, read
from sim.drivers.ranks import ranked
from sim.drivers.settle import Settled, settled
from sim.folder.files import located
from sim.folder.intervals import LEVEL, wilson
from sim.folder.stored import Stored
from sim.ground.errors import InputError
from sim.scenario.find import in_short

USUAL = "seven_strategies_in_worlds"
DEPTH, DENSITY = 2, 0.5
SMALLEST = 0.1
"""No region holds a smaller share of the worlds."""


@dataclass(frozen=True)
class Region:
    """Where the order of most worlds turns: in words, its worlds, and those of them in which it does."""

    words: str
    worlds: int
    turned: int


@dataclass(frozen=True)
class Drivers:
    """What goes with the difference of two arms, which number would settle it, and where it turns.

    `chance` is how often shuffled worlds are parted as well by a tree; NaN where too few turn to ask.
    """

    cases: Cases
    ranks: pd.DataFrame
    settled: Settled | None
    regions: tuple[Region, ...]
    chance: float

    @property
    def wins(self) -> int:
        """Worlds in which the arm is the better one."""
        return int(self.cases.better.sum())

    @property
    def n(self) -> int:
        """Worlds in which the two arms differ."""
        return len(self.cases.better)

    @property
    def usual(self) -> tuple[str, str]:
        """The arm that is better in most worlds, and the other one."""
        pair = self.cases.question.arm, self.cases.question.other
        return pair if 2 * self.wins >= self.n else pair[::-1]

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share of worlds in which the arm is better."""
        return wilson(self.wins / self.n, self.n)


def folder_of(given: str | Path | None) -> Path:
    """The results folder meant: one given, that of a scenario by its name, or the usual one."""
    named = USUAL if given is None else str(given)
    names = named, named.replace("_", "-")
    places = [located(named), *(located(Path("results", name)) for name in names)]
    for place in places if given is not None else places[1:]:
        if (place / "manifest.json").is_file():
            return place
    scenario = named if given is None or not located(named).is_dir() else "SCENARIO"
    raise InputError(f"there are no results in {in_short(places[-1])}: make them with antipoverty run "
                     f"{scenario} (a scenario whose replications live in `worlds`)")  # fmt: skip


def run(folder: Path, arm: str, other: str, measure: str, year: int | None) -> Drivers:
    """What drives the difference of two arms in a folder. Raises `InputError` with what it lacks."""
    trees.need_library()
    cases = read(folder, arm, other, measure, year)
    kept = of_arms(cases, Stored(folder).scenario["arms"])
    table = cases.table[kept]
    if not cases.told.any():
        raise InputError(f"{folder}: {arm} and {other} do not differ in {measure} in any world")
    own, better = table[cases.told], cases.better
    regions, chance = _regions(cases, own, better)
    return Drivers(cases, ranked(table, cases.difference), settled(own, better), regions, chance)


def _regions(cases: Cases, own: pd.DataFrame, better: np.ndarray) -> tuple[tuple[Region, ...], float]:
    """The boxes in which the arm that loses in most worlds wins, if luck parts shuffled worlds less."""
    turned = ~better if 2 * better.sum() >= len(better) else better
    fewest = max(ceil(SMALLEST * len(own)), trees.FOLDS)
    limits = trees.Limits(DEPTH, fewest, DENSITY)
    if min(turned.sum(), (~turned).sum()) < fewest:
        return (), np.nan
    chance = trees.chance(own, turned, limits)
    if chance > 1 - LEVEL:
        return (), chance
    units = {path: one.unit for path, one in cases.declared.items()}
    found = []
    for box in trees.find(own, turned, limits).boxes:
        inside = np.logical_and.reduce([one.holds(own) for one in box])
        words = in_words([as_said(one) for one in box], units)
        found.append(Region(words, int(inside.sum()), int(turned[inside].sum())))
    return tuple(found), chance
