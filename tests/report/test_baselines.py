"""Whichever arm is the baseline, the findings tell no lies: recomputed with SciPy alone."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import reading
import synthetic
from scipy import stats
from test_report import values

from sim import compare, report

ARMS = (
    "none", "growth", "marginal-redistribution", "universal-cash", "income-floor", "pairing-with-floor",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.write(tmp_path_factory.mktemp("any"), ARMS, replications=6)

FIRST, *OTHERS = ARMS
EACH = [FIRST, *(pytest.param(arm, marks=pytest.mark.slow) for arm in OTHERS)]


def read(path: Path, *numbers: str) -> pd.DataFrame:
    """A CSV file in which an arm may be called none."""
    return pd.read_csv(path, keep_default_na=False, na_values={column: [""] for column in numbers})


def compared(folder: Path, baseline: str) -> None:
    """Tables and report with an arm as the baseline."""
    outcomes = compare.Outcomes.of(read(folder / "outcomes.csv"), list(ARMS))
    tables = {
        "differences": compare.differences(outcomes, baseline),
        "cost_effectiveness": compare.cost_effectiveness(outcomes, baseline, 1),
        "equal_terms": compare.equal_terms(outcomes, baseline, 1),
    }
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    report.build(folder, baseline)


def raw(folder: Path) -> str:
    """The findings as they stand in the page."""
    return (folder / "report.html").read_text(encoding="utf-8").split('<section id="charts"')[0]


def paragraphs(folder: Path) -> dict[str, str]:
    """Words of each finding by its heading."""
    parts = [re.split(r"</h3>", part, maxsplit=1) for part in raw(folder).split("<h3>")[1:]]
    return {head: re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", text)) for head, text in parts}


def told_apart(heads: dict[str, np.ndarray]) -> dict[tuple[str, str], str]:
    """Verdicts on arm minus other, Benjamini-Hochberg at 5% over all pairs, either way round."""
    pairs = list(combinations(heads, 2))
    gaps = [heads[one] - heads[other] for one, other in pairs]
    p = stats.false_discovery_control([stats.ttest_1samp(gap, 0).pvalue for gap in gaps])
    told: dict[tuple[str, str], str] = {}
    for (one, other), gap, q in zip(pairs, gaps, p, strict=True):
        signs = ("lower", "higher") if gap.mean() < 0 else ("higher", "lower")
        told[one, other], told[other, one] = signs if q <= 0.05 else ("unclear", "unclear")
    return told


def named(text: str, start: str) -> set[str]:
    """Arms listed after the colon of the sentence that starts so."""
    found = re.search(rf"{re.escape(start)}[^:]*: ([^.]*)\.", text)
    return set(re.split(r", | and ", found.group(1))) if found else set()


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("baseline", EACH)
def test_no_lie_under_any_baseline(folder: Path, baseline: str) -> None:
    compared(folder, baseline)
    said = paragraphs(folder)
    assert ("Without a programme" in said) == (baseline == "none")
    assert ("The baseline" in said) == (baseline != "none")

    costs = read(folder / "cost_effectiveness.csv", "ratio")
    priced = costs[costs["ratio"].notna()]
    assert (priced[["cost", "averted", "ratio"]] > 0).all(axis=None) and (priced["note"] == "").all()
    assert (costs.loc[costs["ratio"].isna(), "note"] != "").all()
    prices = re.search(r"order of the mean, 95% interval in brackets: (.*?)\. ", said["At what cost"])
    one = r"(?:^|, | and )([a-z][a-z -]+?) [\d,]+ \("
    listed = set(re.findall(one, prices.group(1))) if prices else set()
    names = reading.names(folder)
    assert listed == set(priced.loc[priced["measure"] == "fgt0", "arm"].map(names))
    assert not re.search(r"least first|−\d", prices.group(1) if prices else "")

    heads = {arm: np.array(list(by.values())) for arm, by in values(folder, "fgt0").items()}
    pairs = told_apart(heads)
    told = {arm: pairs[arm, baseline] for arm in heads if arm != baseline}
    effects = said["Which strategy did what to poverty"]
    for start, verdict in (("Fewer poor than", "lower"), ("More poor than", "higher"),
                           ("Not to be told apart from", "unclear")):
        assert named(effects, start) == {names[arm] for arm in told if told[arm] == verdict}
    if "furthest first" in effects:
        lower = sorted((arm for arm in told if told[arm] == "lower"), key=lambda arm: heads[arm].mean())
        assert {pairs[step] for step in pairwise(lower)} == {"lower"}
    best = min(heads, key=lambda arm: heads[arm].mean())
    tied = {names[arm] for arm in heads if arm != best and pairs[arm, best] == "unclear"}
    found = re.search(r"It cannot be told apart from that under ([^.]*)\.", effects)
    assert (set(re.split(r", | and ", found.group(1))) if found else set()) == tied
    arms = {text: arm for arm, text in names.items()}
    for one, other in re.findall(r"<li><b[^>]*>([^<]*)</b> with (.*?)</li>", raw(folder)):
        others = re.findall(r">([^<]+)</b>", other)
        assert {pairs[arms[one], arms[text]] for text in others} == {"unclear"}


@pytest.mark.usefixtures("undrawn")
def test_what_was_paid_beyond_the_baseline_is_on_the_plane_of_costs(folder: Path) -> None:
    compared(folder, "universal-cash")
    means = read(folder / "figures/cost_effectiveness.csv").set_index(["arm", "quantity"])["mean"]
    assert means["none", "paid"] == 0 and means["none", "cost"] == pytest.approx(-150, rel=0.01)
    assert means["none", "fall"] < 0
