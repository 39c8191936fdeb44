"""Effects do not depend on the number of households that are simulated."""

import numpy as np
import pytest
from small_county import plan

from sim.simulate import simulate

ARMS = {
    "universal_transfer": {"universal_transfer": {}},
    "asset_redistribution": {"asset_redistribution": {}},
    "pairing": {"village_household_pairing": {}},
    "three_quarters": {"universal_transfer": {"share": 0.75}},
}
MEASURES = ("fgt0", "fgt1")
HOUSEHOLDS_IN_A_VILLAGE, REPLICATIONS, YEARS = 200, 20, 4


def last(run, measure):
    """What a run ends with: the measure among all people at the national line."""
    wanted = (measure, "national", "all")
    return [row[4] for row in run.outcomes if row[1:4] == wanted][-1]


def effects(households, seed):
    """Arm minus baseline in the same replication, in percentage points, by arm and measure."""
    scenario = plan(
        ARMS, households=households, villages=households // HOUSEHOLDS_IN_A_VILLAGE, years=YEARS,
        seed=seed, record={"measures": [*MEASURES], "lines": ["national"]},
    )  # fmt: skip
    found = {(arm, measure): [] for arm in ARMS for measure in MEASURES}
    for replication in range(1, REPLICATIONS + 1):
        runs = {arm: simulate(scenario, arm, replication) for arm in scenario.arms}
        for (arm, measure), values in found.items():
            values.append(100 * (last(runs[arm], measure) - last(runs["none"], measure)))
    return {key: np.array(values) for key, values in found.items()}


def apart(one, other):
    """Difference of two means in standard errors of that difference."""
    error = np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / REPLICATIONS)
    return float((one.mean() - other.mean()) / error)


@pytest.mark.slow
def test_effects_at_4000_and_40000_households_agree():
    """Within three standard errors; and money short by a quarter would not pass for the same.

    The two sizes are drawn independently. If size does not matter, one comparison is wrongly
    called different in about 6 cases of 1,000 (Student t, between 20 and 38 degrees of freedom:
    counties of 4,000 differ more from each other), any of the six in at most 5 of 100. That is
    how often a change of the seeds, or of the model, may fail this without fault. What is seen
    almost surely is an effect that differs by six standard errors: a tenth to a fifth of itself.
    """
    small, large = effects(4_000, seed=1), effects(40_000, seed=2)
    between = {
        (arm, measure): apart(small[arm, measure], large[arm, measure])
        for arm, measure in small if arm != "three_quarters"
    }  # fmt: skip
    assert all(abs(distance) <= 3 for distance in between.values()), between
    for measure in MEASURES:
        short, full = small["three_quarters", measure], large["universal_transfer", measure]
        assert apart(short, full) > 3
