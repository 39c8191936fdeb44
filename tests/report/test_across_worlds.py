"""What the report says of worlds is what worlds.csv says, read back by hand."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import reading
import synthetic
from browsing import WIDER, opened

import sim.report.page  # noqa: F401 - it asks which questions there are, before they are fewer here
from sim import questions, report
from sim.compare.across import across
from sim.folder.across import checked, take_up, told
from sim.folder.intervals import wilson
from sim.folder.read import Folder, Missing
from sim.folder.stored import Stored
from sim.ground.errors import InputError
from sim.report.settings import for_all
from sim.showing.across import decided, firm
from sim.showing.words import interval_words

ARMS = ("none", "growth", "pairing", "universal-cash")
WORLDS, YEARS = 12, range(2012, 2021)
SHOWN = ("across_worlds", "ranks", "person_years", "effects", "plain_money", "pairwise", "headcount",
         "cost_effectiveness")  # fmt: skip
COMPLETE = {"program": "antipoverty", "format": 1, "code_version": "0", "seeds": {}, "files": [],
            "seed": 7, "runs": {"done": 1}}  # fmt: skip


def effects_in(worlds: int, luck: int = 1, lead: float = 0.0) -> pd.DataFrame:
    """Effects of three arms in worlds; growth is best in the first five worlds, pairing else.

    With `lead` universal cash is ahead of both by so much in every world.
    """
    rows = []
    for life in range(1, worlds * luck + 1):
        world = (life - 1) // luck
        size = {"growth": 0.03 if world < 5 else 0.01, "pairing": 0.02, "universal-cash": lead + 0.005}
        for arm, fall in size.items():
            for year in YEARS:
                fell = fall * (1 + 0.01 * world) * (year - 2011) / 9
                start = arm, f"w{world + 1}", life, year
                rows += [(*start, measure, "national", -fell * part, "share")
                         for measure, part in (("fgt0", 1.0), ("fgt1", 0.5), ("fgt2", 0.2),
                                               ("consumption_fgt0", 0.9))]  # fmt: skip
                rows.append((*start, "paid", "", 100.0, "yuan of 2010 a person"))
    columns = ["arm", "world", "replication", "year", "measure", "line", "effect", "unit"]
    return pd.DataFrame(rows, columns=columns)


def finish(folder: Path, **news: object) -> Path:
    """A manifest as of finished results."""
    path = folder / "manifest.json"
    before = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(before | COMPLETE | {"baseline": "none"} | news), encoding="utf-8")
    return folder


def in_worlds(folder: Path, luck: int = 1, **changes: float) -> Path:
    """A folder whose replications live in worlds."""
    number = WORLDS * luck
    synthetic.write(folder, ARMS, replications=2)  # its own rows are not read here
    names = [f"w{life // luck + 1}" for life in range(number)]
    finish(folder, worlds={"ensemble": "mine", "luck": luck, "of_replications": names, "varied": [],
                           "held_by_the_scenario": [], "without_say": [],
                           "intervals_hold": "worlds and luck"})  # fmt: skip
    effects_in(WORLDS, luck, **changes).to_csv(folder / "worlds.csv", index=False)
    return folder


def reference(folder: Path, other: Path) -> Path:
    """A folder of one world that took up another's effects."""
    finish(synthetic.write(folder, ARMS, replications=4))
    take_up(folder, checked(Stored(folder).scenario, "none", other))
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("across")
    folder = reference(place / "ref", in_worlds(place / "worlds"))
    with pytest.MonkeyPatch.context() as patch:
        some = {name: one for name, one in questions.find().items() if name in SHOWN}
        patch.setattr(questions, "find", lambda: some)
        synthetic.undraw(patch)
        report.build(folder)
    return folder


def figure(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "figures" / f"{name}.csv", keep_default_na=False, na_values=["nan"])


def last_year(folder: Path, measure: str = "fgt0") -> pd.DataFrame:
    rows = pd.read_csv(folder / "across_worlds.csv")
    rows = rows[(rows["measure"] == measure) & (rows["year"] == 2020)]
    return rows.pivot_table(index="world", columns="arm", values="effect")


def test_every_number_of_the_page_is_read_back(built: Path) -> None:
    sources = reading.Sources(built)
    shown = reading.read(built).numbers
    assert [one for one in shown if not reading.same(one, sources.value(one.source))] == []
    cited = {one.source.partition("?")[0] for one in shown}
    assert {"figures/across_worlds.csv"} <= cited


