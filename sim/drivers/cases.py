"""Worlds as cases: the numbers of each, and how two arms differ in it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.compare.regions import in_numbers
from sim.folder.read import Folder
from sim.ground.errors import InputError, argument, nearest
from sim.ground.parameters import Parameter
from sim.scenario.read import plain_scalar
from sim.scenario.world_file import parameters
from sim.strategies import find
from sim.terms import OF_STRATEGIES

FEWEST = 10
"""Worlds below which nothing is told."""


@dataclass(frozen=True)
class Question:
    """Two arms in a measure of a year, by the lower the better, as results of a folder have it."""

    folder: Path
    arm: str
    other: str
    measure: str
    year: int
    line: str
    ensemble: str


@dataclass(frozen=True)
class Cases:
    """Worlds (rows) with their parameters, and the difference arm minus other in each.

    `table` has numbers as they are and a column of 0 and 1 for each name of a choice; `declared` are the
    parameters by path. Below 0 the arm is the better one.
    """

    question: Question
    table: pd.DataFrame
    difference: NDArray[np.float64]
    declared: Mapping[str, Parameter]

    @property
    def told(self) -> NDArray[np.bool_]:
        """Worlds in which the arms differ at all."""
        return self.difference != 0

    @property
    def better(self) -> NDArray[np.bool_]:
        """Whether the arm is the better one, in the worlds in which the two differ."""
        return self.difference[self.told] < 0


def read(folder: Path, arm: str, other: str, measure: str, year: int | None) -> Cases:
    """The cases of a results folder. Raises `InputError` with all that is wrong."""
    stored = Folder(folder)
    worlds = _worlds(stored, folder)
    _check_arms(stored, arm, other)
    if not stored.has(measure):
        known = sorted(stored.outcomes["measure"].unique())
        raise InputError(f"{argument('measure')}: {measure!r} is not recorded in {folder}"
                         f"{nearest(measure, known) or '; there are ' + ', '.join(known)}")  # fmt: skip
    when = stored.last if year is None else year
    if when not in stored.years:
        raise InputError(f"{argument('year')}: must be one of {stored.years[0]} to {stored.years[-1]}, "
                         f"not {when}")  # fmt: skip
    one, two = (stored.sample(measure, name, when) for name in (arm, other))
    gap = (one - two).dropna()
    rows = worlds.iloc[[int(number) - 1 for number in gap.index]]
    means = gap.groupby(rows.index.to_numpy(), sort=False).mean()
    if len(means) < FEWEST:
        raise InputError(f"{folder}: {len(means)} worlds have results of both arms, and nothing can be "
                         "told "
                         f"of fewer than {FEWEST}")  # fmt: skip
    own = worlds[~worlds.index.duplicated()].loc[means.index]
    said = {path: one for path, one in parameters(find()).items() if path in own}
    line = stored.line if stored.lined(measure) else ""
    asked = Question(folder, arm, other, measure, when, line, str(stored.manifest["worlds"]["ensemble"]))
    return Cases(asked, in_numbers(own), means.to_numpy(dtype=float), said)


def _check_arms(stored: Folder, arm: str, other: str) -> None:
    known, problems = stored.arms_in_file_order, []
    for name in dict.fromkeys((arm, other)):
        if name not in known:
            hint = nearest(name, known) or f"; there are {', '.join(known)}"
            problems.append(f"{name!r} is no arm of {stored.path}{hint}")
    if arm == other:
        problems.append(f"{arm} is named twice: there is no difference to explain")
    if problems:
        raise InputError(problems)


def _worlds(stored: Folder, folder: Path) -> pd.DataFrame:
    """The worlds as drawn, in their order, with the parameters that have a say and differ.

    Numbers of a strategy of neither arm are kept: they move nothing, and are screened like others.
    """
    section = stored.scenario.get("worlds")
    if not section or not stored.in_worlds:
        raise InputError(f"{folder}: its replications live in one world; drivers need `worlds` "
                         "(antipoverty run SCENARIO --set worlds=gansu-2011)")  # fmt: skip
    header, *lines = csv.reader(section["drawn"])
    worlds = pd.DataFrame(lines, columns=header).set_index("world")
    lost = [path for path in stored.manifest["worlds"]["without_say"] if path in worlds]
    plain: Any = worlds.drop(columns=lost).map(plain_scalar)
    return plain.loc[:, plain.nunique() > 1].infer_objects()


def of_arms(cases: Cases, arms: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The columns that either arm can hear of: of the world, and of the strategies that it uses."""
    used = {name for arm in (cases.question.arm, cases.question.other) for name in arms[arm] or {}}
    return [column for column in cases.table if not column.startswith(OF_STRATEGIES)
            or column.split(".")[1] in used]  # fmt: skip
