"""Why a household is poor: one household a cause, on either side of the border, and their order."""

import numpy as np
import pytest
from small_county import bare, opened, plan

from sim.processes.causes import CAUSES, causes, diagnose, misjudge, seen_rightly, true_cause

PLAIN = {"adults": 2, "health": 1.0, "permanent_income": 20_000.0, "bill_due": 0.0,
         "chronically_ill": False, "care_forgone": False, "drought_loss": 0.0,
         "farm_potential": 10_000.0, "school_cost": 0.0, "knows_activity": True, "skill": 0.5,
         "activity_capital": 20_000.0, "off_farm_workers": 2}
# Able, without funds: a start would pay, but neither own cash nor credit reaches the need.
ABLE = {"ability": 3.0, "persons": 4.0, "activity_capital": 0.0, "own_funds": 0.0,
        "farm_capital": 0.0, "farm_potential": 5_000.0, "farm_labour": 2.0, "consumption": 30_000.0,
        "debt_bank": 0.0, "debt_guaranteed": 0.0, "debt_informal": 0.0, "debt_mutual": 0.0,
        "credit_score": 0.9, "arrears": 0}
REMOTE = {"off_farm_workers": 0}

CASES = [
    ("none", {}, 0.0),
    ("labour", {"adults": 0}, 0.0),
    ("labour", {"health": 0.499}, 0.0),
    ("illness", {"health": 0.5}, 0.0),
    ("illness", {"health": 0.699}, 0.0),
    ("none", {"health": 0.701}, 0.0),
    ("illness", {"bill_due": 5_001.0}, 0.0),
    ("none", {"bill_due": 4_999.0}, 0.0),
    ("illness", {"chronically_ill": True}, 0.0),
    ("illness", {"care_forgone": True}, 0.0),
    ("disaster", {"drought_loss": 0.30}, 0.0),
    ("none", {"drought_loss": 0.29}, 0.0),
    ("none", {"drought_loss": 0.30, "farm_potential": 0.0}, 0.0),
    ("schooling", {"school_cost": 3_001.0}, 0.0),
    ("none", {"school_cost": 2_999.0}, 0.0),
    ("skill", {"knows_activity": False, "skill": 0.134}, 0.0),
    ("none", {"knows_activity": False, "skill": 0.136}, 0.0),
    ("none", {"skill": 0.0}, 0.0),
    ("none", {"skill": 0.0, "knows_activity": False, "adults": 1, "off_farm_workers": 0}, 0.0),
    ("funds", ABLE, 0.0),
    ("none", ABLE | {"own_funds": 30_000.0}, 0.0),
    ("none", ABLE | {"farm_capital": 40_000.0}, 0.0),  # credit on half of it
    ("funds", ABLE | {"farm_capital": 40_000.0, "arrears": 1}, 0.0),
    ("none", ABLE | {"ability": 0.3}, 0.0),  # a start would not pay
    ("none", ABLE | {"adults": 1, "off_farm_workers": 0}, 0.0),
    ("none", ABLE | {"activity_capital": 15_000.0}, 0.0),
    ("funds", ABLE | {"activity_capital": 5_000.0}, 0.0),
    ("remoteness", REMOTE, 0.71),
    ("none", REMOTE, 0.69),
    ("none", {"off_farm_workers": 1}, 0.9),
    ("remoteness", {"off_farm_workers": 1, "adults": 3}, 0.9),
    ("remoteness", ABLE | REMOTE | {"ability": 0.3}, 0.9),
]


def household(columns, remoteness=0.0, **world):
    """A county of households that are all like this."""
    society = bare(4, **world)
    for name, value in (PLAIN | columns).items():
        setattr(society.households, name, value)
    society.villages.remoteness = remoteness
    return society


def seen(columns, remoteness=0.0):
    (cause,) = set(true_cause(household(columns, remoteness)))
    return CAUSES[cause]


@pytest.mark.parametrize(("cause", "columns", "remoteness"), CASES)
def test_each_cause_holds_within_its_border(cause, columns, remoteness):
    assert seen(columns, remoteness) == cause


def test_the_first_cause_that_holds_is_the_main_one():
    """A household with all of them loses one after the other."""
    columns = ABLE | REMOTE | {"health": 0.4, "drought_loss": 0.3, "school_cost": 9_000.0,
                               "skill": 0.1, "knows_activity": False}
    cured = [{}, {"health": 0.6}, {"health": 1.0}, {"drought_loss": 0.0}, {"school_cost": 0.0},
             {"skill": 0.5, "knows_activity": True}, {"own_funds": 30_000.0}, {"off_farm_workers": 1}]
    order = []
    for cure in cured:
        columns = columns | cure
        order.append(seen(columns, 0.9))
    assert order == [*CAUSES[1:], "none"]


def test_several_causes_may_hold_and_the_main_one_is_their_first():
    society = opened(plan())
    found, main = causes(society), true_cause(society)
    assert found.shape == (len(society.households), len(CAUSES) - 1)
    assert (found.sum(axis=1) > 1).any()
    assert np.array_equal(np.where(found.any(axis=1), found.argmax(axis=1) + 1, 0), main)


def test_each_household_is_judged_by_itself():
    society = household({})
    h = society.households
    h.adults[1], h.bill_due[2], h.skill[3], h.knows_activity[3] = 0, 9_000.0, 0.0, False
    assert [CAUSES[cause] for cause in true_cause(society)] == ["none", "labour", "illness", "skill"]


@pytest.mark.parametrize("unaided", [0.1, 0.35, 0.9])
def test_insight_adds_to_the_log_odds_of_a_right_diagnosis(unaided):
    society = bare(4000, diagnosis_unaided=unaided)
    true = np.full(4000, CAUSES.index("disaster"), np.int8)
    drawn = society.uniform("diagnosis", society.households)
    for insight in (0.0, 1.2, 5.0):
        odds = np.log(unaided / (1 - unaided)) + insight
        assert seen_rightly(society, insight) == pytest.approx(1 / (1 + np.exp(-odds)))
        right = misjudge(society, true, insight, society.households) == true
        assert np.array_equal(right, drawn < seen_rightly(society, insight))


def test_where_an_office_is_always_right_nobody_can_be_wrong():
    society = bare(400, diagnosis_unaided=1.0)
    true = np.full(400, CAUSES.index("skill"), np.int8)
    for insight in (0.0, 3.0):
        assert seen_rightly(society, insight) == 1.0
        assert np.array_equal(misjudge(society, true, insight, society.households), true)


def test_a_wrong_diagnosis_is_any_other_cause_alike():
    """Error rate 1e-3."""
    society = bare(20_000, diagnosis_unaided=0.1)
    true = np.full(20_000, CAUSES.index("skill"), np.int8)
    found = misjudge(society, true, 0.0, society.households)
    wrong = found[found != true]
    counts = np.bincount(wrong, minlength=len(CAUSES))
    expected = len(wrong) / (len(CAUSES) - 1)
    others = np.delete(counts, CAUSES.index("skill"))
    assert np.abs(others - expected).max() < 4 * np.sqrt(expected)
    assert counts[CAUSES.index("skill")] == 0


def test_a_diagnosis_starts_from_the_true_cause():
    society = household({"bill_due": 9_000.0})
    assert {CAUSES[cause] for cause in diagnose(society, 50.0)} == {"illness"}
