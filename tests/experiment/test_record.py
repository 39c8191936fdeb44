"""Households followed one by one, lines of the author's own, and medians of consumption."""

import numpy as np
import pandas as pd
import pytest
from small_county import lived, opened

import sim
from sim.measures import fgt, quantile
from sim.scenario import load

COLUMNS = ("registered", "village", "income", "cash")


@pytest.fixture(scope="module")
def scenario():
    return load("quick_look", households=400, villages=2, years=2, replications=2, baseline="none",
                arms={"none": {}, "floor": {"income_floor": {}}},
                record={"measures": ["fgt0", "watts", "consumption_median"], "groups": ["all"],
                        "lines": [{"all_but_none": 1e6}, 4000, "national"], "households": 7,
                        "columns": list(COLUMNS)})  # fmt: skip


@pytest.fixture(scope="module")
def results(scenario, tmp_path_factory):
    return sim.run(scenario, out=tmp_path_factory.mktemp("one") / "run", progress=False)


def society(scenario, arm="floor"):
    return lived(opened(scenario), arm, years=scenario.years)


def test_every_year_of_the_followed_is_the_state_of_the_county(scenario, results):
    frame = results.households
    assert list(frame.columns) == ["arm", "replication", "year", "household", *COLUMNS]
    assert len(frame) == 2 * 2 * 3 * 7 and not frame.duplicated(["arm", "replication", "year",
                                                                   "household"]).any()
    last = frame[(frame["arm"] == "floor") & (frame["replication"] == 1) & (frame["year"] == 2013)]
    rows = last["household"].to_numpy()
    assert list(rows) == [0, 57, 114, 171, 228, 285, 342] and set(last["village"]) == {0, 1}
    h = society(scenario).households
    for name in COLUMNS:
        assert np.array_equal(last[name], h.arrays[name][rows]), name
    first = frame[frame["year"] == 2011]
    none, floor = (first[first["arm"] == arm].drop(columns="arm") for arm in ("none", "floor"))
    assert none.reset_index(drop=True).equals(floor.reset_index(drop=True))


def test_the_codebook_names_what_is_kept_of_them(results):
    book = pd.read_csv(results.folder / "columns.csv").set_index(["file", "column"])
    kept = book.loc["households.csv"]
    assert list(kept.index) == list(results.households.columns)
    assert kept.loc["cash", "unit"] == "yuan" and kept["meaning"].notna().all()


def test_workers_do_not_matter(scenario, results, tmp_path):
    sim.run(scenario, out=tmp_path / "two", workers=2, progress=False)
    for name in ("households.csv", "outcomes.csv", "columns.csv"):
        assert (tmp_path / "two" / name).read_bytes() == (results.folder / name).read_bytes()


def test_without_followed_households_there_is_no_file(scenario, tmp_path):
    plain = load("quick_look", households=400, years=1, replications=1,
                 arms={"none": {}}, baseline="none")  # fmt: skip
    results = sim.run(plain, out=tmp_path / "plain", progress=False)
    assert not (tmp_path / "plain" / "households.csv").exists() and results.households.empty
    assert "households.csv" not in (tmp_path / "plain" / "columns.csv").read_text()


def test_own_lines_are_yuan_and_the_median_of_consumption_is_recorded(scenario, results):
    rows = results.outcomes
    rows = rows[(rows["arm"] == "floor") & (rows["replication"] == 1) & (rows["year"] == 2013)]
    found = rows.set_index(["measure", "line"])["value"]
    h = society(scenario).households
    income, consumption = h.income / h.persons, h.consumption / h.persons
    assert found["fgt0", "yuan_4000"] == pytest.approx(fgt(income, 4000, h.persons, alpha=0))
    assert found["fgt0", "all_but_none"] == 1
    assert found["consumption_median", ""] == pytest.approx(quantile(consumption, 0.5, h.persons))


def test_a_measure_at_a_line_does_not_ask_which_other_lines_are_recorded(scenario):
    from sim.record import inequality, poverty
    from sim.record.per_head import PerHead, taken

    people = {"income": PerHead(np.array([1.0, 500.0, 3000.0]), np.ones(3), 2300.0)}

    def recorded(lines):
        measures = poverty.OF_INCOME + inequality.OF_INCOME
        return {row[:2]: row[2] for row in taken(measures, people, lines)}

    alone, among = recorded({"national": 2300.0}), recorded({"national": 2300.0, "low": 10.0})
    assert alone == {key: among[key] for key in alone}


def test_the_charts_say_which_line_and_its_yuan(tmp_path):
    from sim.folder.read import Folder
    from sim.showing.words import line_words

    plain = load("quick_look", households=400, years=1, replications=2, baseline="none",
                 arms={"none": {}, "cash": {"universal_transfer": {}}},
                 record={"lines": {"dollar_a_day": 1500}})  # fmt: skip
    results = sim.run(plain, out=tmp_path / "own", progress=False)
    assert line_words(Folder(results.folder)) == (
        "dollar_a_day line (1,500 yuan of 2010 a person and year)"
    )
    incidence, transitions = (results.chart(name) for name in ("poverty_incidence", "transitions"))
    assert "dotted: the dollar_a_day line, 1,500" in incidence.subtitle
    assert "at the national line, all years" in transitions.subtitle
