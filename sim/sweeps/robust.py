"""Robustness from Python: a sweep that is asked how firmly its headlines hold."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.experiment.worker import Simulate
from sim.sweeps.runner import sweep
from sim.sweeps.terms import Sweep


def robustness(
    given: Sweep | str | os.PathLike[str] | dict[str, Any],
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    executor: Executor | Any = None,
    overwrite: bool = False,
    progress: bool = True,
    simulate: Simulate | None = None,
    report: bool = True,
) -> Path:
    """Run a scenario in sampled worlds: how firmly headlines hold, where they flip, what is regretted.

    Everything is as in `sim.sweep`. Returns the folder, with robustness.csv, regions.csv and
    regret.csv where there is a report.
    """
    return sweep(given, out, workers, executor, overwrite, progress, simulate, report=report,
                 kind="robustness")  # fmt: skip
