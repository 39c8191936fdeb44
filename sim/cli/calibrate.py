"""`antipoverty calibrate`: worlds in which the county looks like the published one."""

from __future__ import annotations

from sim.cli.sweep import command_of

command = command_of(
    "calibrate",
    "Search the plausible worlds of FILE for those in the bands of all patterns; leaves ensemble.csv.",
    "calibrate_gansu_2011",
)
