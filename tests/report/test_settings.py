"""The report says how arms and scenario were set, and how few replications there are."""

from pathlib import Path

import pytest
import synthetic
import yaml
from test_report import section, text_of

import sim.report.page  # noqa: F401 - it asks which questions there are, before they are fewer here
from sim import questions, report
from sim.folder.read import Folder
from sim.questions import money
from sim.report.settings import arms
from sim.scenario.problems import Problems
from sim.scenario.read import read_text
from sim.showing import style

pytestmark = pytest.mark.usefixtures("undrawn", "money_alone")


@pytest.fixture
def money_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all charts the report has one: the others say nothing of how an arm was set."""
    monkeypatch.setattr(questions, "find", lambda: {"money": money})


def build(folder: Path, **news: object) -> Path:
    """A small folder whose scenario.yaml was changed before the report was made."""
    synthetic.write(folder, ("none", "pairing", "universal-cash"), replications=3)
    file = folder / "scenario.yaml"
    scenario = read_text(file.read_text("utf-8"), "it", Problems()).tree | news
    file.write_text(yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True), encoding="utf-8")
    report.build(folder)
    return folder


def test_an_arm_says_its_share_its_years_and_what_is_off_the_default(tmp_path: Path) -> None:
    uses = {"share": 0.25, "from": 2014, "until": 2018, "overhead": 0.05}
    arms = {
        "none": {}, "universal-cash": {"universal_transfer": uses},
        "pairing": {"village_household_pairing": {"share": 1.0, "from": 2012, "until": 2020}},
    }  # fmt: skip
    words = section(build(tmp_path, arms=arms), "settings")
    assert "Here: 25% of the budget; from 2014; until 2018; overhead 0.05." in words
    assert words.count("Here:") == 1


def test_strategies_that_share_an_arm_say_their_shares(tmp_path: Path) -> None:
    both = {"universal_transfer": {"share": 0.6}, "income_floor": {"share": 0.4}}
    arms = {"none": {}, "pairing": both, "universal-cash": {}}
    words = section(build(tmp_path, arms=arms), "settings")
    assert "60% of the budget" in words and "40% of the budget" in words


def test_an_unknown_strategy_shows_all_that_was_set(tmp_path: Path) -> None:
    arms = {"none": {}, "pairing": {"lottery": {"prize": 7}}, "universal-cash": {}}
    assert "lottery. Here: prize 7." in section(build(tmp_path, arms=arms), "settings")


def test_the_settings_say_what_holds_for_all_arms(tmp_path: Path) -> None:
    news = {"finance": "local", "targeting": "oracle", "budget": {2012: 90.0, 2015: 144.0},
            "world": {"wage_growth": {2012: 0.11}, "county_drought": 0.0}}
    words = section(build(tmp_path, **news), "settings")
    for told in ("Budget: 90 from 2012, 144 from 2015 yuan",
                 "Finance local: the money is raised by a tax",
                 "Targeting oracle: lists are made by true income", "World: wage_growth 0.11 from 2012.",
                 "2011 is the opening state, 2020 the last year"):
        assert told in words, told


def test_few_replications_are_said_at_the_top(tmp_path: Path) -> None:
    assert "Only 3 replications were run" in text_of(build(tmp_path / "few")).split("Findings, in")[0]
    many = synthetic.write(tmp_path / "many", ("none", "pairing"), replications=10)
    report.build(many)
    assert "replications were run:" not in text_of(many)


@pytest.mark.parametrize(("unspent", "said"), [(1.4, True), (1.6, False)])
def test_nearly_all_is_ninety_nine_in_a_hundred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unspent: float, said: bool
) -> None:
    whole = synthetic.BUDGET  # 150 yuan, of which 1.5 are one in a hundred
    arms = synthetic.ARMS | {"pairing": (("village_household_pairing",), 0.05, whole - unspent)}
    monkeypatch.setattr(synthetic, "ARMS", arms)
    words = section(build(tmp_path), "findings").split("What was left unspent")[1]
    nearly = words.split("All or nearly all of the offered money (99% or more) was spent by")[1]
    assert ("pairing" in nearly.split("At a glance")[0]) is said


def test_an_arm_without_a_programme_is_no_strategy(tmp_path: Path) -> None:
    synthetic.write(tmp_path, ("none", "pairing", "universal-cash"), replications=3)
    folder = Folder(tmp_path, "pairing")
    assert style.colour(folder, "none") == style.BLACK
    assert "black: no programme" in style.role_words(folder)
    roles = [arm.role for arm in arms(folder)]
    assert roles == ["baseline", "no programme", "plain money"]
