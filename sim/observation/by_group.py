"""Measures crossed with groups: each taken of the households of a group alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from sim.ground.measured import WHOLE, Grouping
from sim.observation.dictionary import groupings, measured
from sim.record.income_sources import SOURCES, by_household
from sim.record.per_head import OfDistribution, taken
from sim.record.seen import Seen
from sim.terms import Record

POWERS = {"fgt0": 0, "fgt1": 1, "fgt2": 2}
MEAN = "income_mean"
ADDITIVE = (*POWERS, MEAN)
"""Sums over people of what each has a part in, such as a power of the gap."""
PEOPLE = "population"
"""What groups are weighed by where counties are added up."""


@dataclass(frozen=True)
class Crossing:
    """One grouping and what is taken of its groups: people, additive measures, sources of income, and
    any others."""

    grouping: Grouping
    people: bool
    additive: tuple[str, ...]
    sources: tuple[str, ...]
    others: tuple[OfDistribution, ...]


@dataclass
class Parts:
    """What households have a part in at one line: which `rows` have one, and by measure how large."""

    line: str
    rows: Any
    of: dict[str, np.ndarray]


def crossings(record: Record) -> dict[str, tuple[str, ...]]:
    """The groupings that a scenario records, each with the measures taken by it."""
    alone = (name for name in record.groups if name != WHOLE)
    asked = {name: _usual(record, groupings()[name]) for name in alone} | dict(record.crossed)
    return {grouping: names for grouping, names in asked.items() if names}


def _usual(record: Record, grouping: Grouping) -> tuple[str, ...]:
    """What the name of a group alone stands for."""
    return tuple(name for name in grouping.stands_for if name in record.measures)


def planned(record: Record) -> list[Crossing]:
    """What a scenario records by group, looked up once for all its years."""
    known: Mapping[str, Any] = measured()
    return [
        Crossing(
            grouping=groupings()[grouping],
            people=PEOPLE in names,
            additive=tuple(name for name in ADDITIVE if name in names),
            sources=tuple(name for name in SOURCES if name in names),
            others=tuple(known[name] for name in names if name not in (PEOPLE, *ADDITIVE, *SOURCES)),
        )
        for grouping, names in crossings(record).items()
    ]


def by_group(seen: Seen, crossed: Sequence[Crossing]) -> Iterator[tuple[str, str, str, float]]:
    """Every measure of every group that has people."""
    parts = additive_parts(seen, {name for crossing in crossed for name in crossing.additive})
    persons = seen.society.households.persons
    sorted_by = [crossing.grouping.codes(seen.society) for crossing in crossed]
    peopled = [np.bincount(codes, persons) for codes in sorted_by]
    made_of = sources(seen, crossed, sorted_by, peopled)
    for place, (crossing, codes, people) in enumerate(zip(crossed, sorted_by, peopled, strict=True)):
        inhabited = np.flatnonzero(people > 0)
        groups = {code: crossing.grouping.group(code) for code in inhabited.tolist()}
        additive = summed(crossing.additive, parts, codes, len(people))
        for name, line, totals in (*additive, *made_of.get(place, ())):
            means = totals[inhabited] / people[inhabited]
            yield from ((name, line, *row) for row in zip(groups.values(), means.tolist(), strict=True))
        if crossing.people:
            counts = people[inhabited].tolist()
            yield from ((PEOPLE, "", *row) for row in zip(groups.values(), counts, strict=True))
        yield from one_by_one(seen, crossing.others, codes, groups)


def sources(
    seen: Seen, crossed: Sequence[Crossing], sorted_by: Sequence[np.ndarray],
    peopled: Sequence[np.ndarray],
) -> dict[int, list[tuple[str, str, np.ndarray]]]:  # fmt: skip
    """Sums of the sources of income over the groups of each crossing that asks for them, by its place.

    Households are added up once, into cells that all these crossings make, and cells into groups.
    """
    asking = [place for place, crossing in enumerate(crossed) if crossing.sources]
    if not asking:
        return {}
    names = {name for place in asking for name in crossed[place].sources}
    sizes = [len(peopled[place]) for place in asking]
    cells = np.ravel_multi_index([sorted_by[place] for place in asking], sizes)
    tables = {name: np.bincount(cells, yuan, prod(sizes)).reshape(sizes)
              for name, yuan in by_household(seen, names)}  # fmt: skip
    others = [tuple(axis for axis in range(len(sizes)) if axis != own) for own in range(len(sizes))]
    return {place: [(name, "", tables[name].sum(axis)) for name in crossed[place].sources]
            for place, axis in zip(asking, others, strict=True)}  # fmt: skip


def additive_parts(seen: Seen, names: Collection[str]) -> list[Parts]:
    """The parts of households in additive measures, at each line and, of income, at none."""
    income, persons = seen.income, seen.society.households.persons
    powers = {name: power for name, power in POWERS.items() if name in names}
    parts = []
    for line, z in seen.lines.items() if powers else ():
        poor = np.flatnonzero(income < z)
        gap, people = 1 - np.maximum(income[poor], 0.0) / z, persons[poor]
        parts.append(Parts(line, poor, {name: people * gap**n for name, n in powers.items()}))
    if MEAN in names:
        parts.append(Parts("", slice(None), {MEAN: persons * np.maximum(income, 0.0)}))
    return parts


def summed(
    names: Collection[str], parts: Iterable[Parts], codes: np.ndarray, groups: int
) -> Iterator[tuple[str, str, np.ndarray]]:
    """Of each named measure and line: its sum over the households of each group, one by code."""
    for part in parts:
        within = codes[part.rows]
        for name, amounts in part.of.items():
            if name in names:
                yield name, part.line, np.bincount(within, amounts, groups)


def one_by_one(
    seen: Seen, measures: Collection[OfDistribution], codes: np.ndarray, groups: Mapping[int, str]
) -> Iterator[tuple[str, str, str, float]]:
    """Any measure of a distribution, each group as if it were a county of its own."""
    variables = {measure.variable for measure in measures}
    for code, group in groups.items() if measures else ():
        rows = np.flatnonzero(codes == code)
        people = {variable: seen.per_head(variable, rows) for variable in variables}
        for name, line, value in taken(measures, people, seen.lines):
            yield name, line, group, value
