"""`rescale: true`: the income scale fitted in every world, and recorded what worlds are held against.

It is no number of a point but a rule of the scenario: whoever opens a county fits it, so that parts,
executors and a sweep that was killed know nothing of it.
"""

from __future__ import annotations

from dataclasses import replace

from sim.analysis.patterns.recorded import MEASURES
from sim.income_scale import NAME
from sim.scenario import declared
from sim.scenario.check import Checker, fault
from sim.scenario.problems import show
from sim.scenario.read import Document

KEY = "rescale"
SCALE = f"world.{NAME}"


def fitted(base: Document) -> tuple[str, ...]:
    """The paths that are fitted in a scenario, and so no factors."""
    return (SCALE,) if base.tree.get(KEY) is True else ()


def laid_over(base: Document, check: Checker) -> Document:
    """The scenario of a sweep with its rule, as the sweep file or the scenario has it."""
    wanted = check.document.tree.get(KEY, base.tree.get(KEY, False))
    if problem := fault(declared.SCALARS[KEY], wanted):
        check.wrong((KEY,), problem)
    if wanted is not True:
        return replace(base, tree={key: value for key, value in base.tree.items() if key != KEY})
    _refuse_a_scale(base, check)
    return replace(base, tree=base.tree | {KEY: True, "record": _record(base)})


def _refuse_a_scale(base: Document, check: Checker) -> None:
    """A scale that somebody set would be of no account. A stored scenario spells out the default."""
    world, default = base.tree.get("world"), declared.world_parameters()[NAME].default
    given = world.get(NAME, default) if isinstance(world, dict) else default
    if given != default:
        check.wrong((KEY,), f"fits {SCALE}, which the scenario sets to {show(given)}: leave out one "
                            "of the two", key=True)


def _record(base: Document) -> object:
    """What the scenario records, and the scale and what patterns are read from; faults stay."""
    record = base.tree.get("record") or {}
    if not isinstance(record, dict):
        return record
    given = record.get("measures", "all")
    named = list(declared.default_measures()) if given == "all" else given
    named = [named] if isinstance(named, str) else named
    if not isinstance(named, list):
        return record
    return record | {"measures": [*named, *(one for one in (NAME, *MEASURES) if one not in named)]}
