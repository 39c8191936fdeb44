"""Luck is not shared by accident: each stream has one function that draws from it, and one home."""

import ast
from collections import defaultdict

from imports import modules

from sim.catalogue import STREAM_HOMES

DRAWS = {"uniform", "normal", "uniforms", "normals"}
ROOMS = ("sim.processes.", "sim.strategies.", "sim.record.", "sim.observation.")


def drawn(tree):
    """Names of streams and the functions that draw from them, as they stand in the source."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                named = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
                if named and call.func.attr in DRAWS and call.args:
                    if isinstance(call.args[0], ast.Constant):
                        yield call.args[0].value, function.name


def users_by_stream():
    """Files and functions of the year that draw from each stream."""
    users = defaultdict(set)
    for module, path in modules().items():
        if module.startswith(ROOMS):
            for stream, function in drawn(ast.parse(path.read_text(encoding="utf-8"))):
                users[stream].add((module, function))
    return users


def test_no_two_functions_of_the_year_share_a_stream():
    users = users_by_stream()
    assert len(users) > 30
    assert not {stream: names for stream, names in users.items() if len(names) > 1}


def test_a_stream_is_declared_in_the_file_that_draws_from_it():
    draws = {stream: module for stream, users in users_by_stream().items() for module, _ in users}
    year = {s: home for s, home in STREAM_HOMES.items() if not s.startswith("opening.")}
    assert draws == year


def test_a_shared_stream_would_be_seen():
    text = "def one(s):\n    s.uniform('luck', r)\ndef two(s):\n    s.normal('luck', r)\n"
    assert list(drawn(ast.parse(text))) == [("luck", "one"), ("luck", "two")]
