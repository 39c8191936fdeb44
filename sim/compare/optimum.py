"""What a search found, and what is left of it in fresh worlds under fresh luck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder.codebook import Column
from sim.folder.files import whole
from sim.folder.intervals import student
from sim.folder.swept import LEVER, Swept

FILE = "optimum.csv"
KIND, SEARCH, CONFIRMATION = "optimise", "search", "confirmation"
WINNER, FRONT, DEFAULT, SINGLE, ARM, BASELINE = (
    "winner", "front", "default", "single", "arm", "baseline",
)  # fmt: skip
COLUMNS = (
    Column("setting", "name", "the setting in a word; its values stand in the last columns"),
    Column("role", "name",
           "winner: the lowest of the search; front: of several aims, undominated in the search by "
           "any other confirmed setting; default: as in the scenario; single: one strategy has the "
           "whole budget of the mix; arm, baseline: another arm, at the default setting"),
    Column("measure", "name", "an aim: fgt0, fgt1, fgt2 in the last year of programmes "
           "(with support_ends: in the last year), or paid in all years"),
    Column("rank", "number", "by the confirmed value of the measure, from the lowest"),
    Column("search", "share or yuan of 2010", "mean over the worlds of the search"),
    Column("confirmed", "share or yuan of 2010", "mean over the fresh cases"),
    Column("ci_low", "share or yuan of 2010", "low end of the 95% Student interval of confirmed"),
    Column("ci_high", "share or yuan of 2010", "high end of the same interval"),
    Column("n", "number",
           "fresh cases, each a world and a luck of its own, judged by the mean over replications"),
    Column("optimism", "share or yuan of 2010",
           "search minus confirmed: below 0 the search promised more than was kept. What the default "
           "has of it no search has chosen: it is the difference of the worlds and of luck"),
    Column("beyond_default", "share or yuan of 2010",
           "optimism minus that of the default: what the lead over the default loses in fresh cases"),
    Column("behind", "share or yuan of 2010",
           "mean of this setting minus the winner, paired by case; empty on a front"),
    Column("behind_low", "share or yuan of 2010", "low end of the 95% Student interval of behind"),
    Column("behind_high", "share or yuan of 2010", "high end of the same interval"),
)  # fmt: skip


def optimised_arm(levers: Iterable[str], arms: Iterable[str], baseline: str | None) -> list[str]:
    """The arms that may be meant: those that levers name, or else all but the baseline."""
    parts = [path.split(".") for path in levers]
    named = dict.fromkeys(part[1] for part in parts if part[0] == "arms")
    return list(named) or [arm for arm in arms if arm != baseline]


def mixed(levers: Iterable[str]) -> list[str]:
    """The levers that share the budget of the arm out: shares of two strategies or more."""
    shares = [path for path in levers if path.startswith("arms.") and path.endswith(".share")]
    return shares if len(shares) > 1 else []


def by_point(runs: pd.DataFrame, arm: str, aims: Sequence[str], replications: int) -> pd.DataFrame:
    """Mean of each aim over the replications of every point at which all of them have a result.

    Parameters: `runs` by point, replication and arm, as `Swept.runs` has it.
    """
    own = runs[runs.index.get_level_values("arm") == arm][[*aims]].dropna()
    points = own.groupby(level="point")
    return points.mean()[points.size() == replications]


def undominated(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rows no other row beats: none is as low in every column and lower in one (Pareto 1906).

    Of rows that are equal the first stands for all; a row with NaN is none.
    """
    kept: NDArray[np.bool_] = np.asarray(~np.isnan(values).any(axis=1))
    for at in np.flatnonzero(kept):
        as_low, lower = (values <= values[at]).all(axis=1), (values < values[at]).any(axis=1)
        before = np.arange(len(values)) < at
        kept[at] = not (as_low & (lower | before)).any()
    return kept


def front(values: NDArray[np.float64], most: int) -> list[int]:
    """Rows of the undominated, from the lowest first column up; of many as many, evenly spread."""
    found = np.flatnonzero(undominated(values))
    found = found[np.argsort(values[found, 0], kind="stable")]
    places = np.unique(np.linspace(0, len(found) - 1, min(most, len(found))).round().astype(int))
    return [int(at) for at in found[places]]


