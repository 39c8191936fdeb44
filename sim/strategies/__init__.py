"""What policy changes: one strategy a file, found by folder for ours, by entry point for others'."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from .base import Strategy

ENTRY_POINTS = "antipoverty.strategies"


@cache
def find() -> dict[str, type[Strategy]]:
    """All strategies by name: this folder's and those that installed packages announce."""
    found: dict[str, type[Strategy]] = {}
    for module in sorted(module.name for module in iter_modules(__path__)):
        for value in vars(import_module(f"{__name__}.{module}")).values():
            ours = isinstance(value, type) and issubclass(value, Strategy) and value is not Strategy
            if ours and value.__module__.startswith(f"{__name__}.{module}"):
                found[value.name] = value
    for entry in entry_points(group=ENTRY_POINTS):
        found.setdefault(entry.name, entry.load())
    return dict(sorted(found.items()))
