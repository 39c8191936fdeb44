"""The terms of a comparison as data: a scenario, what it records, and how an arm uses a strategy."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from io import StringIO
from typing import Any
from uuid import uuid4

from sim.ground.identity import identity_of
from sim.survey.mapping import Survey

OF_STRATEGIES = "strategies."
"""Begins the path of a strategy's number in an ensemble of worlds."""
LONGEST_ARM = 60
"""Characters of an arm's name at most."""
REMOTENESS, LAND = 0.5, 1.0
"""The template's mean remoteness of villages, and its holdings as their own measure."""


@dataclass(frozen=True)
class StrategyUse:
    """A strategy as an arm uses it: its values, its years of action and its part of the budget.

    `from_year` and `until` are the first and last year of action. `made_by` is set only for a
    class that was handed over in Python instead of being found by name.
    """

    name: str
    parameters: Mapping[str, Any]
    from_year: int
    until: int
    share: float
    made_by: type | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Role:
    """What an arm is there for: `role` says how it differs from the arm `against` in what `of` names."""

    role: str
    of: str
    against: str


@dataclass(frozen=True)
class Record:
    """What is written down each year.

    `households` counts the households followed one by one, of which `columns` are kept;
    `own_lines` are those of `lines` that the author set, with their yuan per person and year;
    `crossed` are those of `groups` for which the author named the measures.
    """

    measures: tuple[str, ...]
    lines: tuple[str, ...]
    groups: tuple[str, ...]
    households: int = 0
    columns: tuple[str, ...] = ()
    own_lines: tuple[tuple[str, float], ...] = ()
    crossed: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class County:
    """One county of a province.

    `remoteness` is the mean of its villages (0..1), `income` and `land` are what its incomes and
    holdings are of those of the template.
    """

    households: int
    villages: int
    remoteness: float
    income: float
    land: float


@dataclass(frozen=True)
class Province:
    """Counties by name, and how they share the budget of all.

    `budget_rule` is `equal` (the same for every head) or `poverty_gap` (by what each county's gap
    is of the mean, as a survey of `survey_households` in each tells before any policy).
    """

    counties: Mapping[str, County]
    budget_rule: str
    survey_households: int


@dataclass(frozen=True)
class Until:
    """When replications are enough: each arm's difference from the baseline in `measure`, in the last
    year, at the national line and of everybody, is known to plus or minus `half_width` at 95%.
    """

    measure: str
    half_width: float


@dataclass(frozen=True)
class World:
    """One world of an ensemble: its name there, and its numbers and choices by their path."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Worlds:
    """The worlds that replications live in: `luck` replications in each of `drawn`, in its order.

    A path is `world.PARAMETER`, or `strategies.STRATEGY.PARAMETER` for every arm that uses the
    strategy. `held` are places (`world.PARAMETER`, `arms.ARM.STRATEGY.PARAMETER`) that the scenario
    sets itself, over every world.
    """

    ensemble: str
    luck: int
    drawn: tuple[World, ...]
    held: tuple[str, ...] = ()

    @property
    def replications(self) -> int:
        """How many replications there are: every world is lived in as often as the others."""
        return self.luck * len(self.drawn)

    @property
    def paths(self) -> tuple[str, ...]:
        """What the worlds differ in."""
        return tuple(self.drawn[0].values)


@dataclass(frozen=True)
class Scenario:
    """One comparison: the county, its years, the money and the arms.

    The state of `start` is recorded first, then `years`, and `after` in which no programme acts that
    does not say so. A world value that is a map from year holds from each named year on; so does the
    budget, nought before. `roles` says of arms that a design made, or a file names, what they are there
    for. `remoteness` is the mean of the villages, `land` what holdings are of the template's. With a
    `province`, households and villages are those of all its counties; those of a `survey` are resampled.
    With `rescale` the income scale is fitted when the county is opened. With `until`, `replications` is
    the most there may be. With `worlds` each replication lives in one: `world` and `arms` hold where it
    says nothing else. Those of `sim.scenario.Scenario`, as `sim.load` makes them, are checked and fixed.
    """

    name: str
    title: str
    template: str
    households: int
    villages: int
    start: int
    years: int
    seed: int
    replications: int
    budget: float | Mapping[int, float]
    finance: str
    targeting: str
    world: Mapping[str, Any]
    record: Record
    baseline: str
    arms: Mapping[str, Mapping[str, StrategyUse]]
    roles: Mapping[str, Role] = field(default_factory=dict)
    rescale: bool = False
    remoteness: float = REMOTENESS
    land: float = LAND
    province: Province | None = None
    until: Until | None = None
    after: int = 0
    worlds: Worlds | None = None
    survey: Survey | None = None

    @property
    def support_ends(self) -> int:
        """The last year in which programmes act that do not say otherwise."""
        return self.start + self.years

    @property
    def end(self) -> int:
        """The last simulated year."""
        return self.support_ends + self.after

    def budget_of(self, year: int) -> float:
        """What an arm may spend in a year, in yuan of 2010 per person."""
        if not isinstance(self.budget, Mapping):
            return self.budget
        begun = [when for when in self.budget if when <= year]
        return self.budget[max(begun)] if begun else 0.0

    @property
    def handed_over(self) -> list[Any]:
        """Strategy classes that were handed over in Python, each once, in the order of the arms."""
        uses = (use for arm in self.arms.values() for use in arm.values())
        return list(dict.fromkeys(use.made_by for use in uses if use.made_by is not None))

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits of everything that decides the results, and of no arm's role.

        Computed each time: what a class handed over in Python reads may have changed since. Where
        nobody can tell what such a class does, the digits are never the same twice.
        """
        made = [identity_of(kind) or str(uuid4()) for kind in self.handed_over]
        tree = {key: value for key, value in decisive_tree(self).items() if key != "roles"}
        return hashlib.sha256("\n".join([json.dumps(tree), *made]).encode()).hexdigest()[:12]

    def to_yaml(self) -> str:
        """The scenario as a file that says everything; loading it gives an equal scenario."""
        import yaml

        return yaml.safe_dump(as_tree(self), sort_keys=False, width=4_000, allow_unicode=True)


