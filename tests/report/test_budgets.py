"""Arms of one strategy at several budgets: effect against yuan, and what each further yuan adds."""

import re
from pathlib import Path

import numpy as np
import pytest
import reading
import synthetic
import yaml
from test_report import section, values

from sim import questions, report
from sim.folder.read import Folder, Missing
from sim.questions.budget_response import bends, ladders
from sim.scenario.problems import Problems
from sim.scenario.read import read_text

SHARES = {"cash-50": 1 / 6, "cash-150": 0.5, "cash-300": 1.0}
ARMS = {
    "none": ((), 0.0, 0.0), "growth": (("growth",), 0.009, 150.0),
    "cash-50": (("universal_transfer",), 0.06, 50.0),
    "cash-150": (("universal_transfer",), 0.12, 150.0),
    "cash-300": (("universal_transfer",), 0.13, 300.0),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(synthetic, "ARMS", ARMS)
        place = synthetic.write(tmp_path_factory.mktemp("budgets"), ARMS, replications=12)
    file = place / "scenario.yaml"
    scenario = read_text(file.read_text("utf-8"), "it", Problems()).tree
    for arm, share in SHARES.items():
        scenario["arms"][arm] = {"universal_transfer": {"share": share, "overhead": 0.02}}
    file.write_text(yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return place


def test_a_ladder_is_of_arms_that_differ_in_their_share_alone(folder: Path) -> None:
    found = ladders(Folder(folder))
    assert {key: [at.arm for at in levels] for key, levels in found.items()} == {
        "universal_transfer": ["none", *SHARES]
    }


def test_arms_with_one_share_are_no_ladder(folder: Path) -> None:
    found = Folder(folder)
    arms = {"none": {}, "cash-300": {"universal_transfer": {}}, "cash-150": {"universal_transfer": {}}}
    found.scenario["arms"] = arms
    assert ladders(found) == {}
    arms["cash-50"] = {"universal_transfer": {"share": 1 / 6}}
    assert [at.arm for at in ladders(found)["universal_transfer"]] == ["none", "cash-50", "cash-300"]


def test_effects_and_margins_are_those_of_a_hands_arithmetic(folder: Path) -> None:
    table = questions.draw("budget_response", Folder(folder))[1].set_index(["quantity", "arm"])
    years = [values(folder, "fgt0", year) for year in range(2012, 2021)]
    shares = {arm: np.mean([list(by[arm].values()) for by in years], axis=0) for arm in ARMS}
    low, high = shares["cash-50"] - shares["none"], shares["cash-150"] - shares["none"]
    assert table.loc[("effect", "cash-150"), "mean"] == pytest.approx(100 * high.mean())
    assert table.loc[("effect", "cash-150"), "paid"] == pytest.approx(150, rel=0.01)
    assert table.loc[("marginal", "cash-150"), "other"] == "cash-50"
    extra = 100 * (high - low).mean()
    assert table.loc[("marginal", "cash-150"), "mean"] == pytest.approx(extra, rel=0.01)
    half = table.loc[("marginal", "cash-50"), "mean"]
    assert half == pytest.approx(200 * low.mean(), rel=0.01)
    bend = bends(table.reset_index())["universal transfer"]
    last = table.loc[("marginal", "cash-300"), "mean"]
    assert bend is not None and bend.mean == pytest.approx(last - half) and bend.verdict == "higher"


@pytest.mark.parametrize("baseline", ["none", "cash-150"])
def test_the_last_step_against_the_first_is_the_same_under_any_baseline(
    folder: Path, baseline: str
) -> None:
    title = questions.draw("budget_response", Folder(folder, baseline))[0].headline
    assert title == "The last yuan lowers the headcount less than the first under universal transfer"


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_the_paragraph_answers_the_question_with_numbers_that_are_there(folder: Path) -> None:
    report.build(folder)
    page, sources = reading.read(folder), reading.Sources(folder)
    assert all(reading.same(shown, sources.value(shown.source)) for shown in page.numbers)
    words = section(folder, "findings")
    assert words.index("Does more money do more") < words.index("Which strategy did what")
    assert "The last yuan lowers the headcount less than the first under universal transfer" in words
    assert re.search(r"from cash-150 to cash-300 −?[\d.]+ \(.*?\) for each 100 yuan more", words)


def test_no_ladder_no_chart(tmp_path: Path) -> None:
    synthetic.write(tmp_path, synthetic.FOUR, replications=2)
    with pytest.raises(Missing):
        questions.draw("budget_response", Folder(tmp_path))
