"""What of a survey is refused, repaired and imputed, and that formats say the same."""

import csv
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import cli
from sim.experiment.plan import keys
from sim.experiment.survey_report import warning
from sim.ground.errors import InputError
from sim.scenario import ScenarioError
from sim.survey import files
from sim.survey.people import MOST_TOLD, households
from sim.sweeps.read import load as load_sweep

FINE = {"size": [2, 4, 5], "income": [5000, 9000, 20000]}


def problems(given, plan, **changes):
    with pytest.raises(ScenarioError) as error:
        plan(given, **changes)
    return [line.replace(str(Path.cwd()) + "/", "") for line in error.value.problems]


def test_every_bad_row_is_refused_with_its_line(county, plan):
    text = ("size,income,place,w,cash\n"
            "2,5000,a,1,10\n"
            "two,5000,a,1,10\n"
            "\n"
            "2.5,5000,,1,-3\n"
            '"",lots,"b\nb",-1,x\n'
            "0,5000,c,,NA\n")  # fmt: skip
    named = {"cluster": "place", "weight": "w", "cash": "cash"}
    assert problems(county({}, named, text), plan) == [
        "households.csv:3:1: size (persons) is no number: 'two'",
        "households.csv:5:1: cash (cash) must be 0 or more, not '-3'",
        "households.csv:5:1: place (cluster) is missing",
        "households.csv:5:1: size (persons) must be whole, not '2.5'",
        "households.csv:6:1: cash (cash) is no number: 'x'",
        "households.csv:6:1: income (income) is no number: 'lots'",
        "households.csv:6:1: size (persons) is missing",
        "households.csv:6:1: w (weight) must be 0 or more, not '-1'",
        "households.csv:8:1: size (persons) must be 1 or more, not '0'",
        "households.csv:8:1: w (weight) is missing",
    ]


def test_of_many_bad_rows_the_first_are_listed_and_the_rest_counted(county, plan):
    told = problems(county({"size": [0] * 50, "income": [1] * 50}), plan)
    assert len(told) == MOST_TOLD + 1
    assert any("and 30 more" in line for line in told)


def test_rows_that_are_longer_than_the_head_are_refused(county, plan):
    text = "size,income\n2,3000,1\n4,9000\n3\n"
    assert problems(county({}, text=text), plan) == [
        "households.csv:2:1: has 3 cells under 2 column names",
        "households.csv:4:1: has 1 cells under 2 column names",
    ]


def test_a_quote_that_nobody_closes_is_a_fault_of_the_file(county, plan):
    text = 'size,income\n2,"3000\n' + "4,9000\n" * 30_000
    (told,) = problems(county({}, text=text), plan)
    assert "households.csv" in told and "cannot be read: field larger" in told


