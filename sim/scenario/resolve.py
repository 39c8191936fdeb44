"""A document into a scenario: every key checked, every default filled in, all faults at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.scenario import declared, recording
from sim.scenario.arms import Arms
from sim.scenario.check import Checker
from sim.scenario.layers import default_villages
from sim.scenario.problems import Problems, nearest, show
from sim.scenario.read import Document
from sim.scenario.scenario import Scenario

LONGEST_TITLE = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def resolve(
    document: Document, problems: Problems, extra: Mapping[str, type] | None = None
) -> Scenario | None:
    """The scenario of a document, or None when it has problems (all of them noted).

    `extra` holds strategy classes handed over in Python, by name.
    """
    return _Resolver(document, problems).scenario(extra or {}) if document else None


class _Resolver:
    def __init__(self, document: Document, problems: Problems) -> None:
        self._check, self._problems = Checker(document, problems), problems
        self._tree: dict[Any, Any] = document.tree

    def scenario(self, extra: Mapping[str, type]) -> Scenario | None:
        check, tree = self._check, self._tree
        check.known(tree, (), declared.KEYS, "key")
        values = self._name_and_title() | self._county() | self._horizon() | self._scalars()
        values["budget"] = check.path_of_years(
            tree.get("budget", declared.BUDGET.default), ("budget",), declared.BUDGET
        )
        values["world"] = self._world()
        record = self._section("record", dict.fromkeys(recording.KEYS))
        values["record"] = recording.read_record(check, record, values["households"])
        arms = Arms(check, values["start"], values["start"] + values["years"], extra)
        values["arms"] = arms.resolve(tree)
        values["baseline"] = self._baseline()
        return None if self._problems else Scenario(**values)

    def _name_and_title(self) -> dict[str, Any]:
        name = self._tree.get("name", "scenario")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            what = "must be made of letters, digits, - and _ (it names the results folder)"
            self._check.wrong(("name",), f"{what}, not {show(name)}")
        title = self._tree.get("title", name)
        if not isinstance(title, str) or not title.isprintable() or len(title) > LONGEST_TITLE:
            what = f"must be one line of text of at most {LONGEST_TITLE} characters"
            self._check.wrong(("title",), f"{what}, not {show(title)}")
        return {"name": name, "title": title}

    def _section(self, name: str, known: Mapping[str, Any]) -> dict[Any, Any]:
        section = self._check.mapping(self._tree.get(name), (name,))
        self._check.known(section, (name,), known, "key")
        return section

    def _county(self) -> dict[str, Any]:
        section, keys = self._section("county", declared.COUNTY), declared.COUNTY
        households = self._check.whole(section, ("county",), "households", keys["households"])
        section = {"villages": default_villages(households)} | section
        villages = self._check.whole(section, ("county",), "villages", keys["villages"])
        if villages > households:
            what = f"must not exceed the households ({households}), not {villages}"
            self._check.wrong(("county", "villages"), what)
        template = self._check.value(section, ("county",), "template", keys["template"])
        return {"template": template, "households": households, "villages": villages}

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
        }

    def _world(self) -> dict[str, Any]:
        known = declared.world_parameters()
        given = self._check.mapping(self._tree.get("world"), ("world",))
        self._check.known(given, ("world",), known, "world parameter")
        return {
            name: self._check.path_of_years(given[name], ("world", name), known[name])
            if name in given
            else known[name].default
            for name in sorted(known)
        }

    def _baseline(self) -> str:
        baseline, arms = self._tree.get("baseline", "none"), self._tree.get("arms")
        names = list(arms) if isinstance(arms, dict) else []
        if names and baseline not in names:
            shown = [str(name) for name in names]
            named = f" (the arms are {', '.join(shown)}; `none: {{}}` adds one that does nothing)"
            hint = nearest(baseline, shown) or named
            self._check.wrong(("baseline",), f"{show(baseline)} is no arm{hint}")
        return baseline
