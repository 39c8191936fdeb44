"""All declared measures and groupings, collected from the files of `sim.record`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import ModuleType

from sim import record
from sim.ground.measured import ALWAYS, BY_DEFAULT, Grouping, Measured
from sim.ground.rooms import members
from sim.terms import Record

FIRST = ("poverty", "inequality", "multidimensional", "levels", "mobility", "targeting", "costs",
         "income_sources")
"""The order of files, others following by name: what is recorded by default stands in it in every
scenario, and so in its hash."""

Values = Callable[..., Iterator[tuple[str, str, str, float]]]


def measured() -> dict[str, Measured]:
    """Every declared measure by name. Raises ImportError for a name that stands in two files."""
    found: dict[str, Measured] = {}
    for module in _modules():
        for measure in _measures(module):
            if measure.name in found:
                raise ImportError(f"{measure.name} is declared twice, again in {module.__name__}")
            found[measure.name] = measure
    return found


def groupings() -> dict[str, Grouping]:
    """Every declared grouping by name."""
    every = (grouping for module in _modules() for grouping in getattr(module, "GROUPINGS", ()))
    return {grouping.name: grouping for grouping in every}


def askable() -> dict[str, Measured]:
    """The measures that a scenario may name; others come always."""
    return {name: one for name, one in measured().items() if one.recorded != ALWAYS}


def by_default() -> tuple[str, ...]:
    """Names of the measures that are recorded unless a scenario says otherwise."""
    return tuple(name for name, one in measured().items() if one.recorded == BY_DEFAULT)


def always() -> tuple[str, ...]:
    """Names of the measures that are recorded in every run."""
    return tuple(name for name, one in measured().items() if one.recorded == ALWAYS)


def of_the_whole(plan: Record) -> dict[str, Measured]:
    """The measures that are recorded of the whole county, by name."""
    named = {*plan.measures, *always()}
    return {
        name: one for name, one in measured().items() if name in named or one.comes_with in named
    }


def of_all(plan: Record) -> list[Measured]:
    """The measures that a scenario records, of the whole county or of groups alone."""
    whole = of_the_whole(plan)
    crossed = {name for _, names in plan.crossed for name in names}
    return [one for name, one in measured().items() if name in whole or name in crossed]


def by_county_only(names: Iterable[str]) -> list[str]:
    """Those of the measures that are given of each county of a province and not of the whole."""
    known = measured()
    return [name for name in names if not known[name].adds_up]


def producers(names: set[str]) -> list[Values]:
    """What yields values (measure, line, group, value) of a year, of the files that declare these."""
    return [
        module.values
        for module in _modules()
        if names & {measure.name for measure in _measures(module)}
    ]


def _modules() -> list[ModuleType]:
    """The files of `sim.record` in the order of what they declare."""
    return _in(tuple(record.__path__))


@cache
def _in(folders: tuple[str, ...]) -> list[ModuleType]:
    """The same as long as the room's folders are these: every scenario that is read asks."""
    order = {name: place for place, name in enumerate(FIRST)}
    return sorted(members(record), key=lambda module: order.get(_file(module), len(FIRST)))


def _file(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _measures(module: ModuleType) -> tuple[Measured, ...]:
    return getattr(module, "MEASURES", ())
