"""Errors of a list and leakage by hand: who is poor is asked before programmes paid."""

from types import SimpleNamespace

import numpy as np
import pytest
from small_county import bare, begin, lived, opened, plan

from sim import measures
from sim.analysis.track import live as tracked
from sim.observation.observer import Observer
from sim.programme import Moves
from sim.record import churn, help, targeting
from sim.record.aid import income_before_aid
from sim.record.seen import Seen
from sim.simulate import enter_arm, simulate


def five():
    """Five households at a line of 1,000: lifted by cash, poor, a helper, well off, on the line."""
    society = bare(5, poverty_line=1000.0)
    h = society.households
    h.persons = [2, 1, 4, 1, 3]
    h.income = [2200.0, 900.0, 4100.0, 1500.0, 3000.0]
    h.registered = [True, False, True, False, True]
    for kind, amounts in (
        ("cash_transfer", [400, 0, 0, 100, 0]), ("helper_wages", [0, 0, 500, 0, 0]),
        ("land_compensation", [0, 0, 0, 0, 600]),
    ):  # fmt: skip
        society.ledger.transfer("programme:mine", h, np.array(amounts, float), kind)
    society.ledger.transfer("treasury", h, np.array([50.0] * 5), "pension")
    return society


def recorded(society):
    return {row[0]: row[3] for row in targeting.values(Seen(society))}


def test_a_payment_that_lifts_is_no_error_of_the_list_and_what_is_paid_for_is_no_aid():
    society = five()
    assert income_before_aid(society).tolist() == [1800, 900, 4100, 1400, 3000]
    assert Seen(society).poor_before_aid.tolist() == [True, True, False, False, False]
    assert recorded(society) == {
        "inclusion_error": pytest.approx(2 / 3),
        "exclusion_error": pytest.approx(1 / 2),
        "leakage": pytest.approx(100 / 500),
    }


def test_exits_and_help_are_judged_by_the_same_income():
    society = five()
    leaves = np.array([0, 3])
    programme = begin(society, SimpleNamespace(name="mine"))
    programme.moves = Moves(leaves[:0], leaves, leaves[:0], leaves[:0])
    programme.helped = np.array([True, False, True, False, False])
    exits = {row[0]: row[3] for row in churn.values(Seen(society))}
    assert exits["false_exits"] == 1 / 2
    shares = {row[2]: row[3] for row in help.values(Seen(society))}
    assert shares == {"distance=above the line": pytest.approx(1 / 3),
                      "distance=nearest third": pytest.approx(1 / 2)}


FLOOR = plan({"floor": {"income_floor": {}}}, years=1)


def test_whom_the_floor_lifts_it_listed_rightly():
    county = lived(opened(FLOOR), "floor")
    h, line = county.households, county.world.poverty_line
    without = h.income - h.floor_payment < line * h.persons
    assert (without & h.registered & (h.income >= line * h.persons)).sum() > 10  # lifted
    rows = {row[1]: row[4] for row in simulate(FLOOR, "floor", 1).outcomes if row[0] == FLOOR.end}
    assert rows["inclusion_error"] == measures.inclusion_error(without, h.registered)
    assert rows["exclusion_error"] == measures.exclusion_error(without, h.registered)


def test_patterns_judge_lists_by_the_same_income():
    track = tracked(enter_arm(opened(FLOOR), "floor"))
    h = track.society.households
    assert h.floor_payment.any()
    assert np.array_equal(track.column("income_before_aid")[1], h.income - h.floor_payment)


def test_a_county_without_programmes_has_no_targeting():
    county = lived(opened(FLOOR), "none")
    observer = Observer(county)
    observer.record()
    names = {row[1] for row in observer.rows()["outcomes"]}
    assert not names & {"inclusion_error", "exclusion_error", "leakage"} and "fgt0" in names
