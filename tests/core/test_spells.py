"""Survival out of poverty: Kaplan-Meier by hand, and real apart from paper exits."""

import numpy as np
import pytest
from hand_county import NAMES, HandCounty

from sim.programme import Moves
from sim.record.spells import Spells


def watched(on_file, poor, paper=None):
    """Spells of households (columns) over years (rows) from 2012 on."""
    spells = Spells(on_file.shape[1])
    for k, (file, below) in enumerate(zip(on_file, poor, strict=True)):
        left = (on_file[k - 1] & ~file) if k else np.zeros(len(file), bool)
        on_paper, nobody = left & (paper if paper is not None else False), np.zeros(0, int)
        moves = Moves(nobody, np.flatnonzero(left), nobody, nobody)
        spells.watch(2012 + k, below, moves, on_paper)
    return spells


def test_it_is_kaplan_meier_by_hand():
    on_file = np.array([[1, 1, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]], bool)
    poor = np.array([[1, 1, 1, 1], [0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]], bool)
    curve = {(kind, years): value for kind, years, value in watched(on_file, poor).survival(2015)}
    assert curve["real", 0] == 1.0
    # poor again after 1 and 2 years; one is seen for 2 years, one that left later for 1 year
    assert curve["real", 1] == pytest.approx(1 - 1 / 4)
    assert curve["real", 2] == pytest.approx((1 - 1 / 4) * (1 - 1 / 2))


def test_paper_exits_stand_apart():
    on_file = np.array([[1] * 6, [0] * 6, [0] * 6], bool)
    paper = np.array([1, 1, 1, 0, 0, 0], bool)
    poor = np.array([[1] * 6, [0] * 6, [1, 1, 1, 0, 0, 0]], bool)
    curve = {(kind, years): value
             for kind, years, value in watched(on_file, poor, paper).survival(2014)}
    assert curve["paper", 1] == 0.0 < curve["real", 1] == 1.0


def test_who_is_poor_in_the_year_of_the_exit_counts_at_once():
    on_file = np.array([[1, 1], [0, 0], [0, 0]], bool)
    poor = np.array([[1, 1], [1, 0], [0, 0]], bool)
    curve = {(kind, years): value for kind, years, value in watched(on_file, poor).survival(2014)}
    assert curve["real", 0] == 0.5 == curve["real", 1]


def test_how_long_those_who_left_the_file_stay_out():
    county = HandCounty(measures=["survival"])
    county.lives(2011)
    left = np.array([NAMES.index(name) for name in "ABEHK"])
    nobody = np.zeros(0, np.int64)
    county.set("paper_exit", {"K": True})
    county.lives(2012, moves=Moves(nobody, left, nobody, left[3:4]))
    county.lives(2013, moves=None)
    assert county.value(2013, "survival", "national", "real=0") is None  # told once, at the end
    county.lives(2014, moves=None)
    # A is poor again after a year, B and E (on the line until then) after two; H and K left alone.
    for years, share in ((0, 1), (1, 2 / 3), (2, 0)):
        assert county.value(2014, "survival", "national", f"real={years}") == pytest.approx(share)
    groups = {row[3] for row in county.observer.rows()["outcomes"] if row[1] == "survival"}
    assert groups == {"real=0", "real=1", "real=2"}


def test_survival_is_recorded_where_it_is_asked_for_alone():
    county = HandCounty(measures=["gini"])
    left = np.array([NAMES.index(name) for name in "ABE"])
    for year in range(2011, 2015):
        county.lives(year, moves=Moves(left[:0], left, left[:0], left[:0]))
    assert "survival" not in county.recorded(2014)
