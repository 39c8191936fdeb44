"""A county and its twins: the same people and luck, lived with an instrument and without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.scenario import Scenario
from sim.simulate import Opening, enter_arm, live_through, opened
from sim.society import Society
from sim.terms import StrategyUse
from sim.trials.instrument import Instrument, budget, sizes
from sim.trials.lot import drawn
from sim.trials.measured import COLUMNS, MEASURED, Past
from sim.trials.study import POOR, Study

ARM = "trial"


@dataclass(frozen=True)
class Draw:
    """What one county tells of one study, all means over households.

    `treated` and `control` are the gains of both groups over themselves in the twin, `level` the
    controls' outcome (the twin's where there are none); `takes` and `others` are the same gains in
    taking up. `measured` is what was read without an instrument.
    """

    study: str
    treated: float = np.nan
    control: float = np.nan
    level: float = np.nan
    takes: float = np.nan
    others: float = np.nan
    measured: float = np.nan


class County:
    """One county under one luck, opened once; its twin without an instrument is lived once."""

    def __init__(self, scenario: Scenario, luck: int, studies: Iterable[Study]) -> None:
        self.studies = tuple(studies)
        last = max(study.years for study in self.studies)
        self.money = scenario.budget
        self.scenario = replace(
            scenario, years=last, arms={ARM: {}}, baseline=ARM, roles={}, budget=0.0, finance="outside"
        )
        self.opened, _ = opened(Opening(self.scenario), luck)
        names = {name for study in self.studies for name in watched(study)}
        self.twin = lived(enter_arm(self.opened, ARM, self.scenario), names)

    def draws(self) -> list[Draw]:
        """What the county tells of each study."""
        return [self.measure(one) if one.measure else self.conduct(one) for one in self.studies]

    def measure(self, study: Study) -> Draw:
        """What is read from the county as it is, or under a strategy with its values as declared."""
        past = self.under(study) if study.under else self.twin
        return Draw(study.name, measured=MEASURED[study.measure](past, study.years))

    def under(self, study: Study) -> Past:
        """The county with a strategy at work, with the money that the scenario gives every arm."""
        start = self.scenario.start
        use = StrategyUse(study.under, {}, start + 1, start + study.years, 1.0)
        scenario = replace(
            self.scenario, years=study.years, budget=self.money, arms={ARM: {use.name: use}}
        )
        return lived(enter_arm(self.opened, ARM, scenario), set(COLUMNS))

    def conduct(self, study: Study) -> Draw:
        """Treat by lot, live on, and hold both groups against themselves in the twin."""
        groups = drawn(study, self.opened)
        doses = sizes(study, self.opened, groups)
        first = self.scenario.start + 1
        instrument = Instrument.of(study, groups, doses, first)
        until = first + max(dose.years for dose in study.doses) - 1
        use = StrategyUse(instrument.name, {}, first, until, 1.0, instrument)
        scenario = replace(
            self.scenario, years=study.years, arms={ARM: {use.name: use}},
            budget=budget(study, self.opened, groups, doses),
        )  # fmt: skip
        tried = lived(enter_arm(self.opened, ARM, scenario), set(watched(study)))
        now, then = (outcome(study.outcome, past, study.years) for past in (tried, self.twin))
        has_controls = bool(groups.controls.any())
        beside = groups.controls if has_controls else groups.eligible
        took = (_mean(_taken(tried, study) - _taken(self.twin, study), rows)
                for rows in (groups.treated, groups.controls))  # fmt: skip
        takes, others = took if study.takeup else (np.nan, np.nan)
        return Draw(
            study.name, _mean(now - then, groups.treated), _mean(now - then, groups.controls),
            _mean(now if has_controls else then, beside), takes, others,
        )  # fmt: skip


def watched(study: Study) -> tuple[str, ...]:
    """The household columns that a study needs."""
    if study.measure:
        return COLUMNS
    return (study.outcome, study.takeup) if study.takeup else (study.outcome,)


def lived(society: Society, names: set[str]) -> Past:
    """Live to the horizon and keep columns of every year, the opening first."""
    columns = sorted((names - {POOR}) | ({"income"} if POOR in names else set()))
    kept = [_columns(society, columns)]
    kept += [_columns(after, columns) for after in live_through(society)]
    world = society.world
    return Past(
        {name: np.array([year[name] for year in kept]) for name in columns},
        society.households.persons.copy(), world.poverty_line, society.villages.mean_wage.mean(),
    )  # fmt: skip


def outcome(name: str, past: Past, year: int) -> np.ndarray:
    """An outcome of every household in a year counted from the opening."""
    if name == POOR:
        return (past.columns["income"][year] / past.persons < past.line).astype(float)
    return np.asarray(past.columns[name][year], float)


def _columns(society: Society, names: list[str]) -> dict[str, Any]:
    return {name: np.array(getattr(society.households, name)) for name in names}


def _taken(past: Past, study: Study) -> np.ndarray:
    """Who has taken up in any year: what counts or flags above nought."""
    if not study.takeup:
        return np.zeros(len(past.persons))
    column = past.columns[study.takeup][1 : study.years + 1]
    return (column > 0).any(axis=0).astype(float)


def _mean(values: np.ndarray, rows: np.ndarray) -> float:
    return float(values[rows].mean()) if rows.any() else np.nan
