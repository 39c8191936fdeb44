"""Survival out of poverty: Kaplan-Meier by hand, and real apart from paper exits."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.spells import Spells


def watched(on_file, poor, paper=None):
    """Spells of households (columns) over years (rows) from 2012 on."""
    spells = Spells(on_file.shape[1])
    for k, (file, below) in enumerate(zip(on_file, poor, strict=True)):
        left = (on_file[k - 1] & ~file) if k else np.zeros(len(file), bool)
        households = SimpleNamespace(paper_exit=left & (paper if paper is not None else False))
        nobody = np.zeros(0, int)
        facts = {"file": {"leaves": np.flatnonzero(left), "deadline": nobody, "struck": nobody}}
        spells.watch(SimpleNamespace(households=households, year=2012 + k, facts=facts), below)
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
