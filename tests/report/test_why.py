"""Why incomes changed: sources that add up, sentences from the numbers, what strategies say of it."""

import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import reading
import synthetic
from test_across_worlds import finish

from sim import questions
from sim.compare.sources import INCOME, WORDS
from sim.folder.read import Folder, Missing
from sim.questions import why
from sim.showing.numbers import Numbers
from sim.strategies import find

ARMS = ("none", "growth", "universal-cash", "pairing-with-floor")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    years = range(2011, 2014)
    return Folder(synthetic.write(tmp_path_factory.mktemp("why"), ARMS, 4, years))


@pytest.fixture(scope="module")
def numbers(folder: Folder) -> pd.DataFrame:
    return why.table(folder)


def said(folder: Folder, numbers: pd.DataFrame) -> dict[str, str]:
    """What is said of each arm, without its markup."""
    (found,) = why.say(folder, Numbers(folder, {why.FILE: numbers}))
    points = [unescape(re.sub("<[^>]*>", "", point)) for point in found.points]
    return {text.partition(":")[0]: text for text in points}


def test_the_sources_add_up_to_the_change_of_income_and_that_is_the_effect(folder, numbers) -> None:
    for (arm, group), rows in numbers.groupby(["arm", "group"]):
        means = rows.set_index("source")["mean"]
        assert list(means.index) == [*WORDS.values(), INCOME]
        assert means.drop(INCOME).sum() == pytest.approx(means[INCOME], rel=1e-9, abs=1e-9)
        if group.startswith("quintile"):
            whole = folder.effect("income_mean", arm, folder.last, group)
            row = rows[rows["source"] == INCOME].iloc[0]
            assert (row["mean"], row["low"], row["high"], row["n"]) == pytest.approx(whole.cells)
    assert set(numbers["group"]) == {*(f"quintile={k}" for k in range(1, 6)), "poor=yes"}


def test_the_bars_of_a_group_end_where_its_sources_do(folder, numbers) -> None:
    page, _ = questions.draw("why", folder)
    arm, axes = "growth", page.axes[0]
    lengths = pd.DataFrame([(bar.get_y() + bar.get_height() / 2, bar.get_width(), bar.get_x())
                            for bar in axes.patches], columns=["at", "width", "left"])  # fmt: skip
    rows = numbers[numbers["arm"] == arm]
    for at, group in enumerate(dict.fromkeys(rows["group"])):
        means = rows[(rows["group"] == group) & (rows["source"] != INCOME)]["mean"]
        bars = lengths[(lengths["at"] - at).abs() < 0.1]
        right = (bars["left"] + bars["width"]).where(bars["width"] > 0, 0).max()
        left = (bars["left"] + bars["width"]).where(bars["width"] < 0, 0).min()
        assert (right, left) == pytest.approx((means.clip(lower=0).sum(), means.clip(upper=0).sum()))


def test_colours_are_the_same_whatever_is_shown() -> None:
    assert list(why.COLOURS) == list(WORDS.values())
    assert len(set(why.COLOURS.values())) == len(why.COLOURS)


def test_of_each_arm_is_told_who_gains_most_and_least_and_by_what(folder, numbers) -> None:
    told = said(folder, numbers)
    assert list(told) == [arm for arm in ARMS if arm != "none"]
    for arm, text in told.items():
        income = numbers[(numbers["arm"] == arm) & (numbers["source"] == INCOME)]
        fifths = income[income["group"] != "poor=yes"].set_index("group")["mean"]
        ends = {"gains most": fifths.idxmax(), "gains least": fifths.idxmin()}
        for verb, group in ends.items():
            label = why.FIFTHS[int(group[-1]) - 1]
            assert f"The {label} {verb}: {fifths[group]:+,.0f} (" in text, (arm, verb)
        assert "Largest part: transfers, +" in text and "The poor of 2011: +" in text


