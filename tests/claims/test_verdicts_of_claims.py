"""Statements by hand, and verdicts on shares of worlds that are known."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.claims.claim import Place, Statement
from sim.claims.statement import margin
from sim.claims.verdict import (
    ENDS,
    FAILS,
    HOLDS,
    MIXED,
    STAYS,
    STRONGER,
    WEAKENS,
    judged,
    paired,
    together,
)

NOW, THEN = Place("fgt0", "national", "all", 2020), Place("fgt0", "national", "all", 2025)
VALUES = {("none", NOW): 0.4, ("none", THEN): 0.3, ("a", NOW): 0.2, ("a", THEN): 0.28, ("b", NOW): 0.3,
          ("both", NOW): 0.05}  # fmt: skip


def by(kind, *arms, **said):
    return margin(Statement(kind, arms, NOW, THEN, **said), VALUES, "none")


@pytest.mark.parametrize(("found", "expected"), [
    (lambda: by("less", "a", "b"), 0.1),
    (lambda: by("greater", "a", "b"), -0.1),
    (lambda: by("least", "both", "a", "b"), 0.15),
    (lambda: by("greatest", "b", "a", "both"), 0.1),
    (lambda: by("complements", "both", "a", "b"), 0.35 - 0.2 - 0.1),
    (lambda: by("ratio_below", "a", than=0.5), 0.5 * 0.02 - 0.2),
    (lambda: by("ratio_above", "a", than=0.5, good="high"), -0.02),  # no good effect: no share of it
    (lambda: by("ratio_above", "a", than=2.0, relative=True), 0.5 - 2 * 0.02 / 0.3),
])  # fmt: skip
def test_margins_are_those_of_the_definition(found, expected):
    assert found() == pytest.approx(expected)


def test_what_was_not_recorded_makes_a_claim_that_cannot_be_told():
    assert np.isnan(by("less", "a", "nobody"))
    one = judge([np.nan, np.nan])
    assert one.share.n == 0 and "cannot be told" in one.words


def judge(margins, without=None):
    claim = SimpleNamespace(mechanism=None if without is None else "there")
    names = tuple(f"w{place}" for place in range(len(margins)))
    return judged(claim, names, tuple(margins), tuple(without or ()))


def worlds(true, n):
    return [1.0] * true + [-1.0] * (n - true)


@pytest.mark.parametrize(("true", "n", "verdict"), [
    (18, 20, HOLDS), (17, 20, MIXED), (8, 20, MIXED), (2, 20, FAILS), (0, 3, MIXED), (0, 4, FAILS),
])  # fmt: skip
def test_a_claim_holds_from_nine_of_ten_on_and_fails_where_less_than_half_is_told(true, n, verdict):
    assert judge(worlds(true, n)).verdict == verdict


@pytest.mark.parametrize(("there", "without", "carried"), [
    (worlds(20, 20), worlds(0, 20), ENDS),
    (worlds(20, 20), worlds(12, 20), WEAKENS),
    (worlds(20, 20), worlds(15, 20), STAYS),  # five that turn: p is 1/16
    (worlds(10, 20), worlds(20, 20), STRONGER),
    (worlds(4, 4), worlds(0, 4), STAYS),  # all of too few
])  # fmt: skip
def test_a_claim_ends_only_where_clearly_fewer_worlds_are_left(there, without, carried):
    assert judge(there, without).carried == carried


def test_only_worlds_that_turn_tell_anything():
    found = paired(np.array(worlds(6, 30)), np.array(worlds(0, 30)))
    assert (found.lost, found.gained, found.p) == (6, 0, pytest.approx(2 * 0.5**6))


def test_several_mechanisms_are_judged_together():
    alone = judge(worlds(6, 6), worlds(0, 6))
    others = [judge(worlds(3, 6), worlds(3, 6)) for _ in range(3)]
    assert alone.carried == ENDS
    assert together([alone, *others])[0].carried == STAYS


def test_equal_arms_make_no_claim_true():
    assert judge([0.0] * 5).share.true == 0
