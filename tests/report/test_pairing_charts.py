"""The charts and paragraphs on pairing: drawn from what a small run records."""

import re

import pytest

from sim import charts, experiment
from sim.charts.folder import Folder
from sim.scenario import load
from sim.strategies.pairing import MODELS

ONLY = "only: [targeted_identification, dynamic_management, cadre_household, paired_provinces]"
SCENARIO = f"""
name: small
county: {{households: 800, villages: 4}}
horizon: {{years: 4}}
replications: 2
baseline: none
record:
  measures: [fgt0, fgt1, fgt2, inclusion_added, exclusion_added, paper_exits, helped_share, survival,
             arrears_share, loan_losses, guarantee_pool, pair, partner_direction, village_direction]
arms:
  none: {{}}
  all-models: {{village_household_pairing: {{}}}}
  without-paired-provinces: {{village_household_pairing: {{without: [paired_provinces]}}}}
  visits-wanted-low: {{village_household_pairing: {{visits_wanted: 0.5}}}}
  only-some: {{village_household_pairing: {{paper_share: 1, paper_found: 0, {ONLY}}}}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("pairing")
    (place / "small.yaml").write_text(SCENARIO)
    experiment.run(load(place / "small.yaml"), place / "out", workers=1)
    return Folder(place / "out")


@pytest.mark.parametrize("name", charts.ON_PAIRING)
def test_it_is_drawn_with_its_numbers(name, folder):
    figure, table = charts.draw(name, folder)
    assert len(table) > 2 and figure.headline and figure.axes


def test_the_report_has_a_paragraph_for_each(folder):
    text = re.sub("<[^>]+>", "", (folder.path / "report.html").read_text())
    for heading in ("What carries the effect of pairing", "How much the assumed parameters",
                    "Where the poor are lost", "What ratings and deadlines do",
                    "Which pairs give most for the money", "What levered credit risks",
                    "How long exits last"):
        assert heading in text


def test_links_of_the_chain_sum_to_the_error_of_what_is_delivered(folder):
    rows = folder.outcomes
    rows = rows[(rows["arm"] == "only-some") & (rows["year"].astype(int) == folder.last)]
    added = rows[rows["measure"] == "exclusion_added"]
    assert set(added["group"]) >= {"link=proxies", "link=file", "link=delivery"}
    assert (added.groupby("replication")["value"].sum() <= 1).all()


def test_the_shipped_sensitivity_tries_both_ends_of_every_range():
    arms = load("pairing/sensitivity").arms
    tried = {name for name in arms if name.endswith(("-low", "-high"))}
    ranged = {name for model in MODELS.values() for name, parameter in model.parameters.items()
              if parameter.low is not None}
    assert tried == {f"{name.replace('_', '-')}-{end}" for name in ranged for end in ("low", "high")}