def test_counts_are_those_of_the_worlds(built: Path) -> None:
    found = figure(built, "across_worlds").set_index(["quantity", "claim", "arm", "other"])
    effects = last_year(built)
    count = found.loc[("fgt0", "better than", "growth", "pairing")]
    assert count["count"] == (effects["growth"] < effects["pairing"]).sum() == 5
    assert found.loc[("fgt0", "better than", "pairing", "none"), "count"] == WORLDS
    own = pd.read_csv(built / "differences.csv")
    own = own[(own["measure"] == "fgt0") & (own["year"] == 2020) & (own["group"] == "all")
              & (own["line"] == "national") & (own["arm"] == "growth")]  # fmt: skip
    reached = (effects["growth"] <= own["mean"].iloc[0]).sum()
    as_there = found.loc[("fgt0", "as at default", "growth", "reference world")]
    assert 0 < reached < WORLDS and as_there["count"] == reached
    low, high = wilson(5 / WORLDS, WORLDS, 1 - 0.05 / 3)  # three pairs of three arms
    assert (count["low"], count["high"]) == pytest.approx((100 * low, 100 * high))


def test_thick_intervals_are_percentiles_of_worlds_in_the_unit_of_the_chart(built: Path) -> None:
    rows = figure(built, "effects").set_index(["measure", "arm"])
    ends = 100 * np.quantile(last_year(built, "fgt1")["pairing"], (0.05, 0.95))
    found = rows.loc[("fgt1", "pairing")]
    assert (found["worlds_low"], found["worlds_high"]) == pytest.approx(tuple(ends))
    assert found["worlds_n"] == WORLDS and found["n"] == 4
    gap = figure(built, "plain_money").set_index(["measure", "arm"]).loc[("fgt0", "growth")]
    wide = last_year(built)
    ends = 100 * np.quantile(wide["growth"] - wide["universal-cash"], (0.05, 0.95))
    assert (gap["worlds_low"], gap["worlds_high"]) == pytest.approx(tuple(ends))


def test_person_years_for_the_money_are_sums_over_all_years(built: Path) -> None:
    rows = pd.read_csv(built / "across_worlds.csv")
    own = rows[rows["arm"] == "pairing"].pivot_table(
        index="world", columns="measure", values="effect", aggfunc="sum")
    ends = np.quantile(-1000 * own["fgt0"] / own["paid"], (0.05, 0.95))
    found = figure(built, "person_years").set_index(["quantity", "period", "arm"])
    row = found.loc[("income per yuan", "whole", "pairing")]
    assert (row["worlds_low"], row["worlds_high"]) == pytest.approx(tuple(ends))


def test_ranks_are_shares_of_worlds(built: Path) -> None:
    found = figure(built, "ranks").set_index(["quantity", "arm", "rank"])
    assert found.loc[("income per yuan", "growth", 1), "count"] == 5
    assert found.loc[("fgt0", "universal-cash", 3), "share"] == 100
    sums = found.groupby(["quantity", "arm"])["share"].sum()
    assert np.allclose(sums, 100)


def text(folder: Path) -> str:
    page = (folder / "report.html").read_text(encoding="utf-8")
    page = page[page.index('id="findings"') : page.index('id="charts"')]
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_an_order_of_five_in_twelve_worlds_is_not_settled(built: Path) -> None:
    said = text(built)
    pairing, growth = (reading.names(built)[arm] for arm in ("pairing", "growth"))
    assert f"{pairing} comes first in 7 of 12 worlds of mine: not settled" in said
    assert f"{growth} comes first in 5 of 12." in said
    either = r"(%s) before (%s) in \d+ of 12, the other way round in the rest: (not )?settled"
    assert re.search(either % (pairing, growth), said)
    assert "that look like the county" not in said  # nobody held these worlds against it


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_an_order_that_holds_in_every_world_is_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = {name: one for name, one in questions.find().items() if name in SHOWN[:2]}
    monkeypatch.setattr(questions, "find", lambda: some)
    folder = reference(tmp_path / "ref", in_worlds(tmp_path / "worlds", lead=0.1))
    report.build(folder)
    money = reading.names(folder)["universal-cash"]
    assert f"{money} comes first in 12 of 12 worlds of mine: settled" in text(folder)


