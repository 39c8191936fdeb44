"""Small published tables that the county is calibrated to and held against."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def _lines(name: str) -> tuple[str, ...]:
    path = resources.files(__name__) / f"{name}.csv"
    return tuple(path.read_text(encoding="utf-8").splitlines())


def rows(name: str) -> list[dict[str, str]]:
    """Every row of a table, texts by column name; FileNotFoundError when there is no such table."""
    return list(csv.DictReader(line for line in _lines(name) if not line.startswith("#")))


def source(name: str) -> str:
    """Where a table comes from and how to read it: the words at its head."""
    return " ".join(line.lstrip("# ") for line in _lines(name) if line.startswith("#"))


def column(name: str, heading: str) -> list[float]:
    """One column of a table as numbers, in the order of its rows."""
    return [float(row[heading]) for row in rows(name)]


def series(name: str, of: str) -> dict[int, float]:
    """One yearly series of a table of `series, year, value`, as a map from year to value."""
    return {int(row["year"]): float(row["value"]) for row in rows(name) if row["series"] == of}


def evidence(key: str) -> dict[str, str]:
    """One published figure by its id, as texts; KeyError when there is none."""
    return {row["id"]: row for row in rows("evidence")}[key]
