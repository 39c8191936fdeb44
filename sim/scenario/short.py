"""A scenario as a short file: only what is not as it is declared, for people to read and change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.scenario import declared
from sim.scenario.scenario import Scenario
from sim.terms import as_tree


def short_tree(scenario: Scenario) -> dict[str, Any]:
    """The keys of a file in which defaults are left out; it loads as an equal scenario."""
    tree = as_tree(scenario)
    parameters = declared.world_parameters()
    world = _without(tree["world"], {name: one.default for name, one in parameters.items()})
    record = _without(tree["record"], {
        "measures": list(declared.default_measures()), "lines": list(declared.DEFAULT_LINES),
        "groups": list(declared.DEFAULT_GROUPS), "households": 0,
    })  # fmt: skip
    tree["arms"] = {arm: _arm(scenario, uses) for arm, uses in tree["arms"].items()}
    rest = {"world": world, "record": record}
    return {key: rest.get(key, said) for key, said in tree.items() if rest.get(key, said) != {}}


def short_yaml(scenario: Scenario) -> str:
    """The same as text."""
    import yaml

    return yaml.safe_dump(short_tree(scenario), sort_keys=False, width=100, allow_unicode=True)


def _arm(scenario: Scenario, uses: Mapping[str, Any]) -> dict[str, Any]:
    """What an arm says of its strategies; the share of one alone is all."""
    timing: dict[str, Any] = {"from": scenario.start + 1, "until": scenario.support_ends}
    timing |= {"share": 1.0} if len(uses) == 1 else {}
    known = declared.strategies() | {kind.name: kind for kind in scenario.handed_over}
    usual = {name: timing | {key: _plain(one.default) for key, one in known[name].parameters.items()}
             for name in uses}  # fmt: skip
    return {name: _without(said, usual[name]) for name, said in uses.items()}


def _without(said: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """What is said and is not as usual."""
    return {name: value for name, value in said.items() if name not in usual or value != usual[name]}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