def test_of_two_columns_of_one_name_none_is_chosen(county, plan):
    (told,) = problems(county({}, text="size,size,income\n2,3,3000\n"), plan)
    assert "county.columns.persons" in told and "has 2 columns size" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"money": {"currency": "dong"}}, ["money.price_year", "money.deflator", "money.exchange"]),
        ({"money": {"currency": 7, "price_year": 2010, "deflator": 0, "exchange": 1}},
         ["money.currency", "money.deflator"]),
        ({"line": -1}, ["county.line: must be"]),
        ({"columns": {"persons": "size"}}, ["one of income and consumption; none is"]),
        ({"columns": {"persons": "sise", "income": {"column": "income", "per": "year"}}},
         ["has no column sise (did you mean size?)"]),
        ({"columns": {"persons": "size", "income": "income"}},
         ["must say column and per (year, month, day), not 'income'"]),
        ({"columns": {"person": "size", "income": {"column": "income", "per": "week"}}},
         ["unknown column (did you mean persons?)", "'week' is none of the units known here",
          "must name the column of persons"]),
        ({"survey": "nowhere.csv"}, ["nowhere.csv: cannot be read"]),
        ({"survey": ""}, ["must name a file of households"]),
        ({"survey": "households.txt"}, ["cannot be read"]),
        ({"digest": "beef"}, ["is not the file that the scenario was made with"]),
        ({"land": 2, "columns": {"persons": "size", "income": {"column": "income", "per": "year"},
                                 "land": {"column": "income", "unit": "mu"}}},
         ["says what the survey tells of every household"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_said_where_it_stands(county, plan, changes, said):
    told = "\n".join(problems(county(FINE, **changes), plan))
    for words in said:
        assert words in told


def test_what_a_survey_holds_decides_a_run_and_not_where_its_file_lies(county, plan, tmp_path):
    here = plan(county(FINE))
    moved = plan(county(FINE, survey=str(Path(here.survey.file).rename(tmp_path / "moved.csv"))))
    other = plan(county(FINE | {"income": [5000, 9000, 20001]}))
    assert moved.survey.file != here.survey.file
    assert moved.hash == here.hash != other.hash and keys(moved) == keys(here) != keys(other)


def test_a_sweep_over_a_survey_is_the_same_wherever_its_file_lies(county, tmp_path):
    def swept(plan):
        return load_sweep({"name": "swept", "scenario": "quick_look", "set": {"county": plan},
                           "uncertainties": {"world.drought_chance": {}},
                           "design": {"kind": "latin-hypercube", "points": 2}}).hash  # fmt: skip

    plan = county(FINE) | {"households": 300, "villages": 2}
    here = swept(plan)
    moved = str(Path(plan["survey"]).rename(tmp_path / "moved.csv"))
    other = county(FINE | {"income": [5000, 9000, 20001]}) | {"households": 300, "villages": 2}
    assert swept(plan | {"survey": moved}) == here != swept(other)


def test_a_survey_goes_with_what_does_not_contradict_it(county, plan):
    assert "leave one of them out" in "".join(problems(county(FINE), plan, rescale=True))
    counties = {"a": {"households": 100}, "b": {"households": 100}}
    told = problems(county(FINE), plan, province={"counties": counties})
    assert any("not with a province" in line for line in told)
    assert "is said of a survey" in "".join(problems({"line": 3}, plan))


def test_repairs_are_made_and_counted(county, plan):
    columns = {"size": [3, 4, 2, 5, 2], "income": [9000, 9000, "", -50, 8000],
               "adults": [4, 2, 1, 2, ""], "kids": [1, 3, 1, 1, 1], "w": [1, 1, 1, 1, 0]}  # fmt: skip
    named = {"adults": "adults", "children": "kids", "weight": "w"}
    survey = households(plan(county(columns, named)).survey)
    assert survey.repairs == {
        "rows of weight nought left out": 1,
        "rows without income left out": 1,
        "adults cut to the persons that are left": 1,
        "children cut to the persons that are left": 2,
        "income a head below 0.02 of the line taken for it": 1,
    }
    assert survey.columns["adults"].tolist() == [3, 2, 2]
    assert survey.columns["children"].tolist() == [0, 2, 1]
    assert survey.welfare.tolist() == [3000, 2250, 46]


@pytest.mark.parametrize("kind", ["parquet", "dta", "sav"])
def test_other_formats_say_the_same(county, plan, folder, kind):
    import pandas as pd

    columns = {"size": [2, 4, 5], "income": [5000.5, 9000, 20000], "place": ["a", "b", "a"],
               "cash": [10, np.nan, 30]}  # fmt: skip
    named = {"cluster": "place", "cash": "cash"}
    frame, file = pd.DataFrame(columns), folder / f"households.{kind}"
    if kind == "parquet":
        pytest.importorskip("pyarrow")
        frame.to_parquet(file)
    elif kind == "dta":
        frame.to_stata(file, write_index=False)
    else:
        pytest.importorskip("pyreadstat").write_sav(frame, str(file))
    plain = households(plan(county(columns, named)).survey)
    other = households(plan(county(columns, named, survey=str(file))).survey)
    assert plain.welfare.tolist() == other.welfare.tolist()
    assert plain.clusters.tolist() == other.clusters.tolist()
    assert np.array_equal(plain.columns["cash"], other.columns["cash"], equal_nan=True)
    frame["size"] = [2, 0, 5]
    file.unlink()
    {"parquet": frame.to_parquet, "dta": lambda path: frame.to_stata(path, write_index=False),
     "sav": lambda path: __import__("pyreadstat").write_sav(frame, str(path))}[kind](file)  # fmt: skip
    (told,) = problems(county(columns, named, survey=str(file)), plan)
    assert "row 2: size (persons) must be 1 or more" in told


@pytest.mark.parametrize("kind", ["parquet", "dta"])
def test_a_file_that_is_not_what_its_name_says_is_refused(county, plan, folder, kind):
    file = folder / f"households.{kind}"
    file.write_text("size,income\n")
    (told,) = problems(county(FINE, survey=str(file)), plan)
    assert "cannot be read" in told


def test_what_reads_spss_is_asked_for_by_its_extra(folder, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    with pytest.raises(InputError, match=r"pip install 'antipoverty\[survey\]'"):
        files.read(folder / "households.sav")


SCENARIO = """
county:
  households: 60
  villages: 2
  survey: households.csv
  columns: {persons: size, income: {column: income, per: year}, cash: cash}
  money: {currency: yuan, price_year: 2010, deflator: 1, exchange: 1}
  line: 2300
horizon: {years: 1}
replications: 1
arms: {none: {}, cash: {universal_transfer: {}}}
"""


def test_who_lives_in_households_may_not_change_unsaid(tmp_path):
    head = "part,name,rows,survey,county,unit,meaning"
    rows = ["mapped,adults,9,2.35,3.14,persons,", "mapped,persons,9,4.6,4.6,persons,",
            "mapped,cash,9,500,3000,yuan of 2010,", "opening,largest gap,,,0.001,share,"]  # fmt: skip
    (tmp_path / "survey_report.csv").write_text("\n".join([head, *rows]) + "\n")
    told = warning(tmp_path)
    assert "adults 2.35 a household became 3.14" in told and "cash" not in told and "%" not in told


def test_a_run_leaves_a_report_of_the_survey_and_bad_rows_leave_nothing(county, folder, capsys):
    county(FINE | {"cash": [100, "", 900]})
    Path("mine.yaml").write_text(SCENARIO)
    command = ["run", "mine.yaml", "--workers", "1", "--no-report", "-q", "--out", "out"]
    assert cli.main(command) == 0
    with open("out/survey_report.csv", newline="") as file:
        rows = {(row["part"], row["name"]): row for row in csv.DictReader(file)}
    assert rows["imputed", "cash"]["rows"] == "1"
    assert rows["imputed", "land"]["meaning"].endswith("median_land, land_spread")
    assert float(rows["mapped", "cash"]["survey"]) == 500
    assert float(rows["opening", "mean"]["survey"]) == pytest.approx(34000 / 11)
    frame = sim.open("out").survey_report.set_index(["part", "name"])
    assert list(frame.index) == list(rows) and frame.loc[("mapped", "cash"), "survey"] == 500
    gap = float(rows["opening", "largest gap"]["county"])
    assert ("off its survey" in capsys.readouterr().err) == (gap > 0.01)
    county({"size": [2, 0], "income": [1, 2], "cash": [1, 1]})
    assert cli.main([*command[:-1], "other"]) == 2
    assert "households.csv:3:1: size (persons) must be 1 or more" in capsys.readouterr().err
    assert not Path("other").exists()


def test_the_mapping_to_start_from_says_what_is_missing_and_is_a_scenario_once_filled_in(
    county, folder, capsys
):
    county({"hhsize": [2, 4], "Expenditure": [1, 2], "commune": ["x", "y"], "odd": ["", 1]})
    assert cli.main(["survey", "households.csv"]) == 0
    out, err = capsys.readouterr()
    assert "persons: hhsize  # size of the household; 2 to 4, mean 3" in out
    assert "# not used: odd" in out and "villages: 2" in out
    missing = ["consumption.per", "money.currency", "money.price_year", "money.deflator",
               "money.exchange", "county.line"]  # fmt: skip
    assert all(name in err for name in missing)
    Path("mine.yaml").write_text(out)
    assert cli.main(["validate", "mine.yaml"]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in missing) and len(told.splitlines()) == len(missing)
    for key, value in (("per", "year"), ("currency", "yuan"), ("price_year", 2010), ("deflator", 1),
                       ("exchange", 1), ("line", 2300)):  # fmt: skip
        out = out.replace(f" {key}: ", f" {key}: {value} ").replace(f" {key}:  #", f" {key}: {value}  #")
    Path("mine.yaml").write_text(out)
    assert cli.main(["validate", "mine.yaml"]) == 0
