"""Every declared parameter and column of the world, collected from where each is declared."""

from __future__ import annotations

from sim import agents, population, processes
from sim.ground.channels import CHANNELS
from sim.ground.parameters import Parameter
from sim.ground.rooms import members
from sim.ground.schema import Column

PARAMETERS: dict[str, Parameter] = {}
HOMES: dict[str, str] = {}
COLUMNS: dict[str, dict[str, Column]] = {}

for _module in (*members(agents), *members(population), *members(processes)):
    for _name, _parameter in getattr(_module, "PARAMETERS", {}).items():
        if _name in PARAMETERS:
            raise ImportError(f"{_name} is declared in {HOMES[_name]} and in {_module.__name__}")
        PARAMETERS[_name] = _parameter
        HOMES[_name] = _module.__name__
    if hasattr(_module, "COLUMNS"):
        COLUMNS[_module.__name__.rsplit(".", 1)[1]] = _module.COLUMNS
COLUMNS["channels"] = dict(CHANNELS)
