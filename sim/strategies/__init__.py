"""What policy changes: one strategy a file, found by folder for ours, by entry point for others'."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from sim.ground.payments import Payment
from sim.ground.rooms import members
from sim.strategies.base import Strategy as Strategy
from sim.terms import StrategyUse

ENTRY_POINTS = "antipoverty.strategies"


def made(use: StrategyUse) -> Strategy:
    """A fresh strategy with the values of an arm's use."""
    return (use.made_by or find()[use.name])(**use.parameters)


def find() -> dict[str, type[Strategy]]:
    """All strategies by name: this folder's and those that installed packages announce."""
    return dict(sorted((_announced()[0] | _ours()).items()))


def broken() -> dict[str, str]:
    """Announced strategies that are not there, by name, each with the reason in a sentence."""
    return dict(_announced()[1])


@cache
def _ours() -> dict[str, type[Strategy]]:
    found: dict[str, type[Strategy]] = {}
    for module in members(sys.modules[__name__]):
        for value in vars(module).values():
            ours = isinstance(value, type) and issubclass(value, Strategy) and value is not Strategy
            if ours and value.__module__.startswith(module.__name__):
                found[value.name] = value
    return found


@cache
def _announced() -> tuple[dict[str, type[Strategy]], dict[str, str]]:
    """What plug-ins bring, and why what they announce is not there: one that fails harms no other."""
    found: dict[str, type[Strategy]] = {}
    problems: dict[str, str] = {}
    for entry in entry_points(group=ENTRY_POINTS):
        where = f"plug-in {entry.dist.name if entry.dist else entry.value}"
        try:
            kind = entry.load()
        except (Exception, SystemExit) as error:
            problems[entry.name] = f"{where} cannot be loaded: {type(error).__name__}: {error}"
            continue
        if problem := _fault(entry, kind, found):
            problems[entry.name] = f"{where} is left out: {problem}"
        else:
            found[entry.name] = kind
    return found, problems


def _fault(entry: EntryPoint, kind: Any, found: dict[str, type[Strategy]]) -> str:
    """What keeps an announced class from being a strategy of that name; empty if nothing does."""
    if not (isinstance(kind, type) and issubclass(kind, Strategy)):
        return f"{entry.value} is no sim.Strategy"
    if kind.name != entry.name:
        return f"it announces {entry.name}, but the strategy is called {kind.name}"
    declared = kind.payments.values() if isinstance(kind.payments, dict) else [None]
    if not all(isinstance(one, Payment) for one in declared):
        return "its payments are no sim.Payment by kind"
    if entry.name in _ours():
        return f"{entry.name} is a strategy of antipoverty's own"
    if entry.name in found and found[entry.name] is not kind:
        return f"another plug-in brings a {entry.name}, too"
    return ""
