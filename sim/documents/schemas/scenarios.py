"""The schema of a scenario file."""

from __future__ import annotations

from typing import Any

from sim import designs
from sim.documents.schemas.values import (
    TEXT,
    Schema,
    alone_or_listed,
    by_name,
    mapping,
    one_of,
    or_nothing,
    said,
    section,
    through_years,
    value,
)
from sim.ground.measured import ANY, WHOLE
from sim.ground.parameters import Parameter
from sim.scenario import declared, designed, recording, replications, surveyed, worlds
from sim.scenario.problems import NAME
from sim.scenario.province import COUNTIES
from sim.strategies import Strategy, find
from sim.survey.mapping import CURRENCY, KINDS, LINE, MONEY, UNITS, Kind

PATTERN = {"type": "string", "pattern": f"^{NAME}$"}
OURS = "sim."
"""How the modules of strategies begin that come with the program: a schema knows no others."""


def schema() -> Schema:
    """Every key of a scenario, at every level. A file needs `arms`, unless it is laid on another."""
    return {
        "title": "Scenario of antipoverty",
        "description": "What decides a comparison: the county, its years, the money, the arms.",
        "type": "object",
        "anyOf": [{"required": ["arms"]}, {"required": ["extends"]}],
        "additionalProperties": False,
        "properties": {name: or_nothing(one) for name, one in keys().items()},
        "$defs": {name: _strategy(kind) for name, kind in ours().items()},
    }


def ours() -> dict[str, type[Strategy]]:
    """The strategies that come with the program, by name."""
    return {name: kind for name, kind in find().items() if kind.__module__.startswith(OURS)}


def keys() -> dict[str, Schema]:
    """The schema of each key; what it says stands where the key is declared."""
    scalars = {name: value(one, whole=True) for name, one in declared.SCALARS.items()}
    world = declared.world_parameters()
    sections = {
        "name": PATTERN, "title": TEXT, "baseline": TEXT,
        "county": section(declared.COUNTY, more=_survey()),
        "province": _province(),
        "horizon": section(declared.HORIZON),
        "budget": through_years(declared.BUDGET),
        "world": mapping({name: through_years(one) for name, one in world.items()}),
        "record": _record(),
        "arms": by_name(mapping({name: {"$ref": f"#/$defs/{name}"} for name in ours()})),
        "design": _design(),
        "roles": by_name(mapping({key: said(TEXT, says) for key, says in designed.ROLE.items()})),
        "worlds": _worlds(),
    }  # fmt: skip
    told = {name: sections[name] | {"description": says} for name, says in declared.SECTIONS.items()}
    scalars["replications"] = _replications(scalars["replications"])
    return {"extends": said(TEXT, declared.EXTENDS)} | told | scalars


def _strategy(kind: type[Strategy]) -> Schema:
    """What an arm may say of a strategy."""
    years = {key: {"type": "integer", "description": declared.TIMING[key]} for key in ("from", "until")}
    share = value(declared.SHARE) | {"description": declared.TIMING["share"]}
    own = {name: value(one) for name, one in kind.parameters.items()}
    return mapping(years | {"share": share} | own, f"{kind.title}: {kind.says}")


def _survey() -> Schema:
    """What a county may say of its survey."""
    shapes = {
        "survey": TEXT, "digest": TEXT, "line": _never_left_out(LINE),
        "columns": mapping({name: _column(kind) for name, kind in KINDS.items()}),
        "money": mapping({CURRENCY: TEXT} | {name: _never_left_out(one) for name, one in MONEY.items()}),
    }  # fmt: skip
    return {key: shapes[key] | {"description": says} for key, says in surveyed.KEYS.items()}


def _never_left_out(parameter: Parameter) -> Schema:
    return {key: one for key, one in value(parameter).items() if key != "default"}


def _column(kind: Kind) -> Schema:
    """A column by its name, or with the unit that has to be said of it."""
    key, units = UNITS.get(kind.unit, ("", {}))
    told = mapping({"column": TEXT} | ({key: one_of(units)} if key else {}))
    return {"description": kind.meaning, "anyOf": [told] if key else [TEXT, told]}


def _province() -> Schema:
    county = section(declared.PLACE)
    listed = {"anyOf": [TEXT, by_name(county)], "description": COUNTIES}
    return section(declared.PROVINCE, more={"counties": listed})


def _replications(number: Schema) -> Schema:
    most = value(declared.MOST_REPLICATIONS, whole=True)
    until = mapping({
        "measure": said(one_of(declared.measures_of_groups()), replications.UNTIL["measure"]),
        "half_width": value(declared.HALF_WIDTH),
    }, replications.KEYS["until"])  # fmt: skip
    plain = {key: number[key] for key in ("type", "minimum", "maximum")}
    told = {key: number[key] for key in ("description", "default")}
    return told | {"anyOf": [plain, mapping({"until": until, "most": most})]}


def _record() -> Schema:
    measures, crossed = declared.measures(), declared.measures_of_groups()
    able = [name for name, one in crossed.items() if ANY in one.groups]
    own = {"type": "object", "additionalProperties": {"type": "number"}}
    line = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": recording.LINE}, own]}
    groups = [name for name in declared.groups() if name != WHOLE]
    crossing = mapping({name: alone_or_listed(one_of(able)) for name in groups})
    households = value(declared.RECORDED_HOUSEHOLDS, whole=True)
    shapes = {
        "measures": alone_or_listed(one_of(["all", *measures])),
        "lines": alone_or_listed(line),
        "groups": alone_or_listed({"anyOf": [one_of(declared.groups()), crossing]}),
        "households": households,
        "columns": alone_or_listed(one_of(declared.household_columns())),
    }
    return mapping({key: shapes[key] | {"description": says} for key, says in recording.KEYS.items()})


def _design() -> Schema:
    """The keys of all designs: which of them go together, only the reader knows."""
    options = {key: _option(one) for _, key, one in designed.of_designs()}
    own = {"kind": one_of(designs.find()), "of": TEXT}
    return mapping({key: said(own[key], says) for key, says in designed.KEYS.items()} | options)


def _option(parameter: Parameter) -> Schema:
    if parameter.kind != "names":
        return value(parameter)
    listed = {"type": "array", "items": TEXT}
    sets: dict[str, Any] = {"type": "object", "additionalProperties": listed}
    return {"description": parameter.meaning, "anyOf": [listed, sets]}


def _worlds() -> Schema:
    lines = {"type": "array", "items": TEXT}
    shapes = {
        "ensemble": TEXT, "drawn": lines, "held": lines,
        "count": value(worlds.COUNT), "luck": value(worlds.LUCK),
    }  # fmt: skip
    told = mapping({key: shapes[key] | {"description": says} for key, says in worlds.KEYS.items()})
    return {"anyOf": [TEXT, told]}


