"""Measures as rows of the tables that explain a results folder."""

from __future__ import annotations

from collections.abc import Iterable

from sim.ground.measured import Measured


def dictionary(measures: Iterable[Measured]) -> list[tuple[str, ...]]:
    """Measures as rows of measures.csv."""
    return [
        (one.name, "; ".join(one.other_names), one.unit, one.lines, one.formula, one.meaning,
         one.reference)
        for one in measures
    ]  # fmt: skip


def told(measures: Iterable[Measured]) -> list[tuple[str, str, str, str]]:
    """What measures say, as rows of columns.csv."""
    return [("outcomes.csv", f"measure={one.name}", one.unit, one.in_a_line) for one in measures]
