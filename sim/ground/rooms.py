"""Rooms whose files are found by being there: the one place where modules are imported by name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def members(package: ModuleType) -> list[ModuleType]:
    """Every module in the folders of a package, imported, in the order of their names."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    return [import_module(f"{package.__name__}.{name}") for name in names]
