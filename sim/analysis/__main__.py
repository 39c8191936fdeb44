"""`python -m sim.analysis`: fit the income scale again and print what it meets."""

from __future__ import annotations

from dataclasses import replace

from sim.analysis.calibration import fit_scale, opening_headcount, shape_distance
from sim.scenario import load
from sim.simulate import open_society


def main() -> None:
    """Print the fitted scale, the headcount over 20 seeds and the distance of consumption."""
    scenario = load("seven_strategies")
    scale = fit_scale(scenario, seeds=8)
    fitted = replace(scenario, world={**scenario.world, "income_scale": scale})
    print(f"income_scale {scale:.4f}")
    print(f"headcount 2011, mean of 20 seeds: {opening_headcount(fitted, 20):.4f}")
    for name, gap in shape_distance(open_society(fitted, 1).households).items():
        print(f"consumption against China rural 2011, {name}: {gap:.3f}")


if __name__ == "__main__":
    main()
