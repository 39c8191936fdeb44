"""Means over replications, and differences from the baseline paired by replication."""

from __future__ import annotations

import pandas as pd

from sim.compare.outcomes import Outcomes
from sim.folder import codebook
from sim.folder.intervals import Floats, student


def summary(outcomes: Outcomes) -> pd.DataFrame:
    """Mean, standard deviation and interval over replications of every number of every arm."""
    frames = [
        _estimates(outcomes.keys, outcomes.of_arm(arm)).assign(arm=arm) for arm in outcomes.arms
    ]
    return _stacked(frames, "summary.csv")


def differences(outcomes: Outcomes, baseline: str) -> pd.DataFrame:
    """Every arm minus the baseline, paired by replication; pairs that miss a run are left out."""
    base = outcomes.of_arm(baseline)
    frames = [
        _estimates(outcomes.keys, outcomes.of_arm(arm) - base).assign(arm=arm, baseline=baseline)
        for arm in outcomes.arms
        if arm != baseline
    ]
    return _stacked(frames, "differences.csv")


def _estimates(keys: pd.DataFrame, values: Floats) -> pd.DataFrame:
    frame = keys.assign(**student(values))
    return frame[frame["n"] > 0]


def _stacked(frames: list[pd.DataFrame], file: str) -> pd.DataFrame:
    names = codebook.header(file)
    kept = [frame[names] for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=names)
