"""Measures crossed with groups: each taken of the households of a group alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from sim.ground.measured import WHOLE, Grouping
from sim.observation.dictionary import groupings, measured
from sim.record.per_head import OfDistribution, taken
from sim.record.seen import Seen
from sim.terms import Record

ADDITIVE = {"fgt0": 0, "fgt1": 1, "fgt2": 2, "income_mean": None}
"""Sums over people of what each has a part in, and the power of the gap in it: a group that is
named without measures is given those of them that are recorded."""
PEOPLE = "population"
"""What groups are weighed by where counties are added up."""
Parts = dict[tuple[str, str], tuple[Any, np.ndarray]]


def crossings(record: Record) -> dict[str, tuple[str, ...]]:
    """The groupings that a scenario records, each with the measures taken by it."""
    usual = tuple(name for name in ADDITIVE if name in record.measures)
    asked = dict.fromkeys(record.groups, usual) | dict(record.crossed)
    return {grouping: names for grouping, names in asked.items() if names and grouping != WHOLE}


def by_group(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Every measure of every group that has people."""
    crossed, known = crossings(seen.society.scenario.record), groupings()
    parts = additive_parts(seen, {name for names in crossed.values() for name in names})
    for name, names in crossed.items():
        grouping = known[name]
        codes = grouping.codes(seen.society)
        wanted = {key: part for key, part in parts.items() if key[0] in names}
        yield from summed(seen, grouping, codes, wanted)
        if PEOPLE in names:
            yield from persons(seen, grouping, codes)
        others = [name for name in names if name not in (PEOPLE, *ADDITIVE)]
        yield from one_by_one(seen, grouping, codes, others)


def additive_parts(seen: Seen, names: Iterable[str]) -> Parts:
    """Of each additive measure and line: the households that have a part, and their parts."""
    income, persons = seen.income, seen.society.households.persons
    parts: Parts = {}
    for name in ADDITIVE.keys() & names:
        power = ADDITIVE[name]
        if power is None:
            parts[name, ""] = slice(None), persons * np.maximum(income, 0.0)
            continue
        for line, z in seen.lines.items():
            poor = np.flatnonzero(income < z)
            gap = 1 - np.maximum(income[poor], 0.0) / z
            parts[name, line] = poor, persons[poor] * gap**power
    return parts


def summed(
    seen: Seen, grouping: Grouping, codes: np.ndarray, parts: Parts
) -> Iterator[tuple[str, str, str, float]]:
    """Additive measures of all groups in one pass over the households."""
    people = np.bincount(codes, seen.society.households.persons)
    for (name, line), (rows, amounts) in parts.items():
        total = np.bincount(codes[rows], amounts, len(people))
        for code in np.flatnonzero(people > 0).tolist():
            yield name, line, grouping.group(code), float(total[code] / people[code])


def persons(
    seen: Seen, grouping: Grouping, codes: np.ndarray
) -> Iterator[tuple[str, str, str, float]]:
    """How many people each group has."""
    people = np.bincount(codes, seen.society.households.persons)
    for code in np.flatnonzero(people > 0).tolist():
        yield PEOPLE, "", grouping.group(code), float(people[code])


def one_by_one(
    seen: Seen, grouping: Grouping, codes: np.ndarray, names: Iterable[str]
) -> Iterator[tuple[str, str, str, float]]:
    """Any measure of a distribution, each group as if it were a county of its own."""
    known: Mapping[str, Any] = measured()
    measures: list[OfDistribution] = [known[name] for name in names]
    variables = {measure.variable for measure in measures}
    for code in np.unique(codes).tolist() if measures else ():
        rows = np.flatnonzero(codes == code)
        people = {variable: seen.per_head(variable, rows) for variable in variables}
        for name, line, value in taken(measures, people, seen.lines):
            yield name, line, grouping.group(code), value
