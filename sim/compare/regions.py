"""Where a headline flips: the region of the sampled worlds in which its order of two arms turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from sim.compare import trees
from sim.compare.best import LEVERS, at
from sim.compare.robustness import robustness
from sim.folder.codebook import ARM, Column
from sim.folder.files import whole
from sim.folder.intervals import LEVEL
from sim.folder.read import each
from sim.folder.swept import UNCERTAINTY, WORLDS, Swept
from sim.language import phrase

FILE = "regions.csv"
NONE = "no region found"
IS = "="  # between a factor that takes names, and one of them
COLUMNS = (
    Column("headline", "text", "one arm is lower than another in a measure of the last year "
           "of programmes"),
    Column("measure", "name", "the measure of the headline"),
    ARM,
    Column("other", "name", "the arm that it is lower than"),
    Column("region", "number", "regions of a headline count from 1; 0: none was found"),
    Column("words", "text", "in which worlds the headline flips"),
    Column("parameter", "name", "the factor of one of the conditions, which hold together"),
    Column("relation", "name", "above, below, is or is not"),
    Column("threshold", "that of the factor", "the number or name of the condition"),
    Column("coverage", "share", "of the worlds in which the headline flips, those in the region"),
    Column("density", "share", "of the worlds in the region, those in which the headline flips"),
    Column("n", "number", "worlds in the region"),
    Column("worlds", "number", "worlds in which the headline was looked at"),
    Column("flips", "share", "share of all worlds in which the headline flips"),
    Column("accuracy", "share", "share of worlds told right by a tree that has not seen them"),
    Column("majority", "share", "share told right by always saying what most worlds do"),
    Column("p", "share", "how often luck parts the worlds as well, allowing for how many headlines of "
           "a measure were asked (Benjamini-Hochberg); empty: not asked, too few worlds flip or do not"),
    LEVERS,
)  # fmt: skip

RELATIONS = {
    "above": "{what} is above {limit}", "below": "{what} is below {limit}", "is": "{what} is {limit}",
    "is not": "{what} is not {limit}",
}  # fmt: skip


@dataclass
class Asked:
    """A headline: its row of robustness.csv, in which worlds it flips, and whether luck may say so."""

    row: Any
    flips: pd.Series
    p: float = np.nan


def regions(swept: Swept) -> pd.DataFrame:
    """The rows of regions.csv: a row a condition of a region, or one row where there is no region."""
    worlds = told_worlds(swept)
    rows: list[tuple[Any, ...]] = []
    for family in _families(swept, worlds):
        for asked in family:
            rows += _rows(swept, worlds, asked)
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def write(swept: Swept) -> None:
    """Write regions.csv into the folder of an experiment."""
    with whole(swept.path / FILE) as file:
        regions(swept).to_csv(file, index=False, lineterminator="\n")


def told_worlds(swept: Swept) -> pd.DataFrame:
    """The uncertainties of every world in numbers (index: the world); names are 0 or 1 a name.

    Worlds that leave a factor as the scenario has it are left out: they are not drawn.
    """
    drawn = swept.met[swept.paths(UNCERTAINTY)].set_axis(pd.Index(swept.worlds, name="world"))
    return in_numbers(drawn[~drawn.index.duplicated()].dropna())


def in_numbers(drawn: pd.DataFrame) -> pd.DataFrame:
    """Worlds (rows) with every parameter a number: what takes names has a column of 0 and 1 a name."""
    named = [path for path in drawn if not pd.api.types.is_numeric_dtype(drawn[path])
             or drawn[path].dtype == bool]  # fmt: skip
    return pd.get_dummies(drawn, columns=named, prefix_sep=IS, dtype=float).astype(float)


def differences(swept: Swept, row: Any) -> pd.Series:
    """By world the arm of a headline minus the other, in its measure; below 0 the headline holds."""
    cases, _ = swept.units(at(swept, row.measure, swept.settings[row.levers]))
    return cases[row.arm] - cases[row.other]


def _families(swept: Swept, worlds: pd.DataFrame) -> Iterator[list[Asked]]:
    """The headlines of each measure and setting of the levers, judged together."""
    from scipy.stats import false_discovery_control

    limits = _limits(swept, worlds)
    for _, group in robustness(swept).groupby(["levers", "measure"], sort=False):
        if set(group["over"]) != {WORLDS}:
            continue
        family = [Asked(row, _flips(swept, row, worlds)) for row in each(group)]
        judged = [asked for asked in family if _mixed(asked.flips, limits)]
        for asked in judged:
            asked.p = trees.chance(worlds.loc[asked.flips.index], asked.flips.to_numpy(), limits)
        adjusted = false_discovery_control([asked.p for asked in judged]) if judged else []
        for asked, p in zip(judged, adjusted, strict=True):
            asked.p = float(p)
        yield family


def _flips(swept: Swept, row: Any, worlds: pd.DataFrame) -> pd.Series:
    found = differences(swept, row)
    return found[found.index.isin(worlds.index)] > 0


def _limits(swept: Swept, worlds: pd.DataFrame) -> trees.Limits:
    options = swept.options
    counted = len(worlds) - swept.worlds.loc[swept.left_out].nunique()
    fewest = max(ceil(options["smallest"] * counted), trees.FOLDS)
    return trees.Limits(options["depth"], fewest, options["density"])


def _mixed(flips: pd.Series, limits: trees.Limits) -> bool:
    """Whether as many worlds flip, and as many do not, as the smallest region holds."""
    return bool(min(flips.sum(), (~flips).sum()) >= limits.fewest)


def _rows(swept: Swept, worlds: pd.DataFrame, asked: Asked) -> list[tuple[Any, ...]]:
    row, flips, n = asked.row, asked.flips.to_numpy(), len(asked.flips)
    own, found = worlds.loc[asked.flips.index], trees.Found([], np.nan, np.nan)
    if asked.p <= 1 - LEVEL:
        found = trees.find(own, flips, _limits(swept, worlds))
    share = float(flips.mean()) if n else np.nan
    tail = n, share, found.accuracy, found.majority, asked.p, row.levers
    head = row.headline, row.measure, row.arm, row.other
    told: list[tuple[Any, ...]] = []
    for number, box in enumerate(found.boxes, 1):
        inside = np.logical_and.reduce([one.holds(own) for one in box])
        conditions = [as_said(one) for one in box]
        words = region_words(swept, conditions)
        met = flips[inside].sum() / flips.sum(), flips[inside].mean(), int(inside.sum())
        told += [(*head, number, words, *one, *met, *tail) for one in conditions]
    empty = (*head, 0, NONE, "", "", "", np.nan, np.nan, 0, *tail)
    return told or [empty]


def as_said(one: trees.Condition) -> tuple[str, str, str]:
    """Parameter, relation and threshold of a condition."""
    path, named, value = one.column.partition(IS)
    if named:
        return path, "is" if one.above else "is not", value
    return path, "above" if one.above else "below", f"{float(f'{one.threshold:.3g}'):g}"


def region_words(swept: Swept, conditions: list[tuple[str, str, str]]) -> str:
    """What a region is, in short names and units.

    As in `flips when drought_chance is above 0.15 chance/year and ...`.
    """
    return in_words(conditions, {path: told.get("unit", "") for path, told in swept.factors.items()})


def in_words(conditions: list[tuple[str, str, str]], units: Mapping[str, str]) -> str:
    """The same from the unit of each parameter by its path."""
    ends = [path.rpartition(".")[2] for path in dict.fromkeys(path for path, _, _ in conditions)]
    parts = []
    for path, relation, threshold in conditions:
        unit = units[path] if not relation.startswith("is") else ""
        end = path.rpartition(".")[2]
        named = end if ends.count(end) == 1 else path
        parts.append(phrase(RELATIONS[relation], what=named, limit=f"{threshold} {unit}".rstrip()))
    return phrase("flips when {}", phrase(" and ").join(parts))
