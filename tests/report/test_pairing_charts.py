"""The charts and paragraphs on pairing: drawn from what a small run records."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import reading
import yaml
from matplotlib.text import Text
from synthetic import undraw

from sim import experiment, questions
from sim.folder.read import Folder, Missing
from sim.folder.tables import read_table
from sim.language import CHINESE, speaking
from sim.questions import cadre_incentives, failures, fragility, sensitivity, survival
from sim.scenario import load
from sim.showing import style
from sim.showing.numbers import Numbers
from sim.showing.voice import voice_of
from sim.showing.words import judged
from sim.strategies.pairing import MODELS, VillageHouseholdPairing

ON_PAIRING = (
    "ablation", "failures", "sensitivity", "targeting_chain", "cadre_incentives", "pair_network",
    "fragility", "survival",
)  # fmt: skip
NOTHING_TOLD = ("ablation", "sensitivity", "survival")  # with two replications of four years
ONLY = "only: [targeted_identification, dynamic_management, cadre_household, paired_provinces]"
SCENARIO = f"""
name: small
county: {{households: 800, villages: 4}}
horizon: {{years: 4}}
replications: 2
baseline: none
world: {{county_drought: {{2013: 1, 2014: 0}}, drought_loss_activity: 0.3}}
record:
  measures: [fgt0, fgt1, fgt2, cost_total, inclusion_added, exclusion_added, paper_share, false_exits,
             helped_share, survival, drought_share, arrears_share, loan_losses, guarantee_pool,
             fund_excluded, contracts_broken, cost_donors, pair, paired_village, partner_direction,
             village_direction]
arms:
  none: {{}}
  all-models: {{village_household_pairing: {{}}}}
  dear-places: {{village_household_pairing: {{away_cost: 5000}}}}
  no-provinces: {{village_household_pairing: {{without: [paired_provinces]}}}}
  few-visits: {{village_household_pairing: {{visits_wanted: 0.5}}}}
  cheap-survey: {{village_household_pairing: {{own_list_cost: 1}}}}
  only-some: {{village_household_pairing: {{paper_share: 1, paper_found: 0, {ONLY}}}}}
