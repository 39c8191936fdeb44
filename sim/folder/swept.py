"""A sweep's folder read back: its factors, its points, and what each run came to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder import outcomes
from sim.folder.came import NEEDED, came_of, judged_before, line_of
from sim.folder.read import Missing
from sim.folder.stored import Stored
from sim.ground.errors import InputError
from sim.language import phrase

LEVER, UNCERTAINTY, SEED = "lever", "uncertainty", "seed"
READ = {
    "point": "int32", "arm": "str", "replication": "int32", "year": "int16", "measure": "str",
    "line": "str", "group": "str", "value": "float64",
}  # fmt: skip
OPENINGS = {"low": 0.0, "high": 1.0}  # all headcounts that a world may open with
ROBUSTNESS = "robustness"  # the kind that is asked for regions and regrets
WORLDS, REPLICATIONS = "worlds", "replications"
SWEEP_FILE, FITS_FILE, IN_BANDS = "sweep.yaml", "fits.csv", "in_bands"
NATIONAL = ("", "national")


class Swept(Stored):
    """A sweep's folder: one value a run for what is compared, by point, replication and arm.

    Raises FileNotFoundError when the folder holds no outcomes; what is read of it raises `Missing`
    where no run has a result.
    """

    FILES = outcomes.FORMS["both"]

    def _load(self, name: str) -> pd.DataFrame:
        path = self.path / name
        if not path.is_file():
            return pd.DataFrame()
        try:
            return pd.read_csv(path, keep_default_na=False, na_values=[""])
        except ValueError as error:
            raise InputError(f"{path}: is no table of this program ({error})") from error

    @property
    def name(self) -> str:
        """The sweep's name."""
        return str(self.manifest.get("name") or self.manifest.get("scenario") or "unnamed sweep")

    @property
    def source(self) -> str:
        """The line under every chart: which sweep, which hash."""
        return phrase("Source: simulated, antipoverty, sweep {}, hash {}", self.name, self.hash)

    @cached_property
    def factors(self) -> dict[str, dict[str, Any]]:
        """By path, what the manifest says of each factor. Raises InputError where it says nothing."""
        found = self.manifest.get("factors")
        if not isinstance(found, dict):
            raise InputError(f"{self.path / 'manifest.json'}: names no factors: not of a sweep")
        return found

    def paths(self, role: str) -> list[str]:
        """The factors of a role."""
        return [path for path, told in self.factors.items() if told.get("role") == role]

    @cached_property
    def points(self) -> pd.DataFrame:
        """The value of every factor (columns) at every point (index); NaN: as in the scenario."""
        return self.read("points.csv", "point", *self.factors).set_index("point")[[*self.factors]]

    @property
    def kind(self) -> str:
        """The kind of the experiment."""
        return str(self.manifest.get("kind", "sweep"))

    @property
    def options(self) -> dict[str, Any]:
        """The options of the kind as they were used."""
        return dict(self.manifest.get("options", {}))

    @cached_property
    def stages(self) -> dict[str, list[int]]:
        """By stage its points; stages of one name are one."""
        found: dict[str, list[int]] = {}
        for stage, first, last in self.manifest.get("stages", []):
            found.setdefault(stage, []).extend(range(first, last + 1))
        return found

    @cached_property
    def met(self) -> pd.DataFrame:
        """The value of every factor at every point, that of the scenario where a point sets none."""
        own = {path: told["scenario"] for path, told in self.factors.items() if "scenario" in told}
        return self.points.fillna({path: value for path, value in own.items() if np.isscalar(value)})

    @cached_property
    def worlds(self) -> pd.Series:
        """The number of the world at every point, from 1: points of the same uncertainties and seed."""
        return self._alike([*self.paths(UNCERTAINTY), SEED])

    @cached_property
    def setting_of(self) -> pd.Series:
        """The number of the setting of the levers at every point, from 1."""
        return self._alike(self.paths(LEVER))

    @cached_property
    def settings(self) -> dict[str, list[int]]:
        """By the setting of the levers in words, its points; one without words if there is no lever."""
        levers = self.paths(LEVER)
        if not levers:
            return {"": list(self.points.index)}
        groups = self.met.groupby(levers, sort=False, dropna=False)
        return {_setting(group[levers].iloc[0]): list(group.index) for _, group in groups}

    @property
    def rescaled(self) -> bool:
        """Whether the income scale was fitted in every world."""
        return self.scenario.get("rescale") == "true"

    @cached_property
    def fitting(self) -> list[int] | None:
        """The points whose world lies in the bands of all patterns measured; None: none was measured."""
        found = self.read(FITS_FILE, "point", IN_BANDS)
        if not self.rescaled or found[IN_BANDS].isna().all():
            return None
        return [int(point) for point in found.loc[found[IN_BANDS] == 1, "point"]]

    @cached_property
    def at_the_end(self) -> Swept:
        """The same sweep judged in the last year of all, when support may have ended years ago."""
        late = copy(self)
        late.__dict__.pop("effects", None)
        late.last, late.runs = self.years[-1], came_of(self._rows)
        return late

    def among(self, points: Collection[int]) -> Swept:
        """The same sweep with some points alone under its settings; those without any are left out."""
        narrowed, compared = copy(self), set(points) & {*self.values("fgt0").index.unique("point")}
        kept = {words: [one for one in own if one in compared] for words, own in self.settings.items()}
        narrowed.settings = {words: own for words, own in kept.items() if own}
        return narrowed

    def _alike(self, paths: list[str]) -> pd.Series:
        points = self.read("points.csv", "point").set_index("point")
        paths = [path for path in paths if path in points]
        if not paths:
            return pd.Series(1, index=points.index)
        return points.groupby(paths, sort=False, dropna=False).ngroup() + 1

    @cached_property
    def arms(self) -> list[str]:
        """Arms that were run, the baseline first."""
        found = [str(arm) for arm in self.read("runs.csv", "arm")["arm"].unique()]
        return sorted(found, key=lambda arm: arm != self.baseline)

    @property
    def baseline(self) -> str | None:
        """The arm that the others are compared with."""
        found = self.manifest.get("baseline")
        return None if found is None else str(found)

    @cached_property
    def line(self) -> str:
        """The poverty line shown: `national` if it is recorded, else the first recorded."""
        return line_of(self._rows)

    @cached_property
    def years(self) -> list[int]:
        """All recorded years."""
        return sorted(int(year) for year in self._rows["year"].unique())

    @property
    def first(self) -> int:
        """The opening year."""
        return self.years[0]

    @cached_property
    def last(self) -> int:
        """The year in which poverty is judged: the last of programmes, or what a search says."""
        return self.years[-1] - judged_before(self.after, self.options)

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """Outcomes of all persons that are needed, read in parts."""
        kinds = {"arm": pd.CategoricalDtype(self.arms), "measure": pd.CategoricalDtype(NEEDED)}
        kept = [part[part["measure"].isin(NEEDED)] for part in self._parts()]
        if not any(map(len, kept)):
            raise Missing(f"{self.path}: no run has a result (failures.csv says why): nothing to show")
        return pd.concat(part.drop(columns="group").astype(kinds) for part in kept)

    def _parts(self) -> Iterator[pd.DataFrame]:
        """Outcomes of all persons, part by part."""
        parts = outcomes.frames(self.path, READ)
        yield from (part[part["group"] == "all"] for part in parts)

    def yearly(self, arm: str, measures: Sequence[str]) -> pd.DataFrame:
        """Measures (columns) of an arm by point, replication and year, at the national line if any.

        A measure that was not recorded is NaN.
        """
        kept = pd.concat(
            part[part["measure"].isin(measures) & (part["arm"] == arm) & part["line"].isin(NATIONAL)]
            for part in self._parts()
        )
        wide = kept.pivot(index=["point", "replication", "year"], columns="measure", values="value")
        return wide.reindex(columns=list(measures))

    @cached_property
    def runs(self) -> pd.DataFrame:
        """What every run came to: see `came_of`."""
        return came_of(self._rows, self.years[-1] - self.last)

    @property
    def _openings(self) -> tuple[float, float]:
        """Between which opening headcounts worlds are counted."""
        low, high = (self.options.get(f"opening_{end}", limit) for end, limit in OPENINGS.items())
        return float(low), float(high)

    @cached_property
    def left_out(self) -> list[int]:
        """Points of worlds that open with a headcount which the experiment does not count."""
        opening = self.runs["opening"].groupby(level="point").mean()
        low, high = self._openings
        by_world = opening.groupby(self.worlds.loc[opening.index].to_numpy()).transform("mean")
        return list(opening.index[(by_world < low) | (by_world > high)])

    @property
    def opening_words(self) -> str:
        """How many worlds are counted, and why; nothing where all are."""
        if not self.left_out:
            return ""
        worlds, out = self.worlds.nunique(), self.worlds.loc[self.left_out].nunique()
        low, high = self._openings
        return phrase("Counted are the {} of {} worlds that open with a headcount of {:.0%} to {:.0%}; "
                      "the experiment leaves out the others.", worlds - out, worlds, low, high)

    def meaning(self, path: str) -> str:
        """What a factor is, as columns.csv says; nothing in a folder without it."""
        rows = self.read("columns.csv", "column", "meaning")
        found = rows.loc[rows["column"] == path, "meaning"]
        return str(found.iloc[0]).partition(": ")[2] if len(found) else ""

    def values(self, quantity: str) -> pd.DataFrame:
        """One quantity by point and replication (rows) and arm (columns).

        A replication of a point counts where every arm that has results at all has one there, so that
        arms are compared in the same worlds under the same luck. Worlds that are `left_out` count for
        nothing.
        """
        kept = self.runs[~self.runs.index.get_level_values("point").isin(self.left_out)]
        if kept.empty:
            low, high = self._openings
            raise Missing(phrase("no world opens with a headcount of {:.0%} to {:.0%}: nothing to show",
                                 low, high))
        wide = kept[quantity].unstack("arm")
        there = [arm for arm in self.arms if arm in wide.columns and wide[arm].notna().any()]
        return wide[there].dropna()

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Headcount of the year judged minus the baseline's, percentage points, as `values` has it.

        It has no columns where there is no baseline.
        """
        levels = self.values("fgt0")
        if self.baseline not in levels:
            return levels[[]]
        return 100 * levels.drop(columns=self.baseline).sub(levels[self.baseline], axis=0)

    def world_of(self, rows: pd.DataFrame) -> NDArray[np.int64]:
        """The number of the world of each row of a frame by point and replication."""
        return self.worlds.loc[rows.index.get_level_values("point")].to_numpy()

    def units(self, rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
        """Means by world, or by replication where there is one world; and which of the two.

        Parameters: rows by point and replication. Points of one world are no independent cases, nor
        are its replications beside other worlds: an interval is over what was drawn anew.
        """
        worlds = self.world_of(rows)
        if len(set(worlds)) > 1:
            return rows.groupby(worlds).mean(), WORLDS
        return rows.groupby(level="replication").mean(), REPLICATIONS


def _setting(levers: pd.Series) -> str:
    """`budget=150; share=0.5` of one setting of the levers."""
    told = {path: f"{value:.12g}" if isinstance(value, float) else str(value)
            for path, value in levers.items() if pd.notna(value)}  # fmt: skip
    return "; ".join(f"{path}={value}" for path, value in told.items())
