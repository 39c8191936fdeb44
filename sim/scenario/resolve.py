"""A document into a scenario: every key checked, every default filled in, all faults at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from immutabledict import immutabledict

from sim.ground.parameters import Paths
from sim.scenario import declared, recording
from sim.scenario.arms import Arms
from sim.scenario.check import Checker, in_python
from sim.scenario.designed import read_roles, with_designed_arms
from sim.scenario.layers import default_villages
from sim.scenario.problems import Problems, name_fault, nearest, show
from sim.scenario.province import read_province, refuse_lives
from sim.scenario.read import Document
from sim.scenario.replications import read_replications
from sim.scenario.surveyed import KEYS as SURVEYED
from sim.scenario.surveyed import read_survey
from sim.scenario.worlds import read_worlds
from sim.terms import Scenario, as_tree

LONGEST_TITLE, LONGEST_NAME = 200, 80

OF_EXPERIMENTS = dict.fromkeys(
    ("scenario", "set", "levers", "uncertainties"),
    "it is of an experiment, whose file antipoverty sweep, sensitivity, robustness, optimise or "
    "calibrate reads",
)


def resolve(
    document: Document, problems: Problems, handed_over: Iterable[type] = ()
) -> dict[str, Any]:
    """The values of a scenario by a document; wrong ones stand at their default and are noted.

    `handed_over` holds strategy classes handed over in Python.
    """
    classes: list[Any] = list(handed_over)
    kinds = declared.strategies() | {kind.name: kind for kind in classes}
    document = with_designed_arms(Checker(document, problems), kinds)
    return _Resolver(document, problems).values(classes)


def settled(scenario: Scenario) -> dict[str, Any]:
    """The checked values of a scenario, in declared types and unchangeable to the last level.

    Raises `ScenarioError` with every problem.
    """
    problems = Problems()
    document = Document("scenario", in_python(as_tree(scenario)))
    values = resolve(document, problems, scenario.handed_over)
    problems.raise_if_any()
    return values


class _Resolver:
    def __init__(self, document: Document, problems: Problems) -> None:
        self._check, self._problems = Checker(document, problems), problems
        self._tree: dict[Any, Any] = document.tree

    def values(self, handed_over: list[Any]) -> dict[str, Any]:
        check, tree = self._check, self._tree
        check.known(tree, (), declared.KEYS, "key", OF_EXPERIMENTS)
        values = self._name_and_title() | self._county() | self._horizon() | self._scalars()
        support_ends = values["start"] + values["years"]
        end = support_ends + values["after"]
        values["budget"] = check.path_of_years(
            tree.get("budget", declared.BUDGET.default), ("budget",), declared.BUDGET, end, 0.0
        )
        values["world"] = self._world(end)
        values |= read_province(check, tree, values)
        values |= read_survey(check, self._county_section(), values)
        record = self._section("record", dict.fromkeys(recording.KEYS))
        values["record"] = recording.read_record(check, record, values["households"])
        refuse_lives(check, values["record"], values["province"])
        opening = Paths(declared.world_parameters(), values["world"]).at(values["start"])
        arms = Arms(check, values["start"], (support_ends, end), opening, handed_over)
        values["arms"] = arms.resolve(tree)
        values["baseline"] = self._baseline()
        values["roles"] = read_roles(check, tree.get("roles"), values["arms"])
        values |= read_replications(check, tree, values)
        kinds = declared.strategies() | {kind.name: kind for kind in handed_over}
        return values | read_worlds(check, tree, values, kinds)

    def _name_and_title(self) -> dict[str, Any]:
        stem = self._check.document.stem or "scenario"
        name = self._tree.get("name", stem)
        if fault := name_fault(name, LONGEST_NAME):
            own = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-_")[:LONGEST_NAME] or "mine"
            taken = f" (it is the file's; add a line such as name: {own})"
            where = "" if "name" in self._tree else taken
            self._check.wrong(("name",), f"{fault}{where}; it names the results folder")
        title = self._tree.get("title", name)
        if not isinstance(title, str) or not title.isprintable() or len(title) > LONGEST_TITLE:
            what = f"must be one line of text of at most {LONGEST_TITLE} characters"
            self._check.wrong(("title",), f"{what}, not {show(title)}")
        return {"name": name, "title": title}

    def _section(self, name: str, known: Mapping[str, Any]) -> dict[Any, Any]:
        section = self._check.mapping(self._tree.get(name), (name,))
        self._check.known(section, (name,), known, "key")
        return section

    def _county_section(self) -> dict[Any, Any]:
        return self._section("county", dict.fromkeys((*declared.COUNTY, *SURVEYED)))

    def _county(self) -> dict[str, Any]:
        section, keys = self._county_section(), declared.COUNTY
        households = self._check.whole(section, ("county",), "households", keys["households"])
        section = {"villages": default_villages(households)} | section
        villages = self._check.whole(section, ("county",), "villages", keys["villages"])
        if villages > households:
            what = f"must not exceed the households ({households}), not {villages}"
            self._check.wrong(("county", "villages"), what)
        template = self._check.value(section, ("county",), "template", keys["template"])
        place = {name: self._check.value(section, ("county",), name, keys[name])
                 for name in ("remoteness", "land")}
        return {"template": template, "households": households, "villages": villages} | place

    def _horizon(self) -> dict[str, Any]:
        section = self._section("horizon", declared.HORIZON)
        return {
            name: self._check.whole(section, ("horizon",), name, parameter)
            for name, parameter in declared.HORIZON.items()
        }

    def _scalars(self) -> dict[str, Any]:
        return {
            name: self._check.whole(self._tree, (), name, parameter)
            if parameter.kind == "number"
            else self._check.value(self._tree, (), name, parameter)
            for name, parameter in declared.SCALARS.items()
            if name != "replications"
        }

    def _world(self, end: int) -> Mapping[str, Any]:
        known = declared.world_parameters()
        given = self._check.mapping(self._tree.get("world"), ("world",))
        self._check.known(given, ("world",), known, "world parameter")
        values = {name: known[name].default for name in sorted(known)}
        return immutabledict(values | {
            name: self._check.path_of_years(given[name], ("world", name), known[name], end, default)
            for name, default in values.items() if name in given
        })

    def _baseline(self) -> str:
        baseline, arms = self._tree.get("baseline", "none"), self._tree.get("arms")
        names = list(arms) if isinstance(arms, dict) else []
        if names and baseline not in names:
            shown = [str(name) for name in names]
            named = f" (the arms are {', '.join(shown)}; `none: {{}}` adds one that does nothing)"
            hint = nearest(baseline, shown) or named
            self._check.wrong(("baseline",), f"{show(baseline)} is no arm{hint}")
        return baseline
