"""Robustness: in what share of the worlds each headline holds, and in what region it flips.

A sweep over sampled worlds, asked for what its answers depend on (Lempert, Popper and Bankes 2003,
"Shaping the next one hundred years").
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.compare.trees import need_library
from sim.ground.parameters import Parameter, number, whole
from sim.sweeps.points import Batch, Plan, crossed
from sim.sweeps.terms import Sweep

OPTIONS: Mapping[str, Parameter] = {
    "opening_low": number(0.0, "share", 0, 1, "assumption",
                          "worlds that open with a lower headcount are not counted"),
    "opening_high": number(1.0, "share", 0, 1, "assumption",
                           "worlds that open with a higher headcount are not counted"),
    "depth": whole(3, "conditions", 1, 5, "assumption", "most conditions that a region may have"),
    "smallest": number(0.05, "share of the worlds", 0.01, 0.5, "assumption",
                       "no region holds fewer worlds than these"),
    "density": number(0.5, "share of the worlds of a region", 0, 1, "assumption",
                      "a headline flips in a region if it does so in more of its worlds than these"),
}  # fmt: skip
DESIGNED, DESIGN = True, "latin-hypercube"


def plan(sweep: Sweep) -> Plan:
    """One batch, as a sweep has it. Raises `ScenarioError` where no world could be counted."""
    need_library()
    if sweep.options["opening_low"] >= sweep.options["opening_high"]:
        sweep.refuse("robustness.opening_low", "must be below opening_high "
                     f"({sweep.options['opening_high']:g}), not {sweep.options['opening_low']:g}")
    yield Batch("points", crossed(sweep.factors, sweep.design, sweep.seed))
