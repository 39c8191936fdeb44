"""Which counties gain most, drawn and told from a small province."""

import pytest
import synthetic

from sim import experiment, questions
from sim.folder.read import Folder, Missing
from sim.questions import counties
from sim.report.settings import for_all
from sim.scenario import load
from sim.showing.numbers import Numbers

PLACES = {name: {"households": 200, "income": income}
          for name, income in (("rich", 1.3), ("middling", 1.0), ("poor", 0.7))}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    scenario = load(
        "quick_look", province={"counties": PLACES}, county={"households": None, "villages": None},
        years=2, replications=2, arms={"none": {}, "cash": {"universal_transfer": {}},
                                       "floor": {"income_floor": {}}},
        record={"measures": ["fgt0", "gini"]},
    )  # fmt: skip
    out = tmp_path_factory.mktemp("counties") / "out"
    experiment.run(scenario, out, progress=False, report=False)
    return Folder(out)


@pytest.fixture(scope="module")
def numbers(folder):
    return counties.table(folder)


def test_its_table_has_the_paired_differences_of_every_county(folder, numbers):
    assert len(numbers) == 2 * len(PLACES) and set(numbers["county"]) == set(PLACES)
    for row in numbers.itertuples():
        gap = folder.effect("fgt0", row.arm, folder.last, f"county={row.county}")
        assert (row.mean, row.n) == (pytest.approx(100 * gap.mean), 2)


def test_counties_stand_in_one_order_of_what_they_gain(numbers):
    orders = {tuple(rows["county"]) for _, rows in numbers.groupby("arm")}
    assert len(orders) == 1
    (order,) = orders
    gained = numbers.groupby("county")["mean"].mean()
    assert list(gained[list(order)]) == sorted(gained)


def test_it_is_drawn_and_told_with_counties_by_name(folder, numbers):
    page, table = questions.draw("counties", folder)
    assert table.equals(numbers)
    labels = {tick.get_text() for tick in page.axes[0].get_yticklabels()}
    assert labels == set(PLACES)
    (found,) = counties.say(folder, Numbers(folder, {counties.FILE: numbers}))
    assert len(found.points) == 2 and all(name in str(found.points) for name in PLACES)


def test_one_replication_is_not_called_a_gain(folder, numbers):
    alone = Folder(folder.path)
    alone.__dict__["outcomes"] = folder.outcomes[folder.outcomes["replication"] == 1]
    table = counties.table(alone)
    assert set(table["verdict"]) == {"single"}
    assert "luck is not ruled out" in counties.draw(alone, table).headline
    (found,) = counties.say(alone, Numbers(alone, {counties.FILE: table}))
    assert "luck is not told" in str(found.sentences)


def test_a_county_of_its_own_has_no_such_chart(tmp_path):
    with pytest.raises(Missing, match="^$"):
        counties.table(Folder(synthetic.write(tmp_path / "one", arms=synthetic.FOUR, replications=2)))


def test_the_page_says_what_the_province_is_and_what_does_not_add_up(folder):
    told = " ".join(map(str, for_all(folder)))
    assert "Province: 3 counties of together 600 households" in told
    assert "as they do not add up: gini." in told
