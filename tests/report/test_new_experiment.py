"""A further kind of experiment is a design and a question, each a file laid into its room."""

import sys

import pytest

import sim
from sim import designs, questions

DESIGN = '''
from sim.designs.point import Point, arm_name
from sim.terms import Role


def points(whole):
    """The whole at half of its money."""
    for strategy in whole.uses:
        role = Role("half", strategy, whole.name)
        yield Point(arm_name("half", strategy), whole.changed(strategy, share=0.5), role)
'''
QUESTION = '''
import pandas as pd

from sim.folder.read import Missing
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import name
from sim.showing.roles import gaps

TITLE = "What half of the money does"
PLACE = 9_000


def table(folder):
    """Arms at half of the money minus the whole."""
    rows = [(gap.arm, gap.of, *gap.estimate.cells) for gap in gaps(folder, ("fgt0",), ("half",))]
    if not rows:
        raise Missing("")
    return pd.DataFrame(rows, columns=["arm", "strategy", "mean", "low", "high", "n"])


def draw(folder, numbers):
    """One row an arm."""
    page = style.page(1.0, TITLE, "simulated", folder.source)
    style.rows(page.subplots(), list(numbers["arm"]))
    return page


def say(folder, numbers):
    """By how much the headcount differs."""
    found = Finding(TITLE)
    for row in numbers.table("figures/halved.csv").itertuples():
        found.say("Half of the money under {}: {}.", name(row.strategy), numbers.number(
            "figures/halved.csv", "mean", 100, 2, True, arm=row.arm))
    yield found
'''
SCENARIO = """
county: {households: 300, villages: 2}
horizon: {years: 2}
replications: 2
arms: {none: {}, whole: {universal_transfer: {}}}
design: {kind: halved, of: whole}
"""


@pytest.fixture
def laid(tmp_path, monkeypatch):
    """A folder with a scenario, and the two files in folders beside those of their rooms."""
    for room, text in ((designs, DESIGN), (questions, QUESTION)):
        place = tmp_path / room.__name__
        place.mkdir()
        (place / "halved.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(room, "__path__", [*room.__path__, str(place)])
    (tmp_path / "it.yaml").write_text(SCENARIO, encoding="utf-8")
    yield tmp_path
    for room in (designs, questions):
        sys.modules.pop(f"{room.__name__}.halved", None)
        vars(room).pop("halved", None)


def test_a_design_and_a_question_are_a_kind_of_experiment(laid):
    results = sim.run(laid / "it.yaml", laid / "out", progress=False)
    assert results.arms == ["none", "whole", "half-universal-transfer"]
    page = (results.folder / "report.html").read_text(encoding="utf-8")
    assert page.count("What half of the money does") >= 2 and "Half of the money under" in page
    assert (results.folder / "figures" / "halved.png").is_file()
