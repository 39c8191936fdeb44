"""The Python door: what `import sim` offers, and what it costs."""

import subprocess
import sys

import experiment_fakes as fakes
import pandas as pd
import pytest

import sim
from sim.experiment import progress
from sim.folder import codebook

HEAVY = {"mesa", "numpy", "pandas", "scipy", "matplotlib", "yaml"}


def test_the_door_is_exactly_this():
    assert set(sim.__all__) == {
        "load", "run", "attribute", "calibrate", "optimise", "robustness", "sensitivity", "sweep",
        "check_answer", "find_drivers", "intervals", "judge_claims", "open", "County", "Strategy",
        "Parameter", "Payment"}


@pytest.mark.parametrize("name", [*sim.__all__, "measures", "Scenario", "Results"])
def test_everything_behind_the_door_is_there(name):
    assert getattr(sim, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="strategy"):
        sim.strategy  # noqa: B018


def test_knocking_costs_nothing():
    code = "import sim, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & HEAVY


def test_the_codebook_describes_every_column_of_every_table(tmp_path):
    results = sim.run(
        fakes.scenario(), tmp_path, progress=False, simulate=fakes.one_raises
    )
    for path in sorted(results.folder.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            assert file.readline().strip().split(",") == codebook.header(path.name)
    there = {path.name for path in tmp_path.glob("*.csv")}
    assert there == set(codebook.CODEBOOK) - {"survey_report.csv", *codebook.SHARES, *codebook.OF_WORLDS}
    assert all(column.unit and column.meaning for c in codebook.CODEBOOK.values() for column in c)


@pytest.mark.slow
def test_the_report_is_made_from_the_tables(tmp_path, with_report):
    results = sim.run(fakes.scenario(), tmp_path, progress=False, simulate=fakes.simulate)
    assert (tmp_path / "report.html").stat().st_size > 1000
    assert list((tmp_path / "figures").glob("*.png"))
    assert results.chart("headcount").axes
    shown = pd.read_csv(tmp_path / "figures" / "headcount.csv", keep_default_na=False)
    assert list(results.numbers("headcount").columns) == list(shown.columns)
    assert results.numbers("headcount")["mean"].tolist() == pytest.approx(shown["mean"].tolist())
    with pytest.raises(ValueError, match="no chart 'headcuont'; there are"):
        results.numbers("headcuont")
    other = next(arm for arm in results.arms if arm != results.baseline)
    against = sim.run(fakes.scenario(), tmp_path, progress=False, baseline=other, report=False)
    assert other not in set(against.numbers("person_years")["arm"])
    assert against.baseline == other and f"under {other}" in str(against.chart("person_years").texts)


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    monkeypatch.setattr(progress, "LOOK", 0.0)
    sim.run(fakes.scenario(), tmp_path / "told", simulate=fakes.simulate)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("1 of 9 runs, about ") and lines[8].startswith("9 of 9 runs")
    sim.run(fakes.scenario(), tmp_path / "silent", progress=False, simulate=fakes.simulate)
    assert capsys.readouterr().err == ""


def test_progress_is_a_bar_on_a_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    sim.run(fakes.scenario(), tmp_path, simulate=fakes.simulate)
    assert "9/9" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_times_are_told_in_two_units(seconds, words):
    assert progress.duration(seconds) == words
