"""No number hides in a function of the model: each is a declared parameter or has a name.

What may stand in a function is what everybody reads alike: nought, one, two, a half, and units.
"""

import ast

import pytest
from imports import modules

ROOMS = ("agents", "population", "processes", "strategies", "record", "observation")
PLAIN = {0, 0.5, 1, 2}
UNITS = {12, 100, 365}  # months, per cent, days
DECLARE = {"number", "whole"}
ALLOWED = {
    ("sim.population.villages", "draw_villages", 4): "quartiles of remoteness",
    ("sim.observation.tables", "transitions", 4): "poor or not, before and now",
    ("sim.record.help", "values", 3): "thirds of the distance to the line",
    ("sim.strategies.pairing.plan", "__post_init__", 4): "as many columns as are unpacked",
}


def literals(tree):
    """Function, line and value of each number in a function that is neither plain nor a unit."""
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            for node in undeclared(function):
                if is_number(node) and node.value not in PLAIN | UNITS:
                    yield getattr(function, "name", "lambda"), node.lineno, node.value


def undeclared(node):
    """Everything below, but for what a call declares as a parameter and for functions within."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and getattr(child.func, "id", "") in DECLARE:
            continue
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from undeclared(child)


def is_number(node):
    return isinstance(node, ast.Constant) and type(node.value) in (int, float, complex)


def found():
    """Module, function, line and value of every such number of the model."""
    for name, path in modules().items():
        if name.split(".")[1:2] and name.split(".")[1] in ROOMS:
            for literal in literals(ast.parse(path.read_text(encoding="utf-8"))):
                yield (name, *literal)


FOUND = list(found())


def test_no_number_hides_in_a_function_of_the_model():
    hidden = [f"{module}, line {line}: {value} in {function}"
              for module, function, line, value in FOUND
              if (module, function, value) not in ALLOWED]
    assert not hidden, "declare it in PARAMETERS, or name it:\n" + "\n".join(hidden)


def test_the_list_of_what_is_allowed_is_short_and_in_use():
    assert len(ALLOWED) <= 10 and all(ALLOWED.values())
    assert not ALLOWED.keys() - {(module, function, value) for module, function, _, value in FOUND}


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("def f(x):\n    return 0.3 * x", [0.3]),
        ("def f(x):\n    return -0.05 * x + 7", [0.05, 7]),
        ("def f(x, share=0.25):\n    return share * x", [0.25]),
        ("class A:\n    def f(self):\n        return [1e-9 for _ in self.x]", [1e-9]),
        ("value = {'fgt': lambda d: d**3}", [3]),
        ("def f(x):\n    def g(y):\n        return 0.4 * y\n    return g(x)", [0.4]),
        ("def f(x):\n    return 0.5 * x - 2 + 100 * x / 12 - 1.0", []),
        ("def f():\n    return {'share': number(0.06, 'share', 0, 0.3, 'assumption', 'x')}", []),
        ("LIMIT = 0.3\n\n\ndef f(x):\n    return LIMIT * x if x is not True else '0.7'", []),
    ],
)  # fmt: skip
def test_the_reader_of_numbers_sees_them_all(code, values):
    assert [value for _, _, value in literals(ast.parse(code))] == values