@dataclass(frozen=True)
class Search:
    """A search read back: its aims and arm, and each aim by setting (rows) and by case.

    `found` are the settings of the search in their order, `fresh` by aim the confirmed settings
    (columns) in all fresh cases (rows) in which every one of them has a result.
    """

    swept: Swept
    aims: list[str]
    arm: str
    found: pd.DataFrame
    fresh: dict[str, pd.DataFrame]
    levers: pd.DataFrame

    @classmethod
    def of(cls, swept: Swept) -> Search:
        """Read a folder."""
        aims, paths = [*swept.options["aims"]], swept.paths(LEVER)
        (arm,) = optimised_arm(paths, swept.arms, swept.baseline)
        levers = swept.points.groupby(swept.setting_of)[paths].first()
        of = _values(swept, arm, aims)
        found, fresh = (of[of.index.isin(swept.stages.get(stage, []))]
                        for stage in (SEARCH, CONFIRMATION))  # fmt: skip
        settings = swept.setting_of.loc[found.index]
        # A mean over fewer worlds is of other worlds.
        means = found.groupby(settings, sort=False).agg(lambda values: values.mean(skipna=False))
        return cls(swept, aims, arm, means, {aim: _cases(swept, fresh[aim]) for aim in aims}, levers)

    @property
    def confirmed(self) -> list[int]:
        """The settings that were confirmed, those that were found first."""
        return [*self.fresh[self.aims[0]].columns]

    def other(self, arm: str) -> tuple[pd.Series, dict[str, pd.Series]]:
        """What another arm came to at the default setting, in the search and in the fresh cases."""
        of, number = _values(self.swept, arm, self.aims), self.default
        own = of[(self.swept.setting_of == number).loc[of.index]]
        search = own[own.index.isin(self.swept.stages[SEARCH])].mean(skipna=False)
        fresh = own[own.index.isin(self.swept.stages[CONFIRMATION])]
        cases = self.fresh[self.aims[0]].index
        fresh = fresh.set_axis(self.swept.worlds.loc[fresh.index]).reindex(cases)
        return search, {aim: fresh[aim] for aim in self.aims}

    @property
    def default(self) -> int:
        """The setting that leaves the scenario as it is."""
        return int(self.levers.index[self.levers.isna().all(axis=1)][0])

    def singles(self) -> dict[str, int]:
        """By strategy, the confirmed setting in which it has the whole of a mix."""
        paths = mixed(self.levers)
        rest = [path for path in self.levers if path not in paths]
        found: dict[str, int] = {}
        for path in paths:
            others = [other for other in paths if other != path]
            alone = (self.levers[path] > 0) & (self.levers[others] == 0).all(axis=1)
            alone &= self.levers[rest].isna().all(axis=1)
            found |= {path.split(".")[2]: int(at) for at in self.levers.index[alone]}
        return {strategy: at for strategy, at in found.items() if at in self.confirmed}

    def winners(self) -> dict[str, int]:
        """By name the setting that won, or those of the front."""
        if len(self.aims) == 1:
            return {WINNER: self.confirmed[0]}
        own = self.found.reindex(self.confirmed)
        rows = front(own.to_numpy(dtype=float), len(own))
        return {f"{FRONT} {place}": self.confirmed[row] for place, row in enumerate(rows, 1)}


def _values(swept: Swept, arm: str, aims: list[str]) -> pd.DataFrame:
    """Every point, NaN where not every replication has a result."""
    runs = swept.read("runs.csv", "replication")
    return by_point(swept.runs, arm, aims, runs["replication"].nunique()).reindex(swept.points.index)


def _cases(swept: Swept, values: pd.Series) -> pd.DataFrame:
    """One aim by case (rows) and setting (columns), where every setting that has results has one."""
    settings = swept.setting_of.loc[values.index]
    wide = values.groupby([swept.worlds.loc[values.index], settings.rename("setting")]).first().unstack()
    return wide.dropna(axis=1, how="all").dropna().reindex(columns=settings.unique())


def optimum(swept: Swept) -> pd.DataFrame:
    """The rows of optimum.csv: what was found, then what it is held against, measure by measure."""
    search = Search.of(swept)
    rows = [row for aim in search.aims for row in _rows(search, aim)]
    frame = pd.DataFrame(rows, columns=[*(column.name for column in COLUMNS), "levers"])
    ranks = frame.groupby("measure")["confirmed"].rank(method="min")
    default = frame[frame["role"] == DEFAULT].set_index("measure")["optimism"]
    frame["beyond_default"] = frame["optimism"] - frame["measure"].map(default)
    levers = search.levers.reindex(frame.pop("levers")).set_axis(frame.index)
    return pd.concat([frame.assign(rank=ranks.astype("Int64")), levers], axis=1)


def _rows(search: Search, aim: str) -> Iterator[tuple[object, ...]]:
    fresh, found = search.fresh[aim], search.found[aim]
    winners = search.winners()
    first = next(iter(winners.values())) if len(search.aims) == 1 else None

    def row(name: str, role: str, was: float, cases: pd.Series, levers: int) -> tuple[object, ...]:
        of = _student(cases)
        behind = _student(cases - fresh[first]) if first is not None else dict.fromkeys(of, np.nan)
        return (name, role, aim, 0, was, of["mean"], of["ci_low"], of["ci_high"], of["n"],
                was - of["mean"], np.nan, behind["mean"], behind["ci_low"], behind["ci_high"],
                levers)  # fmt: skip

    groups = (
        (winners, WINNER if first is not None else FRONT),
        ({DEFAULT: search.default}, DEFAULT),
        ({f"{strategy} alone": at for strategy, at in search.singles().items()}, SINGLE),
    )
    for settings, role in groups:
        for name, at in settings.items():
            yield row(name, role, float(found.get(at, np.nan)), fresh[at], at)
    for arm in reversed(search.swept.arms):
        if arm != search.arm:
            was, cases = search.other(arm)
            role = BASELINE if arm == search.swept.baseline else ARM
            yield row(arm, role, float(was[aim]), cases[aim], search.default)


def _student(cases: pd.Series) -> dict[str, float]:
    return {name: value.item() for name, value in student(cases.to_numpy(dtype=float)).items()}


def write(swept: Swept) -> None:
    """Write optimum.csv into the folder of a search."""
    with whole(swept.path / FILE) as file:
        optimum(swept).to_csv(file, index=False, lineterminator="\n")
