"""Declared values as JSON Schema: a number with its range, a name with its choices, a map of years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.ground.parameters import Parameter
from sim.scenario.problems import NAME

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NOTHING = "null"
YEAR = "^[0-9]{4}$"


def value(parameter: Parameter, whole: bool = False) -> Schema:
    """What a declared parameter may be; `whole` where its section is read in whole numbers."""
    told = {"description": described(parameter), "default": _plain(parameter.default)}
    return told | _kind(parameter, whole or parameter.whole)


def described(parameter: Parameter) -> str:
    """What a parameter means, its unit and where its default comes from."""
    unit = parameter.unit if parameter.kind == "number" else ""
    known = [word for word in (unit, parameter.source) if word]
    return f"{parameter.meaning} ({'; '.join(known)})" if known else parameter.meaning


def _kind(parameter: Parameter, whole: bool) -> Schema:
    if parameter.kind == "switch":
        return {"type": "boolean"}
    if parameter.kind == "names":
        return {"type": "array", "items": one_of(parameter.choices or ()), "uniqueItems": True}
    if parameter.kind == "choice":
        return one_of(parameter.choices or ())
    ends = {"minimum": parameter.low, "maximum": parameter.high}
    known = {key: end for key, end in ends.items() if end is not None}
    return {"type": "integer" if whole else "number", **known}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def section(
    declared: Mapping[str, Parameter], description: str = "", more: Mapping[str, Schema] | None = None
) -> Schema:
    """A section whose keys are declared parameters, with `more` that are none.

    A number whose default is whole is read as a whole number there.
    """
    keys = {name: value(one, whole=isinstance(one.default, int)) for name, one in declared.items()}
    return mapping(keys | dict(more or {}), description)


def mapping(keys: Mapping[str, Schema], description: str = "") -> Schema:
    """A mapping of these keys and no others, each of which may say nothing; so may the mapping."""
    told = {"description": description} if description else {}
    known = {name: or_nothing(one) for name, one in keys.items()}
    return {**told, "type": ["object", NOTHING], "properties": known, "additionalProperties": False}


def by_name(of: Schema, description: str = "") -> Schema:
    """A mapping from names that the author gives."""
    told = {"description": description} if description else {}
    return {**told, "type": ["object", NOTHING], "propertyNames": {"pattern": f"^{NAME}$"},
            "additionalProperties": or_nothing(of)}  # fmt: skip


def or_nothing(schema: Schema) -> Schema:
    """The same, or left empty: that takes away what a file below says, or says nothing."""
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return schema | {"type": list(dict.fromkeys([*kinds, NOTHING]))}
    if "enum" in schema:
        return schema | {"enum": list(dict.fromkeys([*schema["enum"], None]))}
    if "$ref" in schema:
        return schema
    return schema | {"anyOf": [*schema["anyOf"], {"type": NOTHING}]}


def through_years(parameter: Parameter) -> Schema:
    """A value, or a map from year to value."""
    each = _kind(parameter, parameter.whole)
    years = {"type": "object", "patternProperties": {YEAR: each}, "additionalProperties": False}
    return {"description": described(parameter), "default": _plain(parameter.default),
            "anyOf": [each, years]}  # fmt: skip


def one_of(names: Iterable[str]) -> Schema:
    """One of some names."""
    return {"enum": list(names)}


def alone_or_listed(item: Schema) -> Schema:
    """One thing, or a list of such."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def said(schema: Schema, description: str) -> Schema:
    """The same with a description."""
    return {"description": description, **schema}
