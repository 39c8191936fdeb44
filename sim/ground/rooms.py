"""The files of a room: every module in a package's folder, found by looking there."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def members(package: ModuleType) -> list[ModuleType]:
    """Every module in a package's folder, or folders, imported and sorted by name."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    return [import_module(f"{package.__name__}.{name}") for name in names]
