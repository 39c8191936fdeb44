"""`antipoverty robustness`: how firmly headlines hold, and where they flip."""

from __future__ import annotations

from sim.cli.sweep import command_of

command = command_of(
    "robustness",
    "Run a scenario in the worlds of FILE: in which share each headline holds, where it flips, regrets.",
    "how_firmly",
)
