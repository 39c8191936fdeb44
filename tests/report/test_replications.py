"""The report says until when replications were added, and what common luck gained."""

import json
from pathlib import Path

import pandas as pd
import pytest
import reading
import synthetic
import yaml
from test_report import section

import sim.report.page  # noqa: F401 - it asks which questions there are, before they are fewer here
from sim import compare, questions, report
from sim.questions import money
from sim.scenario.problems import Problems
from sim.scenario.read import read_text

ARMS = ("none", "pairing", "universal-cash")
pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture(autouse=True)
def money_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all charts the report has one."""
    monkeypatch.setattr(questions, "find", lambda: {"money": money})


def build(folder: Path, stopped: str = "", replications: int = 12) -> Path:
    synthetic.write(folder, ARMS, replications=replications)
    rows = pd.read_csv(folder / "outcomes.csv", keep_default_na=False)
    made = compare.common_luck(compare.Outcomes.of(rows, list(ARMS)), "none")
    made.to_csv(folder / "common_luck.csv", index=False)
    if stopped:
        add_rule(folder, stopped)
    report.build(folder)
    return folder


def add_rule(folder: Path, stopped: str) -> None:
    file, other = folder / "scenario.yaml", folder / "manifest.json"
    scenario = read_text(file.read_text("utf-8"), "it", Problems()).tree
    rule = {"until": {"measure": "fgt0", "half_width": 0.002}, "most": 200}
    file.write_text(yaml.safe_dump(scenario | {"replications": rule}), encoding="utf-8")
    news = {"replications": {"done": 12, "stopped": stopped}}
    other.write_text(json.dumps(json.loads(other.read_text("utf-8")) | news), encoding="utf-8")


@pytest.mark.parametrize(
    ("stopped", "words"),
    [("reached", "12 were done: it is. "), ("most", "12 were done: it is not, and"),
     ("lacking", "12 were done: an arm has no interval")],
)  # fmt: skip
def test_why_no_replication_followed_is_said(tmp_path: Path, stopped: str, words: str) -> None:
    said = section(build(tmp_path, stopped), "settings")
    assert words in said
    assert "is plus or minus 0.002 or less, at most 200." in said


def test_a_number_of_replications_needs_no_more_words(tmp_path: Path) -> None:
    folder = build(tmp_path)
    assert "were done" not in section(folder, "settings")


def test_what_common_luck_gains_is_a_table_read_from_its_file(tmp_path: Path) -> None:
    page, sources = reading.read(build(tmp_path)), reading.Sources(tmp_path)
    shown = [number for number in page.numbers if number.source.startswith("common_luck.csv")]
    assert len(shown) == 2 * 6
    assert all(reading.same(number, sources.value(number.source)) for number in shown)
    assert "What common luck gains" in section(tmp_path, "tables")


def test_one_replication_gains_nothing_that_could_be_told(tmp_path: Path) -> None:
    assert "common luck gains" not in section(build(tmp_path, replications=1), "tables")
