"""The tables that the folder of each kind of experiment has, computed from its runs."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from sim.compare import best, leaning, robustness, sensitivity

TABLES: Mapping[str, tuple[ModuleType, ...]] = {
    "sweep": (best, robustness),
    "sensitivity": (sensitivity, leaning),
}
