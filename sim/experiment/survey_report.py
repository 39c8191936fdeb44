"""What became of a survey: its columns, what was imputed and repaired, and how like it the county is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sim import earning_capacity
from sim.folder.of_survey import SURVEY
from sim.population.survey import Told
from sim.scenario import Scenario
from sim.scenario.in_world import in_world
from sim.simulate import a_head, as_surveyed
from sim.society import Society
from sim.survey.mapping import DRAWN, KINDS, WELFARE, Survey
from sim.survey.people import Households, households

Row = tuple[Any, ...]
YUAN = "yuan of 2010 per person and year"
UNITS = {"money": "yuan of 2010", "flow": YUAN, "area": "mu"}
GAP, FAR = "largest gap", 0.01
"""What the opening year is off its survey at most, and from where on that is said aloud."""
MOVED = 0.1
"""By which part of their mean adults and children may move in the burn-in before that is said aloud."""
STATES = {"debt": "debt_bank"}
"""States of households by the mapped column, where their names differ."""


def rows(scenario: Scenario, survey: Survey) -> list[Row]:
    """The rows of survey_report.csv, of the opening county of the first replication."""
    found = households(survey)
    society, told, trials = as_surveyed(in_world(scenario, 1), 1)
    h = society.households
    means = {name: float(np.mean(getattr(h, STATES.get(name, name)))) for name in found.columns}
    opening = _opening(society, survey, found, told)
    lived = ("opening", "burn-ins", "", "", trials, "number", "lived to find these abilities")
    return [*_columns(survey, found, means), *_repairs(found), *opening, lived]


def warning(folder: Path) -> str:
    """A sentence where the county of a results folder is not as its survey; nothing where it is."""
    path = folder / SURVEY
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    gap = next(float(row["county"]) for row in told if row["name"] == GAP)
    said = [f"{gap:.1%} off its survey in mean, Gini or headcount"] if gap > FAR else []
    said += [f"{row['name']} {float(row['survey']):.3g} a household became {float(row['county']):.3g}"
             for row in told if _moved(row)]  # fmt: skip
    return f"the opening county is not as its survey: {'; '.join(said)} (see {path})" if said else ""


def _moved(row: dict[str, str]) -> bool:
    """Whether who lives in households is another one on the mean once the burn-in was lived."""
    if row["part"] != "mapped" or row["unit"] != "persons" or not row["survey"] or not row["county"]:
        return False
    there, here = float(row["survey"]), float(row["county"])
    return abs(here - there) > MOVED * abs(there)


def _columns(survey: Survey, found: Households, county: dict[str, float]) -> Iterator[Row]:
    for name, kind in KINDS.items():
        values, unit = found.columns.get(name), UNITS.get(kind.unit, kind.unit)
        if name not in survey.columns:
            if name not in WELFARE:
                yield "imputed", name, found.rows, "", "", unit, f"{kind.meaning}: {kind.without}"
            continue
        source = survey.columns[name].column
        told = f"column {source}: {kind.meaning}"
        if values is None:
            yield "mapped", name, found.rows, "", "", unit, told
            continue
        known = np.isfinite(values)
        mean = float(np.average(values[known], weights=found.weights[known])) if known.any() else ""
        yield "mapped", name, int(known.sum()), mean, county[name], unit, told
        if not known.all():
            yield "imputed", name, int((~known).sum()), "", "", unit, f"empty cells: {kind.without}"
    yield "imputed", "all else", found.rows, "", "", "", DRAWN


def _repairs(found: Households) -> Iterator[Row]:
    for what, count in found.repairs.items():
        yield "repaired", what, count, "", "", "rows", ""


def _opening(society: Society, survey: Survey, found: Households, told: Told) -> Iterator[Row]:
    h, welfare, line = society.households, a_head(society, survey.welfare), found.line
    wanted = earning_capacity.surveyed(found)
    there, used = earning_capacity.match(welfare, h.persons, line), len(found.weights)
    of = f"{survey.welfare} a head, over persons"
    yield "opening", "mean", used, wanted.mean, there.mean, YUAN, of
    yield "opening", "gini", used, wanted.gini, there.gini, "index", of
    poor = f"{of}; below {line:g} yuan of 2010, the line of the mapping"
    yield "opening", "headcount", used, wanted.headcount, there.headcount, "share", poor
    yield ("opening", GAP, "", "", there.off(wanted), "share",
           "of mean, Gini and headcount, relative to the survey's")  # fmt: skip
    size = float(np.average(found.persons, weights=found.weights))
    yield ("opening", "household size", used, size, float(np.mean(h.persons)), "persons",
           "over households")  # fmt: skip
    assert told.welfare is not None
    least = np.min(found.welfare)
    both = np.corrcoef(np.log(told.welfare), np.log(np.maximum(welfare, least)))[0, 1]
    yield ("opening", "own welfare", "", "", float(both), "correlation",
           "of each household's log welfare in the survey and in its opening year")  # fmt: skip
    yield ("opening", "median ability", "", "", float(np.median(h.ability)), "index",
           "where it is far from 1, world.income_scale is not that of this county")  # fmt: skip
    yield ("opening", "spread of ability", "", "", float(np.std(np.log(h.ability))), "sd of log",
           "of the abilities at which the county is as surveyed")  # fmt: skip
