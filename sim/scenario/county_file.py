"""A table of counties: one a row, every cell with its place in the file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from sim.scenario.declared import PLACE
from sim.scenario.find import in_short, read_file
from sim.scenario.problems import Problems, Spot, name_fault, nearest, show
from sim.scenario.read import Document, plain_scalar

COUNTY = "county"
LONGEST_NAME = 60


def read_counties(path: Path, problems: Problems) -> Document | None:
    """The counties of a CSV file, by name and column; lines that begin with # are remarks.

    What is wrong is noted by line; None where the file cannot be read as a table.
    """
    shown = in_short(path)
    text = read_file(path, shown, problems)
    return None if text is None else _Table(shown, problems).read(text)


class _Table:
    def __init__(self, file: str, problems: Problems) -> None:
        self._document, self._problems = Document(file, {}), problems

    def read(self, text: str) -> Document | None:
        rows = [
            (number, next(csv.reader([line])))
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip() and not line.startswith("#")
        ]
        if not rows:
            self._wrong(1, "is empty: a table of counties needs a line of column names")
            return None
        (line, header), *counties = rows
        names = [name.strip() for name in header]
        if not self._head(line, names):
            return None
        if not counties:
            self._wrong(line, "names no county")
        for number, cells in counties:
            self._county(number, names, cells)
        return self._document

    def _head(self, line: int, names: list[str]) -> bool:
        known = (COUNTY, *PLACE)
        for name in names:
            if name not in known:
                hint = nearest(name, known) or f" (there are {', '.join(known)})"
                self._wrong(line, f"unknown column {show(name)}{hint}")
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                self._wrong(line, f"the column {name} stands here twice")
        lacking = [name for name in (COUNTY, "households") if name not in names]
        if lacking:
            self._wrong(line, f"has no column {' and no column '.join(lacking)}")
        return not lacking

    def _county(self, line: int, names: list[str], cells: list[str]) -> None:
        if len(cells) != len(names):
            self._wrong(line, f"has {len(cells)} cells under {len(names)} column names")
            return
        told = dict(zip(names, (cell.strip() for cell in cells), strict=True))
        county, document = told.pop(COUNTY), self._document
        if fault := name_fault(county, LONGEST_NAME):
            self._wrong(line, f"a county's name {fault}")
        elif county in document.tree:
            self._wrong(line, f"{county} stands here twice (first on line "
                              f"{document.values[county,].line})")
        else:
            spot = Spot(document.file, line, 1)
            known = {name: cell for name, cell in told.items() if name in PLACE and cell}
            document.tree[county] = {name: _value(cell) for name, cell in known.items()}
            document.values[county,] = spot
            document.values |= {(county, name): spot for name in known}

    def _wrong(self, line: int, sentence: str) -> None:
        self._problems.add(Spot(self._document.file, line, 1), (), sentence)


def _value(cell: str) -> Any:
    return plain_scalar(cell)