def test_what_luck_may_have_done_is_not_ranked(tmp_path: Path) -> None:
    """An arm that changes nothing has fifths that nothing tells apart."""
    idle = Folder(synthetic.write(tmp_path, ("none", "growth"), 4, range(2011, 2013), spending=0.0))
    table = why.table(idle)
    assert "On the mean (not told apart)" in said(idle, table)["growth"]
    assert "not clearly better or worse off under growth" in why.draw(idle, table).headline


def test_a_loss_is_called_one(folder, numbers) -> None:
    """With the arm as the baseline, what it had added is lost, and by the same source."""
    other = Folder(folder.path, "pairing-with-floor")
    table = why.table(other)
    text = said(other, table)["none"]
    assert "loses most: −" in text and "loses least: −" in text and "Largest loss: transfers, −" in text
    assert "The poorest fifth loses, above all in transfers" in why.draw(other, table).headline


def test_every_number_said_is_one_of_the_table(folder, numbers) -> None:
    (found,) = why.say(folder, Numbers(folder, {why.FILE: numbers}))
    page = reading.Page()
    page.feed("".join(found.sentences + found.points))
    assert len(page.numbers) > 3 * 3 * 3  # of three arms three groups, each twice with its interval
    assert all(one.source.startswith(f"{why.FILE}?") for one in page.numbers)
    assert not any(letter.isdigit() for text in page.rest for letter in text)


def test_where_a_strategy_falls_short_stands_beside_its_bars_once(folder, numbers) -> None:
    page, _ = questions.draw("why", folder)
    beside = [" ".join(text.get_text().split()) for axes in page.axes for text in axes.texts]
    kinds = find()
    assert kinds["growth"].falls_short in beside[0] and kinds["growth"].title in beside[0]
    both = (kinds["village_household_pairing"], kinds["income_floor"])
    assert all(kind.falls_short in beside[2] for kind in both)
    told = said(folder, numbers)["pairing-with-floor"]
    assert all(f"Where {kind.title} falls short, by its own account: {kind.falls_short}" in told
               for kind in both)  # fmt: skip


def test_arms_of_one_strategy_do_not_repeat_what_it_says(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(synthetic, "ARMS", synthetic.ARMS | {"more": (("growth",), 0.02, 150.0)})
    twice = Folder(synthetic.write(tmp_path, ("none", "growth", "more"), 2, range(2011, 2013)))
    first, second = why._beside(twice, ["growth", "more"])
    assert first and not second


def test_without_sources_there_is_no_answer_and_it_says_what_is_missing(tmp_path: Path) -> None:
    bare = synthetic.write(tmp_path, ARMS, 2, range(2011, 2013), without=synthetic.SOURCES)
    with pytest.raises(Missing, match="needs the sources of income by quintile"):
        why.table(Folder(bare))


def test_in_worlds_is_counted_in_how_many_a_group_gains(tmp_path: Path) -> None:
    synthetic.write(tmp_path, ("none", "growth"), 12, range(2011, 2013), spending=0.1)
    lives = [f"w{life // 2}" for life in range(12)]
    told = {"ensemble": "mine", "luck": 2, "of_replications": lives}
    worlds = Folder(finish(tmp_path, worlds=told))
    table = why.table(worlds)
    gaps = worlds.sample("income_mean", "growth", worlds.last, "quintile=1") - worlds.sample(
        "income_mean", "none", worlds.last, "quintile=1")
    (row,) = [row for row in table.itertuples()
              if (row.arm, row.group, row.source) == ("growth", "quintile=1", INCOME)]  # fmt: skip
    assert (row.above, row.n) == ((gaps > 0).sum(), 6) and 0 < row.above < 6
    assert f"above 0 in {row.above:.0f} of {row.n} worlds" in said(worlds, table)["growth"]


@pytest.mark.parametrize("kind", find().values(), ids=list(find()))
def test_every_strategy_says_in_a_sentence_where_it_falls_short(kind) -> None:
    assert kind.falls_short.endswith(".") and kind.falls_short.count(".") == 1
    assert kind.falls_short[0].isupper() and not any(letter.isdigit() for letter in kind.falls_short)
