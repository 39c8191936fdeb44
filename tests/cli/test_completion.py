"""A shell completes commands, options, shipped names, strategies, and the arms of a folder."""

import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import BashComplete
from imports import ROOT

from sim import cli
from sim.cli import antipoverty
from sim.cli.completion import LINES
from sim.scenario import load, shipped
from sim.strategies import find


def completed(*words):
    """What the last word may become, and of what type it is."""
    shell = BashComplete(antipoverty, {}, "antipoverty", "_ANTIPOVERTY_COMPLETE")
    return [(item.type, item.value) for item in shell.get_completions(list(words[:-1]), words[-1])]


def plain(*words):
    return {value for kind, value in completed(*words) if kind == "plain"}


def test_commands_and_options_are_completed():
    assert plain("house") == {"households"} and "--replication" in plain("households", "--rep")


def test_names_are_completed(folder):
    assert plain("run", "") == set(shipped())
    assert plain("strategies", "two") == {"two_factor"}
    assert set(find()) <= plain("check", "")
    assert plain("sweep", "what") == {"what_matters"}
    assert plain("explain", "meas") == {"measures"}


def test_scenarios_of_this_folder_are_completed_and_any_file_where_no_name_fits(folder):
    (folder / "mine.yaml").write_text("arms: {none: {}}\n")
    assert plain("validate", "mi") == {"mine.yaml"}
    assert completed("run", "elsewhere/") == [("file", "elsewhere/")]
    assert completed("report", "res") == [("dir", "res")]


def test_arms_are_those_of_the_folder(folder):
    (folder / "scenario.yaml").write_text(load("quick_look").to_yaml())
    assert plain("households", "--run", ".", "--arm", "") == set(load("quick_look").arms)
    assert plain("report", ".", "--baseline", "uni") == {"universal-cash"}
    assert plain("explain", "household", "3", "--run", ".", "--arms", "pai") == {"pairing"}
    assert plain("households", "--run", "nowhere", "--arm", "") == set()


@pytest.mark.parametrize("shell", LINES)
def test_the_line_is_all_that_is_printed(shell, capsys):
    assert cli.main(["completion", shell]) == 0
    assert capsys.readouterr() == (f"{LINES[shell]}\n", "")


IN_BASH = """
eval "$(antipoverty completion bash)"
COMP_WORDS=(antipoverty run quick); COMP_CWORD=2
_antipoverty_completion antipoverty
echo "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="this system has no bash")
def test_bash_completes_by_the_line(tmp_path):
    program = tmp_path / "antipoverty"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sim "$@"\n')
    program.chmod(0o755)
    where = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", IN_BASH], capture_output=True, text=True,
                          cwd=tmp_path, env=os.environ | where)  # fmt: skip
    assert (done.stdout, done.stderr) == ("quick_look\n", "")
