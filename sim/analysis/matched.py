"""What came of a calibration: the worlds kept, what is left of each range, and which bands conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from zlib import crc32

import numpy as np
import pandas as pd

from sim.analysis import fits
from sim.analysis.axes import Axis, Floats, Space, rounded
from sim.analysis.matching import CUT, DRAWS, Tried, Wave, implausibility, kept
from sim.folder.codebook import Column
from sim.folder.files import whole
from sim.folder.swept import Swept
from sim.ground.parameters import Parameter
from sim.income_scale import NAME
from sim.scenario import declared

KIND, ENSEMBLE = "calibrate", "ensemble.csv"
SCALE, OWN = f"world.{NAME}", "sim."
QUANTILES = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
SURE = 0.05
Row = tuple[object, ...]
WORLD = Column("world", "number", "counts from 1, in an order by lot: the first stand for all")
WEIGHT = Column("weight", "number", "1: history matching tells worlds that fit from others, no more")
_PATTERN = Column("pattern", "name", "what is measured, as in fits.csv")
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "kept.csv": (
        Column("world", "number", "a row of ensemble.csv"),
        Column("point", "number", "a row of points.csv and fits.csv"),
        Column("missed", "bands", "bands that the mean over its replications misses"),
        Column("distance", "shares of the prior", "from the scenario's own world, root mean square over "
               "all that varies; 0.29: as far as a world drawn at random"),
        Column("medoid", "0 or 1", "whether it is the one nearest to all others"),
    ),
    "waves.csv": (
        Column("wave", "number", "counts from 1"),
        Column("worlds", "worlds", "run in this wave, with all their replications"),
        Column("held", "bands", "in which a world of this wave lies, mean"),
        Column("fitting", "worlds", "of this wave, that are kept"),
        Column("not_ruled_out", "share of the prior", "that no wave up to this one rules out: emulated "
               f"worlds of a hypercube of {DRAWS:,}"),
        Column("default", "standard deviations", "implausibility of the scenario's own world, as the "
               f"emulators have it; ruled out above {CUT:g}"),
    ),
    "emulators.csv": (
        Column("wave", "number", "the last of which it knows the runs"),
        _PATTERN,
        Column("emulator", "name", "the kind that foretells best in cross-validation"),
        Column("r2", "share", "of the variance between worlds that it foretells in cross-validation"),
        Column("luck", "see pattern", "standard deviation that luck leaves in a world's mean over its "
               "replications; worlds have the same luck, and it moves them together"),
        Column("error", "see pattern", "root mean square of its errors in cross-validation, with luck"),
        Column("parameters", "number", "at which it looks"),
    ),
    "bands.csv": (
        _PATTERN,
        Column("low", "see pattern", "low end of its band"),
        Column("high", "see pattern", "high end of its band"),
        Column("default", "see pattern", "value in the scenario's own world"),
        Column("first", "share", "of the worlds of the first wave in the band"),
        Column("last", "share", "of the worlds of the last wave in the band"),
        Column("kept", "share", "of the kept worlds in the band"),
    ),
    "conflicts.csv": (
        _PATTERN,
        Column("other", "name", "another pattern"),
        Column("together", "share", "of all worlds that lie in both bands"),
        Column("apart", "share", "that would if the bands were independent: the product of shares"),
        Column("n", "worlds", "that were run, all waves"),
    ),
    "survived.csv": (
        Column("parameter", "name", "a column of ensemble.csv"),
        Column("unit", "name", "of the parameter"),
        Column("low", "see unit", "low end of the prior"),
        Column("default", "see unit", "in the scenario"),
        Column("high", "see unit", "high end of the prior"),
        *(Column(name, "share of the prior", f"{share:.0%} of the kept worlds lie below it")
          for name, share in QUANTILES.items()),
        Column("left", "share of the prior", "between p5 and p95, of the 90% that worlds drawn at "
               "random would leave there"),
        Column("chance", "probability", "p of a Kolmogorov-Smirnov test of the kept worlds against the "
               "prior, for one parameter; too small where worlds of later waves have common ancestors"),
        Column("narrowed", "0 or 1", f"whether that is below {SURE:g} for all parameters (Bonferroni)"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Matched:
    """A calibration, from its folder."""

    swept: Swept

    @cached_property
    def space(self) -> Space:
        """What varied."""
        varied = {path: one for path, one in self.swept.factors.items()
                  if "values" not in one or len(one["values"]) > 1}  # fmt: skip
        return Space([Axis.of(path, one) for path, one in varied.items()])

    @cached_property
    def runs(self) -> pd.DataFrame:
        """The scale and every pattern by point and replication."""
        first = self.swept.worlds.drop_duplicates()
        points = pd.Series(first.index, index=first)
        runs = fits.runs(self.swept).reset_index()
        return runs.assign(point=runs.pop("world").map(points)).set_index(["point", "replication"])

    @cached_property
    def tried(self) -> Tried:
        """All worlds that were run."""
        return Tried.of(self.space, self.swept.met, self.runs, fits.bands())

    @cached_property
    def held(self) -> pd.DataFrame:
        """Whether each world lies in each band."""
        return self.tried.held(fits.bands())

    @cached_property
    def kept(self) -> pd.DataFrame:
        """The worlds that fit, as `kept` has it, in an order by lot: the first stand for all."""
        keep, misses = (int(self.swept.options[name]) for name in ("keep", "misses"))
        found = kept(self.tried, fits.bands(), self.space.default, keep, misses)
        return found.sample(frac=1, random_state=int(self.swept.scenario["seed"]))

    @cached_property
    def waves(self) -> list[Wave]:
        """What is told of the space after each wave."""
        ends = [max(points) for points in self.swept.stages.values()]
        misses = int(self.swept.options["misses"])
        return [Wave.of(self.space, self.tried.up_to(end), fits.bands(), misses) for end in ends]

    @cached_property
    def shares(self) -> Floats:
        """The kept worlds as points of the cube, in their order."""
        at = self.tried.values.index.get_indexer(self.kept.index)
        return self.tried.shares[at]

    def ensemble(self) -> pd.DataFrame:
        """The kept worlds by path, with the scale of each; strategies' numbers are drawn beside them."""
        number, paths = len(self.kept), list(self.swept.factors)
        scales = self.runs[NAME].groupby(level="point").first().loc[self.kept.index]
        found = pd.DataFrame({WORLD.name: range(1, number + 1), WEIGHT.name: 1})
        worlds = self.swept.met.loc[self.kept.index, paths].reset_index(drop=True)
        own = pd.DataFrame({SCALE: [rounded(scale) for scale in scales]})
        drawn = strategies(number, int(self.swept.scenario["seed"]))
        return pd.concat([found, own, worlds, drawn], axis=1)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by their files."""
        return {
            ENSEMBLE: self.ensemble(), "kept.csv": self._kept(), "waves.csv": self._waves(),
            "emulators.csv": self._emulators(), "bands.csv": self._bands(),
            "conflicts.csv": self._conflicts(), "survived.csv": self._survived(),
        }  # fmt: skip

    def _kept(self) -> pd.DataFrame:
        found = self.kept.rename_axis("point").reset_index()
        found.insert(0, "world", range(1, len(found) + 1))
        return found.assign(medoid=(np.arange(len(found)) == self._medoid()).astype(int))

    def _medoid(self) -> int:
        """The kept world with the least mean distance to the others."""
        from scipy.spatial.distance import cdist

        return int(cdist(self.shares, self.shares).mean(axis=1).argmin()) if len(self.shares) else -1

    def _waves(self) -> pd.DataFrame:
        drawn = self.space.drawn(DRAWS, np.random.default_rng(0))
        default, rows = self.space.default[None], list[Row]()
        for number, points in enumerate(self.swept.stages.values(), 1):
            held, waves = self.held[self.held.index.isin(points)], self.waves[:number]
            fitting = int(held.index.isin(self.kept.index).sum())
            left = (implausibility(waves, drawn) <= CUT).mean()
            off = implausibility(waves, default)[0]
            rows.append((number, len(held), held.sum(axis=1).mean(), fitting, left, off))
        return _frame("waves.csv", rows)

    def _emulators(self) -> pd.DataFrame:
        return _frame("emulators.csv", [
            (number, band.name, one.kind, one.r2,
             float(np.sqrt(luck)), one.error, int(one.active.sum()))
            for number, wave in enumerate(self.waves, 1) for band, one, luck in wave.emulators
        ])  # fmt: skip

    def _bands(self) -> pd.DataFrame:
        first, *_, last = (stages := list(self.swept.stages.values()))[0], stages[-1]
        groups = [self.held[self.held.index.isin(points)] for points in (first, last, self.kept.index)]
        values = self.tried.values
        return _frame("bands.csv", [
            (band.name, band.low, band.high, values[band.name].get(1, np.nan),
             *(group[band.name].mean() for group in groups))
            for band in fits.bands() if band.name in values
        ])  # fmt: skip

    def _conflicts(self) -> pd.DataFrame:
        rows = [
            (one, other, (self.held[one] & self.held[other]).mean(),
             self.held[one].mean() * self.held[other].mean(), len(self.held))
            for one, other in combinations(self.held, 2)
        ]  # fmt: skip
        return _frame("conflicts.csv", rows)

    def _survived(self) -> pd.DataFrame:
        from scipy.stats import kstest

        if not len(self.shares):
            return _frame("survived.csv", [])
        rows = list[Row]()
        for axis, shares in zip(self.space.axes, self.shares.T, strict=True):
            spread = np.quantile(shares, list(QUANTILES.values()))
            left = min((spread[-1] - spread[0]) / (QUANTILES["p95"] - QUANTILES["p5"]), 1.0)
            chance = np.nan if axis.values else float(kstest(shares, "uniform").pvalue)
            ends = (np.nan, axis.default, np.nan) if axis.values else (axis.low, axis.default, axis.high)
            unit = self.swept.factors[axis.path].get("unit", "")
            rows.append((axis.path, unit, *ends, *spread, left, chance,
                         int(chance * len(self.space.axes) < SURE)))  # fmt: skip
        return _frame("survived.csv", rows)


def strategies(number: int, seed: int) -> pd.DataFrame:
    """Numbers of the strategies of this program, for as many worlds: no pattern tells of them.

    Each is spread evenly over its prior, with a luck of its own.
    """
    return pd.DataFrame({
        path: _spread(path, one, number, seed)
        for name, kind in declared.strategies().items() if kind.__module__.startswith(OWN)
        for own, one in kind.parameters.items() if len(one.prior) > 1
        for path in [f"strategies.{name}.{own}"]
    })  # fmt: skip


def _spread(path: str, one: Parameter, number: int, seed: int) -> list[object]:
    luck = np.random.default_rng([seed, crc32(path.encode())])
    shares = (luck.permutation(number) + luck.random(number)) / max(number, 1)
    return [one.at(share) if one.kind != "number" or one.whole else rounded(one.at(share))
            for share in map(float, shares)]  # fmt: skip


def columns(paths: Mapping[str, str]) -> dict[str, tuple[Column, ...]]:
    """By file all columns, those of the ensemble by what is varied (path: unit)."""
    told = [Column(path, unit, "of the world, as it was run") for path, unit in paths.items()]
    drawn = [Column(path, "see strategies", "of a strategy: drawn from its prior, no pattern tells")
             for path in strategies(0, 0)]  # fmt: skip
    scale = Column(SCALE, "factor", "common factor of all incomes, fitted to the headcount of 2011")
    return {ENSEMBLE: (WORLD, WEIGHT, scale, *told, *drawn), **COLUMNS}


def write(swept: Swept) -> None:
    """Write the tables of a calibration into its folder; of another experiment, nothing."""
    if swept.kind == KIND:
        for name, table in Matched(swept).tables().items():
            with whole(swept.path / name) as file:
                table.to_csv(file, index=False, lineterminator="\n")


def _frame(file: str, rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS[file]])
