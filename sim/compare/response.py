"""How the effect of each arm answers to the factors of a sweep, one by one and two at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from sim.folder.intervals import student
from sim.folder.swept import Swept

MOST_LEVELS = 6  # values that are shown one by one; more are put into bins
FEWEST_BINS, MOST_BINS = 2, 8
WORLDS_A_BIN = 8  # about, so that a bin is more than the other factors of its few worlds


def numeric(values: pd.Series) -> bool:
    """Whether a factor takes numbers, not names."""
    return bool(is_numeric_dtype(values)) and not is_bool_dtype(values)


def levels(values: pd.Series, bins: int) -> pd.DataFrame:
    """The level of a factor at every point that sets it: where it is (`at`) and `level` in words.

    Names, and numbers of which there are few, are levels themselves (a name stands at its place in
    the order met); many numbers are put into bins of equally many points, each at its mean.
    """
    values = values.dropna()
    if not numeric(values):
        return pd.DataFrame({"at": pd.factorize(values)[0].astype(float), "level": values.astype(str)})
    if values.nunique() <= MOST_LEVELS:
        return pd.DataFrame({"at": values.astype(float), "level": values.map("{:g}".format)})
    binned = values.groupby(pd.qcut(values, bins, labels=False, duplicates="drop"))
    low, high = (binned.transform(end).map(_rounded) for end in ("min", "max"))
    return pd.DataFrame({"at": binned.transform("mean"), "level": low + " to " + high})


def _rounded(value: float) -> str:
    """A number to three digits, as people write it."""
    return f"{float(f'{value:.3g}'):,.12g}"


def one_way(swept: Swept) -> pd.DataFrame:
    """The effect of every arm at every level of every factor, the others averaged over.

    A factor that has one value answers nothing and is left out. Columns factor, level, at, arm, mean,
    low, high (percentage points), n, over. Interval over worlds; over replications where a level was
    met in one world.
    """
    bins = _bins(swept.worlds.nunique() / WORLDS_A_BIN)
    rows = [
        {"factor": path, "level": level, "at": at} | row
        for path in swept.factors
        if swept.met[path].nunique() > 1
        for (at, level), group in _groups(swept, levels(swept.met[path], bins))
        for row in effects_by_arm(swept, group)
    ]
    return pd.DataFrame(rows)


def two_way(swept: Swept, across: str, up: str) -> pd.DataFrame:
    """The effect of every arm at every pair of levels of two factors, as `one_way` has it.

    `lowest` marks the arm of a pair with the fewest poor; none is marked where that is the baseline.
    """
    bins = _bins((swept.worlds.nunique() / WORLDS_A_BIN) ** 0.5)  # each way of a square
    one, other = (levels(swept.met[path], bins) for path in (across, up))
    pairs = one.add_suffix("_across").join(other.add_suffix("_up"), how="inner")
    return pd.DataFrame([
        dict(zip(pairs.columns, place, strict=True)) | row
        for place, group in _groups(swept, pairs)
        for row in _lowest_marked(effects_by_arm(swept, group))
    ])  # fmt: skip


def widths(curves: pd.DataFrame) -> pd.Series:
    """By factor, the widest first: how far the mean effect ranges over its levels, mean over arms."""
    means = curves.groupby(["factor", "arm"], sort=False)["mean"]
    ranges = (means.max() - means.min()).groupby(level="factor", sort=False).mean()
    return ranges.sort_values(ascending=False, kind="stable")


def _bins(number: float) -> int:
    return min(max(int(number), FEWEST_BINS), MOST_BINS)


def _groups(swept: Swept, levels: pd.DataFrame) -> Iterator[tuple[Any, pd.DataFrame]]:
    """The effects at the points of each level, or pair of levels, in order."""
    points = swept.effects.index.get_level_values("point")
    for place, group in levels.groupby(list(levels.columns)):
        yield place, swept.effects[points.isin(group.index)]


def effects_by_arm(swept: Swept, effects: pd.DataFrame) -> list[dict[str, Any]]:
    """The mean effect of each arm with its interval; nothing where there are no effects."""
    if effects.empty:
        return []
    units, over = swept.units(effects)
    found = student(units.to_numpy())
    ends = zip(*(found[name].tolist() for name in ("mean", "ci_low", "ci_high")), strict=True)
    return [
        {"arm": arm, "mean": mean, "low": low, "high": high, "n": len(units), "over": over}
        for arm, (mean, low, high) in zip(units.columns, ends, strict=True)
    ]


def _lowest_marked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    least = min((row["mean"] for row in rows), default=0.0)
    return [row | {"lowest": row["mean"] == least < 0} for row in rows]
