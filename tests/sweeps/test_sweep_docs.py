"""The page on sweeps names every key, option and design there is, and its example is one."""

import re
from pathlib import Path

import yaml

from sim.sweeps import designs, kinds
from sim.sweeps.read import DESIGN, KEYS, load

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "sweeps.md").read_text(encoding="utf-8")


def test_every_key_option_and_design_has_its_row():
    told = set(re.findall(r"`([a-z._-]+)`", " ".join(re.findall(r"^\| (.*?) \|", TEXT, re.M))))
    wanted = set(KEYS) - {"design"} | {f"design.{key}" for key in DESIGN} | set(designs.find())
    wanted |= {f"{kind}.{option}" for kind, one in kinds.find().items() for option in one.OPTIONS}
    assert told == wanted


def test_the_example_is_a_sweep():
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    sweep = load(yaml.safe_load(block))
    assert len(sweep.points) == 40 * 3 * 2
    assert list(sweep.first.arms) == ["none", "pairing", "universal-cash"]
