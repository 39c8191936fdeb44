"""Counties into their province: what each recorded number declares of how it adds up."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from math import fsum
from typing import Any

from sim.folder import codebook
from sim.ground.measured import PERSONS, SUM, WHOLE
from sim.observation.by_group import PEOPLE
from sim.observation.dictionary import measured
from sim.terms import County

DIMENSION = "county"
ADDED = ("transitions", "ledger")
"""Tables whose last column is a sum over the county, so that it adds up."""
Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class Piece:
    """The run of one county: its name, what is known of it, and its rows as CSV text by table."""

    name: str
    county: County
    tables: Mapping[str, str]


@dataclass(frozen=True)
class _Number:
    piece: Piece
    value: float
    unit: str


def add_up(pieces: list[Piece]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a province by table, from those of all its counties in one arm and replication.

    A measure is added up where it declares how, and only from counties that all have it; of every
    county stand its own rows of everybody, as the group `county=NAME`. Percentiles do not add up:
    there is no table of distributions.
    """
    numbers = _numbers(pieces)
    outcomes = [*_of_all(pieces, numbers), *_of_each(numbers)]
    return {"outcomes": outcomes} | {table: list(_sums(pieces, table)) for table in ADDED}


def _numbers(pieces: Iterable[Piece]) -> dict[Key, list[_Number]]:
    """Every recorded number of the counties by year, measure, line and group."""
    found: dict[Key, list[_Number]] = defaultdict(list)
    for piece in pieces:
        for year, measure, line, group, value, unit in _rows(piece, "outcomes"):
            found[int(year), measure, line, group].append(_Number(piece, float(value), unit))
    return found


def _of_all(
    pieces: list[Piece], numbers: Mapping[Key, list[_Number]]
) -> Iterator[tuple[Any, ...]]:
    known = measured()
    for (year, measure, line, group), found in numbers.items():
        declared = known[measure]
        if not declared.adds_up_at(line):
            continue
        if declared.adds_up == SUM:
            value = fsum(one.value for one in found)
        else:
            weights = _weights(pieces, declared.adds_up, numbers[year, PEOPLE, "", group])
            if len(weights) > len(found):
                continue
            value = _mean(found, weights)
        yield year, measure, line, group, value, found[0].unit


def _weights(pieces: list[Piece], over: str, people: list[_Number]) -> dict[str, float]:
    """By county, of how many persons, households or villages a mean is."""
    if over == PERSONS:
        return {one.piece.name: one.value for one in people}
    return {piece.name: getattr(piece.county, over) for piece in pieces}


def _mean(found: list[_Number], weights: Mapping[str, float]) -> float:
    """The weighted mean; of equal numbers that very number, whatever the rounding of the sums."""
    values = [one.value for one in found]
    total = fsum(weights[one.piece.name] * one.value for one in found)
    mean = total / fsum(weights.values())
    return min(max(mean, min(values)), max(values))


def _of_each(numbers: Mapping[Key, list[_Number]]) -> Iterator[tuple[Any, ...]]:
    """What is recorded of everybody in each county."""
    for (year, measure, line, group), found in numbers.items():
        for one in found if group == WHOLE else ():
            yield year, measure, line, f"{DIMENSION}={one.piece.name}", one.value, one.unit


def _sums(pieces: Iterable[Piece], table: str) -> Iterator[tuple[Any, ...]]:
    amounts: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for piece in pieces:
        for *key, amount in _rows(piece, table):
            amounts[tuple(key)].append(float(amount))
    yield from ((*key, fsum(found)) for key, found in amounts.items())


def _rows(piece: Piece, table: str) -> Iterator[list[Any]]:
    """The rows of a county without the columns that say of which run they are."""
    names = codebook.header(f"{table}.csv")
    first = next(place for place, name in enumerate(names) if "year" in name)
    for row in csv.reader(StringIO(piece.tables.get(table, ""))):
        yield row[first:]
