"""A difference that luck could make is marked so, a clear one is not; every interval is of one row."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import synthetic
from reading import VOID
from test_report import interval, values

from sim import report
from sim.folder.read import Folder
from sim.showing.numbers import Numbers

ARMS = ("none", "social-services", "green-revolution", "universal-cash", "income-floor", "pairing")
HEADER = "arm,baseline,year,measure,line,group,n,mean,sd,ci_low,ci_high,unit"


@dataclass
class Marks(HTMLParser):
    """The numbers of a page, each with its keys and the classes of all it stands in."""

    found: list[tuple[str, dict[str, str], set[str]]] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        file, _, query = (given.get("data-source") or "").partition("?")
        if query:
            keys = dict(parse_qsl(query, keep_blank_values=True))
            self.found.append((file, keys, {word for words in self.stack for word in words.split()}))
        self.stack.append(given.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = synthetic.write(tmp_path_factory.mktemp("clear"), arms=ARMS, replications=4)
    with pytest.MonkeyPatch.context() as patch:
        synthetic.undraw(patch)
        report.build(path)
    return path


@pytest.fixture(scope="module")
def marks(folder: Path) -> list[tuple[str, dict[str, str], set[str]]]:
    page = Marks()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    return page.found


def clear(folder: Path, measure: str, arm: str, other: str) -> bool:
    """Whether the interval of the paired difference lies on one side of nothing."""
    by = values(folder, measure)
    _, low, high = interval([by[arm][k] - by[other][k] for k in by[arm]])
    return low > 0 or high < 0


@pytest.mark.slow
def test_a_clear_difference_is_not_marked_and_an_unclear_one_is(folder: Path, marks: list) -> None:
    verdicts = set()
    for file, keys, classes in marks:
        everybody = keys.get("group", "all") == "all" and keys.get("column") in ("mean", "ci_low")
        if file not in ("differences.csv", "figures/plain_money.csv") or not everybody:
            continue
        other = keys.get("baseline") or keys["other"]
        expected = clear(folder, keys["measure"], keys["arm"], other)
        assert ("unclear" not in classes) == expected, keys
        verdicts.add((keys["measure"], keys["arm"], expected))
    assert ("fgt0", "social-services", False) in verdicts and ("fgt0", "income-floor", True) in verdicts
    assert ("consumption_mean", "income-floor", True) in verdicts  # a clear rise
    assert {expected for _, _, expected in verdicts} == {True, False}


def test_levels_and_counts_are_never_marked(marks: list) -> None:
    plain = [classes for file, keys, classes in marks
             if file == "summary.csv" or keys.get("column") == "n"]  # fmt: skip
    assert len(plain) > 20 and not any("unclear" in classes for classes in plain)


def test_mean_and_ends_come_from_one_row(marks: list) -> None:
    """Each mean that has an interval is followed by its own ends, the low one first."""
    ends = {"ci_low": "ci_high", "low": "high"}
    seen = 0
    for place, (file, keys, classes) in enumerate(marks):
        if keys.get("column") not in ends:
            continue
        seen += 1
        middle, high = marks[place - 1], marks[place + 1]
        assert middle[0] == high[0] == file
        assert middle[1]["column"] in ("mean", "ratio")
        assert high[1] == keys | {"column": ends[keys["column"]]}
        assert {k: v for k, v in middle[1].items() if k != "column"} == {
            k: v for k, v in keys.items() if k != "column"}
        assert "ci" in classes and "ci" in high[2] and "ci" not in middle[2]
    assert seen > 50


def shown(tmp_path: Path, low: object, high: object, scale: float = 1) -> str:
    """A difference of -2 with these ends, as the report writes it."""
    synthetic.write(tmp_path, arms=("none", "pairing"), replications=2)
    row = f"pairing,none,2020,fgt0,national,all,2,-2.0,1.0,{low},{high},share"
    (tmp_path / "differences.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    return str(Numbers(Folder(tmp_path)).difference("pairing", "fgt0", scale, 1))


@pytest.mark.parametrize(
    ("low", "high", "marked"),
    [(-3.0, -1.0, False), (1.0, 3.0, False), (-3.0, 1.0, True), (-3.0, 0.0, True), (0.0, 3.0, True),
     (0.0, 0.0, True)],
)  # fmt: skip
def test_nothing_at_an_end_is_not_clear(tmp_path: Path, low: float, high: float, marked: bool) -> None:
    assert ('class="unclear"' in shown(tmp_path, low, high)) == marked


def test_a_number_turned_round_has_its_ends_turned_round(tmp_path: Path) -> None:
    text = shown(tmp_path, -3.0, -1.0, scale=-1)
    assert text.index("column=ci_high") < text.index("column=ci_low")
    assert ">+2.0<" in text and ">+1.0<" in text and ">+3.0<" in text


def test_without_an_interval_there_is_a_number_and_no_mark(tmp_path: Path) -> None:
    text = shown(tmp_path, "", "")
    assert ">−2.0<" in text and "unclear" not in text and "ci" not in text.replace("pairing", "")
