"""Measures as they are declared: what is produced, what is documented, what a new file brings."""

import csv
import json
import re
import sys
from pathlib import Path

import pytest
import yaml
from hand_county import HEADS, LINE, NAMES, PERSONS, HandCounty, fgt, gini, people
from small_county import plan

import sim
import sim.record
from sim.cli import main
from sim.ground.errors import InputError
from sim.ground.measured import ALWAYS, ANY, BY_DEFAULT, EACH, NATIONAL, ON_REQUEST
from sim.observation.dictionary import FIRST, groupings, measured, of_all
from sim.processes.causes import CAUSES
from sim.scenario import declared, load
from sim.simulate import simulate

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
LINES = ["national", "median_0.6", 4000]
USUAL = {"fgt0", "fgt1", "fgt2", "income_mean"}


def crossable():
    return {name for name, one in measured().items() if ANY in one.groups}


@pytest.fixture(scope="module")
def rows():
    """All that may be named, at three lines, by every group, of arms that leave every trace."""
    arms = {
        "pairing": {"village_household_pairing": {"deadline": 2}},
        "cash": {"universal_transfer": {}},
    }
    found = []
    record = {
        "measures": list(declared.measures()), "lines": LINES,
        "groups": ["quintile", {"remoteness": list(crossable())}, {"cause": ["consumption_gini"]}],
    }  # fmt: skip
    scenario = plan(arms, households=600, villages=6, years=4, record=record)
    for arm in arms:
        found += simulate(scenario, arm, 1).outcomes
    return found


def test_what_is_declared_is_produced_and_nothing_else(rows):
    assert {row[1] for row in rows} == set(measured())


def test_every_row_has_the_unit_and_the_lines_of_its_declaration(rows):
    lines = {"": {""}, NATIONAL: {"national"}, EACH: {"national", "median_0.6", "yuan_4000"}}
    for name, one in measured().items():
        found = [row for row in rows if row[1] == name]
        assert {row[5] for row in found} == {one.unit}, name
        assert {row[2] for row in found} == lines[one.lines], name


def test_every_row_is_of_a_declared_group_or_of_one_that_was_asked_for(rows):
    kinds = {(row[1], row[3].partition("=")[0]) for row in rows}
    crossed = {(name, "quintile") for name in USUAL} | {("consumption_gini", "cause")}
    crossed |= {(name, "remoteness") for name in crossable()}
    assert {pair for pair in kinds if pair[1] in groupings()} == crossed
    for name, kind in kinds - crossed:
        assert kind in measured()[name].groups, name


@pytest.mark.parametrize("name", measured())
def test_a_declaration_says_everything(name):
    one = measured()[name]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name) and one.name == name
    assert one.title and one.unit and one.formula and one.meaning.endswith(".")
    assert one.recorded in (ALWAYS, BY_DEFAULT, ON_REQUEST) and one.lines in ("", NATIONAL, EACH)
    assert not one.comes_with or one.comes_with in measured()


def test_other_names_lead_to_one_measure_each():
    others = [other.lower() for one in measured().values() for other in one.other_names]
    assert len(set(others)) == len(others) and not set(others) & set(measured())


def test_the_order_of_what_is_recorded_by_default_is_that_of_every_stored_scenario():
    assert declared.default_measures() == (
        "fgt0", "fgt1", "fgt2", "watts", "sst", "sen", "gini", "theil_t", "theil_l", "atkinson_1",
        "palma", "s80s20", "mpi_h", "mpi_a", "mpi_m0", "income_mean", "income_median",
        "consumption_mean", "exit_rate", "return_rate", "inclusion_error", "exclusion_error",
        "leakage", "cost_total", "cost_society", "budget_unspent", "budget_returned",
    )  # fmt: skip
    assert declared.groups() == ("all", "quintile", "remoteness", "cause", "land")
    rooms = {path.stem for path in Path(sim.record.__file__).parent.glob("*.py")}
    assert set(FIRST) <= rooms


def test_what_comes_with_a_measure_is_the_same_of_consumption():
    assert {one.name for one in measured().values() if one.comes_with} == {
        f"consumption_{one.comes_with}" for one in measured().values() if one.comes_with
    }


def test_the_record_of_the_page_is_one():
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    record = load("quick_look", **yaml.safe_load(block)).record
    assert record.groups == ("all", "quintile", "remoteness", "cause")
    assert dict(record.crossed) == {"remoteness": ("gini", "fgt0"), "cause": ("fgt1",)}


