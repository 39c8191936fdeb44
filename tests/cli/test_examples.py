"""Every help ends with an example, and every example works as it stands."""

import re
import shlex

import pytest

from sim import cli
from sim.analysis.patterns import every
from sim.cli import antipoverty
from sim.scenario import declared, shipped
from sim.scenario.find import shipped_claims, shipped_sweeps, shipped_trials
from sim.scenario.layers import open_scenario
from sim.scenario.problems import Problems

COMMANDS = {"": antipoverty} | antipoverty.commands
EXPERIMENTS = {"calibrate", "optimise", "robustness", "sensitivity", "sweep"}
CHEAP = {"attribute", "completion", "explain", "new", "strategies", "validate"}
"""What is over in a moment; others are only parsed, and the names in them looked up."""
KNOWN = {
    **dict.fromkeys(EXPERIMENTS, shipped_sweeps),
    **dict.fromkeys(("run", "attribute", "validate"), shipped),
    "claims": shipped_claims,
    "trials": shipped_trials,
    "check": declared.strategies,
    "strategies": declared.strategies,
    "patterns": lambda: {pattern.name for pattern in every()},
}


def examples(name):
    """The commands at the end of a help, word by word, without the program."""
    _, _, told = (COMMANDS[name].epilog or "").partition("Example:\n")
    lines = [shlex.split(line) for line in told.splitlines()]
    assert all(words[0] == "antipoverty" for words in lines)
    return [words[1:] for words in lines]


EVERY = [(name, words) for name in COMMANDS for words in examples(name)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_an_example(name, capsys):
    assert cli.main([*name.split(), "--help"]) == 0
    shown = [line.strip() for line in capsys.readouterr().out.rstrip().splitlines()]
    told = [shlex.join(["antipoverty", *words]).replace("'", "") for words in examples(name)]
    assert told and shown[-len(told) - 1 :] == ["Example:", *told]


@pytest.mark.parametrize(("name", "words"), EVERY, ids=[" ".join(words) for _, words in EVERY])
def test_every_example_is_understood_and_names_what_there_is(name, words):
    command, *rest = words
    assert command == name or not name
    context = antipoverty.commands[command].make_context(command, rest)
    given = {key: context.params[key] for key in ("scenario", "file", "name") if key in context.params}
    assert command not in KNOWN or set(given.values()) - {None} <= set(KNOWN[command]())
    for folder in (word for word in words if word.startswith("results/")):
        assert folder.removeprefix("results/").removesuffix("-part-*") in folders()


def folders():
    """The names of results folders that shipped files make by themselves."""
    files = [*shipped().values(), *shipped_sweeps().values()]
    return {re.search(r"^name: (\S+)$", path.read_text(), re.M)[1] for path in files}


@pytest.mark.parametrize(
    "words", [words for name, words in EVERY if name in CHEAP], ids=lambda words: " ".join(words))
def test_an_example_that_takes_a_moment_is_run(words, folder, capsys):
    dry = ["--dry-run"] if words[0] == "attribute" else []
    assert cli.main([*words, *dry]) == 0
    out, err = capsys.readouterr()
    assert out and not err


def test_arms_of_examples_are_those_of_the_scenario_they_name():
    (words,) = examples("drivers")
    tree = open_scenario(words[3], Problems()).tree
    assert set(words[1:3]) <= set(tree["arms"]) and tree["worlds"]
