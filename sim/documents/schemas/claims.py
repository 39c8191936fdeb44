"""The schema of a claim file: a sentence that is held against many worlds."""

from __future__ import annotations

from sim.claims import claim, read
from sim.documents.schemas import scenarios
from sim.documents.schemas.values import TEXT, Schema, alone_or_listed, mapping, one_of, value
from sim.observation.dictionary import measured
from sim.scenario import declared, recording


def schema() -> Schema:
    """Every key of a claim, its comparison and its mechanism."""
    laid = {name: {"$ref": f"scenario.json#/properties/{name}"} for name in scenarios.keys()}
    mechanism = {"says": TEXT, "set": mapping({name: laid[name] for name in read.REMOVABLE})}
    keys = dict.fromkeys(read.TEXTS, TEXT) | _place() | {
        "scenario": TEXT,
        "set": mapping({name: one for name, one in laid.items() if name != "extends"}),
        "arms": laid["arms"],
        "claim": _statement(),
        "mechanism": mapping(mechanism),
    }
    needed = {"required": ["says", "arms", "claim"]}
    return mapping(keys) | {"title": "Claim of antipoverty", "type": "object"} | needed


def _statement() -> Schema:
    own = {name: value(one) for name, one in claim.STATEMENT.items()}
    place = mapping(_place())
    return mapping(own | {"arms": alone_or_listed(TEXT), "top": place, "bottom": place})


def _place() -> dict[str, Schema]:
    groups = "|".join(declared.groups())
    return {
        "measure": one_of(measured()),
        "line": {"type": "string", "pattern": recording.LINE},
        "group": {"type": "string", "pattern": f"^({groups})(=.+)?$"},
        "year": value(claim.YEAR, whole=True),
    }
