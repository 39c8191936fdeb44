"""What each part carries, drawn and told from a small run of all coalitions."""

import re

import pytest
import reading
from matplotlib.text import Text

from sim import experiment, questions
from sim.folder.read import Folder, Missing
from sim.questions import attribution
from sim.scenario import load
from sim.showing import style
from sim.showing.numbers import Numbers

SCENARIO = """
name: small
county: {households: 300, villages: 3}
horizon: {years: 3}
replications: 2
record: {measures: [fgt0, fgt1, fgt2, cost_total]}
arms:
  none: {}
  whole: {universal_transfer: {}, income_floor: {}, growth: {}}
design: {kind: coalitions, of: whole, money: added}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("attribution")
    (place / "small.yaml").write_text(SCENARIO)
    experiment.run(load(place / "small.yaml"), place / "out", workers=1)
    return Folder(place / "out")


@pytest.fixture(scope="module")
def numbers(folder):
    return attribution.table(folder)


def test_it_is_drawn_with_all_parts_and_pairs(folder, numbers):
    figure, table = questions.draw("attribution", folder)
    assert table.equals(numbers) and "3" in figure.headline
    assert numbers.groupby(["measure", "kind"]).size().unique().tolist() == [3, 1]
    labels = {text.get_text().replace("\n", " ") for text in figure.findobj(Text)}
    assert {"income floor", "universal transfer + income floor"} <= labels
    assert all(style.contrast(text.get_color()) >= 4.5 for text in figure.findobj(Text))


def test_its_table_has_the_numbers_of_the_results_in_percentage_points(folder, numbers):
    for kind, middle, file in (("share", "share", "attribution.csv"),
                               ("interaction", "value", "interactions.csv")):
        shown, stored = numbers[numbers["kind"] == kind], folder.read(file)
        for one, other in (("mean", middle), ("low", "ci_low"), ("high", "ci_high")):
            assert shown[one].tolist() == pytest.approx((100 * stored[other]).tolist())
        assert shown["n"].tolist() == stored["n"].tolist() == [2] * 9
    assert set(numbers["unit"]) == {"percentage points"}


def test_shares_sum_to_what_all_do_together(numbers):
    for _, rows in numbers.groupby("measure"):
        total = rows.loc[rows["kind"] == "total", "mean"].item()
        assert rows.loc[rows["kind"] == "share", "mean"].sum() == pytest.approx(total, abs=1e-12)
        known = rows["percent"].dropna()
        assert known.empty or known.sum() == pytest.approx(100)


def test_every_number_of_its_paragraph_is_in_its_table(folder):
    page, sources = reading.read(folder.path), reading.Sources(folder.path)
    own = [number for number in page.numbers if number.source.startswith(attribution.FILE)]
    assert len(own) > 12
    assert {number.scale for number in own} == {1}
    assert all(reading.same(number, sources.value(number.source)) for number in own)
    assert not [words for words in page.rest if re.search(r"\d", words)]


def told(folder, table, **verdicts):
    """The paragraph's words, with the pairs of the headcount called as told."""
    table = table.copy()
    for pair, verdict in verdicts.items():
        part, other = pair.split("__")
        table.loc[(table["part"] == part) & (table["other"] == other), "verdict"] = verdict
    (found,) = attribution.say(folder, Numbers(folder, {attribution.FILE: table}))
    return " ".join(re.sub("<[^>]+>", "", str(text)) for text in (*found.sentences, *found.points))


def test_pairs_are_said_to_need_each_other_only_where_they_are_told_from_luck(folder, numbers):
    quiet = numbers.assign(verdict="unclear")
    text = told(folder, quiet)
    assert "complement" not in text and "stand in" not in text
    assert "not told from luck whether more or less: 3 of 3 pairs" in text
    text = told(folder, quiet, income_floor__growth="lower", universal_transfer__growth="higher")
    assert re.search(r"so that they complement each other: income floor with growth", text)
    assert re.search(r"the one can stand in for the other: universal transfer with growth", text)
    assert "not told from luck whether more or less: 1 of 3 pairs" in text


def test_the_money_of_coalitions_is_said(folder, numbers):
    assert attribution.MONEY["added"] in told(folder, numbers)
    assert attribution.MONEY["shared"] not in told(folder, numbers)


def test_other_scenarios_are_not_asked(tmp_path):
    (tmp_path / "bare.yaml").write_text(SCENARIO.partition("design:")[0])
    experiment.run(load(tmp_path / "bare.yaml"), tmp_path / "out", workers=1, report=False)
    with pytest.raises(Missing):
        questions.draw("attribution", Folder(tmp_path / "out"))