@pytest.fixture
def own_file(tmp_path, monkeypatch):
    """The file of the page, in a folder beside those of the room."""
    (text,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "food.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sim.record, "__path__", [*sim.record.__path__, str(tmp_path)])
    yield
    sys.modules.pop("sim.record.food", None)
    vars(sim.record).pop("food", None)


def test_a_new_measure_is_one_file(own_file, tmp_path, capsys):
    scenario = plan(households=300, villages=2, years=1, replications=1,
                    record={"measures": ["undernourished"]})  # fmt: skip
    results = sim.run(scenario, tmp_path / "out", progress=False, report=False)
    found = results.outcomes[results.outcomes["measure"] == "undernourished"]
    assert len(found) == 2 and set(found["unit"]) == {"share of households"}
    assert found["value"].between(0, 1).all()
    (row,) = results.measures[results.measures["measure"] == "undernourished"].to_dict("records")
    assert row["other_names"] == "hunger" and row["formula"] == "undernourished / households"
    assert main(["explain", "measures", "hunger"]) == 0
    assert "undernourished / households" in capsys.readouterr().out
    assert declared.default_measures() == tuple(
        name for name, one in measured().items() if one.recorded == BY_DEFAULT
    )


def test_a_name_that_is_taken_is_refused(own_file, tmp_path):
    twin = tmp_path / "zz_twin.py"
    twin.write_text("from sim.record.food import MEASURES as MEASURES\n", encoding="utf-8")
    try:
        with pytest.raises(ImportError, match="undernourished is declared twice"):
            measured()
    finally:
        sys.modules.pop("sim.record.zz_twin", None)
        vars(sim.record).pop("zz_twin", None)


def test_the_dictionary_of_a_folder_has_what_it_records_and_nothing_else(tmp_path):
    record = {"measures": ["fgt0", "on_file"], "groups": [{"cause": ["consumption_gini"]}]}
    scenario = plan(households=300, villages=2, years=1, replications=1, record=record)
    results = sim.run(scenario, tmp_path / "out", progress=False, report=False)
    names = {"fgt0", "consumption_fgt0", "consumption_gini", "on_file", "population", "poverty_line"}
    assert set(results.measures["measure"]) == names == {one.name for one in of_all(scenario.record)}
    assert set(results.outcomes["measure"]) == names - {"on_file"}  # there is no file without pairing
    with (tmp_path / "out" / "columns.csv").open(encoding="utf-8") as file:
        book = {(row["file"], row["column"]): row["meaning"] for row in csv.DictReader(file)}
    assert "measures.csv" in book["outcomes.csv", "measure"]
    said = {column.removeprefix("measure=") for _, column in book if "=" in column}
    assert said == names
    told = book["outcomes.csv", "measure=fgt0"]
    assert "P0" in told and measured()["fgt0"].meaning in told and measured()["fgt0"].formula in told
    assert [column for name, column in book if name == "measures.csv"] == list(results.measures)


def test_a_folder_of_before_there_were_dictionaries_opens_without(tmp_path):
    scenario = plan(households=300, villages=2, years=1, replications=1)
    sim.run(scenario, tmp_path / "out", progress=False, report=False)
    (tmp_path / "out" / "measures.csv").unlink()
    with pytest.raises(InputError, match="measures.csv: is gone"):
        sim.open(tmp_path / "out")
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    del told["data"]["measures.csv"]
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(told))
    assert sim.open(tmp_path / "out").measures.empty


VILLAGES = {f"remoteness={quartile}": NAMES[3 * village : 3 * village + 3]
            for village, quartile in enumerate((3, 1, 4, 2))}  # fmt: skip


def near(value):
    return pytest.approx(value, rel=1e-12, abs=1e-15)


def test_inequality_by_remoteness_is_that_of_the_people_there():
    by_remoteness = {"remoteness": ["gini", "fgt0", "sen", "consumption_mean"]}
    county = HandCounty(measures=["fgt0"], lines=["national", 4000], groups=[by_remoteness])
    county.lives(2012)
    for group, names in VILLAGES.items():
        incomes = people(2012, names)
        assert county.value(2012, "gini", "", group) == near(gini(incomes))
        assert county.value(2012, "fgt0", "national", group) == near(fgt(incomes, LINE, 0))
        assert county.value(2012, "fgt0", "yuan_4000", group) == near(fgt(incomes, 4000, 0))
        assert county.value(2012, "sen", "yuan_4000", group) is not None
        assert county.value(2012, "consumption_mean", "", group) is not None
    assert county.value(2012, "gini") is None  # of groups alone


def test_depth_by_cause_is_that_of_the_people_with_it():
    county = HandCounty(measures=["gini"], groups=["quintile", {"cause": ["fgt1"]}])
    county.set("adults", dict.fromkeys(NAMES, 1))
    county.set("health", dict.fromkeys(NAMES, 0.9))
    county.set("off_farm_workers", dict.fromkeys(NAMES, 0))
    county.set("health", {"C": 0.6, "D": 0.69, "K": 0.6})
    county.set("chronically_ill", dict.fromkeys(NAMES, False))
    county.lives(2012)
    rows = [row for row in county.observer.rows()["outcomes"] if row[3] != "all"]
    found = {row[1:4]: row[4] for row in rows}
    ill = [HEADS[name][1] for name in "CDK" for _ in range(PERSONS[name])]
    well = [HEADS[name][1] for name in set(NAMES) - set("CDK") for _ in range(PERSONS[name])]
    assert found == {
        ("fgt1", "national", "cause=illness"): near(fgt(ill, LINE, 1)),
        ("fgt1", "national", "cause=none"): near(fgt(well, LINE, 1)),
    }
    assert {"none", "illness"} < set(CAUSES)


def test_a_measure_that_does_not_exist_in_a_group_has_no_row_there():
    county = HandCounty(groups=[{"remoteness": ["palma", "gini"]}])
    county.set("consumption", dict.fromkeys(NAMES, 0))
    rich, ruined = NAMES[:3], NAMES[3:]
    county.lives(2011)
    county.society.year, county.h.income = 2012, 0.0
    county.set("income", dict.fromkeys(rich, 9_000))
    county.observer.record()
    rows = [row for row in county.observer.rows()["outcomes"] if row[0] == 2012 and row[3] != "all"]
    assert {row[3] for row in rows if row[1] == "palma"} == {"remoteness=3"}
    assert {row[4] for row in rows if row[3] != "remoteness=3"} == {0.0} and len(ruined) == 9
