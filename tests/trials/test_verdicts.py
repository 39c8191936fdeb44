"""Agreement that could have failed, agreement that could not, and figures that decide nothing."""

import numpy as np
import pytest
from trial_county import study

from sim.trials.estimate import Estimate, Found
from sim.trials.verdict import judged


def found(value, se=0.0):
    return Found(Estimate(value, se, value - 2 * se, value + 2 * se), value, 0.0, np.nan, np.nan)


@pytest.mark.parametrize(("simulated", "changed", "verdict"), [
    (0.21, {}, "agrees"),
    (0.31, {}, "differs"),
    (0.21, {"transport": 0.2}, "could not fail"),
    (0.21, {"against": 0.25}, "could not fail"),
    (0.21, {"low": 0.0, "high": 0.4}, "could not fail"),
    (0.9, {"design": "selection"}, "selection"),
    (0.9, {"design": "projection"}, "projection"),
    (np.nan, {}, "not estimated"),
])  # fmt: skip
def test_verdicts(simulated, changed, verdict):
    assert judged(study(**changed), found(simulated), []).verdict == verdict


def test_worlds_excuse_a_county_as_far_as_they_reach_towards_the_figure():
    far = [0.5, 0.55, 0.6, 0.65, 0.7]
    assert judged(study(), found(0.5), far).verdict == "differs"
    near = judged(study(), found(0.5), [0.2, 0.25, 0.3, 0.4, 0.5])
    assert near.verdict != "differs" and near.reach > 0.2
    assert judged(study(), found(0.5), far).prior_inside == 0
    assert near.prior_inside == pytest.approx(0.4)
    assert near.excused and near.z_declared == pytest.approx(6) and abs(near.z) < 1.96


def test_luck_counts():
    assert judged(study(), found(0.31), []).verdict == "differs"
    assert judged(study(), found(0.31, 0.1), []).verdict == "could not fail"


def test_inside_is_the_published_interval_widened_by_transport():
    wide = study(low=0.1, high=0.4)
    low, high = wide.around()
    assert low == pytest.approx(0.2 - np.hypot(0.1, 1.96 * 0.05))
    assert high == pytest.approx(0.2 + np.hypot(0.2, 1.96 * 0.05))
    assert judged(wide, found(0.41), []).inside and not judged(wide, found(0.43), []).inside
