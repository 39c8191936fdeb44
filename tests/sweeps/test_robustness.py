"""Robustness finds a region that was planted, says it in words, and takes luck for none."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from test_sweep_files import FILE, SMALL

import sim
from sim.answers import regions as picture
from sim.answers import regret as regret_picture
from sim.cli import main
from sim.compare import regions, regret, trees
from sim.compare.robustness import robustness
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.ground.errors import InputError
from sim.sweeps.read import load

sys.path.append(str(Path(__file__).parents[1] / "report"))
import reading  # noqa: E402

DRY, CHEAP = 0.15, 0.07
LOW, HIGH = 0.31, 0.45
LIMITS = trees.Limits(depth=3, fewest=10, density=0.5)
NUISANCE = {f"world.{name}": {} for name in ("wage_growth", "farm_growth", "vacancy_rate", "job_loss")}
FIRM = {
    "name": "firm", "scenario": "quick_look", "set": SMALL | {"replications": 1},
    "arms": ["none", "pairing", "universal-cash"],
    "uncertainties": NUISANCE | {
        "world.drought_chance": {}, "world.bank_rate": {"low": 0.05, "high": 0.1}},
    "design": {"points": 200}, "robustness": {"opening_low": LOW, "opening_high": HIGH},
}  # fmt: skip


def planted(plan, arm, replication):
    """Cash beats pairing but where droughts are many and credit is cheap; richer worlds open richer."""
    turned = plan.world["drought_chance"] > DRY and plan.world["bank_rate"] < CHEAP
    effect = {"none": 0.0, "universal-cash": 0.02, "pairing": 0.03 if turned else 0.01}[arm]
    opening = 0.3 + 2 * plan.world["wage_growth"]
    rows = []
    for year, fall in ((2011, 0.0), (2012, effect)):
        for power, scale in (("fgt0", 1.0), ("fgt1", 0.3), ("fgt2", 0.1)):
            rows.append((year, power, "national", "all", scale * (opening - fall), "share"))
        rows.append((year, "population", "", "all", 1000.0, "persons"))
        rows.append((year, "cost_total", "", "all", 1e5 * (arm != "none"), "yuan"))
    nothing = {name: [] for name in ("distributions", "transitions", "ledger")}
    return SimpleNamespace(seed=1, seconds=0.01, outcomes=rows, **nothing)


def run(out, simulate=planted, report=True, **keys):
    return sim.robustness(FIRM | keys, out, progress=False, simulate=simulate, report=report)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return run(tmp_path_factory.mktemp("robust") / "out")


def counted(folder):
    """The points that open as asked, and whether the order is turned in each."""
    points = pd.read_csv(folder / "points.csv")
    points = points[(0.3 + 2 * points["world.wage_growth"]).between(LOW, HIGH)]
    return (points["world.drought_chance"] > DRY) & (points["world.bank_rate"] < CHEAP)


def cash_over_pairing(rows):
    return rows[rows["headline"] == "universal-cash is lower than pairing in the headcount (P0)"]


def test_a_planted_region_is_found_with_its_thresholds_and_in_words(folder):
    rows = cash_over_pairing(pd.read_csv(folder / "regions.csv"))
    found = rows.set_index("parameter")
    assert set(found["region"]) == {1} and len(found) == 2
    assert found["relation"].to_dict() == {"world.drought_chance": "above", "world.bank_rate": "below"}
    limits = found["threshold"].astype(float)
    assert limits["world.drought_chance"] == pytest.approx(DRY, abs=0.01)
    assert limits["world.bank_rate"] == pytest.approx(CHEAP, abs=0.0025)
    assert (found[["coverage", "density"]] > 0.95).all(axis=None)
    assert (found["accuracy"] > 0.95).all() and (found["majority"] < 0.9).all()
    (words,) = found["words"].unique()
    assert words.startswith("flips when ") and " is above 0.1" in words and " is below 0.0" in words
    assert "drought_chance" in words and "chance/year" in words and "bank_rate" in words


def test_the_share_is_that_of_the_worlds_outside_the_region(folder):
    turned = counted(folder)
    (row,) = cash_over_pairing(pd.read_csv(folder / "robustness.csv")).to_dict("records")
    assert row["share"] == pytest.approx(1 - turned.mean()) and row["n"] == len(turned)


def test_regrets_are_those_of_the_plant(folder):
    turned = counted(folder)
    rows = pd.read_csv(folder / "regret.csv").query("measure == 'fgt0'").set_index("arm")
    assert rows.loc["universal-cash", "mean"] == pytest.approx(0.01 * turned.mean())
    most = {"none": 0.03, "pairing": 0.01, "universal-cash": 0.01}
    assert rows["largest"].to_dict() == pytest.approx(most)
    assert not rows.loc["none", "minimax"] and rows["minimax"].any()
    assert rows.loc["none", "p95"] == pytest.approx(0.03) and 0.05 < turned.mean() < 0.5


@pytest.mark.slow
def test_luck_alone_is_called_a_region_in_one_of_twenty_at_most():
    """p is below 5% in 5% of samples without a region: of 20 samples 2 at most (92% of the time)."""
    claimed = 0
    for seed in range(20):
        luck = np.random.default_rng(seed)
        table = pd.DataFrame(luck.random((100, 6)), columns=[f"world.x{k}" for k in range(6)])
        claimed += trees.chance(table, luck.random(100) < 0.3, LIMITS) <= 0.05
    assert claimed <= 2


def test_a_headline_of_pure_luck_has_no_region_and_the_report_says_so(tmp_path):
    def luck(plan, arm, replication):
        found = planted(plan, "none", replication)
        seed = int(1e9 * plan.world["bank_rate"]) + 7 * len(arm)
        noise = np.random.default_rng(seed).normal(0, 0.02)
        found.outcomes = [
            (year, name, *at, value + noise * (name == "fgt0" and year == 2012), unit)
            for year, name, *at, value, unit in found.outcomes
        ]
        return found

    out = run(tmp_path / "out", luck, report=False)
    regions.write(Swept(out))
    rows = pd.read_csv(out / "regions.csv").query("measure == 'fgt0'")
    assert set(rows["region"]) == {0} and set(rows["words"]) == {"no region found"}
    assert (rows["p"] > 0.05).all() and rows["flips"].between(0.2, 0.8).all()
    with pytest.raises(Missing, match="no headline flips in a region"):
        picture.table(Swept(out))


@given(arrays(float, st.tuples(st.integers(1, 9), st.just(3)), elements=st.integers(0, 3).map(float)))
def test_a_regret_is_nought_for_the_best_and_never_less(values):
    cases = pd.DataFrame(values)
    found = regret.regrets_of(cases)
    assert (found >= 0).all(axis=None) and (found.min(axis=1) == 0).all()
    assert (regret.regrets_of(cases + 5.0) == found).all(axis=None)


def test_a_box_holds_the_rows_that_its_conditions_say():
    luck = np.random.default_rng(1)
    table = pd.DataFrame(luck.random((300, 3)), columns=["a", "b", "c"])
    cases = ((table["a"] > 0.6) & (table["b"] < 0.4)).to_numpy()
    (box,) = trees.find(table, cases, LIMITS).boxes
    inside = np.logical_and.reduce([one.holds(table) for one in box])
    assert (inside == cases).mean() > 0.97 and {one.column for one in box} == {"a", "b"}


def test_names_are_told_as_names():
    swept = SimpleNamespace(factors={"world.kind": {}, "world.wage": {"unit": "yuan"}})
    told = regions.region_words(swept, [("world.kind", "is not", "dry"), ("world.wage", "above", "50")])
    assert told == "flips when kind is not dry and wage is above 50 yuan"


def test_worlds_that_open_elsewhere_are_not_counted_and_that_is_said(folder):
    inside = len(counted(folder))
    assert 10 < inside < 190 and set(robustness(Swept(folder))["n"]) == {inside}
    for name in ("best.csv", "regret.csv"):
        assert set(pd.read_csv(folder / name)["n"]) == {inside}
    text = re.sub("<[^>]*>", "", (folder / "report.html").read_text(encoding="utf-8"))
    assert f"Counted are the {inside} of 200 worlds that open with a headcount of 31% to 45%" in text
    assert "since some arm has no result there" not in text


def test_where_no_world_opens_as_asked_there_is_nothing_to_show(tmp_path):
    out = run(tmp_path / "out", report=False, design={"points": 2}, robustness={"opening_high": 0.01})
    with pytest.raises(Missing, match="no world opens with a headcount of 0% to 1%"):
        robustness(Swept(out))


def test_a_world_in_which_a_run_fails_is_recorded_and_not_counted(tmp_path):
    def failing(plan, arm, replication):
        if arm == "pairing" and plan.world["drought_chance"] > 0.2:
            raise ValueError("the county dried up")
        return planted(plan, arm, replication)

    out = run(tmp_path / "out", failing, report=False, design={"points": 40}, robustness={})
    points = pd.read_csv(out / "points.csv")
    dry = int((points["world.drought_chance"] > 0.2).sum())
    assert dry and len(pd.read_csv(out / "failures.csv")) == dry
    assert set(robustness(Swept(out))["n"]) == {40 - dry}


def test_every_number_of_its_page_is_in_a_file(folder):
    shown, sources = reading.read(folder), reading.Sources(folder)
    assert {"figures/regions.csv", "figures/regret.csv"} <= set(shown.figures)
    read = {number.source.partition("?")[0] for number in shown.numbers}
    assert {"regions.csv", "regret.csv"} <= read
    assert all(reading.same(number, sources.value(number.source)) for number in shown.numbers)
    assert not [text for text in shown.rest if any(letter.isdigit() for letter in text)]


def test_every_column_is_explained(folder):
    book = pd.read_csv(folder / "columns.csv")
    for name in ("regions.csv", "regret.csv", "robustness.csv"):
        told = list(book.loc[book["file"] == name, "column"])
        assert told == list(pd.read_csv(folder / name, nrows=0))


def test_the_chart_shades_the_region_and_shows_every_world(folder):
    table = picture.table(Swept(folder))
    own = cash_over_pairing(table)
    assert len(own) == len(counted(folder)) and own["flips"].sum() == counted(folder).sum()
    axes = own.iloc[0]
    names = {"world.drought_chance": "low", "world.bank_rate": "high"}
    assert {axes["across"], axes["up"]} == {*names}
    for axis in ("across", "up"):
        inside = own[f"at_{axis}"] > own[f"low_{axis}"] if names[axes[axis]] == "low" else (
            own[f"at_{axis}"] < own[f"high_{axis}"])  # fmt: skip
        assert inside[own["flips"]].mean() > 0.95 and not inside.all()


def test_a_plain_sweep_has_neither_regions_nor_regrets(tmp_path):
    given = {key: value for key, value in FIRM.items() if key != "robustness"}
    out = sim.sweep(given | {"design": {"kind": "sobol", "points": 4}}, tmp_path / "out", progress=False,
                    simulate=planted, report=False)  # fmt: skip
    for answer in (picture, regret_picture):
        with pytest.raises(Missing, match="^$"):
            answer.table(Swept(out))


def test_bad_options_are_told():
    for options, said in (
        ({"opening_low": 0.5, "opening_high": 0.4}, "must be below opening_high"),
        ({"dept": 2}, "did you mean depth?"), ({"smallest": 0.9}, "between 0.01 and 0.5"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=said):
            load(FIRM | {"robustness": options}, kind="robustness")


def test_without_the_library_nothing_is_run_and_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(InputError, match=r"needs sklearn: pip install 'antipoverty\[experiments\]'"):
        load(FIRM, kind="robustness")


def test_left_out_factors_are_levers_too():
    sweep = load(FILE | {"design": {"kind": "leave-out"}})
    values = [tuple(point.values()) for point in sweep.points]
    whole = (150, 0.1, 0.25, 0.1)
    firsts = (50, 0.03, 0.05, 0.05)
    wanted = [whole] + [whole[:k] + (firsts[k],) + whole[k + 1 :] for k in range(4)]
    assert sorted(values) == sorted(wanted) and values[0] == whole


def test_the_last_value_of_a_range_is_its_end_and_no_rounding_beyond():
    sweep = load(FIRM | {"design": {"kind": "leave-out"}}, kind="robustness")
    assert sweep.points[0]["world.wage_growth"] == 0.15


CSV = """point,budget,world.bank_rate,arms.pairing.village_household_pairing.overhead
1,50,0.06,0.03
2,150,,0.03
3,150,0.08,0.1
"""


def written(folder, text, more=""):
    (folder / "mine.csv").write_text(text, encoding="utf-8")
    file = folder / "mine.yaml"
    design = "design: {kind: points, file: mine.csv}\n"
    file.write_text(f"scenario: quick_look\narms: [none, pairing]\n{more}{design}", encoding="utf-8")
    return file


def test_points_of_a_file_are_its_rows(tmp_path):
    sweep = load(written(tmp_path, CSV))
    overhead = "arms.pairing.village_household_pairing.overhead"
    assert sweep.points == [
        {"budget": 50, overhead: 0.03, "world.bank_rate": 0.06}, {"budget": 150, overhead: 0.03},
        {"budget": 150, overhead: 0.1, "world.bank_rate": 0.08}]
    assert sweep.scenario(2).budget == 150 and sweep.scenario(2).world["bank_rate"] == 0.08
    assert {factor.path: factor.told.get("values") for factor in sweep.factors}["budget"] == [50, 150]


def test_all_that_is_wrong_in_a_file_of_points_is_told_by_its_cell(tmp_path):
    text = "budgt,world.bank_rate,world.wage\n50,0.9,5000\n60,0.06,much\n"
    with pytest.raises(InputError) as error:
        load(written(tmp_path, text, "levers: {budget: [50]}\n"))
    said = "\n".join(error.value.problems)
    for words in ("mine.csv:1:1: levers.budgt: unknown key (did you mean budget?)",
                  "mine.csv:2:2: uncertainties.world.bank_rate.0: must be a number between",
                  "mine.csv:3:3: uncertainties.world.wage.1: must be a number between",
                  "mine.yaml:3:1: levers: the columns of the file of points are the factors"):
        assert words in said


@pytest.mark.parametrize(("text", "said"), [
    ("budget,\n50,1\n", "mine.csv:1:2: has no name"),
    ("budget,budget\n50,1\n", "mine.csv:1:2: 'budget' stands here twice"),
    ("budget\n50,60\n", "mine.csv:2:1: has 2 cells under 1 names"),
    ("budget\n", "must have a row of names and from 1 to"),
    ("", "must have a row of names and from 1 to"),
])  # fmt: skip
def test_a_table_that_is_none_is_told(tmp_path, text, said):
    with pytest.raises(InputError) as error:
        load(written(tmp_path, text))
    assert said in str(error.value)


def test_a_file_of_points_that_is_not_there_and_one_too_many(tmp_path):
    for design, said in (
        ({"kind": "points", "file": "no.csv"}, "design.file: .*no such file"),
        ({"kind": "points"}, "design.file: must name a CSV file"),
        ({"kind": "ends", "file": "no.csv"}, "design.file: kind ends reads no file"),
    ):
        with pytest.raises(InputError, match=said):
            load({"scenario": "quick_look", "design": design})


def test_the_command_is_there(capsys):
    assert main(["robustness", "--help"]) == 0
    assert "in which share each headline holds" in " ".join(capsys.readouterr().out.split())
