"""Patterns of the baseline are read from what runs record, in whatever world is asked for."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis import patterns
from sim.analysis.patterns import baseline, pairing
from sim.analysis.patterns.recorded import MEASURES, RECORDED, YEARS
from sim.analysis.patterns.trap import STILL
from sim.analysis.track import Lab
from sim.record.surveys import POOREST, RICHEST, Panel, ratio_of_headcounts, shape_gaps

KNOWN = {one.name: one for one in RECORDED}


@pytest.fixture(scope="module")
def lab():
    return Lab(households=600, seeds=1)


@pytest.fixture(scope="module")
def yearly(lab):
    (found,) = lab.recorded(MEASURES, YEARS)
    return found


@pytest.fixture(scope="module")
def track(lab):
    (found,) = lab.tracks("baseline")
    return found


def test_every_recorded_pattern_is_a_pattern_of_the_baseline_and_has_a_value(lab):
    for one in baseline.PATTERNS:
        if one.name in KNOWN and one.name != "18-remoteness":  # three villages have no quarters
            assert np.isfinite(one.measure(lab)).all(), one.name
    assert {one.name for one in baseline.PATTERNS} == {*KNOWN, "17-seed-spread"}


def test_no_pattern_is_of_a_headcount_after_2015():
    assert not [one for one in patterns.every() if "2020" in one.name + one.says]


def test_a_recorded_pattern_is_what_the_households_say(yearly, track):
    """An independent reading, household by household, of the same county."""
    poor = track.poor()
    stays = np.mean([track.mean(poor[k] & poor[k + 1]) / track.mean(poor[k]) for k in range(YEARS)])
    enters = np.mean([track.mean(~poor[k] & poor[k + 1]) / track.mean(~poor[k]) for k in range(YEARS)])
    spent, earned = track.column("consumption"), track.column("income")
    wages, farm, activity = (track.column(name)[0].sum() for name in (
        "wage_income", "farm_income", "activity_income"))
    wanted = {"2-headcount": track.gap(0), "10-stay-poor": stays, "11-enter-poverty": enters,
              "6-wages-to-business": wages / (wages + farm + activity),
              "9-saving-rate": 1 - spent[:5].sum() / earned[:5].sum()}
    for name, value in wanted.items():
        # Recorded means count losses as nothing, so they may differ where a household has lost money.
        assert KNOWN[name].value(yearly, policy=False) == pytest.approx(value, rel=1e-9), name


def test_what_takes_years_is_measured_in_a_long_enough_baseline_without_policy(yearly):
    for one in RECORDED:
        assert one.years == 0 or np.isnan(one.value(yearly, policy=True))
        assert one.years == 0 or np.isnan(one.value(yearly.iloc[: one.years], False))
        longer = yearly.reindex(range(2011, 2031), method="ffill")
        assert one.value(longer, False) == pytest.approx(one.value(yearly, False), nan_ok=True)


def test_ends_of_a_band_are_in_it_and_nothing_is_outside():
    one = KNOWN["2-headcount"]
    assert one.holds(0.33) and one.holds(0.36) and not one.holds(0.3299) and not one.holds(0.3601)
    assert not one.holds(float("nan"))


def planted(pass_through, years=6, households=4000):
    """A panel in which each household passes on a share of its changes of income that is known."""
    panel = Panel.__new__(Panel)
    luck = np.random.default_rng(1)
    panel.log_wealth = luck.normal(8, 1, households)
    income = luck.normal(10_000, 1_000, (years, households))
    consumption = 5_000 + pass_through(panel.log_wealth) * income
    panel.income, panel.consumption = list(income), list(consumption)
    return panel


def test_pass_through_is_the_planted_one():
    panel = planted(lambda wealth: 0.3)
    assert panel.pass_through(POOREST) == pytest.approx(0.3)
    assert panel.pass_through(RICHEST) == pytest.approx(0.3)
    assert panel.fall_of_pass_through() == pytest.approx(0, abs=1e-9)


def test_pass_through_that_falls_in_log_wealth_falls_by_as_much_between_the_groups():
    panel = planted(lambda wealth: 0.4 - 0.1 * (wealth - 8))
    poorest, richest = (panel.log_wealth[panel.group(one)].mean() for one in (POOREST, RICHEST))
    assert panel.fall_of_pass_through() == pytest.approx(0.1 * (richest - poorest))


def test_a_ratio_of_headcounts_by_hand():
    poor, persons = np.array([True, False, True, False]), np.array([1.0, 1.0, 1.0, 3.0])
    some = np.array([True, True, False, False])
    assert ratio_of_headcounts(poor, persons, some, ~some) == pytest.approx((1 / 2) / (1 / 4))
    assert np.isnan(ratio_of_headcounts(poor, persons, some, some & False))


def test_the_shape_of_consumption_has_a_number_unless_nobody_consumes_anything():
    assert np.isfinite(shape_gaps(np.array([0.0, 900.0, 4_000.0]), np.ones(3))).all()
    assert np.isnan(shape_gaps(np.zeros(3), np.ones(3))).all()


def test_patterns_are_measured_in_the_world_of_the_laboratory():
    plain, richer = (Lab(households=600, seeds=1, world=world)
                     for world in ({}, {"pension": 1200}))
    share = KNOWN["8-transfer-share"]
    values = [share.value(lab.recorded(MEASURES, YEARS)[0], False) for lab in (plain, richer)]
    assert values[1] > values[0]
    (still,) = richer.tracks("still", years=1, world=STILL)
    assert still.society.world.pension == 1200 and still.society.world.wage_growth == 0


def test_an_opening_alone_is_a_track(lab):
    (track,) = lab.tracks("opening", years=0)
    assert len(track.column("income")) == 1


def test_misranking_is_nought_for_a_list_that_sees_permanent_income(lab):
    (track,) = lab.tracks("seen", pairing.PAIRING, years=2, targeting="oracle")
    assert np.array_equal(track.column("score")[1], track.column("own_income")[0])


def test_a_yearly_frame_has_the_measures_asked_for(yearly):
    assert isinstance(yearly, pd.DataFrame) and [*MEASURES] == [*yearly.columns]
