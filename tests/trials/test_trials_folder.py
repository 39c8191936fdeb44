"""One study file comes to a table, a forest plot and a page."""

import csv
import re
from dataclasses import replace

import pytest
from trial_county import PLAN, TEXT, study

from sim.trials import runner, tables
from sim.trials.page import before
from sim.trials.read import shipped
from sim.trials.write import OURS, write

FIRST = ("study outcome published published_low published_high simulated ci_low ci_high unit inside "
         "use").split()


@pytest.fixture(scope="module")
def done():
    text = TEXT + "use: calibration\n"
    studies = [study(text), study(name="twice")]
    return runner.run(studies, replace(PLAN, worlds=2))


def test_the_folder_has_all_that_is_promised(done, tmp_path):
    write(done, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(OURS)
    with (tmp_path / "trials.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[: len(FIRST)] == FIRST
    assert [row["study"] for row in rows] == ["cash", "twice"]
    assert float(rows[0]["ci_low"]) < float(rows[0]["simulated"]) < float(rows[0]["ci_high"])
    assert rows[0]["inside"] in ("0", "1") and rows[0]["use"] == "calibration"
    page = (tmp_path / "report.html").read_text()
    assert page.index("Before any comparison") < page.index("Where the model is wrong</h2>")
    words = re.sub("<[^>]*>", "", page)
    assert "In 2 worlds drawn from what the numbers of the model may plausibly be" in words


def test_the_table_has_the_columns_that_are_declared(done):
    assert all(len(row) == len(tables.COLUMNS) for row in tables.rows(done))


def test_without_worlds_nothing_is_said_of_priors(done):
    nothing = replace(done, judged=tuple(replace(one, prior_inside=float("nan")) for one in done.judged))
    assert len(before(nothing)) == 1 and "No plausible worlds were lived" in before(nothing)[0]


def test_workers_change_no_figure(done):
    studies = [one.study for one in done.judged]
    alone = runner.run(studies, replace(PLAN, worlds=0))
    for one, other in zip(done.judged, alone.judged, strict=True):
        assert one.found.effect == other.found.effect


def test_every_shipped_study_is_lived_in_a_small_county():
    trials = runner.run(shipped(), replace(PLAN, lucks=2))
    assert len(tables.rows(trials)) == len(shipped())


AGREE = ("givedirectly_cash", "graduation_six_sites", "maize_west_africa", "guarantee_exclusion",
         "elite_on_lists")


@pytest.mark.slow
def test_the_county_agrees_with_what_it_agreed_with():
    """Figures are not kept here: none is further from the published one than chance allows."""
    studies = [one for one in shipped() if one.name in AGREE]
    trials = runner.run(studies, runner.Plan(lucks=6, worlds=8, workers=2))
    assert not [one.study.name for one in trials.judged if one.verdict == "differs"]