def test_a_headline_says_what_each_of_its_intervals_holds(built: Path) -> None:
    found = re.search(r"Its difference from no programme is (.*?) percentage points", text(built))
    assert found
    number = r"[+−][\d.]+"
    both = rf"{number} \(luck: {number} to {number}; nine of ten worlds: {number} to {number}\)"
    assert re.fullmatch(both, found.group(1))
    ends = 100 * np.quantile(last_year(built)["pairing"], (0.05, 0.95))
    assert found.group(1).endswith("worlds: {:+.2f} to {:+.2f})".format(*ends).replace("-", "−"))


def test_a_count_of_worlds_says_what_was_counted(built: Path) -> None:
    """Behind an arm that is not told apart, or has more poor, the number alone would read as theirs."""
    assert not re.search(r", in \d+ of \d+ worlds", text(built))
    assert re.search(r"growth[^;:]*, fewer poor in 12 of 12 worlds", text(built))


def test_the_method_of_worlds_is_short_and_calls_no_world_the_default(tmp_path: Path) -> None:
    """118 numbers of strategies that no arm uses are a list of strategies."""
    folder = in_worlds(tmp_path / "worlds")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    silent = ["strategies.green_revolution.uptake", "strategies.green_revolution.overhead",
              "strategies.growth.overhead", "world.drought_chance"]  # fmt: skip
    finish(folder, worlds=manifest["worlds"] | {"without_say": silent})
    said = " ".join(for_all(Folder(folder)))
    assert "numbers of strategies that no arm uses: green_revolution." in said
    assert "as the scenario sets it: strategies.growth.overhead, world.drought_chance." in said
    assert "every parameter stands" not in said


def test_two_lives_of_a_world_are_one_case_and_luck_is_taken_out(tmp_path: Path) -> None:
    folder = Folder(in_worlds(tmp_path / "worlds", luck=2))
    worlds = across(folder)
    assert worlds is not None and told(folder).own
    lives = worlds.effects("fgt0", 2020)
    assert (len(lives), len(worlds.by_world(lives))) == (2 * WORLDS, WORLDS)
    assert worlds.reach(lives["pairing"]).luck_removed
    assert "worlds_low" in questions.find()["effects"].table(folder)
    averted = worlds.averted("consumption", [2019, 2020])
    assert averted.loc[1, "growth"] == pytest.approx(1000 * 0.9 * 0.03 * (8 + 9) / 9)


def test_without_worlds_tables_are_as_they_were(tmp_path: Path) -> None:
    folder = Folder(synthetic.write(tmp_path, ARMS, replications=4))
    assert across(folder) is None
    for name in ("effects", "plain_money", "pairwise", "person_years"):
        assert not [column for column in questions.find()[name].table(folder) if "worlds" in column]
    with pytest.raises(Missing, match="^$"):
        questions.find()["ranks"].table(folder)


@pytest.mark.parametrize(("key", "value", "words"), [
    ("budget", "75", "another budget"), ("arms", {"none": {}}, "other arms"),
    ("horizon", {"years": "3"}, "other years"), ("world", {"wage_growth": "0.1"}, "another reference"),
])  # fmt: skip
def test_another_comparison_is_refused(tmp_path: Path, key: str, value: object, words: str) -> None:
    other = in_worlds(tmp_path / "worlds")
    scenario = Stored(other).scenario
    assert checked(scenario, "none", other) == other
    with pytest.raises(InputError, match=words):
        checked(scenario | {key: value}, "none", other)
    with pytest.raises(InputError, match="the baseline none, not growth"):
        checked(scenario, "growth", other)


def test_results_of_one_world_are_none_to_take_up(tmp_path: Path) -> None:
    folder = finish(synthetic.write(tmp_path, ARMS, replications=2), scenario_hash="ab", times={})
    with pytest.raises(InputError, match="does not live in worlds"):
        checked(Stored(folder).scenario, "none", folder)


def test_against_another_baseline_worlds_say_nothing(built: Path) -> None:
    assert told(Folder(built)) is not None
    assert told(Folder(built, "growth")) is None


