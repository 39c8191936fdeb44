"""Checks of single values: each takes what the author wrote and gives what the model may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from immutabledict import immutabledict

from sim.ground.parameters import Parameter
from sim.scenario.declared import EARLIEST_YEAR, LATEST_YEAR
from sim.scenario.problems import Path, Problems, nearest, show
from sim.scenario.read import Document


class Checker:
    """Reads values out of a document; what is wrong is noted and the default used instead."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self.document, self.problems = document, problems

    def wrong(self, path: Path, sentence: str, key: bool = False) -> None:
        """Note a problem at a value, or at its key."""
        self.problems.add(self.document.spot(path, key), path, sentence)

    def mapping(self, value: Any, path: Path, kind: str = "`key: value` lines") -> dict[Any, Any]:
        """A section; left empty it says nothing."""
        if value is None or isinstance(value, dict):
            return value or {}
        self.wrong(path, f"must hold {kind}, not {show(value)}")
        return {}

    def known(
        self, mapping: dict[Any, Any], path: Path, names: Iterable[str], what: str,
        elsewhere: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Refuse keys that nobody declared; `elsewhere` says of some where they belong."""
        names = list(names)
        for key in mapping:
            if key not in names:
                hint = _hint(key, names, what)
                if elsewhere and key in elsewhere:
                    hint = f" ({elsewhere[key]})"
                self.wrong((*path, key), f"unknown {what}{hint}", key=True)

    def value(self, mapping: dict[Any, Any], path: Path, name: str, parameter: Parameter) -> Any:
        """One declared value of a section, or its default when it is left out."""
        if name not in mapping:
            return parameter.default
        return self.checked(mapping[name], (*path, name), parameter)

    def checked(self, value: Any, path: Path, parameter: Parameter) -> Any:
        """A value in its declared type, or the default when it is wrong."""
        problem = "has no value" if value is None else fault(parameter, value)
        if problem is None:
            return as_declared(parameter, value)
        self.wrong(path, problem)
        return parameter.default

    def whole(self, mapping: dict[Any, Any], path: Path, name: str, parameter: Parameter) -> int:
        """One declared whole number of a section."""
        value = self.value(mapping, path, name, parameter)
        if isinstance(value, float) and not value.is_integer():
            self.wrong((*path, name), f"must be a whole number, not {value!r}")
            return parameter.default
        return int(value)

    def path_of_years(
        self, value: Any, path: Path, parameter: Parameter, end: int, before: Any
    ) -> Any:
        """A constant, or a map from year to value in the order of the years, none after `end`.

        `before` holds before the first year. Where a flag shortened the horizon that a file's map
        was written for, the map is cut.
        """
        if not isinstance(value, dict):
            return self.checked(value, path, parameter)
        if not value:
            self.wrong(path, "names no year")
        years = sorted(year for year in value if self._is_year(year, path, end))
        found = {year: self.checked(value[year], (*path, year), parameter) for year in years}
        kept = {year: item for year, item in found.items() if year <= end}
        return immutabledict(kept) if kept else before

    def _is_year(self, key: Any, path: Path, end: int) -> bool:
        if not isinstance(key, int) or not EARLIEST_YEAR <= key <= LATEST_YEAR:
            allowed = f"between {EARLIEST_YEAR} and {LATEST_YEAR}"
            self.wrong((*path, key), f"must be a year {allowed}, not {show(key)}", key=True)
            return False
        spots = self.document.spot(("horizon", "years")), self.document.spot((*path, key), key=True)
        shortened = not spots[0].line and spots[1].line
        if key > end and not shortened:
            what = f"comes after the last simulated year ({end}): it would change nothing"
            self.wrong((*path, key), what, key=True)
        return True


def _hint(key: Any, names: list[str], what: str) -> str:
    """The name that was perhaps meant; else where the names are listed."""
    if close := nearest(key, names):
        return close
    lists = {"strategy": "strategies", "world parameter": "explain parameters"}
    if what in lists:
        return f" (see antipoverty {lists[what]})"
    return f" (there are {', '.join(names)})" if len(names) <= 20 else ""


def fault(parameter: Parameter, value: Any) -> str | None:
    """What is wrong with a value, with the nearest allowed name; None when it is allowed."""
    problem = parameter.check(value)
    if problem is None or not parameter.choices:
        return problem
    named = value if isinstance(value, (list, tuple)) else [value]
    misspelt = [item for item in named if item not in parameter.choices]
    return problem + (nearest(misspelt[0], parameter.choices) if misspelt else "")


def in_python(value: Any) -> Any:
    """A value as a scenario file would give it: NumPy's numbers, arrays and mappings made plain."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if isinstance(value, Mapping):
        return {in_python(key): in_python(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(in_python, value))
    return value


def as_declared(parameter: Parameter, value: Any) -> Any:
    """An allowed value in the type of the default, so that 150 and 150.0 are one scenario."""
    if parameter.kind == "names":
        return tuple(value)
    if parameter.kind == "number" and isinstance(parameter.default, float):
        return float(value) + 0.0
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
