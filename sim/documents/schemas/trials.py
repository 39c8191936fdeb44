"""The schema of a study file: a published experiment that is run again."""

from __future__ import annotations

from collections.abc import Mapping

from sim.agents import household
from sim.documents.schemas import scenarios
from sim.documents.schemas.values import TEXT, Schema, by_name, mapping, one_of, value
from sim.ground.parameters import Parameter
from sim.trials import read, study
from sim.trials.measured import MEASURED


def schema() -> Schema:
    """A study, or several by name under `studies`."""
    keys, place = mapping(_keys()), "#/$defs/study"
    here = {name: {"$ref": f"{place}/properties/{name}"} for name in keys["properties"]}
    return {
        "title": "Published experiment that antipoverty runs again",
        "type": "object",
        "anyOf": [{"required": list(study.NEEDED)}, {"required": [read.SEVERAL]}],
        "additionalProperties": False,
        "properties": here | {read.SEVERAL: by_name({"$ref": place})},
        "$defs": {"study": keys, "bounds": mapping(_numbers(study.BOUNDS))},
    }


def _keys() -> dict[str, Schema]:
    texts = dict.fromkeys(study.TEXTS, TEXT)
    return texts | _numbers(study.KEYS) | _sections()


def _sections() -> dict[str, Schema]:
    where = mapping(dict.fromkeys(household.COLUMNS, {"$ref": "#/$defs/bounds"}))
    return {
        "outcome": one_of(study.OUTCOMES),
        "published": mapping(_numbers(study.PUBLISHED)),
        "eligible": mapping({"where": where, **_numbers(study.ELIGIBLE)}),
        "assign": mapping(_numbers(study.ASSIGN)),
        "doses": mapping({name: mapping(_numbers(study.DOSE)) for name in study.DOSES}),
        "takeup": one_of(household.COLUMNS),
        "measure": one_of(MEASURED),
        "under": one_of(scenarios.ours()),
        "transport": mapping({"lost": TEXT, **_numbers(study.TRANSPORT)}),
    }  # fmt: skip


def _numbers(declared: Mapping[str, Parameter]) -> dict[str, Schema]:
    return {name: value(one) for name, one in declared.items()}
