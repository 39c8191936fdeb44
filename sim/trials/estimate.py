"""Draws of counties into an effect with its interval, its spillover and its first stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.trials.county import Draw
from sim.trials.study import Study

WEAKEST = 0.02
"""First stage under which who takes up tells nothing: an effect per taker would be noise."""
LEVEL = 0.95
Statistic = Callable[[np.ndarray], float]
TREATED, CONTROL, BASE, TAKES, OTHERS, MEASURED = range(6)


@dataclass(frozen=True)
class Estimate:
    """A number with its standard error over counties and its 95% interval."""

    value: float
    se: float
    low: float
    high: float


@dataclass(frozen=True)
class Found:
    """What the county says of a study: the effect asked for, the total against the twin, spillover.

    `late` and `first_stage` are NaN where nobody chooses.
    """

    effect: Estimate
    total: float
    spillover: float
    late: float
    first_stage: float


def found(study: Study, draws: Sequence[Draw]) -> Found:
    """The estimates of a study from its draws, one a county."""
    table = np.array([
        (one.treated, one.control, one.level, one.takes, one.others, one.measured) for one in draws
    ])  # fmt: skip
    if study.measure:
        table = table[np.isfinite(table[:, MEASURED])]
        return Found(jackknife(table, lambda rows: float(rows[:, MEASURED].mean())), *[np.nan] * 4)
    each = {"itt": itt(study), "late": late(study)}
    stage = first_stage(table)
    return Found(
        jackknife(table, each[study.estimate]), total(study)(table), spillover(study)(table),
        each["late"](table) if study.takeup else np.nan, stage if study.takeup else np.nan,
    )  # fmt: skip


def scale(study: Study, rows: np.ndarray) -> float:
    """What an effect is divided by: the controls' mean, or one."""
    return float(rows[:, BASE].mean()) if study.effect == "relative" else 1.0


def spillover(study: Study) -> Statistic:
    """Gain of controls over their twin: what a trial that compares groups does not see."""
    return lambda rows: float(rows[:, CONTROL].mean()) / scale(study, rows)


def total(study: Study) -> Statistic:
    """Gain of the treated over their twin."""
    return lambda rows: float(rows[:, TREATED].mean()) / scale(study, rows)


def itt(study: Study) -> Statistic:
    """Effect on the treated as a trial sees it: (T - T0) - (C - C0); a county has no controls."""

    def statistic(rows: np.ndarray) -> float:
        beside = 0.0 if np.isnan(rows[:, CONTROL]).all() else float(rows[:, CONTROL].mean())
        return (float(rows[:, TREATED].mean()) - beside) / scale(study, rows)

    return statistic


def first_stage(rows: np.ndarray) -> float:
    """How much likelier the treated are to take up because they were treated."""
    beside = 0.0 if np.isnan(rows[:, OTHERS]).all() else float(rows[:, OTHERS].mean())
    return float(rows[:, TAKES].mean()) - beside


def late(study: Study) -> Statistic:
    """Effect per household that takes up because it was offered (Wald 1940); NaN where few do."""

    def statistic(rows: np.ndarray) -> float:
        stage = first_stage(rows)
        return itt(study)(rows) / stage if abs(stage) >= WEAKEST else np.nan

    return statistic


def jackknife(table: np.ndarray, statistic: Statistic) -> Estimate:
    """A statistic of the draws with a t interval from leaving out one county at a time (Tukey 1958)."""
    from scipy.special import stdtrit

    n = len(table)
    value = statistic(table) if n else np.nan
    if n < 2 or not np.isfinite(value):
        return Estimate(value, np.nan, np.nan, np.nan)
    left = np.array([statistic(np.delete(table, row, axis=0)) for row in range(n)])
    se = float(np.sqrt((n - 1) * np.mean((left - left.mean()) ** 2)))
    reach = float(stdtrit(n - 1, (1 + LEVEL) / 2)) * se
    return Estimate(value, se, value - reach, value + reach)
