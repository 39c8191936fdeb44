"""Every number has one home, a unit, a range and a source, and wrong values are refused in words."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import modules

from sim.catalogue import COLUMNS, HOMES, PARAMETERS
from sim.ground.parameters import Paths, choice, names, number, switch
from sim.scenario.check import as_declared

RATE = number(0.5, "share", 0, 1, "assumption", "a share")


@pytest.mark.parametrize(
    ("parameter", "value", "phrase"),
    [
        (RATE, 1.5, "must be a number between 0 and 1, not 1.5"),
        (RATE, "x", "must be a number between 0 and 1, not 'x'"),
        (RATE, True, "must be a number between 0 and 1, not True"),
        (RATE, None, "must be a number between 0 and 1, not None"),
        (RATE, float("nan"), "must be a finite number between 0 and 1, not nan"),
        (RATE, float("inf"), "must be a finite number between 0 and 1, not inf"),
        (switch(True, "a switch"), 1, "must be true or false, not 1"),
        (choice("a", ("a", "b"), "a choice"), "c", "must be one of a, b, not 'c'"),
        (names((), ("a", "b"), "names"), ["a", "c"], "knows no 'c' (it has a, b)"),
        (names((), tuple("abcdefghij"), "names"), ["z"], "knows no 'z'"),
        (names((), ("a", "b"), "names"), ["a", "a"], "names 'a' twice"),
        (names((), ("a", "b"), "names"), "a", "must be a list of names, not 'a'"),
    ],
)  # fmt: skip
def test_wrong_values_are_refused_in_words(parameter, value, phrase):
    assert parameter.check(value) == phrase


def test_a_default_is_allowed_and_as_it_would_be_read():
    for name, parameter in PARAMETERS.items():
        assert parameter.check(parameter.default) is None, name
        assert repr(as_declared(parameter, parameter.default)) == repr(parameter.default), name


@given(st.floats(0, 1) | st.sampled_from([0, 1]))
def test_the_range_is_inclusive(value):
    assert RATE.check(value) is None


@given(st.floats(allow_nan=True) | st.text() | st.booleans() | st.none() | st.lists(st.text()))
def test_any_value_gets_an_answer(value):
    for parameter in (RATE, switch(True, "x"), choice("a", ("a",), "x"), names((), ("a",), "x")):
        answer = parameter.check(value)
        assert answer is None or answer.startswith(("must be ", "knows no ", "names "))


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_every_world_parameter_is_fully_declared(name):
    parameter = PARAMETERS[name]
    assert parameter.check(parameter.default) is None
    assert name.isidentifier() and parameter.meaning and parameter.source and parameter.unit
    if parameter.kind == "number":
        assert parameter.low < parameter.high
        assert parameter.low <= parameter.default <= parameter.high


def words():
    """Every name that code of the package reads or writes; keys of declarations do not count."""
    found = set()
    for path in modules().values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Call):
                found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
            elif isinstance(node, (ast.Tuple, ast.List)):
                found |= {e.value for e in node.elts if isinstance(e, ast.Constant)}
    return found


def test_nothing_is_declared_that_nobody_uses():
    used = words()
    assert not set(PARAMETERS) - used
    for table, columns in COLUMNS.items():
        assert not set(columns) - used, table


def test_every_parameter_lives_in_one_module():
    assert set(HOMES) == set(PARAMETERS)


def test_paths_hold_from_their_year_until_the_next():
    declared = {"rate": RATE, "other": RATE}
    paths = Paths(declared, {"rate": {2014: 0.1, 2012: 0.9}})
    assert [paths.at(year).rate for year in (2011, 2012, 2013, 2014, 2030)] == (
        [0.5, 0.9, 0.9, 0.1, 0.1]
    )
    assert paths.at(2013).other == 0.5
    assert Paths(declared, {"rate": 0.2}).at(1999).rate == 0.2
    assert sorted(paths) == ["other", "rate"]


def test_a_whole_number_has_no_fraction():
    from sim.ground.parameters import whole

    years = whole(2, "years", 0, 5, "assumption", "Years of grace")
    assert years.check(3) is None and years.check(3.0) is None
    assert "whole number" in years.check(2.9)


@given(st.floats(0, 1))
def test_a_plausible_value_lies_in_the_plausible_range_and_the_default_is_its_median(share):
    skewed = RATE.plausibly(0.4, 0.9, because="a study")
    assert skewed.at(0.5) == skewed.default
    assert 0.4 <= skewed.at(share) <= 0.9
    assert (skewed.at(share) < skewed.default) == (share < 0.5) or skewed.at(share) == skewed.default


def test_a_range_nobody_declared_reaches_halfway_to_the_limits():
    assert RATE.prior == (0.25, 0.75)
    assert switch(True, "a switch").prior == (True,)
    assert choice("a", ("a", "b"), "a choice").prior == ("a",)


def test_names_that_are_plausible_are_drawn_alike():
    rule = choice("a", ("a", "b", "c"), "a choice").plausibly("a", "b", because="a study")
    assert [rule.at(share) for share in (0, 0.49, 0.5, 1)] == ["a", "a", "b", "b"]


def test_what_is_certain_has_one_value():
    line = RATE.certain("the yardstick")
    assert {line.at(share) for share in (0, 0.3, 1)} == {line.default}


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_every_plausible_range_holds_its_default_within_the_limits(name):
    parameter = PARAMETERS[name]
    assert all(parameter.check(value) is None for value in parameter.prior)
    if parameter.kind == "number":
        assert parameter.prior[0] <= parameter.default <= parameter.prior[-1]
        assert parameter.because
