"""A province in a scenario file: its counties, listed or drawn, and how they share the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from immutabledict import immutabledict

from sim.ground.streams import Streams, stable_hash
from sim.scenario import declared
from sim.scenario.check import Checker, fault
from sim.scenario.county_file import LONGEST_NAME, read_counties
from sim.scenario.find import in_short
from sim.scenario.layers import default_villages
from sim.scenario.problems import Path, name_fault
from sim.terms import County, Province, Record

COUNTIES = "counties by name, or the CSV file that lists them, a county a row, relative to the scenario"
KEYS = {"counties": COUNTIES} | {key: one.meaning for key, one in declared.PROVINCE.items()}
"""What `province` may say, and what each says."""
AT = ("province",)
FEWEST_VILLAGES = 2
FEWEST_HOUSEHOLDS = int(declared.COUNTY["households"].low or 0)


def read_province(
    check: Checker, tree: Mapping[Any, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The province of a scenario and the size of all its counties; None where it has none.

    `values` are those of the scenario that are settled already. What is wrong is noted.
    """
    if tree.get("province") is None:
        return {"province": None}
    if values.get("rescale"):
        check.wrong(("rescale",), "fits one county to the headcount of 2011, and this is a province, "
                                  "whose counties are to differ")
    county = tree.get("county")
    given = county if isinstance(county, dict) else {}
    return _Reader(check, values, given).read(check.mapping(tree["province"], AT))


def refuse_lives(check: Checker, record: Record, province: Province | None) -> None:
    """Households of a province are not followed one by one: they are many counties' rows."""
    if province is not None and record.households:
        check.wrong(("record", "households"), "follows the households of one county, and this is a "
                                              "province: run that county alone")