@pytest.mark.parametrize(("share", "of", "sure"), [
    (100, 9, False), (90, 10, True), (89.9, 100, False), (90, 100, True), (100 * (1 - 0.1), 100, True),
    (100 - 100 * (1 - 0.9), 100, True),
])  # fmt: skip
def test_nothing_is_settled_by_fewer_than_ten_worlds(share: float, of: float, sure: bool) -> None:
    assert firm(share, of) == sure


def test_tables_say_what_intervals_hold_and_a_copy_says_whose_worlds(built: Path) -> None:
    found = (built / "tables" / "at_a_glance.md").read_text(encoding="utf-8")
    assert "95% interval each in brackets (luck, in the reference world)" in found
    assert "5th to 95th percentile of the 12 worlds of mine" in found and "grey" not in found.lower()
    assert found.rstrip().splitlines()[-1] == (
        "Source: simulated, antipoverty 0, scenario synthetic, hash 0123456789ab, n = 4; "
        "worlds: scenario synthetic, hash 0123456789ab")  # fmt: skip
    effects = figure(built, "effects").query("measure == 'fgt0'").set_index("arm")
    heads, *rows = [line.split(" | ") for line in found.splitlines() if line.startswith("| ")]
    place = heads.index("... in nine of ten worlds")
    cells = {row[0].removeprefix("| "): row[place] for row in rows[1:]}
    ends = effects.loc["growth", ["worlds_low", "worlds_high"]]
    assert cells["growth"] == " to ".join(f"{end:+.1f}" for end in ends).replace("-", "−")
    page = re.sub(r"<[^>]*>", "", (built / "report.html").read_text(encoding="utf-8"))
    assert "; in worlds: scenario synthetic, hash 0123456789ab." in page


def test_long_brackets_fit_a_telephone(built: Path, browser) -> None:
    with opened(browser, built / "report.html", width=390) as (shown, _):
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390
        assert shown.evaluate("document.querySelectorAll('li .ci').length") > 2
        assert not shown.evaluate(WIDER)


@pytest.mark.parametrize(("count", "sure"), [(90, True), (89.5, False), (10, True), (10.5, False)])
def test_exactly_nine_of_ten_is_settled_either_way(count: float, sure: bool) -> None:
    assert decided(100 * (count / 100), 100) == decided(100 * (1 - count / 100), 100) == sure


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_income_and_consumption_may_disagree_on_what_money_buys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first sentence, the title and the ranks say it, each with its count of worlds."""
    worlds = in_worlds(tmp_path / "worlds", lead=0.1)
    rows = pd.read_csv(worlds / "worlds.csv")
    poor = (rows["measure"] == "consumption_fgt0") & (rows["arm"] == "universal-cash")
    rows.loc[poor, "effect"] *= 0.01
    rows.to_csv(worlds / "worlds.csv", index=False)
    folder = reference(tmp_path / "ref", worlds)
    own = pd.read_csv(folder / "outcomes.csv")
    rows = own[own["measure"] == "fgt0"].assign(measure="consumption_fgt0")
    rows.loc[(rows["arm"] == "growth") & (rows["year"] > 2011), "value"] *= 0.1
    pd.concat([own, rows]).to_csv(folder / "outcomes.csv", index=False)
    some = {name: one for name, one in questions.find().items() if name in SHOWN[:3]}
    monkeypatch.setattr(questions, "find", lambda: some)
    titles = {name: questions.draw(name, Folder(folder))[0].headline for name in SHOWN[1:3]}
    report.build(folder)
    pairing, growth = (reading.names(folder)[arm] for arm in ("pairing", "growth"))
    for title in titles.values():
        assert "universal-cash by income (first in 12 of 12 worlds" in title
        assert "pairing by consumption (first in 7 of 12 worlds: not settled)" in title
    said = text(folder)
    assert f"it is {pairing} by income and {growth} by consumption. By income, the most" in said
    assert f"By consumption, {growth} averts more for the money than {pairing} in 5 of 12" in said


@pytest.mark.slow
def test_a_chart_of_luck_beside_worlds_says_in_which_world(built: Path, tmp_path: Path) -> None:
    assert interval_words(Folder(built)).endswith("95% interval (luck in the reference world)")
    own = Folder(in_worlds(tmp_path / "worlds"))
    assert interval_words(own).endswith("95% interval (worlds and luck)")
    alone = Folder(synthetic.write(tmp_path / "alone", ARMS, replications=4))
    assert interval_words(alone) == "n = 4, 95% interval"
