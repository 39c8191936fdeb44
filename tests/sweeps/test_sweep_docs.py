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
    block, *_ = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    sweep = load(yaml.safe_load(block))
    assert len(sweep.points) == 40 * 3 * 2
    assert list(sweep.first.arms) == ["none", "pairing", "universal-cash"]


def test_the_example_of_a_search_is_one():
    (block,) = (one for one in re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
                if "\noptimise:" in one)
    sweep = load(yaml.safe_load(block), kind="optimise")
    assert list(sweep.first.arms) == ["none", "mix"] and len(sweep.factors) == 4


def test_the_example_of_a_sensitivity_analysis_is_one():
    (block,) = (one for one in re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
                if "\nsensitivity:" in one)
    analysis = load(yaml.safe_load(block), kind="sensitivity")
    assert len(analysis.points) == analysis.options["trajectories"] * (len(analysis.factors) + 1)