def as_tree(scenario: Scenario) -> dict[str, Any]:
    """A scenario in the keys of a scenario file, everything spelt out."""
    tree = {
        "name": scenario.name,
        "title": scenario.title,
        "county": _county_tree(scenario),
        "horizon": {"start": scenario.start, "years": scenario.years, "after": scenario.after},
        "seed": scenario.seed,
        "replications": _replications_tree(scenario),
        "budget": _plain(scenario.budget),
        "finance": scenario.finance,
        "targeting": scenario.targeting,
        "world": {name: _plain(value) for name, value in scenario.world.items()},
        "record": _record_tree(scenario.record),
        "baseline": scenario.baseline,
        "arms": {
            arm: {use.name: _use_tree(use) for use in uses.values()}
            for arm, uses in scenario.arms.items()
        },
    }
    at_will = {
        "rescale": scenario.rescale, "province": scenario.province and _province_tree(scenario.province),
        "worlds": scenario.worlds and _worlds_tree(scenario.worlds),
        "roles": {arm: asdict(role) for arm, role in scenario.roles.items()},
    }  # fmt: skip
    return tree | {key: value for key, value in at_will.items() if value}


def decisive_tree(scenario: Scenario) -> dict[str, Any]:
    """The same but for where the file of a survey lies: its digest decides, wherever that is."""
    tree = as_tree(scenario)
    return tree | {"county": {key: said for key, said in tree["county"].items() if key != "survey"}}


def _county_tree(scenario: Scenario) -> dict[str, Any]:
    """The county; what is as in the template is not told, so that files of before say the same."""
    own = {"remoteness": REMOTENESS, "land": LAND}
    tree = {key: getattr(scenario, key) for key in ("template", "households", "villages")}
    tree |= {key: getattr(scenario, key) for key in own if getattr(scenario, key) != own[key]}
    return tree | (scenario.survey.as_tree() if scenario.survey else {})


def _province_tree(province: Province) -> dict[str, Any]:
    counties = {name: asdict(county) for name, county in province.counties.items()}
    return asdict(replace(province, counties={})) | {"counties": counties}


def _worlds_tree(worlds: Worlds) -> dict[str, Any]:
    kept = {"ensemble": worlds.ensemble, "luck": worlds.luck, "held": list(worlds.held)}
    return kept | {"drawn": _lines(worlds)}


def _lines(worlds: Worlds) -> list[str]:
    """The worlds as lines of a table: names of columns, then a world each."""
    rows = ([one.name, *one.values.values()] for one in worlds.drawn)
    csv.writer(text := StringIO(), lineterminator="\n").writerows([["world", *worlds.paths], *rows])
    return text.getvalue().splitlines()


def _replications_tree(scenario: Scenario) -> Any:
    most, until = scenario.replications, scenario.until
    return most if until is None else {"until": asdict(until), "most": most}


def _record_tree(record: Record) -> dict[str, Any]:
    own, crossed = dict(record.own_lines), dict(record.crossed)
    tree = {key: _plain(getattr(record, key)) for key in ("measures", "lines", "groups", "households")}
    tree["lines"] = [{name: own[name]} if name in own else name for name in record.lines]
    tree["groups"] = [{one: list(crossed[one])} if one in crossed else one for one in record.groups]
    return tree | ({"columns": list(record.columns)} if record.households else {})


def _use_tree(use: StrategyUse) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in use.parameters.items()}
    return {"from": use.from_year, "until": use.until, "share": use.share} | values


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
