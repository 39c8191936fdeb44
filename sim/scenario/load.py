"""The two doors to a scenario: from Python, and from the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from sim.scenario.layers import apply_changes, apply_settings, open_scenario
from sim.scenario.problems import Problems
from sim.scenario.read import plain_scalar
from sim.scenario.resolve import resolve
from sim.scenario.scenario import Scenario


def load(path: str | os.PathLike[str], **changes: Any) -> Scenario:
    """Load a scenario by path or shipped name, with changes on top.

    A change is any key of a scenario file (`budget=300`, `world={"wage_growth": 0.05}`), one
    inside a section (`households`, `villages`, `start`, `years`) or a dotted path. Sections merge
    with the file; `arms` takes the place of the file's arms (its baseline stays) and may hold
    strategy classes or instances. Wrong input raises `ScenarioError` with every problem.
    """
    problems = Problems()
    document = open_scenario(os.fspath(path), problems)
    problems.raise_if_any()
    assert document is not None
    changes, classes = _arms_in_python(document.tree, changes)
    document = apply_changes(document, changes, problems)
    values = resolve(document, problems, classes)
    problems.raise_if_any()
    return Scenario(**values)


def load_for_command(
    path: str, settings: Iterable[str] = (), flags: Mapping[str, str | None] | None = None
) -> Scenario:
    """Load a scenario under `--set path=value` settings and flags, all given as text."""
    problems = Problems()
    document = open_scenario(path, problems)
    if document is not None:
        given = {name: text for name, text in (flags or {}).items() if text is not None}
        changes = {name: plain_scalar(text.strip()) for name, text in given.items()}
        document = apply_settings(document, settings, problems)
        document = apply_changes(document, changes, problems, prefix="--")
        values = resolve(document, problems)
    problems.raise_if_any()
    return Scenario(**values)


def _arms_in_python(
    tree: dict[Any, Any], changes: dict[str, Any]
) -> tuple[dict[str, Any], list[type]]:
    """Arms as in a file, and the strategy classes they were given with, each once."""
    if not isinstance(changes.get("arms"), Mapping):
        return changes, []
    classes: list[type] = []
    arms = {name: _uses(uses, classes) for name, uses in changes["arms"].items()}
    baseline = changes.get("baseline", tree.get("baseline", "none"))
    old = tree.get("arms")
    if baseline not in arms and isinstance(old, dict) and baseline in old:
        arms = {baseline: old[baseline]} | arms
    return changes | {"arms": arms}, classes


def _uses(uses: Any, classes: list[type]) -> Any:
    """The strategies of an arm; a class or an instance stands for its name and its values."""
    if _is_strategy(uses):
        uses = [uses]
    if isinstance(uses, (list, tuple)) and all(map(_is_strategy, uses)):
        return {_name(use, classes): _values(use) for use in uses}
    if not isinstance(uses, Mapping):
        return uses
    return {
        _name(value if _is_strategy(value) else key, classes): _values(value)
        for key, value in uses.items()
    }


def _is_strategy(value: Any) -> bool:
    return hasattr(value, "act") and isinstance(getattr(value, "parameters", None), Mapping)


def _name(use: Any, classes: list[type]) -> Any:
    if not _is_strategy(use):
        return use
    kind = use if isinstance(use, type) else type(use)
    if kind not in classes:
        classes.append(kind)
    return use.name


def _values(use: Any) -> Any:
    if not _is_strategy(use):
        return use
    return {} if isinstance(use, type) else {key: getattr(use, key) for key in use.parameters}
