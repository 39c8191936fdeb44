"""Scenario files: read with lines and columns, checked whole, resolved to the last default."""

from sim.scenario.find import shipped
from sim.scenario.load import load, load_for_command
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario import Scenario
from sim.terms import Record, StrategyUse

__all__ = [
    "Record",
    "Scenario",
    "ScenarioError",
    "StrategyUse",
    "load",
    "load_for_command",
    "shipped",
]
