"""What the page has set: a scenario as a tree, of whose arms some are chosen, and how levers move it.

Nothing here is trusted: each change is read as a scenario file is, and a wrong one changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from sim.ground.errors import InputError
from sim.ground.parameters import Parameter
from sim.scenario import Scenario, declared
from sim.scenario.layers import apply_changes
from sim.scenario.problems import Problems
from sim.scenario.read import Document, read_text
from sim.scenario.resolve import resolve
from sim.scenario.short import short_tree
from sim.scenario.small import BEYOND, MOST, beyond, made_small, over

PAGE = "page"
MARKS = {"name": "-explored", "title": " (explored)"}
"""What a scenario that was moved is told by from the one that it began as, whose results stay."""
OF_COUNTY: dict[str, Parameter] = {
    "households": declared.COUNTY["households"],
    "years": declared.HORIZON["years"],
    "budget": declared.BUDGET,
    "replications": declared.SCALARS["replications"],
    "seed": declared.SCALARS["seed"],
    "after": declared.HORIZON["after"],
    "finance": declared.SCALARS["finance"],
    "targeting": declared.SCALARS["targeting"],
}
"""Levers of the whole comparison, in their order on the page."""
NOT_BY_ADDRESS = {
    **BEYOND,
    "extends": "it names another file",
    "design": "it makes many arms out of one: write them out",
}
"""Keys that an address may not hold, each with the reason: none may name a file."""


@dataclass(frozen=True)
class Levers:
    """A scenario as a tree with all arms that are offered, and the names of those chosen."""

    tree: Mapping[str, Any]
    chosen: tuple[str, ...]

    @property
    def offered(self) -> dict[str, dict[str, Any]]:
        """Every arm that can be chosen, with the strategies that act in it."""
        return self.tree["arms"]

    def scenario(self) -> Scenario:
        """The scenario of the chosen arms; raises `InputError` with all that is wrong."""
        return scenario_of(self.asked())

    def asked(self) -> dict[str, Any]:
        """The tree of the chosen arms alone, with the roles that these can have."""
        arms = {name: uses for name, uses in self.offered.items() if name in self.chosen}
        roles = {arm: role for arm, role in self.tree.get("roles", {}).items()
                 if arm in arms and role["against"] in arms}  # fmt: skip
        tree = {key: said for key, said in self.tree.items() if key != "roles"}
        return deepcopy(tree | {"arms": arms} | ({"roles": roles} if roles else {}))

    def moved(self, name: str, value: Any) -> Levers:
        """With one lever moved, named as `--set` names it; raises `InputError`, and nothing moves."""
        self.lever(name)
        problems = Problems()
        document = apply_changes(Document(PAGE, deepcopy(dict(self.tree))), {name: value}, problems)
        _raise(problems)
        moved = replace(self, tree=_explored(document.tree))
        replace(moved, chosen=self._concerned(name)).scenario()
        return moved

    def _concerned(self, name: str) -> tuple[str, ...]:
        """The arms that a lever may make wrong: those chosen, or the one it is of, chosen or not."""
        if name in OF_COUNTY:
            return self.chosen
        return self.tree["baseline"], name.split(".")[1]

    def with_arm(self, arm: str, wanted: bool) -> Levers:
        """With an arm chosen or left out; raises `InputError`, and nothing changes."""
        if arm not in self.offered:
            raise InputError("no arm of that name is offered")
        chosen = tuple(name for name in self.offered
                       if (wanted if name == arm else name in self.chosen))  # fmt: skip
        if not chosen or (arm == self.tree["baseline"] and not wanted):
            raise InputError(f"{arm}: the baseline stays, as the others are compared with it")
        if len(chosen) > MOST["arms"]:
            raise InputError(f"{arm}: this page compares at most {MOST['arms']} arms: untick one first")
        changed = replace(self, tree=_explored(self.tree), chosen=chosen)
        changed.scenario()
        return changed

    def lever(self, name: str) -> Parameter:
        """What is declared of a lever; raises `InputError` where there is none of that name."""
        if name in OF_COUNTY:
            return OF_COUNTY[name]
        start, *rest = name.split(".")
        if start == "arms" and len(rest) == 3 and rest[1] in self.offered.get(rest[0], {}):
            known = levers_of(rest[1], alone=len(self.offered[rest[0]]) == 1)
            if rest[2] in known:
                return known[rest[2]]
        raise InputError("the page has no lever of that name")

    def value(self, name: str) -> Any:
        """What a lever is set to."""
        parameter = self.lever(name)
        if name in OF_COUNTY:
            return getattr(self.scenario(), name)
        _, arm, strategy, key = name.split(".")
        return self.offered[arm][strategy].get(key, parameter.default)


def levers_of(strategy: str, alone: bool) -> dict[str, Parameter]:
    """What can be moved of a strategy in an arm: its parameters, and its share unless it acts alone."""
    own = declared.strategies()[strategy].parameters
    return own if alone else {"share": declared.SHARE, **own}


def begin(scenario: Scenario) -> Levers:
    """The levers as a scenario, made small, sets them: all its arms are offered, as many as run chosen.

    What other strategies there are is offered, too. Raises `InputError` for a scenario that the page
    cannot run however small.
    """
    small, _ = made_small(scenario)
    problems = [*beyond(small), *over(small)]
    if problems:
        raise InputError(problems)
    tree = short_tree(replace(small, arms=scenario.arms, roles=scenario.roles))
    alone = {next(iter(uses)) for uses in tree["arms"].values() if len(uses) == 1}
    for name in sorted(set(declared.strategies()) - alone):
        tree["arms"].setdefault(name.replace("_", "-"), {name: {}})
    return Levers(tree, tuple(name for name in tree["arms"] if name in small.arms))


def _explored(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree under a name of its own."""
    return dict(tree) | {key: str(tree[key]).removesuffix(mark) + mark for key, mark in MARKS.items()}


def of_address(text: str) -> Levers:
    """The levers of a scenario that came by an address; raises `InputError` with all that is wrong."""
    problems = Problems()
    document = read_text(text, "address", problems)
    _raise(problems, "address")
    assert document is not None
    refused = list(_refused(document.tree))
    if refused:
        raise InputError(refused)
    return begin(scenario_of(document.tree, "address"))


def _refused(tree: dict[Any, Any]) -> Iterable[str]:
    """Why the scenario of an address is not even read further: it may name no file."""
    for key, why in NOT_BY_ADDRESS.items():
        if key in tree:
            yield f"{key}: has no place in an address: {why}"
    county = tree.get("county")
    for key in set(county) - set(declared.COUNTY) if isinstance(county, dict) else ():
        yield f"county: {str(key)[:40]!r} has no place in an address, whose county is drawn, not read"


def scenario_of(tree: dict[str, Any], file: str = PAGE) -> Scenario:
    """A tree read as a scenario file is; raises `InputError` with all that is wrong."""
    problems = Problems()
    values = resolve(Document(file, deepcopy(tree)), problems)
    _raise(problems, file)
    scenario = Scenario.of_resolved(values)
    wrong = [*beyond(scenario), *over(scenario)]
    if wrong:
        raise InputError(wrong)
    return scenario


def _raise(problems: Problems, file: str = PAGE) -> None:
    """Say what is wrong without the name of a file, as there is none."""
    if problems:
        raise InputError([line.removeprefix(f"{file}: ") for line in problems.lines()])
