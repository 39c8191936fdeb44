"""A made-up sweep's folder: points, runs and outcomes of a formula, not of a county."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

PERSONS = 1000.0
YEARS = (2011, 2012)
AFTER = 2014  # the last of years in which support has ended, where there are some
ARMS = ("none", "pairing", "universal-cash")
BUDGET, DROUGHT, RATE = "budget", "world.drought_chance", "world.bank_rate"
FACTORS: dict[str, dict[str, Any]] = {
    BUDGET: {"role": "lever", "unit": "yuan of 2010 a person and year", "values": [50, 150]},
    DROUGHT: {"role": "uncertainty", "unit": "share", "low": 0.0, "high": 0.4},
    RATE: {"role": "uncertainty", "unit": "share a year", "low": 0.05, "high": 0.1},
}
OUTCOMES = "point arm replication seed year measure line group value unit".split()
RUNS = "point run arm replication seed status seconds".split()
Effect = Callable[[str, Mapping[str, Any]], float]
"""Points of headcount (share) that an arm takes away in a world under a setting of the levers."""


def effect(arm: str, point: Mapping[str, Any]) -> float:
    """Cash does the same everywhere; pairing more with more money, and less where droughts are many."""
    budget, drought = point.get(BUDGET, 100), point.get(DROUGHT, 0.2)
    return {"pairing": 0.001 * budget * (1 - 2 * drought), "universal-cash": 0.05}.get(arm, 0.0)


def crossed(worlds: int = 12, budgets: Sequence[float] = (50, 150)) -> list[dict[str, Any]]:
    """Points of a Latin hypercube of two uncertainties, crossed with budgets."""
    droughts, rates = (
        (np.random.default_rng(seed).permutation(worlds) + 0.5) / worlds for seed in (1, 2)
    )
    drawn = [{DROUGHT: 0.4 * d, RATE: 0.05 + 0.05 * r} for d, r in zip(droughts, rates, strict=True)]
    return [{BUDGET: budget} | world for world, budget in product(drawn, budgets)]


def write(
    folder: Path,
    points: Sequence[Mapping[str, Any]] | None = None,
    factors: Mapping[str, Mapping[str, Any]] = FACTORS,
    arms: Sequence[str] = ARMS,
    replications: int = 4,
    effect: Effect = effect,
    luck: float = 0.01,
    failed: Iterable[tuple[int, str, int]] = (),
    cost: Mapping[str, float] | None = None,
    left: Mapping[str, float] | None = None,
) -> Path:
    """Write a folder and return its path.

    Arms pay 100,000 yuan a year unless `cost` says otherwise, the first, the baseline, nothing;
    runs (point, arm, replication) that `failed` have no outcomes. What is `left` of an arm's effect once
    support has ended adds two years after it, and a scenario that says so.
    """
    points = crossed() if points is None else points
    folder.mkdir(parents=True, exist_ok=True)
    runs = list(product(range(1, len(points) + 1), arms, range(1, replications + 1)))
    lost = set(failed)
    paid = {arm: 100.0 * PERSONS for arm in arms} | {arms[0]: 0.0} | dict(cost or {})
    years = (*YEARS, 2013, AFTER) if left else YEARS
    own = np.random.default_rng(3).normal(0, luck, (len(points) + 1, len(arms), replications + 1))

    def outcomes() -> Iterable[list[Any]]:
        for point, arm, number in runs:
            if (point, arm, number) in lost:
                continue
            fall = effect(arm, points[point - 1]) + own[point, arms.index(arm), number]
            for year in years:
                kept = left.get(arm, 1.0) if left and year > YEARS[-1] else 1.0
                head = 0.4 if year == YEARS[0] else max(0.4 - kept * fall, 0.0)
                key = [point, arm, number, 1000 + number, year]
                for power in range(3):
                    yield [*key, f"fgt{power}", "national", "all", head * 0.4**power, "share"]
                yield [*key, "fgt0", "national_1.25", "all", 0.9, "share"]
                yield [*key, "fgt0", "national", "quintile=1", 0.8, "share"]
                yield [*key, "gini", "", "all", 0.3, "share"]
                yield [*key, "population", "", "all", PERSONS, "persons"]
                yield [*key, "cost_total", "", "all", paid[arm] * (year == YEARS[1]), "yuan"]

    _write(folder / "outcomes.csv", OUTCOMES, outcomes())
    _write(folder / "points.csv", ["point", *factors], (
        [number, *(point.get(path, "") for path in factors)] for number, point in enumerate(points, 1)
    ))  # fmt: skip
    _write(folder / "runs.csv", RUNS, (
        [point, f"{point}-{arm}-{number}", arm, number, 1000 + number,
         "failed" if (point, arm, number) in lost else "done", 0.1] for point, arm, number in runs
    ))  # fmt: skip
    manifest = {"name": "made-up", "scenario": "seven_strategies", "baseline": arms[0],
                "factors": dict(factors), "scenario_hash": "0123456789ab", "code_version": "0.0"}
    if left:
        text = f"horizon: {{start: {YEARS[0]}, years: 1, after: {AFTER - YEARS[-1]}}}\n"
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
