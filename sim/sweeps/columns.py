"""A file of points as sections of a sweep file: every column is a factor, every row a point."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from sim.scenario.check import Checker
from sim.scenario.find import in_short, read_file
from sim.scenario.layers import merge
from sim.scenario.problems import Problems, Spot, show
from sim.scenario.read import Document, plain_scalar

NUMBERS = "point"  # counts the rows of the points.csv that a sweep leaves: no factor
MOST_ROWS = 1_000_000


def taken_up(check: Checker, wanted: Any, folder: Path, sections: Iterable[str]) -> Document:
    """The document of a sweep file with the columns of the file of points `wanted` as its factors."""
    for section in sections:
        if section in check.document.tree:
            check.wrong((section,), "the columns of the file of points are the factors: leave this out",
                        key=True)
    at = ("design", "file")
    if not isinstance(wanted, str) or not wanted:
        check.wrong(at, f"must name a CSV file with a column a factor, not {show(wanted)}")
    elif not (path := folder / wanted).exists():
        check.wrong(at, f"{in_short(path)}: no such file")
    elif found := read(path, check.problems):
        return merge(check.document, found)
    return check.document


def read(path: Path, problems: Problems) -> Document | None:
    """`levers` and `uncertainties` with the values of each column; None, with what is wrong noted.

    An empty cell (None) leaves the scenario as it is. The spot of a cell is its line and the number of
    its column.
    """
    shown, before = in_short(path), len(problems)
    text = read_file(path, shown, problems)
    if text is None:
        return None
    head, *rows = list(csv.reader(StringIO(text))) or [[]]
    head = [name.strip() for name in head]
    _check_head(head, shown, problems)
    if not 0 < len(rows) <= MOST_ROWS:
        what = f"must have a row of names and from 1 to {MOST_ROWS:,} rows of values"
        problems.add(Spot(shown), (), f"{what}, not {len(rows):,}")
    for line, row in enumerate(rows, 2):
        if len(row) != len(head):
            what = f"has {len(row)} cells under {len(head)} names of columns"
            problems.add(Spot(shown, line, 1), (), what)
    return None if len(problems) > before else _laid_out(shown, head, rows)


def _check_head(head: list[str], shown: str, problems: Problems) -> None:
    for column, name in enumerate(head, 1):
        if not name:
            problems.add(Spot(shown, 1, column), (), "has no name: write the path of a factor")
        elif name in head[: column - 1]:
            problems.add(Spot(shown, 1, column), (), f"{show(name)} stands here twice")


def _laid_out(shown: str, head: list[str], rows: list[list[str]]) -> Document:
    tree: dict[str, dict[str, list[Any]]] = {}
    found = Document(shown, tree)
    for column, path in enumerate(head):
        if path == NUMBERS:
            continue
        section = "uncertainties" if path.partition(".")[0] == "world" else "levers"
        cells = [row[column].strip() for row in rows]
        tree.setdefault(section, {})[path] = [plain_scalar(cell) if cell else None for cell in cells]
        found.keys[section, path] = Spot(shown, 1, column + 1)
        for place in range(len(cells)):
            found.values[section, path, place] = Spot(shown, place + 2, column + 1)
    return found
