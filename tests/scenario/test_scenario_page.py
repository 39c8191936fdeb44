"""The page on scenario files names every key there is, and what it shows works."""

import re
import shlex
from pathlib import Path

import pytest

from sim import designs
from sim.scenario import declared, load, load_for_command
from sim.scenario.recording import KEYS as RECORD
from sim.scenario.surveyed import KEYS as SURVEYED

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scenario-files.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def declarations():
    """The real declarations, not the stand-ins of the other tests here."""


def test_every_key_and_every_design_has_its_row():
    told = set(re.findall(r"`([a-z.-]+)`", " ".join(re.findall(r"^\| (.*?) \|", TEXT, re.M))))
    sections = {"county": declared.COUNTY, "horizon": declared.HORIZON}
    wanted = {f"{name}.{key}" for name, keys in sections.items() for key in keys} | {"extends"}
    wanted |= {f"county.{key}" for key in SURVEYED}
    wanted |= set(declared.KEYS) - sections.keys() | set(RECORD) | set(designs.find())
    assert told == wanted


def test_the_example_is_a_scenario(folder):
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    Path("example.yaml").write_text(block, encoding="utf-8")
    assert list(load("example.yaml").arms) == ["none", "tools", "cash"]


def test_the_settings_shown_mean_something():
    shown = re.findall(r"^antipoverty run (\S+) (.*)$", TEXT, re.M)
    assert len(shown) == 3
    for name, flags in shown:
        settings = [word for word in shlex.split(flags) if word != "--set"]
        assert load_for_command(name, settings) != load(name)
