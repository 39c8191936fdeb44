"""Questions: found by being there, in one order, and answered from the table of their picture."""

import re
from pathlib import Path

import pytest
import reading
import synthetic
from test_baselines import paragraphs

from sim import questions, report
from sim.folder.read import MOST_ARMS, Folder
from sim.report.gallery import draw_all
from sim.showing.numbers import Numbers

OTHER = "pairing"
NEW = '''"""How many arms there are."""

import pandas as pd

from sim.showing import style
from sim.showing.finding import Finding

TITLE = "How many arms"
PLACE = 315


def table(folder):
    return pd.DataFrame([(len(folder.arms), "arms")], columns=["mean", "unit"])


def draw(folder, numbers):
    page = style.page(2, "Arms", "counted", folder.source)
    page.subplots().bar([0], numbers["mean"])
    return page


def say(folder, numbers):
    found = Finding("The number of arms")
    found.say("There are {}.", numbers.number("figures/number_of_arms.csv", "mean", unit="arms"))
    yield found
'''


def test_places_differ_and_every_name_has_one() -> None:
    found = questions.find()
    places = [question.PLACE for question in found.values()]
    assert len(found) > 20 and places == sorted(set(places))
    assert all(question.TITLE for question in found.values())


@pytest.mark.usefixtures("undrawn")
def test_one_file_is_a_chart_and_a_paragraph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "more"
    place.mkdir()
    (place / "number_of_arms.py").write_text(NEW, encoding="utf-8")
    monkeypatch.setattr(questions, "__path__", [*questions.__path__, str(place)])
    folder = synthetic.write(tmp_path / "out", ("none", "growth"), replications=2)
    assert "number_of_arms" in {chart.name for chart in draw_all(Folder(folder)) if chart.image}
    report.build(folder)
    page = (folder / "report.html").read_text(encoding="utf-8")
    headings = re.findall("<h3>(.*?)</h3>", page)
    at = headings.index("How many arms")
    assert headings[at - 1] == "Headcount by year"
    assert "There are 2." in paragraphs(folder)["The number of arms"]


@pytest.fixture(scope="module", params=["none", OTHER])
def told(request, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    """The paragraphs of every question, compared with the arm of differences.csv or with another."""
    path = synthetic.write(tmp_path_factory.mktemp("told"), synthetic.FOUR, replications=4)
    folder = Folder(path, request.param)
    tables = {f"figures/{name}.csv": questions.draw(name, folder)[1] for name in synthetic.QUESTIONS}
    for file, table in tables.items():
        (path / "figures").mkdir(exist_ok=True)
        table.to_csv(path / file, index=False)
    numbers = Numbers(folder, tables)
    asked = {name: questions.find()[name] for name in synthetic.QUESTIONS}
    said = {name: list(question.say(folder, numbers)) for name, question in asked.items()
            if isinstance(question, questions.Told)}  # fmt: skip
    return {"path": path, **said}


def cited(findings: list) -> list[reading.Shown]:
    page = reading.Page()
    page.feed("".join(text for finding in findings for text in (*finding.sentences, *finding.points)))
    return page.numbers


SHOWN = ("headcount", "effects", "plain_money", "income_by_quintile", "cost_effectiveness", "money")


@pytest.mark.parametrize("name", SHOWN)
def test_a_sentence_has_its_numbers_from_the_table_of_its_picture(told: dict, name: str) -> None:
    sources = reading.Sources(told["path"])
    shown = cited(told[name])
    own = [number for number in shown if number.source.startswith(f"figures/{name}.csv?")]
    assert len(own) > 2
    assert all(reading.same(number, sources.value(number.source)) for number in own)
    assert not [number.source for number in shown if number.source.startswith("differences.csv")]


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_the_same_is_said_whatever_arm_the_report_compares_with(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, synthetic.FOUR, replications=4)
    heads = []
    for baseline in ("none", OTHER):
        report.build(folder, baseline)
        said = paragraphs(folder)
        heads.append(set(said) - {"Without a programme", "The baseline"})
        assert "changes the headcount by" in said["What plain money would have done"]
        assert re.search(r"lowest under [\w -]+: [+−][\d.]+", said["How deep poverty stays"])
        assert re.search(r"under [\w -]+: [+−]?[\d,]+ \(", said["Who gains income"])
        assert re.search(r"a person and year[^:]*: [\w -]+ [+−][\d.]+ \(", said["At what cost"])
        assert re.search(r"Fall of the headcount[^:]*: [\w -]+ [+−][\d.]+ \(", said["At what cost"])
    assert heads[0] == heads[1]


@pytest.mark.usefixtures("undrawn")
def test_of_many_arms_the_headcount_of_the_baseline_is_shown(tmp_path: Path) -> None:
    arms = ["none", *(f"arm-{number}" for number in range(MOST_ARMS + 1))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(synthetic, "ARMS", {"none": ((), 0.0, 0.0)} | {
            arm: (("growth",), 0.01, 150.0) for arm in arms[1:]})
        folder = synthetic.write(tmp_path, arms, replications=2, years=range(2011, 2013))
    page, table = questions.draw("headcount", Folder(folder))
    assert set(table["arm"]) == {"none"} and "arm-" not in page.headline
    report.build(folder)
    assert "Without a programme" in paragraphs(folder)
    assert "At a glance" not in (folder / "report.html").read_text(encoding="utf-8")
    assert not (folder / "figures/pairwise.csv").exists()
    assert (folder / "figures/effects.csv").exists()
