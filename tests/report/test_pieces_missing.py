"""The report of a folder that lacks something says so instead of failing or inventing."""

import csv
import re
from pathlib import Path
from statistics import fmean

import pytest
import reading
import synthetic
from test_report import interval, section, text_of, values

from sim import questions, report
from sim.folder.read import Missing

TWO = ("none", "pairing", "universal-cash")


def build(folder: Path, **options: object) -> Path:
    """A made-up folder with its report."""
    options.setdefault("arms", TWO)
    options.setdefault("replications", 2)
    return told(synthetic.write(folder, **options))  # type: ignore[arg-type]


def told(folder: Path) -> Path:
    """The folder with its report, every number of which is read back."""
    report.build(folder)
    page, sources = reading.read(folder), reading.Sources(folder)
    assert all(reading.same(shown, sources.value(shown.source)) for shown in page.numbers)
    assert not [words for words in page.rest if re.search(r"\d", words)]
    return folder


@pytest.mark.slow
@pytest.mark.usefixtures("drawn_once")
def test_one_replication_has_no_interval_and_no_verdict(tmp_path: Path) -> None:
    words = text_of(build(tmp_path, replications=1))
    assert "Only one replication was run" in words
    assert "n = 1, no interval" in words
    assert "no two arms can be told apart" in words
    assert "Fewer poor than" not in words and "More poor than" not in words
    assert "1 replication planned" in words


@pytest.mark.usefixtures("undrawn")
def test_of_one_replication_nobody_promises_an_interval(tmp_path: Path) -> None:
    folder = build(tmp_path, replications=1)
    said = section(folder, "findings") + section(folder, "charts") + section(folder, "tables")
    said += " ".join(re.findall(r'alt="(.*?)"', (folder / "report.html").read_text("utf-8")))
    assert said.count("no interval") > len(synthetic.QUESTIONS)
    assert not re.findall(r"no interval (?:each|at|of|in)\b|95%|the interval holds", said)
    assert "near and remote villages, luck" not in said


@pytest.mark.usefixtures("undrawn")
def test_one_arm_without_baseline(tmp_path: Path) -> None:
    folder = build(tmp_path, arms=("pairing",))
    words = text_of(folder)
    assert "nothing is compared" in words
    assert "needs a baseline arm and an arm to compare with it" in words
    assert (folder / "figures/headcount.png").is_file()
    assert not (folder / "figures/effects.png").exists()


@pytest.mark.usefixtures("undrawn")
def test_baseline_alone(tmp_path: Path) -> None:
    assert "under no programme the headcount" in section(build(tmp_path, arms=("none",)), "findings")


SLOW = pytest.mark.slow


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("without", "lost"),
    [
        (("population",), {"cost_effectiveness", "money"}),
        pytest.param(("distributions.csv",), {"growth_incidence", "poverty_incidence", "lorenz"},
                     marks=SLOW),
        pytest.param(("transitions.csv",), {"transitions"}, marks=SLOW),
        pytest.param(("ledger.csv", "budget_unspent"), {"money"}, marks=SLOW),
        pytest.param(("gini", "fgt1", "consumption_mean", "poverty_line"), set(), marks=SLOW),
        pytest.param(("cost_effectiveness.csv", "manifest.json"), set(), marks=SLOW),
        pytest.param(("scenario.yaml",), {"plain_money", "effects"}, marks=SLOW),
    ],
)
def test_missing_pieces(tmp_path: Path, without: tuple[str, ...], lost: set[str]) -> None:
    folder = build(tmp_path, without=without)
    drawn = {file.stem for file in (folder / "figures").glob("*.png")}
    assert not drawn & lost
    if "scenario.yaml" not in without:
        assert drawn | lost == set(synthetic.QUESTIONS)


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_charts_that_no_longer_apply_are_removed(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    for name in ("transitions", "headcount"):
        for kind in ("png", "svg", "csv"):
            (tmp_path / "figures" / f"{name}.{kind}").write_text("of an earlier report")
    build(tmp_path, without=("transitions.csv",))
    assert not list((tmp_path / "figures").glob("transitions.*"))
    assert len(list((tmp_path / "figures").glob("headcount.*"))) == 3


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_zero_budget_says_no_difference(tmp_path: Path) -> None:
    folder = build(tmp_path, spending=0.0, replications=3)
    words = section(folder, "findings")
    assert "Not to be told apart from no programme" in words
    assert "Fewer poor than under" not in words and "More poor than under" not in words


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_failed_runs_are_told(tmp_path: Path) -> None:
    synthetic.write(tmp_path, TWO, replications=3, failed=[("pairing", 2)])
    runs = tmp_path / "runs.csv"
    runs.write_text(runs.read_text() + "pairing,pairing-2,2,1002,failed,0.1\n", encoding="utf-8")
    told(tmp_path)
    assert "Some runs failed, under village-household pairing" in text_of(tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_an_arm_that_failed_whole_is_left_out(tmp_path: Path) -> None:
    folder = build(tmp_path, failed=[("pairing", 1), ("pairing", 2)])
    assert "pairing" not in section(folder, "findings")


@pytest.mark.slow
@pytest.mark.usefixtures("drawn_once")
def test_odd_names_are_escaped_and_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arms are called by their names in the scenario where two have the same strategies."""
    monkeypatch.setitem(synthetic.ARMS, "pairing", (("growth",), 0.052, 124.0))
    odd = '<script>alert("1")</script> & $x^2$ 结对 ' + "long " * 20
    folder = build(tmp_path, arms=("growth", *TWO), rename={"pairing": odd, "none": "no"})
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert html.count("<script") == 1 and "&lt;script&gt;" in html, "the page's own alone"
    assert {file.stem for file in (folder / "figures").glob("*.svg")} == set(synthetic.QUESTIONS)


@pytest.mark.usefixtures("undrawn")
def test_two_years_are_enough(tmp_path: Path) -> None:
    folder = build(tmp_path, years=range(2011, 2013), replications=3)
    assert {file.stem for file in (folder / "figures").glob("*.png")} == set(synthetic.QUESTIONS)
    with (folder / "figures/headcount.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["year"] for row in csv.DictReader(lines)} == {"2011", "2012"}
    poor = values(folder, "fgt0", 2012)
    effect = {arm: [by[k] - poor["none"][k] for k in by] for arm, by in poor.items()}
    shown = {number.source: number.text for number in reading.read(folder).numbers}
    for arm in ("pairing", "universal-cash"):
        row = f"?arm={arm}&year=2012&measure=fgt0&line=national&group=all"
        assert shown[f"summary.csv{row}&column=mean"] == f"{100 * fmean(poor[arm].values()):.2f}"
        for column, end in zip(("mean", "ci_low", "ci_high"), interval(effect[arm]), strict=True):
            text = shown[f"differences.csv{row}&baseline=none&column={column}"]
            assert text.replace("−", "-") == f"{100 * end:+.2f}"
    first = "figures/headcount.csv?arm=none&year=2011&column=mean"
    assert shown[first] == f"{100 * fmean(values(folder, 'fgt0', 2011)['none'].values()):.2f}"


def test_a_chart_says_what_it_lacks(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, arms=("none",), replications=2)
    with pytest.raises(Missing, match="needs a baseline arm"):
        questions.figure("effects", folder)
    with pytest.raises(ValueError, match="no chart 'pie'"):
        questions.figure("pie", folder)
    with pytest.raises(FileNotFoundError, match="not a results folder"):
        questions.figure("effects", tmp_path / "nothing")
