"""Every declared parameter and column of the world, collected from where each is declared."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from sim import agents, population, processes
from sim.ground.channels import CHANNELS
from sim.ground.parameters import Parameter
from sim.ground.schema import Column


def _modules() -> list:
    found = []
    for package in (agents, population, processes):
        names = sorted(module.name for module in iter_modules(package.__path__))
        found += [import_module(f"{package.__name__}.{name}") for name in names]
    return found


PARAMETERS: dict[str, Parameter] = {}
HOMES: dict[str, str] = {}
COLUMNS: dict[str, dict[str, Column]] = {}

for _module in _modules():
    for _name, _parameter in getattr(_module, "PARAMETERS", {}).items():
        if _name in PARAMETERS:
            raise ImportError(f"{_name} is declared in {HOMES[_name]} and in {_module.__name__}")
        PARAMETERS[_name] = _parameter
        HOMES[_name] = _module.__name__
    if hasattr(_module, "COLUMNS"):
        COLUMNS[_module.__name__.rsplit(".", 1)[1]] = _module.COLUMNS
COLUMNS["channels"] = dict(CHANNELS)
