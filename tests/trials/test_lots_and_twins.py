"""A lot balances, nothing given does nothing, and a planted effect is found as often as is said."""

from dataclasses import replace

import numpy as np
import pytest
from trial_county import county, draws, study

from sim.trials import county as of_county
from sim.trials.county import Draw
from sim.trials.estimate import found
from sim.trials.lot import drawn
from sim.trials.study import Dose

BALANCED = ("consumption", "persons", "land", "schooling", "cash", "health")


def means(values, groups):
    return values[groups.treated].mean(), values[groups.controls].mean()


def test_a_lot_balances_what_households_are_at_the_opening():
    """Of 1,800 comparisons 5% are beyond 1.96 by luck; beyond 4.5 standard errors of that is no lot."""
    h = county().opened.households
    beyond = []
    for lot in range(300):
        groups = drawn(study(name=f"lot{lot}"), county().opened)
        for name in BALANCED:
            values = getattr(h, name).astype(float)
            treated, controls = values[groups.treated], values[groups.controls]
            errors = (part.std() / len(part) ** 0.5 for part in (treated, controls))
            beyond.append(abs(treated.mean() - controls.mean()) > 1.96 * np.hypot(*errors))
    # Comparisons of one lot go together: each lot counts as two of its six.
    assert abs(np.mean(beyond) - 0.05) < 4.5 * (0.05 * 0.95 / 600) ** 0.5


def test_a_lot_is_the_same_in_every_run_and_another_for_another_study():
    first, again, other = (drawn(study(name=name), county().opened) for name in ("a", "a", "b"))
    assert (first.treated == again.treated).all() and (first.treated != other.treated).any()
    assert (first.treated <= first.eligible).all()
    assert first.treated.sum() == round(0.5 * first.eligible.sum())


def test_a_village_is_treated_whole_and_a_county_has_no_controls():
    opened = county().opened
    groups = drawn(study(unit_of_lot="village"), opened)
    villages = opened.households.village
    assert len(set(villages[groups.treated]) & set(villages[groups.controls])) == 0
    assert not drawn(study(unit_of_lot="county"), opened).controls.any()


@pytest.mark.parametrize("what", ["cash", "activity_grant", "farm_capital_grant", "public_investment"])
def test_a_dose_of_nothing_does_exactly_nothing(what):
    none = study(doses=(Dose(what, 0.0, "consumption", 1),))
    (draw,) = draws(none)
    assert (draw.treated, draw.control) == (0.0, 0.0)


def test_a_fee_for_nothing_does_exactly_nothing():
    """The instrument acts and pays, and what it fills changes nobody: no programme is an effect."""
    (draw,) = draws(study(doses=(Dose("visits", 1e-12, "unit", 1),), outcome="income"))
    assert abs(draw.treated) < 1e-6 and abs(draw.control) < 1e-6


def test_cash_given_is_found_to_the_yuan_and_nobody_else_has_it():
    """A planted effect whose size is known: the dose itself, as transfers of the year."""
    given = study(outcome="transfer_income", effect="absolute")
    (draw,) = draws(given)
    groups = drawn(given, county().opened)
    dose = 0.3 * county().opened.households.consumption[groups.eligible].mean()
    assert draw.treated == pytest.approx(dose, rel=1e-9)
    assert draw.control == 0.0
    assert found(given, [draw, draw]).effect.value == pytest.approx(dose, rel=1e-9)


@pytest.mark.parametrize("outcome", ["ill", "farm_output", "wage_income"])
def test_controls_equal_their_twin_in_what_no_channel_reaches(outcome):
    """Cash of this year moves neither illness, harvest nor wages of this year: T - T0 is nought."""
    (draw,) = draws(study(outcome=outcome))
    assert draw.control == 0.0


def test_a_planted_effect_lies_in_its_interval_as_often_as_is_said():
    """Gains differ by household; 95% of 200 trials of eight lots hold the mean, 4 errors apart."""
    h, luck = county().opened.households, np.random.default_rng(1)
    eligible = drawn(study(), county().opened).eligible
    held = []
    for trial in range(200):
        gains = 1000 * (1 + luck.normal(size=len(h)))
        shared = luck.normal(0, 50, size=8)
        table = []
        for lot in range(8):
            groups = drawn(study(name=f"t{trial}l{lot}"), county().opened)
            after = np.where(groups.treated, gains, 0) + 300 + shared[lot]
            table.append(Draw("cash", *means(after, groups), level=10_000))
        one = found(study(), table)
        held.append(one.effect.low <= gains[eligible].mean() / 10_000 <= one.effect.high)
        assert one.spillover == pytest.approx(0.03, abs=0.02)
    assert 0.95 - 4 * (0.05 * 0.95 / 200) ** 0.5 < np.mean(held)


def test_a_spillover_is_the_difference_of_total_and_effect():
    table = [Draw("cash", 120, 20, 1000), Draw("cash", 140, 40, 1000)]
    one = found(study(), table)
    assert one.effect.value == pytest.approx(0.1)
    assert (one.total, one.spillover) == pytest.approx((0.13, 0.03))


def test_the_effect_per_taker_is_wald():
    table = [Draw("cash", 100, 0, 1000, 0.5, 0.1), Draw("cash", 60, 0, 1000, 0.5, 0.1)]
    late = study(estimate="late", takeup="improved_seed")
    one = found(late, table)
    assert one.first_stage == pytest.approx(0.4)
    assert one.effect.value == one.late == pytest.approx(0.08 / 0.4)
    few = [replace(draw, takes=0.11) for draw in table]
    assert np.isnan(found(late, few).effect.value)


def test_a_county_without_controls_is_held_against_its_twin():
    table = [Draw("cash", gain, np.nan, 1000) for gain in (50, 70)]
    one = found(study(unit_of_lot="county"), table)
    assert one.effect.value == pytest.approx(0.06) and np.isnan(one.spillover)


def test_the_twin_is_the_county_as_it_lives_without_programme():
    """A county with no arm at all lives the same years as the twin does."""
    from sim.simulate import enter_arm

    alone = enter_arm(county().opened, of_county.ARM, county().scenario)
    again = of_county.lived(alone, {"consumption"})
    assert (again.columns["consumption"] == county().twin.columns["consumption"]).all()
