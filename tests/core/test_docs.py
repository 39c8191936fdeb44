"""What strategies, local models and processes say of themselves, with docstrings or without."""

import subprocess
import sys

import pytest

import sim
from sim import docs
from sim.cycle import YEAR
from sim.strategies import find

KINDS = {name: kind for strategy in find().values() for name, kind in
         [(strategy.name, strategy), *strategy.parts.items()]}  # fmt: skip


def says(flags):
    code = (
        "from sim.strategies import find\nfrom sim.cycle import describe\n"
        "for kind in find().values():\n"
        "    for one in (kind, *kind.parts.values()): print(one.name, '|', one.says)\n"
        "for row in describe(): print(*row)\n"
    )
    done = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_everything_says_the_same_without_docstrings():
    lines = says(["-OO"])
    assert lines == says([])
    assert len(lines) == len(KINDS) + sum(map(len, YEAR.values()))


@pytest.mark.parametrize("name", KINDS)
def test_each_says_its_first_paragraph_in_one_line(name):
    said = KINDS[name].says
    assert said == " ".join(KINDS[name].__doc__.split("\n\n")[0].split())
    assert said.endswith(".") and len(said) > 20


def test_a_declared_sentence_comes_before_the_docstring():
    class Tools(sim.Strategy):
        """Gives tools."""

        says = "Tools are given."

    class MoreTools(sim.Strategy):
        """Gives more tools,
        and then more.

        Nobody knows why.
        """

    assert (Tools.says, MoreTools.says) == ("Tools are given.", "Gives more tools, and then more.")
    assert docs.text(MoreTools).endswith("Nobody knows why.")


def test_who_says_nothing_is_quoted_with_nothing():
    silent = type("Silent", (sim.Strategy,), {})
    assert silent.says == ""
