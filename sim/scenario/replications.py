"""Replications that are added until something is known well enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.ground.measured import EACH, NATIONAL
from sim.scenario import declared
from sim.scenario.check import Checker
from sim.scenario.problems import show
from sim.scenario.recording import unknown
from sim.terms import Record, Until

AT = ("replications",)
KEYS = {
    "until": "when there are enough: a measure, and how surely it is to be known",
    "most": declared.MOST_REPLICATIONS.meaning,
}
UNTIL = {
    "measure": "a recorded measure, of everybody in the last year, at the national line if it has lines",
    "half_width": f"{declared.HALF_WIDTH.meaning}, in the difference of every arm from the baseline",
}
"""What `replications` and its `until` may say where they are no number."""


def read_replications(
    check: Checker, tree: dict[Any, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """How many replications, or the most there may be and until when they are added."""
    section = tree.get("replications")
    if isinstance(section, dict):
        if values["province"] is not None:
            check.wrong(AT, "are added for one county, and this is a province: give a number")
        return _growing(check, section, values["record"], values["arms"])
    number = check.whole(tree, (), "replications", declared.SCALARS["replications"])
    return {"replications": number, "until": None}


def _growing(
    check: Checker, section: dict[Any, Any], record: Record, arms: Mapping[str, Any]
) -> dict[str, Any]:
    check.known(section, AT, KEYS, "key")
    at = (*AT, "until")
    given = check.mapping(section.get("until"), at, "`measure` and `half_width`")
    check.known(given, at, UNTIL, "key")
    lacking = [key for key in UNTIL if key not in given]
    if lacking and isinstance(section.get("until", {}), dict):
        check.wrong(at, f"lacks {' and '.join(lacking)}")
    if len(arms) == 1:
        check.wrong(at, "compares arms with the baseline, and there is no other arm")
    most = check.whole(section, AT, "most", declared.MOST_REPLICATIONS)
    half_width = float(check.value(given, at, "half_width", declared.HALF_WIDTH))
    return {"replications": most, "until": Until(_measure(check, given, record), half_width)}


def _measure(check: Checker, given: dict[Any, Any], record: Record) -> str:
    """A measure that is recorded of everybody, at the national line if it has lines."""
    from sim.observation.dictionary import of_the_whole

    name, recorded = given.get("measure", ""), of_the_whole(record)
    at = (*AT, "until", "measure")
    if "measure" not in given:
        return ""
    if not isinstance(name, str) or name not in recorded:
        check.wrong(at, f"must be one that is recorded: {unknown(name, tuple(recorded))}")
    elif recorded[name].lines == EACH and NATIONAL not in record.lines:
        check.wrong(at, f"{show(name)} is not recorded at the national line: add it to record.lines")
    return str(name)
