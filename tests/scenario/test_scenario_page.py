"""The pages on scenario files name every key there is, and what they show works."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from sim import designs
from sim.scenario import declared, load, load_for_command
from sim.scenario.designed import ROLE
from sim.scenario.recording import KEYS as RECORD
from sim.scenario.replications import KEYS as REPLICATIONS
from sim.scenario.replications import UNTIL
from sim.scenario.surveyed import COLUMN
from sim.scenario.surveyed import KEYS as SURVEYED
from sim.scenario.worlds import KEYS as WORLDS
from sim.survey.mapping import CURRENCY, KINDS, MONEY

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scenario-files.md"
TEXT = PAGE.read_text(encoding="utf-8")
KEYS = (PAGE.parent / "reference" / "scenario-file.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def declarations():
    """The real declarations, not the stand-ins of the other tests here."""


def first_cells(text):
    return set(re.findall(r"^\| `([a-z_-]+)` \|", text, re.M))


def test_every_key_that_is_read_has_its_row():
    sections = re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", KEYS, re.M | re.S)
    told = {name: first_cells(rows) for name, rows in sections}
    wanted = {
        "The file": {"extends", *declared.KEYS}, "county": {*declared.COUNTY, *SURVEYED},
        "county.columns": set(KINDS), "county.columns.NAME": set(COLUMN),
        "county.money": {CURRENCY, *MONEY}, "horizon": set(declared.HORIZON),
        "record": set(RECORD), "worlds": set(WORLDS),
        "province": {"counties", *declared.PROVINCE}, "province.counties.NAME": set(declared.PLACE),
        "arms.NAME.STRATEGY": set(declared.TIMING), "roles.ARM": set(ROLE),
        "replications": set(REPLICATIONS), "replications.until": set(UNTIL),
        "design": {"kind", "of", "parts", "money"}, "Kinds of design": set(designs.find()),
    }  # fmt: skip
    assert told == wanted


def test_every_design_has_its_row():
    assert first_cells(TEXT) == set(designs.find())


def test_the_record_shown_is_one():
    (_, block) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    record = load("quick_look", **yaml.safe_load(block)).record
    assert record.columns == ("income", "consumption", "cash")


def test_the_example_is_a_scenario(folder):
    block, *_ = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    Path("example.yaml").write_text(block, encoding="utf-8")
    assert list(load("example.yaml").arms) == ["none", "tools", "cash"]


def test_the_settings_shown_mean_something():
    shown = re.findall(r"^antipoverty run (\S+) (.*)$", TEXT, re.M)
    assert len(shown) == 3
    for name, flags in shown:
        settings = [word for word in shlex.split(flags) if word != "--set"]
        assert load_for_command(name, settings) != load(name)