class _Reader:
    def __init__(self, check: Checker, values: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        self._check, self._values, self._given = check, values, given

    def read(self, section: Mapping[Any, Any]) -> dict[str, Any]:
        check = self._check
        check.known(dict(section), AT, KEYS, "key")
        counties = self._counties(section)
        if not counties:
            return {"province": None}
        sized = self._sized(counties)
        rule = check.value(dict(section), AT, "budget_rule", declared.PROVINCE["budget_rule"])
        survey = check.whole(dict(section), AT, "survey_households",
                             declared.PROVINCE["survey_households"])
        province = Province(immutabledict(sized), rule, survey)
        total = {name: sum(getattr(one, name) for one in sized.values())
                 for name in ("households", "villages")}
        return {"province": province} | total

    def _counties(self, section: Mapping[Any, Any]) -> dict[str, County]:
        ways = [key for key in ("counties", "count") if section.get(key) is not None]
        if len(ways) != 1:
            what = ("names counties and counts some to be drawn, too: only one can be" if ways else
                    "needs its counties: `counties: FILE.csv`, or `count: 70` and `spread: declared`")
            self._check.wrong(AT, what)
            return {}
        if ways == ["count"]:
            return self._drawn(section)
        if "spread" in section:
            self._check.wrong((*AT, "spread"), "goes with `count`: counties that are listed differ by "
                                               "what is listed of them", key=True)
        return self._listed(section["counties"])

    def _listed(self, given: Any) -> dict[str, County]:
        check = self._check
        if isinstance(given, str):
            if not FilePath(given).exists():
                check.wrong((*AT, "counties"), f"there is no file {in_short(FilePath(given))}")
                return {}
            found = read_counties(FilePath(given), check.problems)
            if found is None:
                return {}
            return self._known(Checker(found, check.problems), (), found.tree)
        return self._known(check, (*AT, "counties"), given)

    def _known(self, check: Checker, at: Path, given: Any) -> dict[str, County]:
        named = check.mapping(given, at, "a file, or counties by name")
        if not named:
            check.wrong(at or AT, "names no county")
        return {name: self._county(check, (*at, name), told) for name, told in named.items()}

    def _county(self, check: Checker, at: Path, told: Any) -> County:
        told = check.mapping(told, at, "what is known of a county")
        check.known(told, at, declared.PLACE, "key")
        if problem := name_fault(at[-1], LONGEST_NAME):
            check.wrong(at, f"a county's name {problem}", key=True)
        if "households" not in told:
            check.wrong(at, "says no number of households")
        households = check.whole(told, at, "households", declared.PLACE["households"])
        told = {"villages": default_villages(households)} | told
        villages = check.whole(told, at, "villages", declared.PLACE["villages"])
        if villages > households:
            what = f"must not exceed the households ({households}), not {villages}"
            check.wrong((*at, "villages"), what)
        own = {name: check.value(told, at, name, replace(declared.PLACE[name], default=usual))
               for name, usual in self._usual.items()}
        self._within(check, at, own["income"])
        return County(households, villages, **own)

    @property
    def _usual(self) -> dict[str, float]:
        """What holds of a county of which the author does not say it."""
        return {"remoteness": self._values["remoteness"], "income": 1.0, "land": self._values["land"]}

    def _within(self, check: Checker, at: Path, income: float) -> None:
        """Incomes of the county must be such as the world may have."""
        scale, parameter = self._values["world"]["income_scale"], world_income()
        of_years = scale.values() if isinstance(scale, Mapping) else [scale]
        for value in of_years:
            if problem := fault(parameter, value * income):
                check.wrong((*at, "income"), f"times income_scale of the world {problem}")

    def _drawn(self, section: Mapping[Any, Any]) -> dict[str, County]:
        """Counties drawn by `declared.SPREAD`, each by its own name: more of them move none."""
        check = self._check
        if "spread" not in section:
            check.wrong(AT, "needs `spread: declared` beside `count`: by what its counties differ")
        check.value(dict(section), AT, "spread", declared.PROVINCE["spread"])
        count = check.whole(dict(section), AT, "count", declared.PROVINCE["count"])
        digits = len(str(count))
        names = [f"county-{number:0{digits}d}" for number in range(1, count + 1)]
        drawn = {name: drawn_county(self._values["seed"], name, self._usual) for name in names}
        for county in drawn.values():
            self._within(check, AT, county.income)
        return drawn

    def _sized(self, counties: dict[str, County]) -> dict[str, County]:
        """Counties scaled to the households and villages that the section `county` asks for."""
        sizes = [county.households for county in counties.values()]
        total = self._values["households"] if "households" in self._given else sum(sizes)
        households = scaled(sizes, total, FEWEST_HOUSEHOLDS)
        villages = [county.villages for county in counties.values()]
        alike = round(sum(villages) * total / sum(sizes))
        number = self._values["villages"] if "villages" in self._given else alike
        villages = scaled(villages, number, FEWEST_VILLAGES)
        made = zip(counties.items(), households, villages, strict=True)
        return {name: replace(county, households=size, villages=min(size, places))
                for (name, county), size, places in made}


def world_income() -> Any:
    """The declared parameter that a county's income multiplies."""
    return declared.world_parameters()["income_scale"]


def drawn_county(seed: int, name: str, usual: Mapping[str, float]) -> County:
    """A synthetic county: log-normal in size, income and land, normal in its mean remoteness.

    `usual` is what it is drawn around. Means are those: a spread moves none of them.
    """
    luck, spread = Streams(own_seed(seed, name)), {
        key: parameter.default for key, parameter in declared.SPREAD.items()}

    def normal(of: str) -> float:
        return float(luck.normals(f"province.{of}", 0, 0, 1)[0])

    def factor(of: str) -> float:
        wide = spread[f"{of}_spread"]
        return float(np.exp(wide * normal(of) - wide**2 / 2))

    households = max(FEWEST_HOUSEHOLDS, round(spread["mean_households"] * factor("households")))
    remoteness = usual["remoteness"] + spread["remoteness_spread"] * normal("remoteness")
    drawn = {"remoteness": remoteness, "income": usual["income"] * factor("income"),
             "land": usual["land"] * factor("land")}
    within = {key: _within(value, key) for key, value in drawn.items()}
    return County(households, default_villages(households), **within)


def _within(value: float, key: str) -> float:
    parameter, digits = declared.PLACE[key], 4
    return round(float(np.clip(value, parameter.low, parameter.high)), digits)


def own_seed(seed: int, name: str) -> int:
    """The seed of a county, below 2^53: by the province's and its name, whatever other counties are."""
    return stable_hash(f"{seed}/{name}") >> 11


def scaled(sizes: Sequence[int], total: int, least: int) -> list[int]:
    """Whole numbers in the proportions of `sizes` that add up to `total`, by largest remainders.

    None is below `least`, so that the sum may be more where that lifts some.
    """
    if total == sum(sizes):
        return list(sizes)
    exact = np.array(sizes) * (total / sum(sizes))
    whole = np.floor(exact).astype(np.int64)
    short = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return np.maximum(whole, least).tolist()
