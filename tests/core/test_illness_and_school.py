"""Chronic illness, care and schooling where the answer is known without a simulation."""

import numpy as np
import pytest
from small_county import bare, pass_years, purse_in

from sim.agents.patient import onset_chance
from sim.processes.chronic import expected_bill, fall_chronically_ill
from sim.processes.coping import cover_bills, cover_treated, forgo_care, meet_bill, treat_illness
from sim.processes.farm import plan_farm
from sim.processes.production import harvest
from sim.processes.prospects import usual_output_of
from sim.processes.shocks import fall_ill
from sim.processes.slow_states import chance_of_leaving, send_to_school
from sim.record.care import values
from sim.record.seen import Seen


def test_chronic_illness_opens_at_the_share_at_which_it_stays():
    """Four standard errors of independent households."""
    society = bare(50_000)
    h, w = society.households, society.world
    onset = onset_chance(h, w)
    share = onset / (onset + w.chronic_recovery)
    error = np.sqrt((share * (1 - share)).mean() / len(h))
    assert abs(h.chronically_ill.mean() - share.mean()) < 4 * error
    pass_years(society, [fall_chronically_ill], years=8)
    assert abs(h.chronically_ill.mean() - share.mean()) < 4 * error


def test_a_clinic_that_keeps_illness_away_never_makes_one_last():
    """A household under a clinic is chronically ill only in years in which it would be without."""
    society, covered = bare(3_000, chronic_onset=0.08), bare(3_000, chronic_onset=0.08)

    def cover(society):
        society.channel("clinic").add(1.0, np.arange(len(society.households)))

    saved = 0
    for _ in range(8):
        pass_years(society, [fall_chronically_ill])
        pass_years(covered, [cover, fall_chronically_ill])
        plain, under = society.households.chronically_ill, covered.households.chronically_ill
        assert not (under & ~plain).any()
        saved += int((plain & ~under).sum())
    assert saved > 0


def test_the_bill_that_insurers_expect_comes_in_the_mean():
    """Four standard errors."""
    society = bare(100_000)
    h = society.households
    expected = expected_bill(h, society, 0.0).mean()
    pass_years(society, [fall_ill, fall_chronically_ill])
    error = h.medical_bill.std() / np.sqrt(len(h))
    assert abs(h.medical_bill.mean() - expected) < 4 * error


def test_care_is_forgone_just_above_the_share_of_savings_and_nothing_is_paid():
    society = bare(4, care_within=0.5)
    h = society.households
    h.persons, h.cash = 2.0, [40_000.0, 40_000.0, 40_000.0, -10.0]
    h.medical_bill = h.bill_due = [19_999.0, 20_001.0, 0.0, 5.0]
    pass_years(society, [forgo_care, treat_illness])
    assert h.care_forgone.tolist() == [False, True, False, True]
    assert h.bill_due.tolist() == [19_999.0, 0.0, 0.0, 0.0]
    assert h.medical_paid.tolist() == [1.0, 0.0, 1.0, 0.0]
    assert society.ledger.rows["households", "rest_of_world", "medical_bills"].tolist() == [
        19_999.0, 0.0, 0.0, 0.0]  # fmt: skip


def test_money_committed_to_bills_of_who_forgoes_care_covers_the_others():
    """A thousand yuan for bills of 1,000 each: of three patients the poor one goes without care."""
    society = bare(3, reimbursement=0.4, care_within=0.5)
    h = society.households
    h.cash = [5_000.0, 100.0, 5_000.0]
    h.medical_bill = 1_000.0
    society.open_year()
    purse_in(society, 600.0).pledge("medical", 600.0, 0.5)
    for process in (meet_bill, cover_bills, forgo_care, cover_treated):
        process(*((h, society) if hasattr(process, "by_household") else (society,)))
    assert h.care_forgone.tolist() == [False, True, False]
    assert h.medical_cover.tolist() == pytest.approx([300, 0, 300])
    assert h.bill_due.tolist() == pytest.approx([300, 0, 300])


def test_who_is_chronically_ill_reckons_with_it():
    """Farm and activity are expected to yield what they do on average while the illness lasts."""
    society = bare(2, chronic_work_loss=0.5, farm_noise=0, village_yield_noise=0, drought_chance=0)
    h, v = society.households, society.villages
    h.arrays["chronically_ill"][:] = [True, False]
    h.ability, h.skill, h.health, h.land_factor, h.farm_capital = 1.0, 0.2, 0.9, 1.0, 6_000.0
    h.adults, h.off_farm_workers, h.activity_capital, h.improved_seed = 3, 0, 0.0, False
    h.ill = h.still_ill = False
    v.yield_noise, society.economy.weather_norm = 1.0, 1.0
    output = usual_output_of(h, society, 0, 15_000.0)
    assert output[0] == pytest.approx(0.5 * output[1])
    pass_years(society, [plan_farm, harvest])
    assert h.farm_potential[0] == pytest.approx(0.5**0.4 * h.farm_potential[1])
    assert h.farm_output == pytest.approx(h.farm_potential)
    assert h.farm_loss_of_worker[0] == pytest.approx(0.5**0.4 * h.farm_loss_of_worker[1])


def test_what_illness_costs_is_counted_by_hand():
    """The line is 2,300 and the floor 1,035 yuan for one person: two fifths of the rest is paid."""
    society = bare(5)
    h = society.households
    h.persons, h.income = 1.0, [2_300.0, 2_400.0, 2_400.0, 1_000.0, 2_299.0]
    h.medical_bill = [600.0, 90.0, 600.0, 0.0, 900.0]
    h.care_forgone = [False, False, False, False, True]
    h.chronically_ill = [True, False, False, False, False]
    h.medical_spending = [600.0, 90.0, 300.0, 0.0, 0.0]
    society.open_year()
    found = {name: value for name, _, _, value in values(Seen(society))}
    assert found == {"catastrophic_spending": 1 / 5, "pushed_below_by_bills": 2 / 5,
                     "chronically_ill": 1 / 5, "care_forgone": 1 / 4}  # fmt: skip


def heading_for(tuition, years, **world):
    """Schooling children head for after years of such support, and their chance of leaving now."""
    society = bare(200, **world)
    h = society.households
    h.children, h.adults, h.undernourished, h.bill_due = 1, 2, False, 0.0

    def support(society):
        society.channel("tuition").add(tuition, np.arange(len(h)))

    pass_years(society, [support, send_to_school], years)
    return h.children_schooling.copy(), chance_of_leaving(h, society)


def test_support_gains_the_years_of_those_who_would_have_left():
    plain, supported = heading_for(0.0, 200), heading_for(1.0, 200)
    years, kept = 8, 0.8
    assert supported[1] == pytest.approx(plain[1] * (1 - kept))
    assert supported[0] - plain[0] == pytest.approx(years * kept * plain[1])


def test_a_year_of_support_decides_a_tenth_of_it():
    lasting = heading_for(1.0, 200)[0] - heading_for(0.0, 200)[0]
    first = heading_for(1.0, 1)[0] - heading_for(0.0, 1)[0]
    assert first == pytest.approx(0.1 * lasting)


def test_support_gains_nothing_where_nobody_would_have_left():
    assert heading_for(1.0, 5, dropout=0.0)[0] == pytest.approx(heading_for(0.0, 5, dropout=0.0)[0])
