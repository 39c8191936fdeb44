"""The tables that the folder of each kind of experiment has, computed from its runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType

from sim.compare import best, fitting, leaning, optimum, regions, regret, robustness, sensitivity
from sim.folder.codebook import Column

TABLES: Mapping[str, tuple[ModuleType, ...]] = {
    "sweep": (best, robustness),
    "robustness": (best, robustness, regions, regret),
    "sensitivity": (sensitivity, leaning),
    "optimise": (optimum,),
    "calibrate": (),
}
BY_FIT = (best, robustness)
"""Tables that are told apart by whether worlds fit, where worlds are rescaled."""


def columns_of(kind: str, levers: Iterable[Column], rescaled: bool) -> dict[str, tuple[Column, ...]]:
    """By file the columns of a kind's tables, in a sweep with these levers."""
    more = {optimum: tuple(levers)} | (dict.fromkeys(BY_FIT, (fitting.COLUMN,)) if rescaled else {})
    return {table.FILE: (*table.COLUMNS, *more.get(table, ())) for table in TABLES[kind]}
