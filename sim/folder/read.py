"""A results folder read back: the CSV files are the only source of every chart and sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.folder.by_world import by_world
from sim.folder.estimate import Estimate, estimate, verdicts
from sim.folder.stored import Stored
from sim.language import phrase
from sim.terms import Role

OTHER_WAY = {"lower": "higher", "higher": "lower"}
MOST_ARMS = 20
"""More arms than these cannot be told apart in charts with a panel, line or column for each."""


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, columns as attributes."""
    yield from frame.itertuples(index=False)


class Missing(ValueError):
    """The folder does not hold what a chart or sentence needs; the message says what."""


class Folder(Stored):
    """A results folder to compare in: frames by file name, arms in file order, samples by replication.

    Where replications live in worlds, several in each, a world is what is called a replication here.

    Parameters: its path and the arm to compare with (default: the scenario's baseline).
    Raises FileNotFoundError when the folder holds no outcomes.csv.
    """

    def __init__(self, path: str | Path, baseline: str | None = None) -> None:
        super().__init__(path)
        self._samples: dict[tuple[str, str], pd.DataFrame] = {}
        self._columns: dict[tuple[str, str], dict[Any, pd.Series]] = {}
        self._told: dict[tuple[str, int, str], dict[tuple[str, str], str]] = {}
        wanted = baseline if baseline is not None else str(self.scenario.get("baseline", ""))
        if not self.arms_in_file_order:
            raise Missing(f"{self.path}: every run failed (failures.csv says why): nothing to show")
        if baseline is not None and baseline not in self._named:
            raise ValueError(f"{baseline!r} is no arm of {self.path}")
        self.baseline = wanted if wanted in self.arms_in_file_order else None

    def _load(self, name: str) -> pd.DataFrame:
        """A table, in which a world stands for the replications that live in it."""
        return by_world(name, super()._load(name), self.luck)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """outcomes.csv."""
        return self.read(
            "outcomes.csv", "arm", "replication", "year", "measure", "line", "group", "value"
        )

    @cached_property
    def arms_in_file_order(self) -> list[str]:
        """Arms with at least one outcome, in the order of the scenario file."""
        present = [str(arm) for arm in self.outcomes["arm"].unique()]
        named = [arm for arm in self.scenario.get("arms") or {} if arm in present]
        return named + [arm for arm in present if arm not in named]

    @property
    def _named(self) -> set[str]:
        """Arms of the scenario, also those whose runs all failed."""
        return {*map(str, self.scenario.get("arms") or {}), *self.arms_in_file_order}

    @property
    def arms(self) -> list[str]:
        """All arms, the baseline first."""
        first = [] if self.baseline is None else [self.baseline]
        return first + self.compared

    @property
    def compared(self) -> list[str]:
        """The arms that are compared with the baseline (all arms if there is none)."""
        return [arm for arm in self.arms_in_file_order if arm != self.baseline]

    @property
    def plain_money(self) -> list[str]:
        """Arms of which every strategy does nothing but hand out money, such as an income floor."""
        return [arm for arm in self.compared if self.hands_out(arm)]

    @cached_property
    def roles(self) -> dict[str, Role]:
        """What arms are there for, where they and the arms they are read against have outcomes."""
        known, told = self.arms_in_file_order, self.scenario.get("roles") or {}
        found = {arm: Role(**told[arm]) for arm in known if arm in told}
        return {arm: role for arm, role in found.items() if role.against in known}

    def alike(self, arm: str, other: str) -> bool:
        """Whether two arms have the same outcomes, to the bit."""
        one, two = (self._of_arm.get_group(name).drop(columns="arm") for name in (arm, other))
        return one.reset_index(drop=True).equals(two.reset_index(drop=True))

    @cached_property
    def _of_arm(self) -> Any:
        return self.outcomes.groupby("arm", sort=False)

    @cached_property
    def years(self) -> list[int]:
        """All recorded years."""
        return sorted(int(year) for year in self.outcomes["year"].unique())

    @property
    def first(self) -> int:
        """The opening year."""
        return self.years[0]

    @property
    def last(self) -> int:
        """The last year in which programmes act that do not say otherwise: effects are read in it."""
        return self.years[-1] - self.after

    @property
    def acted(self) -> list[int]:
        """The years in which programmes act: those after the opening up to the last of support."""
        return [year for year in self.years[1:] if year <= self.last] or self.years[:1]

    @property
    def span_acted(self) -> str:
        """These years in words, such as 2012-2020."""
        return f"{self.acted[0]}-{self.acted[-1]}"

    @cached_property
    def line(self) -> str:
        """The poverty line shown: `national` if poverty is recorded at it, else the first recorded.

        Exits and survival are always at the national line, and say nothing of the others.
        """
        rows = self.outcomes
        poverty = rows[rows["measure"].str.startswith("fgt").astype(bool)]
        found = (poverty if len(poverty) else rows)["line"].unique()
        lines = [line for line in found if line]
        return "national" if "national" in lines or not lines else lines[0]

    @cached_property
    def line_yuan(self) -> float | None:
        """The line shown in yuan of 2010 per person and year, if it is national or the author's."""
        lines = (self.scenario.get("record") or {}).get("lines") or []
        own = [line[self.line] for line in lines if isinstance(line, dict) and self.line in line]
        if own:
            return float(own[0])
        values = self.outcomes.loc[self.outcomes["measure"] == "poverty_line", "value"]
        return float(values.iloc[0]) if len(values) and self.line == "national" else None

    @cached_property
    def replications(self) -> list[int]:
        """Numbers of the replications that have outcomes."""
        return sorted(int(number) for number in self.outcomes["replication"].unique())

    @cached_property
    def _places(self) -> dict[tuple[str, str], Any]:
        """Row numbers of outcomes.csv by measure and group."""
        places: Any = self.outcomes.groupby(["measure", "group"], sort=False).indices
        return dict(places)

    def has(self, measure: str, group: str = "all") -> bool:
        """Whether a measure was recorded for a group."""
        return not self.samples(measure, group).empty

    @cached_property
    def _lined(self) -> set[str]:
        return set(self.outcomes.loc[self.outcomes["line"] == self.line, "measure"])

    def lined(self, measure: str) -> bool:
        """Whether a measure is recorded at the line shown."""
        return measure in self._lined

    def samples(self, measure: str, group: str = "all") -> pd.DataFrame:
        """Values by replication (rows) and (arm, year) (columns), at the line shown.

        A measure that is not recorded at it is shown at the national line. Absent values
        are NaN; the frame is empty when the measure was not recorded.
        """
        key = (measure, group)
        if key not in self._samples:
            rows = self.outcomes.iloc[self._places.get((measure, group), [])]
            line = self.line if self.lined(measure) else "national"
            rows = rows[rows["line"].isin(["", line])]
            self._samples[key] = rows.pivot_table(
                index="replication", columns=["arm", "year"], values="value", aggfunc="last"
            )
        return self._samples[key]

    def sample(self, measure: str, arm: str, year: int, group: str = "all") -> pd.Series:
        """One value a replication; empty when there is none."""
        key = (measure, group)
        if key not in self._columns:
            self._columns[key] = dict(self.samples(measure, group).items())
        return self._columns[key].get((arm, year), pd.Series(dtype=float))

    def level(self, measure: str, arm: str, year: int, group: str = "all") -> Estimate | None:
        """The mean of a measure in one arm and year."""
        return estimate(self.sample(measure, arm, year, group))

    def paired(
        self, measure: str, arm: str, other: str, year: int, group: str = "all"
    ) -> Estimate | None:
        """Arm minus other arm, paired by replication; None where either has no value."""
        one, two = (self.sample(measure, name, year, group) for name in (arm, other))
        if one.empty or two.empty:
            return None
        gap = one.to_numpy() - two.to_numpy()  # columns of one frame: the same replications
        return estimate(gap[~np.isnan(gap)])

    def effect(self, measure: str, arm: str, year: int, group: str = "all") -> Estimate | None:
        """Arm minus baseline; None when there is no baseline."""
        if self.baseline is None:
            return None
        return self.paired(measure, arm, self.baseline, year, group)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of arms judged together: all; of very many arms, those with the baseline."""
        if len(self.compared) <= MOST_ARMS or self.baseline is None:
            return list(combinations(self.arms_in_file_order, 2))
        return [(arm, self.baseline) for arm in self.compared]

    def told(self, measure: str, arm: str, other: str, year: int, group: str = "all") -> str:
        """Verdict on arm minus other; all pairs are judged together, so that it is one everywhere."""
        key = (measure, year, group)
        if key not in self._told:
            gaps = {pair: self.paired(measure, *pair, year, group) for pair in self.pairs}
            self._told[key] = verdicts(gaps)
        found = self._told[key]
        if (arm, other) in found:
            return found[arm, other]
        if (other, arm) in found:
            return OTHER_WAY.get(found[other, arm], found[other, arm])
        alone = self.paired(measure, arm, other, year, group)
        return "unclear" if alone is None else alone.verdict

    def against(
        self, measure: str, arms: Iterable[str], other: str, year: int, group: str = "all"
    ) -> dict[str, list[str]]:
        """Arms that have a difference from the other one, under their verdict."""
        found: dict[str, list[str]] = {"lower": [], "higher": [], "unclear": [], "single": []}
        for arm in arms:
            if self.paired(measure, arm, other, year, group) is not None:
                found[self.told(measure, arm, other, year, group)].append(arm)
        return found

    def groups(self, dimension: str) -> list[str]:
        """Recorded groups of a dimension, such as `quintile=1` to `quintile=5`."""
        start = f"{dimension}="
        names = [group for group in self.outcomes["group"].unique() if group.startswith(start)]
        return sorted(names, key=lambda group: (len(group), group))

    def need_few(self) -> None:
        """Raises Missing when there are more arms than can be shown side by side."""
        if len(self.compared) > MOST_ARMS:
            raise Missing(phrase("shows at most {} arms; the numbers are in the tables", MOST_ARMS))

    def need_baseline(self) -> str:
        """The baseline; raises Missing when there is nothing to compare."""
        if self.baseline is None or not self.compared:
            raise Missing(phrase("needs a baseline arm and an arm to compare with it"))
        return self.baseline

    def distribution(self, variable: str, year: int) -> dict[str, np.ndarray]:
        """By arm, an array [replications, 100] of percentile means in one year."""
        rows = self.read("distributions.csv", "arm", "replication", "year", "variable")
        rows = rows[(rows["variable"] == variable) & (rows["year"] == year)]
        wide = rows.pivot_table(
            index=["arm", "replication"], columns="percentile", values="value", aggfunc="last"
        ) if len(rows) else pd.DataFrame()  # fmt: skip
        found = set(wide.index.get_level_values(0)) if len(wide) else set()
        everyone = self.replications
        return {arm: wide.loc[arm].reindex(everyone).to_numpy() for arm in self.arms if arm in found}
