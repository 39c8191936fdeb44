"""The instrument gives what is declared, to those drawn, in the years meant, and nothing else."""

import numpy as np
import pytest
from trial_county import PLAN, county, study

from sim.ground.channels import CHANNELS
from sim.simulate import enter_arm, live_through
from sim.terms import StrategyUse
from sim.trials.county import ARM
from sim.trials.instrument import Instrument, budget, sizes
from sim.trials.lot import drawn
from sim.trials.runner import plausible
from sim.trials.study import DOSES, Dose


def lived(one, years=2):
    """The county after the years of a study, and what was paid and filled in each."""
    from dataclasses import replace

    base = county()
    groups = drawn(one, base.opened)
    given = sizes(one, base.opened, groups)
    kind = Instrument.of(one, groups, given, base.scenario.start + 1)
    use = StrategyUse(kind.name, {}, base.scenario.start + 1, base.scenario.start + years, 1.0, kind)
    scenario = replace(base.scenario, years=years, arms={ARM: {use.name: use}},
                       budget=budget(one, base.opened, groups, given))  # fmt: skip
    filled = []
    for society in live_through(enter_arm(base.opened, ARM, scenario)):
        entries = [(kind, amount) for payer, _, kind, amount in society.ledger.entries
                   if payer == "programme:instrument"]  # fmt: skip
        filled.append((dict(entries), set(society.channels)))
    return groups, given, filled


@pytest.mark.parametrize("what", sorted(DOSES))
def test_every_dose_can_be_given_for_a_year_and_no_longer(what):
    of = "consumption" if DOSES[what] == "yuan" else "unit"
    _, given, (first, second) = lived(study(doses=(Dose(what, 0.5, of, 1),)))
    assert given[what] > 0
    paid = [name for name in first[0] if name != "unspent"]
    assert paid or what in ("medical", "seed_subsidy", "loan")
    channel = {"loan": "small_credit", "cash": None, "medical": None}.get(what, what)
    assert channel is None or (channel in first[1] and channel not in second[1])
    assert not [name for name in second[0] if name != "unspent"]


def test_money_is_a_multiple_of_consumption_or_of_a_days_wage():
    h, groups = county().opened.households, drawn(study(), county().opened)
    _, given, (first, _) = lived(study())
    assert given["cash"] == pytest.approx(0.3 * h.consumption[groups.eligible].mean())
    assert first[0]["trial_cash"] == pytest.approx(given["cash"] * groups.treated.sum())
    days = sizes(study(doses=(Dose("cash", 300, "wage", 1),)), county().opened, groups)
    assert days["cash"] == pytest.approx(float(np.mean(county().opened.villages.mean_wage)))


def test_doses_are_all_that_channels_and_payments_offer():
    assert {"cash", "medical", "loan"} < DOSES.keys()
    assert "land_change" not in DOSES and "incentive" not in DOSES
    assert all(CHANNELS[name].unit == unit for name, unit in DOSES.items() if name in CHANNELS)


def test_plausible_worlds_differ_and_are_the_same_each_time():
    from dataclasses import replace

    first, again = (list(plausible(replace(PLAN, worlds=3))) for _ in range(2))
    assert [one.world for one in first] == [one.world for one in again]
    values = [one.world["risk_aversion"] for one in first]
    assert len(set(values)) == 3 and all(one.rescale for one in first)