roles:
  dear-places: {{role: failing, of: paired_provinces, against: no-provinces}}
  no-provinces: {{role: left-out, of: paired_provinces, against: all-models}}
  few-visits: {{role: low, of: visits_wanted, against: all-models}}
  cheap-survey: {{role: low, of: own_list_cost, against: all-models}}
  only-some: {{role: alone, of: some, against: none}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("pairing")
    (place / "small.yaml").write_text(SCENARIO)
    with pytest.MonkeyPatch.context() as patch:
        undraw(patch)
        experiment.run(load(place / "small.yaml"), place / "out", workers=1)
    return Folder(place / "out")


@pytest.fixture(scope="module")
def charts(folder):
    """The figure and the table of every question on pairing."""
    return {name: questions.draw(name, folder) for name in ON_PAIRING}


@pytest.mark.parametrize("name", ON_PAIRING)
def test_it_is_drawn_with_its_numbers(name, charts):
    figure, table = charts[name]
    assert len(table) > 2 and figure.headline and figure.axes
    assert style.svg(figure)


def test_the_report_has_a_paragraph_for_each(folder):
    text = re.sub("<[^>]+>", "", (folder.path / "report.html").read_text())
    for heading in ("What carries the effect of pairing", "When local models of pairing fail",
                    "How much assumed parameters",
                    "Where the poor are lost", "What ratings and deadlines do",
                    "Which pairs give most for the money", "What levered credit risks",
                    "How long exits last"):
        assert heading in text


def test_every_number_of_its_paragraphs_is_in_the_table_of_its_picture(folder):
    shown, sources = reading.read(folder.path).numbers, reading.Sources(folder.path)
    for name in ON_PAIRING:
        own = [number for number in shown if number.source.startswith(f"figures/{name}.csv?")]
        assert own or name in NOTHING_TOLD, name
        for number in own:
            assert number.scale == 1 and reading.same(number, sources.value(number.source)), number


@pytest.mark.slow
def test_in_chinese_nothing_of_them_is_left_in_english(folder):
    own, asked = voice_of(folder, CHINESE), questions.find()
    with speaking(own):
        for name in ON_PAIRING:
            numbers = Numbers(folder, {f"figures/{name}.csv": questions.draw(name, folder)[1]})
            assert list(asked[name].say(folder, numbers))
    assert own.lacking <= {"some"}  # a role of this scenario's own


def test_arms_are_known_by_their_roles(folder):
    rows = {name: read_table_of(folder, name) for name in ("ablation", "failures", "sensitivity")}
    ways = {(row.arm, row.other, row.way) for row in rows["ablation"].itertuples()}
    assert ways == {("no-provinces", "all-models", "left-out"), ("only-some", "none", "alone")}
    there = {(row.condition, row.arm, row.other) for row in rows["failures"].itertuples()}
    assert there == {("whole", "all-models", "no-provinces"),
                     ("failing", "dear-places", "no-provinces")}
    assert set(rows["sensitivity"]["parameter"]) == {"visits_wanted", "own_list_cost"}


def test_an_end_that_changes_nothing_is_inert_and_no_other(folder):
    verdicts = read_table_of(folder, "sensitivity").groupby("arm")["verdict"].agg(set)
    assert verdicts["cheap-survey"] == {"inert"} and "inert" not in verdicts["few-visits"]
    assert folder.alike("cheap-survey", "all-models") and not folder.alike("few-visits", "all-models")
    text = re.sub("<[^>]+>", "", (folder.path / "report.html").read_text())
    assert "neither end changes anything here, to the bit: own list cost." in text


def test_without_roles_no_arm_is_taken_for_an_experiment(tmp_path, folder):
    shutil.copytree(folder.path, tmp_path / "out")
    file = tmp_path / "out" / "scenario.yaml"
    scenario = yaml.safe_load(file.read_text())
    assert len(scenario.pop("roles")) == 5
    file.write_text(yaml.safe_dump(scenario, sort_keys=False))
    for name in ("ablation", "failures", "sensitivity"):
        with pytest.raises(Missing):
            questions.draw(name, Folder(tmp_path / "out"))


def read_table_of(folder, name):
    """The table of a question's chart, as it was written."""
    return pd.read_csv(folder.path / f"figures/{name}.csv", keep_default_na=False)


def test_a_chart_and_the_tables_have_the_same_numbers_to_the_bit(folder):
    rows = read_table(folder.path, "differences.csv")
    rows = rows[(rows["measure"] == "fgt0") & (rows["group"] == "all") & (rows["year"] == folder.last)]
    assert len(rows) == len(folder.compared)
    for row in rows[rows["line"] == folder.line].itertuples():
        assert folder.effect("fgt0", row.arm, folder.last).cells == (
            row.mean, row.ci_low, row.ci_high, row.n)


def test_links_of_the_chain_sum_to_the_error_of_what_is_delivered(folder):
    rows = folder.outcomes
    rows = rows[(rows["arm"] == "only-some") & (rows["year"].astype(int) == folder.last)]
    added = rows[rows["measure"] == "exclusion_added"]
    assert set(added["group"]) >= {"link=proxies", "link=file", "link=delivery"}
    assert (added.groupby("replication")["value"].sum() <= 1).all()


def test_the_shipped_sensitivity_tries_both_ends_of_every_range():
    arms = load("pairing/sensitivity").arms
    tried = {name for name in arms if name.endswith(("-low", "-high"))}
    ranged = {name for name, parameter in VillageHouseholdPairing.parameters.items()
              if parameter.low is not None}
    assert tried == {f"{name.replace('_', '-')}-{end}" for name in ranged for end in ("low", "high")}


def test_a_model_fails_when_it_helps_in_the_whole_and_no_longer_there():
    def row(model, condition, low, high):
        return {"measure": "fgt0", "model": model, "condition": condition, "mean": (low + high) / 2,
                "low": low, "high": high, "n": 5}

    numbers = pd.DataFrame([
        row("falls", "whole", -2, -1), row("falls", "failing", -1, 1),
        row("idle", "whole", -1, 1), row("idle", "failing", 1, 2),
        row("robust", "whole", -2, -1), row("robust", "failing", -3, -2),
        row("odd", "whole", -1, 1), row("odd", "failing", -3, -2),
    ])
    assert failures.verdicts(numbers.assign(verdict=judged(numbers))) == {
        "fails": ["falls"], "never helps": ["idle"], "helps still": ["robust"],
        "helps there": ["odd"], "harms": ["idle"]}


def test_every_local_model_has_an_arm_in_which_it_fails_and_one_without_it():
    arms = load("pairing/failures").arms
    for model in MODELS:
        name = model.replace("_", "-")
        assert {f"fails-{name}", f"without-{name}"} <= set(arms)


def test_every_local_model_is_left_out_and_stands_alone_in_the_ablation():
    arms = load("pairing/ablation").arms
    for model in MODELS:
        name = model.replace("_", "-")
        without, only = arms[f"without-{name}"], arms[f"only-{name}"]
        (out,), (alone,) = without.values(), only.values()
        assert tuple(out.parameters["without"]) == tuple(alone.parameters["only"]) == (model,)


def test_the_drought_of_a_scenario_is_found_and_survival_only_falls(folder):
    assert fragility.droughts(folder) == [2013]
    numbers = survival.table(folder)
    assert (numbers.groupby(["arm", "kind"])["years"].min() == 0).all()
    assert numbers["mean"].between(0, 100).all()
    whole = numbers[numbers["n"] == numbers["n"].max()]  # few exits: not every run knows every year
    assert (whole.groupby(["arm", "kind"])["mean"].diff().dropna() <= 1e-10).all()


def test_intervals_of_shares_do_not_pass_what_a_share_can_be(folder):
    numbers = cadre_incentives.table(folder)
    shares = numbers[numbers["measure"] != cadre_incentives.HARM]
    assert shares[["low", "high"]].stack().between(0, 100).all()


def test_every_arm_with_a_pool_is_named_with_it(folder):
    numbers = fragility.table(folder)
    end = (numbers["measure"] == "guarantee_pool") & (numbers["year"] == 2013)
    numbers.loc[end, "worst"] = 0.0
    held = set(numbers.loc[end & (numbers["mean"] > 0), "arm"])
    (found,) = fragility.say(folder, Numbers(folder, {fragility.FILE: numbers}))
    (said,) = (point for point in found.points if point.startswith("Guarantee pool"))
    assert held and set(re.findall('class="name">(.*?)<', said)) == held


def test_neither_end_of_a_range_covers_the_other(folder):
    low = sensitivity.table(folder)
    numbers = pd.concat([low, low.assign(end="high")], ignore_index=True)
    axes = sensitivity.draw(folder, numbers).axes[0]
    heights = [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert len(heights) == len(set(heights)) == 2 * len(axes.get_yticks())


def test_models_are_called_in_words(folder):
    (found,) = failures.say(folder, Numbers(folder, {failures.FILE: failures.table(folder)}))
    names = re.findall('class="name">(.*?)<', " ".join(found.points))
    assert names and not [name for name in names if "_" in name]


def test_the_arms_of_the_report_say_what_is_set_otherwise(folder):
    text = re.sub("<[^>]+>", "", (folder.path / "report.html").read_text())
    assert "Here: without paired_provinces." in text and "Here: visits_wanted 0.5." in text


def test_what_the_page_on_pairing_shows_is_a_scenario(tmp_path):
    page = Path(__file__).parents[2].joinpath("docs", "pairing.md").read_text()
    (tmp_path / "it.yaml").write_text(page.split("```yaml")[1].split("```")[0])
    assert len(load(tmp_path / "it.yaml").arms) == 4


@pytest.mark.parametrize("name", ON_PAIRING)
def test_its_words_can_be_read(name, charts):
    figure, _ = charts[name]
    for text in figure.findobj(Text):
        assert style.contrast(text.get_color()) >= 4.5, text.get_text()
