"""Households of a survey, checked: bad rows are refused with their place, repairs are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.ground.errors import InputError, nearest
from sim.survey.files import Sheet, digest_of, missing, number_in, read
from sim.survey.mapping import KINDS, Kind, Survey

LEAST_WELFARE = 0.02
"""Of the line: welfare a head that is taken for what is below it, so that it has a logarithm."""
MOST_TOLD = 20
"""Bad rows that are listed one by one."""
ASKED_OF_ALL = ("weight", "cluster", "persons")


@dataclass(frozen=True)
class Households:
    """The households of a survey that count, one row each.

    `columns` are in the model's units, not a number where the survey says nothing; `welfare` is yuan
    of 2010 a person and year; `clusters` count from 0 in the order of the file.
    """

    columns: dict[str, np.ndarray]
    weights: np.ndarray
    clusters: np.ndarray
    welfare: np.ndarray
    line: float
    rows: int
    repairs: dict[str, int] = field(default_factory=dict)

    @property
    def persons(self) -> np.ndarray:
        """Persons of each household."""
        return self.columns["persons"]

    @property
    def person_weights(self) -> np.ndarray:
        """Persons that each row stands for."""
        return self.weights * self.persons


def households(survey: Survey) -> Households:
    """The households behind a mapping. Raises `InputError` with every bad row."""
    path = Path(survey.file)
    try:
        there = digest_of(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    if survey.digest and there != survey.digest:
        raise InputError(f"{path}: is not the file that the scenario was made with (its digest is "
                         f"{there}, not {survey.digest})")
    return _households(survey, there)


@lru_cache(maxsize=4)
def _sheet(file: str, digest: str) -> Sheet:
    return read(Path(file))


@lru_cache(maxsize=4)
def _households(survey: Survey, digest: str) -> Households:
    sheet = _sheet(survey.file, digest)
    lacking = [_unknown(survey, name, sheet) for name, source in survey.columns.items()
               if sheet.names.count(source.column) != 1]
    if lacking:
        raise InputError(lacking)
    if not sheet.rows:
        raise InputError(f"{survey.file}: has no household")
    return _Reading(survey, sheet).households()


def _unknown(survey: Survey, name: str, sheet: Sheet) -> str:
    column = survey.columns[name].column
    if count := sheet.names.count(column):
        return f"county.columns.{name}: {survey.file} has {count} columns {column}: which is meant?"
    hint = nearest(column, sheet.names) or f" (there are {', '.join(sheet.names)})"
    return f"county.columns.{name}: {survey.file} has no column {column}{hint}"


class _Reading:
    def __init__(self, survey: Survey, sheet: Sheet) -> None:
        self._survey, self._sheet = survey, sheet
        self._wrong: list[tuple[int, str]] = []
        self._repairs: dict[str, int] = {}

    def households(self) -> Households:
        columns = {name: self._numbers(name) for name in self._survey.columns if name != "cluster"}
        clusters = self._clusters()
        if self._wrong:
            self._refuse()
        weights = columns.pop("weight", np.ones(len(clusters)))
        used = weights > 0
        self._repair("rows of weight nought left out", ~used)
        told = np.isfinite(columns[self._survey.welfare])
        self._repair(f"rows without {self._survey.welfare} left out", used & ~told)
        used &= told
        if not used.any():
            raise InputError(f"{self._survey.file}: no household has a weight and "
                             f"{self._survey.welfare}")
        columns = {name: values[used] for name, values in columns.items()}
        self._fit_members(columns)
        welfare, line = self._welfare(columns), self._survey.line * self._survey.yuan
        _, clusters = np.unique(clusters[used], return_inverse=True)
        return Households(columns, weights[used], clusters, welfare, line, len(used), self._repairs)

    def _welfare(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """Welfare a head, of which what is too little has no logarithm."""
        each = columns.pop(self._survey.welfare) / columns["persons"]
        least = LEAST_WELFARE * self._survey.line * self._survey.yuan
        self._repair(f"{self._survey.welfare} a head below {LEAST_WELFARE:g} of the line taken for it",
                     each < least)
        return np.maximum(each, least)

    def _fit_members(self, columns: dict[str, np.ndarray]) -> None:
        """Adults and children fit into the household."""
        room = columns["persons"].copy()
        for name in ("adults", "children"):
            if name in columns:
                over = columns[name] > room
                self._repair(f"{name} cut to the persons that are left", over)
                columns[name] = np.where(over, room, columns[name])
                room = room - np.nan_to_num(columns[name])

    def _repair(self, what: str, rows: np.ndarray) -> None:
        if rows.any():
            self._repairs[what] = int(rows.sum())

    def _cells(self, name: str) -> Iterator[tuple[int, Any]]:
        at = self._sheet.names.index(self._survey.columns[name].column)
        return enumerate(row[at] for row in self._sheet.rows)

    def _numbers(self, name: str) -> np.ndarray:
        values = np.full(len(self._sheet.rows), np.nan)
        for row, cell in self._cells(name):
            if not missing(cell):
                values[row] = self._number(name, row, cell)
            elif name in ASKED_OF_ALL:
                self._bad(name, row, "is missing")
        return values * self._survey.factor(name)

    def _number(self, name: str, row: int, cell: Any) -> float:
        found, kind = number_in(cell), KINDS[name]
        fault = "is no number" if found is None else _fault(kind, found)
        if fault:
            self._bad(name, row, f"{fault}, not {cell!r}" if found is not None else f"{fault}: {cell!r}")
        return np.nan if found is None else found

    def _clusters(self) -> np.ndarray:
        """The cluster of each row by number, counted from 0 in the order of the file."""
        if "cluster" not in self._survey.columns:
            return np.zeros(len(self._sheet.rows), np.int64)
        known: dict[str, int] = {}
        found = []
        for row, cell in self._cells("cluster"):
            if missing(cell):
                self._bad("cluster", row, "is missing")
            found.append(known.setdefault(str(cell), len(known)))
        return np.array(found)

    def _bad(self, name: str, row: int, what: str) -> None:
        place, column = self._sheet.places[row], self._survey.columns[name].column
        self._wrong.append((row, f"{place}: {column} ({name}) {what}"))

    def _refuse(self) -> None:
        wrong = [sentence for _, sentence in sorted(self._wrong)]
        more = len(wrong) - MOST_TOLD
        raise InputError([*wrong[:MOST_TOLD], *([f"{self._survey.file}: and {more} more"] * (more > 0))])


def _fault(kind: Kind, value: float) -> str:
    if kind.whole and not value.is_integer():
        return "must be whole"
    if value < kind.least:
        return f"must be {kind.least:g} or more"
    return f"must be at most {kind.most:g}" if value > kind.most else ""
