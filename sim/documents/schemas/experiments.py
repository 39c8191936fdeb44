"""The schema of a file of an experiment over points, of whichever kind."""

from __future__ import annotations

from sim.documents.schemas import scenarios
from sim.documents.schemas.values import (
    TEXT,
    Schema,
    mapping,
    one_of,
    section,
    value,
)
from sim.scenario import declared
from sim.sweeps import designs, kinds, varied
from sim.sweeps.points import MOST_POINTS

LIST = {"type": "array", "minItems": 1}


def schema() -> Schema:
    """Every key of such a file, with the options of every kind of experiment."""
    own = {name: section(kind.OPTIONS) for name, kind in kinds.find().items() if kind.OPTIONS}
    return mapping(_keys() | own) | {
        "title": "Experiment of antipoverty over many points",
        "type": "object",
        "required": ["scenario"],
    }


def _keys() -> dict[str, Schema]:
    laid = {name: {"$ref": f"scenario.json#/properties/{name}"}
            for name in scenarios.keys() if name != "extends"}  # fmt: skip
    spans = {"type": "object", "propertyNames": {"pattern": _paths()},
             "additionalProperties": {"anyOf": [_span(), LIST]}}  # fmt: skip
    return {
        "name": scenarios.PATTERN, "scenario": TEXT, "set": mapping(laid),
        "arms": LIST | {"items": TEXT},
        "rescale": value(declared.SCALARS["rescale"]), "levers": spans, "uncertainties": spans,
        "design": mapping({"kind": one_of(designs.find()), "file": TEXT, "points": _points()}),
    }  # fmt: skip


def _points() -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": MOST_POINTS}


def _paths() -> str:
    """What is varied is budget, finance or targeting, or a path below world or arms."""
    sections = {name for names in varied.SECTIONS_OF.values() for name in names}
    deep = sorted(sections & {"world", "arms"})
    return f"^({'|'.join(sorted(sections - {*deep}))}|({'|'.join(deep)})[.].+)$"


def _span() -> Schema:
    """A range: its ends, or how far it reaches."""
    end = {"type": "number"}
    return mapping({
        "low": end, "high": end, "within": value(varied.WITHIN), "plausible": value(varied.PLAUSIBLE),
        "steps": value(varied.LEVELS),
    })  # fmt: skip


