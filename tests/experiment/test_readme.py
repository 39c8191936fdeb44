"""What the README reads results with works, and comes to the means of summary.csv."""

import re
import shutil
import subprocess
from pathlib import Path

import experiment_fakes as fakes
import pandas as pd
import pytest

import sim

PAGE = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
FOLDER = "results/seven-strategies"


def blocks(language):
    """The blocks of a language in the section on reading results."""
    (section,) = re.findall(r"## Reading the results\n(.*?)\n## ", PAGE, flags=re.DOTALL)
    return re.findall(rf"```{language}\n(.*?)```", section, flags=re.DOTALL)


PYTHON, R = blocks("python"), blocks("r")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A small folder where the README looks for a large one."""
    place = tmp_path_factory.mktemp("reader")
    plan = fakes.scenario(replications=2)
    options = {"progress": False, "simulate": fakes.simulate, "report": False}
    sim.run(plan, place / FOLDER, **options)
    return place


def means(place):
    """The headcount by arm and year, as the results themselves tell it."""
    rows = sim.open(place / FOLDER).summary
    rows = rows[(rows["measure"] == "fgt0") & (rows["line"] == "national") & (rows["group"] == "all")]
    return rows.set_index(["arm", "year"])["mean"].sort_index()


def same(found, place):
    series = found.set_index(["arm", "year"])["value"].sort_index()
    pd.testing.assert_series_equal(series, means(place), check_names=False, check_index_type=False,
                                   check_dtype=False)  # fmt: skip


def test_there_are_two_of_each():
    assert len(PYTHON) == 2 and len(R) == 2
    assert "pandas" in PYTHON[0] and "duckdb" in PYTHON[1] and "arrow" in R[1]


@pytest.mark.parametrize("block", PYTHON, ids=["pandas", "duckdb"])
def test_the_lines_of_python_work(block, results, monkeypatch):
    monkeypatch.chdir(results)
    names = {}
    exec(block, names)
    same(names["headcount"], results)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_lines_of_plain_r_work(results):
    code = R[0] + 'write.csv(headcount, "headcount.csv", row.names = FALSE)'
    subprocess.run(["Rscript", "-e", code], cwd=results, check=True, capture_output=True)
    same(pd.read_csv(results / "headcount.csv"), results)
