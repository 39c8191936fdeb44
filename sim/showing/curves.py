"""What the three charts of the income distribution share: percentile means and their panels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder.intervals import student
from sim.folder.read import Folder, Missing
from sim.language import phrase

Band = dict[str, NDArray[Any]]
PERCENTILES = np.arange(1, 101)


def incomes(folder: Folder) -> dict[str, NDArray[Any]]:
    """By arm, percentile means of income in the last year, array [replications, 100]."""
    folder.need_few()
    base = folder.need_baseline()
    found = folder.distribution("income", folder.last)
    if base not in found or len(found) < 2:
        raise Missing(phrase(
            "needs the income distribution of the last year in the baseline and an arm"))  # fmt: skip
    if any(values.shape[1] != len(PERCENTILES) for values in found.values()):
        raise Missing(phrase("needs one hundred percentiles of income"))
    return found


def compared(
    folder: Folder, contrast: Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]
) -> dict[str, Band]:
    """By arm, the band of `contrast(arm, baseline)`, paired by replication."""
    found = incomes(folder)
    base = found[folder.need_baseline()]
    return {arm: student(contrast(found[arm], base)) for arm in folder.compared if arm in found}


def rows(folder: Folder, by_arm: dict[str, Band]) -> pd.DataFrame:
    """The bands as a tidy table."""
    frames = [
        pd.DataFrame({
            "arm": arm, "year": folder.last, "percentile": PERCENTILES, "mean": band["mean"],
            "low": band["ci_low"], "high": band["ci_high"], "n": band["n"],
        })
        for arm, band in by_arm.items()
    ]  # fmt: skip
    return pd.concat(frames, ignore_index=True)
