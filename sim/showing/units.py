"""The units of what charts show: a chart's table holds each number as the picture has it."""

from __future__ import annotations

import pandas as pd

PER_CENT, POINTS = "per cent", "percentage points"
YUAN = "yuan of 2010 a person and year"
NUMBERS = ("mean", "low", "high", "worst")


def as_shown(shares: pd.DataFrame, unit: str | pd.Series) -> pd.DataFrame:
    """A table with its unit in a last column, shares made per cent or percentage points.

    Parameters: a table with mean, low and high in shares, yuan or numbers; one unit, or one a row.
    """
    found = shares.assign(unit=unit)
    hundredfold = found["unit"].str.startswith((PER_CENT, POINTS))
    scale = hundredfold.map({True: 100.0, False: 1.0})
    names = [name for name in NUMBERS if name in found]
    found[names] = found[names].astype(float).mul(scale, axis=0)
    return found
