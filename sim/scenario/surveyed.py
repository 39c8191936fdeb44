"""The survey of a county: its file, what its columns mean, and every fault of both at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from immutabledict import immutabledict

from sim.ground.errors import InputError
from sim.ground.parameters import Parameter
from sim.scenario.check import Checker
from sim.scenario.problems import Spot, nearest, show
from sim.survey.files import digest_of
from sim.survey.mapping import (
    CURRENCY,
    KINDS,
    LINE,
    MONEY,
    NEEDED,
    UNITS,
    WELFARE,
    Source,
    Survey,
)
from sim.survey.people import households

AT = ("county",)
KEYS = {
    "survey": "a file of households (.csv, .parquet, .dta, .sav), relative to the scenario, from which "
              "the county's are resampled",
    "columns": "which columns of the file hold what",
    "money": "yuan of 2010 = amount x deflator / exchange",
    "line": f"{LINE.meaning}; never left out of a survey's county",
    "digest": "sixteen digits of the file's content; a stored scenario has it: another file is refused",
}
"""What of a county is said of its survey, and what each says."""
COLUMN = {
    "column": "a column of the file; its name alone will do where no unit has to be said",
    **{key: f"unit: {', '.join(units)}" for key, units in UNITS.values()},
}
"""What is said of one column."""
LONGEST_CURRENCY = 40
_LINE = re.compile(r"(?P<file>.*):(?P<line>[0-9]+)")


def read_survey(check: Checker, section: Mapping[Any, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The survey of a county, if it has one; what is wrong with it, row by row, is noted.

    `values` are those of the scenario that are settled already.
    """
    given = [key for key in KEYS if key in section]
    if "survey" not in section:
        for key in given:
            check.wrong((*AT, key), "is said of a survey, and the county names none", key=True)
        return {"survey": None}
    found = _Reader(check, section).read()
    _refuse_company(check, section, values, found)
    return {"survey": found}


def _refuse_company(
    check: Checker, section: Mapping[Any, Any], values: Mapping[str, Any], found: Survey | None
) -> None:
    at = (*AT, "survey")
    if values.get("province") is not None:
        check.wrong(at, "goes with one county, and not with a province")
    if values["rescale"]:
        check.wrong(at, "and rescale each say how poor the county is: leave one of them out")
    if "land" in section and found and "land" in found.columns:
        check.wrong((*AT, "land"), "says what the survey tells of every household", key=True)


class _Reader:
    def __init__(self, check: Checker, section: Mapping[Any, Any]) -> None:
        self._check, self._section = check, section

    def read(self) -> Survey | None:
        before = len(self._check.problems)
        file = self._text("survey", "must name a file of households")
        told = "digest" in self._section
        digest = self._text("digest", "must be the digest of the file") if told else ""
        columns, money = self._columns(), self._money()
        line = self._number(self._section, AT, "line", LINE)
        if len(self._check.problems) > before:
            return None
        survey = Survey(str(Path(file).absolute()), digest, immutabledict(columns),
                        immutabledict(money), line)
        return self._checked(survey)

    def _checked(self, survey: Survey) -> Survey | None:
        """The survey with the digest of its file, if all its rows are fine."""
        try:
            households(survey)
            return replace(survey, digest=digest_of(Path(survey.file)))
        except InputError as error:
            for sentence in error.problems:
                self._note(sentence)
            return None

    def _note(self, sentence: str) -> None:
        """A fault of the file where it stands in it, one of the mapping where that stands."""
        place, _, what = sentence.partition(": ")
        if place.startswith("county."):
            self._check.wrong(tuple(place.split(".")), what)
            return
        at = _LINE.fullmatch(place)
        spot = Spot(at["file"], int(at["line"]), 1) if at else Spot(place)
        self._check.problems.add(spot, (), what)

    def _text(self, key: str, what: str) -> str:
        value = self._section[key]
        if isinstance(value, str) and value:
            return value
        self._check.wrong((*AT, key), f"{what}, not {show(value)}")
        return ""

    def _columns(self) -> dict[str, Source]:
        at = (*AT, "columns")
        given = self._check.mapping(self._section.get("columns"), at)
        self._check.known(given, at, KINDS, "column")
        for name in NEEDED:
            if name not in given:
                self._check.wrong(at, f"must name the column of {name}: {KINDS[name].meaning}")
        told = [name for name in WELFARE if name in given]
        if len(told) != 1:
            both = "both are: the county reproduces one of them" if told else "none is"
            self._check.wrong(at, f"must name the column of one of {' and '.join(WELFARE)}; {both}")
        found = {name: self._source(name, given[name]) for name in KINDS if name in given}
        return {name: source for name, source in found.items() if source is not None}

    def _source(self, name: str, value: Any) -> Source | None:
        at, (key, units) = (*AT, "columns", name), UNITS.get(KINDS[name].unit, ("", {}))
        if key and not isinstance(value, dict):
            named = ", ".join(units)
            self._check.wrong(at, f"must say column and {key} ({named}), not {show(value)}")
            return None
        told = value if isinstance(value, dict) else {"column": value}
        self._check.known(told, at, ("column", key) if key else ("column",), "key")
        column, unit = told.get("column"), told.get(key, "")
        if not isinstance(column, str) or not column:
            self._check.wrong(at, f"must name a column of the file, not {show(column)}")
            return None
        if key and unit not in units:
            hint = nearest(unit, units) or f" (there are {', '.join(units)})"
            self._check.wrong((*at, key), f"{show(unit)} is none of the units known here{hint}")
            return None
        return Source(column, unit if key else "", units[unit] if key else 1.0)

    def _money(self) -> dict[str, Any]:
        at = (*AT, "money")
        given = self._check.mapping(self._section.get("money"), at)
        self._check.known(given, at, (CURRENCY, *MONEY), "key")
        currency = given.get(CURRENCY)
        if not isinstance(currency, str) or not 0 < len(currency) <= LONGEST_CURRENCY:
            what = f"must name the survey's currency, not {show(currency)}"
            self._check.wrong((*at, CURRENCY), what)
        numbers = {key: self._number(given, at, key, one) for key, one in MONEY.items()}
        return {CURRENCY: currency, **numbers}

    def _number(self, given: Mapping[Any, Any], at: tuple[str, ...], key: str, one: Parameter) -> Any:
        if key not in given:
            self._check.wrong((*at, key), f"is missing: {one.meaning}; nothing is guessed here")
            return one.default
        return self._check.checked(given[key], (*at, key), one)
