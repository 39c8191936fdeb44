"""The levers as the page shows them: plain form fields, each with its range, unit and meaning."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from htmltools import Tag, TagList, tags

from sim import docs
from sim.explore.levers import OF_COUNTY, Levers, levers_of
from sim.explore.terms import term
from sim.ground.parameters import Parameter
from sim.scenario import declared
from sim.scenario.small import MOST

STEPS = 100
"""How many steps a slider has from end to end, about."""


WORDS = {
    "households": ("Households", "Their villages keep their size; more households, narrower intervals"),
    "years": ("Years", "After the opening: years in which programmes may act"),
    "budget": ("Budget", "What every arm may pay out a year for each person of the county"),
    "replications": ("Replications", "Each with people and luck of its own, which all arms share"),
    "seed": ("Seed", "Where all luck comes from: the same seed gives the same numbers"),
    "after": ("Years after", "Years after these in which no programme acts, to see what lasts"),
    "finance": ("Who pays", "Money from outside the county, taxes in it, or both, for all arms alike"),
    "targeting": ("Whose list", "Which list of the poor counts for strategies that serve the poor"),
}
"""What levers of the county are called on the page, and what they do."""
BOUNDED = ("households", "years", "budget", "replications", "after")
"""Those of which people are told the ends."""
TERMS = {"households": "household", "budget": "equal budget", "replications": "replication",
         "targeting": "targeting"}  # fmt: skip
"""Those of them that the glossary knows."""


def panel(levers: Levers) -> TagList:
    """All levers: those of the county and its money, then the arms with theirs."""
    return TagList(
        tags.p(tags.b("Scenario: "), levers.tree["title"], class_="note"),
        tags.fieldset(tags.legend("County and money"),
                      *(_of_county(levers, name) for name in OF_COUNTY)),
        tags.fieldset(tags.legend("Strategies"),
                      tags.p(f"Each ticked arm is lived by the same households, under the same luck and "
                             f"with the same money; at most {MOST['arms']}.", class_="note"),
                      *(_arm(levers, arm) for arm in levers.offered)),
    )  # fmt: skip


def _of_county(levers: Levers, name: str) -> Tag:
    parameter, value = OF_COUNTY[name], levers.value(name)
    high = MOST.get("years" if name == "after" else name, parameter.high)
    if isinstance(value, Mapping):
        field = tags.span("by year: " + ", ".join(f"{year}: {one:g}" for year, one in value.items()))
    elif parameter.kind == "number":
        field = _number(name, parameter, value, high, slider=False)
    else:
        field = _field(name, parameter, value)
    word, says = WORDS[name]
    label = term(word, TERMS[name]) if name in TERMS else word
    return _row(name, label, says, _span(parameter, high) if name in BOUNDED else "", field)


def _arm(levers: Levers, arm: str) -> Tag:
    uses = levers.offered[arm]
    fixed = arm == levers.tree["baseline"]
    box = tags.input(type="checkbox", id=f"arm-{arm}", data_arm=arm, disabled="" if fixed else None,
                     checked="" if arm in levers.chosen else None)  # fmt: skip
    label = tags.label(box, tags.b(arm), " (baseline)" if fixed else "", for_=f"arm-{arm}")
    said = [_strategy(levers, arm, strategy) for strategy in uses]
    return tags.div(label, *said or [tags.p("Nobody acts.", class_="note")], class_="arm")


def _strategy(levers: Levers, arm: str, name: str) -> Tag:
    kind, alone = declared.strategies()[name], len(levers.offered[arm]) == 1
    inside = {key for part in kind.parts.values() for key in part.parameters}
    own = {key: one for key, one in levers_of(name, alone).items() if key not in inside}
    parts = [tags.details(tags.summary(part.replace("_", " ")), tags.p(docs.sentence(one)),
                          *_levers(levers, f"arms.{arm}.{name}", one.parameters))
             for part, one in kind.parts.items()]  # fmt: skip
    short = f"Where it falls short: {kind.falls_short}" if kind.falls_short else ""
    return tags.details(
        tags.summary(f"{kind.title}: what it does, {len(kind.parameters)} "
                     f"lever{'s' if len(kind.parameters) != 1 else ''}"),
        tags.p(kind.says), tags.p(short, class_="note"),
        *_levers(levers, f"arms.{arm}.{name}", own), *parts,
    )  # fmt: skip


def _levers(levers: Levers, path: str, parameters: dict[str, Parameter]) -> Iterator[Tag]:
    for key, parameter in parameters.items():
        name = f"{path}.{key}"
        field = _field(name, parameter, levers.value(name))
        says = f"{parameter.meaning[:1].upper()}{parameter.meaning[1:]}"
        ends = f"{_span(parameter, parameter.high)} Source: {parameter.source}."
        yield _row(name, key.replace("_", " "), says, ends, field)


def _row(name: str, label: Any, says: str, ends: str, field: Tag) -> Tag:
    """A lever: what it is called, its field, what it does and what it may be."""
    return tags.div(tags.label(label, for_=f"lever-{name}"), field, tags.small(f"{says}. {ends}"),
                    class_="lever")  # fmt: skip


def _span(parameter: Parameter, high: float | None) -> str:
    """What may be set: the range with its unit, and what is usual."""
    if parameter.kind != "number" or parameter.low is None or high is None:
        return ""
    usual = "" if parameter.low > parameter.default or parameter.default > high else (
        f"; {parameter.written(parameter.default)} unless moved")
    return f"{parameter.written(parameter.low)} to {parameter.written(high)} {parameter.unit}{usual}."


def _field(name: str, parameter: Parameter, value: Any) -> Tag:
    what = {"id": f"lever-{name}", "data_lever": name}
    if parameter.kind == "switch":
        return tags.input(type="checkbox", checked="" if value else None, **what)
    if parameter.kind == "number":
        return _number(name, parameter, value, parameter.high)
    chosen = value if isinstance(value, (list, tuple)) else [value]
    options = [tags.option(one, value=one, selected="" if one in chosen else None)
               for one in parameter.choices or ()]  # fmt: skip
    several = {"multiple": "", "size": "5"} if parameter.kind == "names" else {}
    return tags.select(*options, **several, **what)


def _number(
    name: str, parameter: Parameter, value: float, high: float | None, slider: bool = True
) -> Tag:
    """A field for a number, with a slider beside it where there are two ends and it is not money."""
    ends = {"min": _plain(parameter.low), "max": _plain(high)}
    field = tags.input(type="number", id=f"lever-{name}", data_lever=name, value=_plain(value),
                       step="any", inputmode="decimal", **ends)  # fmt: skip
    if not slider or parameter.low is None or high is None:
        return field
    beside = tags.input(type="range", data_slides=f"lever-{name}", value=_plain(value), tabindex="-1",
                        aria_hidden="true", step=_plain(step(parameter.low, high, parameter.whole)),
                        **ends)  # fmt: skip
    return tags.span(beside, field, class_="both")


def step(low: float, high: float, whole: bool) -> float:
    """A round step of which a slider has some hundred."""
    rough = 10.0 ** math.floor(math.log10((high - low) / STEPS)) if high > low else 1.0
    return max(rough, 1.0) if whole else rough


def _plain(value: float | None) -> str | None:
    return None if value is None else f"{value:.12g}"
