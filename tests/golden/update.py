"""Write the golden numbers anew after a change meant to move them: python tests/golden/update.py

Look at the difference (`git diff tests/golden`) and say in the commit why they moved.
"""

import json
import platform
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from small_county import OURS, plan

from sim.simulate import simulate

FILE = Path(__file__).with_name("golden.json")
KEPT = ("fgt0", "fgt1", "fgt2", "gini", "income_mean", "consumption_mean", "mpi_m0", "cost_total",
        "cost_society")  # fmt: skip
SIMD = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
MACHINE = f"NumPy {np.__version__}, {platform.machine()}, {' '.join(SIMD)}"


def numbers() -> dict[str, dict[str, float]]:
    """Headline measures of the last of three years, one small county, every strategy."""
    scenario = plan(OURS)
    found = {}
    for arm in scenario.arms:
        rows = simulate(scenario, arm, 1).outcomes
        last = [row for row in rows if row[0] == scenario.end and row[3] == "all"]
        found[arm] = {row[1]: row[4] for row in last if row[1] in KEPT and row[2] in ("", "national")}
    return found


if __name__ == "__main__":
    text = json.dumps({"machine": MACHINE, "arms": numbers()}, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")
