"""The keys of a scenario file, section by section, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.cli.common import shown, span
from sim.ground.parameters import Parameter
from sim.scenario import declared, designed, recording, replications, surveyed, worlds
from sim.scenario.province import KEYS as OF_PROVINCE
from sim.survey.mapping import CURRENCY, KINDS, LINE, MONEY

HEADERS = ("key", "says", "may be", "unit", "left out")
Row = tuple[str, str, str, str, str]


def sections() -> Iterator[tuple[str, str, list[Row]]]:
    """Each section: its name, what it is, and its rows; the file itself comes first, without a name."""
    told = declared.SECTIONS
    top = {"extends": declared.EXTENDS} | dict(told) | {key: "" for key in declared.SCALARS}
    yield "", "", _rows(top, {"budget": declared.BUDGET} | declared.SCALARS)
    yield "county", told["county"], _declared(declared.COUNTY) + _rows(surveyed.KEYS, {"line": LINE})
    yield "county.columns", surveyed.KEYS["columns"], _rows(
        {name: f"{kind.meaning}; left out: {kind.without}" for name, kind in KINDS.items()}, {})
    yield "county.columns.NAME", "one of them", _rows(surveyed.COLUMN, {})
    yield "county.money", surveyed.KEYS["money"], _rows(
        {CURRENCY: "its name"} | {name: f"{one.meaning}; never left out" for name, one in MONEY.items()},
        MONEY)
    yield "horizon", told["horizon"], _declared(declared.HORIZON)
    yield "province", told["province"], _rows(OF_PROVINCE, declared.PROVINCE)
    yield "province.counties.NAME", OF_PROVINCE["counties"], _declared(declared.PLACE)
    most = {"most": declared.MOST_REPLICATIONS, "half_width": declared.HALF_WIDTH}
    yield "replications", declared.SCALARS["replications"].meaning, _rows(replications.KEYS, most)
    yield "replications.until", replications.KEYS["until"], _rows(replications.UNTIL, most)
    yield "worlds", told["worlds"], _rows(worlds.KEYS, {"count": worlds.COUNT, "luck": worlds.LUCK})
    yield "record", told["record"], _rows(recording.KEYS, {"households": declared.RECORDED_HOUSEHOLDS})
    yield "arms.NAME.STRATEGY", "what an arm says of a strategy", _rows(
        declared.TIMING, {"share": declared.SHARE})
    yield "design", told["design"], _rows(designed.KEYS, {}) + _options()
    yield "roles.ARM", told["roles"], _rows(designed.ROLE, {})


def _declared(known: Mapping[str, Parameter]) -> list[Row]:
    return _rows(dict.fromkeys(known, ""), known)


def _rows(told: Mapping[str, str], known: Mapping[str, Parameter]) -> list[Row]:
    """A row a key: what is told of it, or else what the parameter of its name means."""
    return [_row(key, says, known.get(key)) for key, says in told.items()]


def _row(key: str, says: str, one: Parameter | None) -> Row:
    """A key; what is left out stands beside it, unless the sentence tells it."""
    if one is None:
        return key, says, "", "", ""
    says = says or one.meaning
    usual = "" if "left out" in says else shown(one.default)
    return key, says, span(one), one.unit if one.kind == "number" else "", usual


def _options() -> list[Row]:
    """Keys of single designs."""
    return [(key, f"{one.meaning} (kind `{name}`)", "" if one.kind == "names" else span(one), "",
             "" if one.kind == "names" else shown(one.default))
            for name, key, one in designed.of_designs()]  # fmt: skip
