"""Patterns read from what runs record are those that are measured household by household."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.patterns import baseline
from sim.analysis.patterns.recorded import LEFT_OUT, MEASURES, RECORDED, YEARS
from sim.analysis.track import Lab
from sim.folder.swept import NATIONAL
from sim.scenario import load
from sim.simulate import simulate

KNOWN = {one.name: one for one in baseline.PATTERNS}


@pytest.fixture(scope="module")
def lab():
    return Lab(households=600, seeds=1)


@pytest.fixture(scope="module")
def yearly(lab):
    """The baseline of the laboratory's county as its run records it: years by measures."""
    scenario = load("seven_strategies", households=600, villages=3, record={"measures": [*MEASURES]})
    rows = pd.DataFrame(simulate(scenario, "none", 1).outcomes,
                        columns=["year", "measure", "line", "group", "value", "unit"])
    rows = rows[(rows["group"] == "all") & rows["line"].isin(NATIONAL)]
    return rows.pivot(index="year", columns="measure", values="value")


@pytest.mark.parametrize("one", RECORDED, ids=lambda one: one.name)
def test_a_recorded_pattern_is_the_pattern(lab, yearly, one):
    (wanted,) = KNOWN[one.name].measure(lab)
    # Recorded means count losses as nothing, so they may differ where a household has lost money.
    assert one.value(yearly, policy=False) == pytest.approx(wanted, rel=1e-9)
    assert (one.low, one.high) == (KNOWN[one.name].low, KNOWN[one.name].high)


def test_every_pattern_of_the_baseline_is_measured_or_named_as_left_out():
    assert [*sorted([one.name for one in RECORDED] + LEFT_OUT)] == sorted(KNOWN)


def test_what_takes_years_is_measured_in_a_long_enough_baseline_without_policy(yearly):
    over_years = {one.name for one in RECORDED if one.years}
    assert over_years == {"9-saving-rate", "10-stay-poor", "11-enter-poverty"}
    for one in RECORDED:
        assert np.isnan(one.value(yearly, policy=True)) == (one.name in over_years)
        assert np.isnan(one.value(yearly.iloc[:YEARS], False)) == (one.years == YEARS)
        longer = yearly.reindex(range(2011, 2031), method="ffill")
        assert one.value(longer, False) == one.value(yearly, False)


def test_ends_of_a_band_are_in_it_and_nothing_is_outside():
    (one,) = [one for one in RECORDED if one.name == "2-headcount"]
    assert one.holds(0.33) and one.holds(0.36) and not one.holds(0.3299) and not one.holds(0.3601)
    assert not one.holds(float("nan"))
