"""The report says what the CSV files say: every number is read back, every claim recomputed."""

import csv
import re
import shutil
import statistics
from collections import defaultdict
from pathlib import Path

import pytest
import reading
import synthetic
from scipy.stats import t as student
from synthetic import FOUR

from sim import report
from sim.crew import Crew
from sim.folder.intervals import RESAMPLES

YEARS = {str(year) for year in range(2010, 2021)}
LABELS = {"95%", "P0", "P1", "P2", "5%", "1%", "100", "99%", "2.5%"} | YEARS | {f"{RESAMPLES:,}"}
GROUPS = {"1", "2", "3", "4", "5"}
# replications; pairs of five arms, and 5% of them; pairs of fifths of four arms
COUNTS = {"4", "10", "0.5", "40"}
SPANS = {"2012-2020", "1,000"}  # the years that are added up, and of how many people


def text_of(folder: Path) -> str:
    """All words of the page, spaces made single."""
    html = (folder / "report.html").read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", body))


def section(folder: Path, name: str) -> str:
    html = (folder / "report.html").read_text(encoding="utf-8")
    found = re.search(rf'<section id="{name}".*?</section>', html, flags=re.S)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", found.group()))


def values(folder: Path, measure: str, year: int = 2020) -> dict[str, dict[str, float]]:
    """Arm -> replication -> value at the national line, group all, straight from outcomes.csv."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with (folder / "outcomes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            plain = row["group"] == "all" and row["line"] in ("", "national")
            if plain and row["measure"] == measure and row["year"] == str(year):
                found[row["arm"]][row["replication"]] = float(row["value"])
    return found


def interval(sample: list[float]) -> tuple[float, float, float]:
    mean, n = statistics.fmean(sample), len(sample)
    half = student.ppf(0.975, n - 1) * statistics.stdev(sample) / n**0.5
    return mean, mean - half, mean + half


def test_every_number_is_what_its_source_says(built: Path) -> None:
    page, sources = reading.read(built), reading.Sources(built)
    assert len(page.numbers) > 150
    wrong = [shown for shown in page.numbers if not reading.same(shown, sources.value(shown.source))]
    assert not wrong


def test_a_changed_cell_is_noticed(built: Path) -> None:
    page, sources = reading.read(built), reading.Sources(built)
    shown = page.numbers[0]
    assert not reading.same(shown, sources.value(shown.source) * 1.02)


def test_no_number_without_its_source(built: Path) -> None:
    page = reading.read(built)
    loose = [words for words in page.rest if re.search(r"\d", words)]
    assert not loose
    assert set(page.given) <= LABELS | GROUPS | COUNTS | SPANS


def test_every_chart_names_its_numbers(built: Path) -> None:
    page = reading.read(built)
    assert len(page.figures) == len(synthetic.QUESTIONS)
    assert all((built / source).is_file() for source in page.figures)


def test_plain_money_differences_are_paired_differences(built: Path) -> None:
    headcount = values(built, "fgt0")
    with (built / "figures/plain_money.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["measure"] == "fgt0"]
    assert {row["other"] for row in rows} == {"universal-cash", "income-floor"}
    for row in rows:
        arm, other = headcount[row["arm"]], headcount[row["other"]]
        expected = interval([100 * (arm[number] - other[number]) for number in arm])
        shown = tuple(float(row[column]) for column in ("mean", "low", "high"))
        assert shown == pytest.approx(expected, abs=1e-10)


def test_money_adds_up_to_the_offered_budget(built: Path) -> None:
    totals: dict[str, float] = defaultdict(float)
    with (built / "figures/money.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            totals[row["arm"]] += float(row["mean"])
    assert totals == pytest.approx(dict.fromkeys(FOUR[1:], synthetic.BUDGET))


@pytest.mark.usefixtures("undrawn")
def test_arms_whose_interval_includes_zero_are_not_called_different(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, arms=("none", "growth", "universal-cash"), replications=3)
    headcount = values(folder, "fgt0")
    gaps = [headcount["growth"][k] - headcount["none"][k] for k in headcount["none"]]
    _, low, high = interval(gaps)
    assert low < 0 < high, "the made-up numbers must leave growth unclear for this test"
    report.build(folder)
    words = section(folder, "findings")
    assert "Not to be told apart from no programme (difference from the baseline, n = 3" in words
    assert not re.search(r"Fewer poor than under no programme[^.]*growth", words)


def test_the_leader_is_the_lowest_and_ties_are_named(built: Path) -> None:
    headcount = values(built, "fgt0")
    means = {arm: statistics.fmean(by.values()) for arm, by in headcount.items()}
    best = min(means, key=lambda arm: means[arm])
    said = f"lowest simulated headcount in 2020 is under {reading.names(built)[best]}"
    assert said in section(built, "findings")


def test_hedges_method_and_limits_are_there(built: Path) -> None:
    words = text_of(built)
    for phrase in (
        "in this model", "simulated", "difference from the baseline, n = 4, 95% interval",
        "common random numbers", "Equal budget", "2,300 yuan of 2010", "not a forecast",
        "not an evaluation of any real place", "Calibrated is not validated", "How to cite",
        "What plain money would have done", "0123456789ab",
    ):  # fmt: skip
        assert phrase in words, phrase


@pytest.mark.slow
def test_same_folder_same_bytes_whoever_draws(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere"
    shutil.copytree(built, again, ignore=shutil.ignore_patterns("figures", "report.html"))
    with Crew(1) as crew:
        report.build(again, pool=crew.pool)
    files = [file for file in built.rglob("*") if file.is_file()]
    assert len(files) > 40
    twins = [again / file.relative_to(built) for file in files]
    differ = [
        file.name for file, twin in zip(files, twins, strict=True)
        if file.read_bytes() != twin.read_bytes()
    ]  # fmt: skip
    assert not differ


def test_nothing_of_the_machine_is_told(built: Path) -> None:
    texts = [built / "report.html", *(built / "figures").glob("*.svg")]
    for file in texts:
        content = file.read_text(encoding="utf-8")
        assert str(built) not in content and built.name + "/" not in content
        assert not re.search(r"\d\d:\d\d:\d\d", content)
    assert all(b"Software" not in f.read_bytes() for f in (built / "figures").glob("*.png"))


def test_the_page_needs_nothing_from_outside(built: Path) -> None:
    html = (built / "report.html").read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="(https?:)?//(?!127\.0\.0\.1)', html)
    assert html.count('src="data:image/svg+xml;base64,') == len(synthetic.QUESTIONS)


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_another_baseline(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, arms=FOUR, replications=3)
    report.build(folder, "universal-cash")
    assert "A difference is an arm minus the baseline (universal transfer)" in text_of(folder)
    with pytest.raises(ValueError, match="'nobody' is no arm"):
        report.build(folder, "nobody")
