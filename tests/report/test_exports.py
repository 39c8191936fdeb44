"""Tables as other programs read them: a workbook, CSV, LaTeX and Markdown say what the page says."""

import codecs
import csv
import io
from pathlib import Path

import openpyxl
import pytest
import synthetic
from markupsafe import Markup

import sim.report.page  # noqa: F401 - it asks which questions there are, before they are fewer here
from sim import questions, report
from sim.language import CHINESE, Voice, speaking
from sim.questions import money
from sim.report import exports
from sim.report.brief import Table
from sim.report.workbook import CONTENTS, HEAD, as_workbook

CELL = Markup(
    '<span data-source="a.csv?column=mean" data-scale="1">1,234.5</span>% <span class="ci">('
    '<span data-source="a.csv?column=low" data-scale="1">−2.0</span> to '
    '<span data-source="a.csv?column=high" data-scale="1">+3.0</span>)</span>'
)
RANGE = Markup(CELL[CELL.index('<span data-source="a.csv?column=low"'):])
TABLE = Table("Shares & more of 50%", ("Arm", "Head"),
              [[Markup('<b class="name">a_b|c</b>'), CELL], ["plain", None]], "Source: a_b")  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose report has one chart and all its tables."""
    path = synthetic.write(tmp_path_factory.mktemp("one"), ("none", "pairing", "universal-cash"), 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "find", lambda: {"money": money})
        synthetic.undraw(patch)
        report.build(path)
    return path


def test_an_interval_is_three_numbers_in_a_sheet_and_one_cell_to_read() -> None:
    found = exports.sheet("own", TABLE)
    assert found.head == ["Arm", "Head, %", "Head, %: low end", "Head, %: high end"]
    assert found.rows == [["a_b|c", 1234.5, -2.0, 3.0], ["plain", None, None, None]]
    lines = exports.as_csv(found).decode().splitlines()
    assert lines[1] == "a_b|c,1234.5,-2.0,3.0" and lines[-1] == "Source: a_b"
    markdown = exports.as_markdown(TABLE).decode()
    assert r"| a\_b\|c | 1,234.5% (−2.0 to +3.0) |" in markdown
    assert markdown.endswith("\n\nSource: a\\_b\n")
    latex = exports.as_latex("own", TABLE).decode()
    assert r"a\_b|c & 1,234.5\% ($-$2.0 to +3.0) \\" in latex and r"\toprule" in latex
    assert r"\caption{Shares \& more of 50\%}" in latex and r"\label{tab:own}" in latex
    assert latex.startswith("% Needs") and "\\centering\n\\small\n" in latex
    assert latex.endswith("\n\nSource: a\\_b\n\\end{table}\n")


def test_a_range_without_a_middle_is_two_numbers_under_two_heads() -> None:
    found = exports.sheet("own", Table("A range", ("Arm", "Head"), [["a", RANGE], ["b", None]]))
    assert found.head == ["Arm", "Head: low end", "Head: high end"]
    assert found.rows == [["a", -2.0, 3.0], ["b", None, None]]


def test_a_table_in_chinese_opens_in_a_spreadsheet_as_chinese() -> None:
    with speaking(Voice(CHINESE)):
        lines = exports.as_csv(exports.sheet("own", TABLE))
    assert lines.startswith(codecs.BOM_UTF8)


def test_a_workbook_holds_words_as_words_and_is_the_same_bytes_again() -> None:
    sheet = exports.Sheet("own", "Of words", ["name", "value"],
                          [["=1+1", 2.5], ["http://a.b", float("nan")]])  # fmt: skip
    made = as_workbook("Own", [sheet])
    assert made == as_workbook("Own", [sheet])
    page = openpyxl.load_workbook(io.BytesIO(made))["own"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD)] == [
        ["name", "value"], ["=1+1", 2.5], ["http://a.b", None]]  # fmt: skip
    assert page.cell(HEAD + 1, 1).data_type == "s" and page.cell(1, 1).value == "Of words"


def test_a_folder_has_a_sheet_a_table_with_the_numbers_of_its_file(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    named = [path.stem for path in (folder / "tables").glob("*.tex")]
    assert sorted(book.sheetnames) == sorted([CONTENTS, "money", *named]) and "costs" in named
    assert {path.stem for path in (folder / "tables").glob("*.md")} == set(named)
    assert {page["A2"].value for page in book.worksheets[1:]} == {
        "Source: simulated, antipoverty 0.0, scenario synthetic, hash 0123456789ab, n = 3"}  # fmt: skip
    listed = [row[0].value for row in book[CONTENTS].iter_rows(min_row=HEAD + 1)]
    assert listed == book.sheetnames[1:]
    with (folder / "figures/money.csv").open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    kept, *cells = book["money"].iter_rows(min_row=HEAD, values_only=True)
    assert list(kept) == head and len(cells) == len(rows)
    place = head.index("mean")
    assert [row[place] for row in cells] == pytest.approx([float(row[place]) for row in rows])
    assert all(isinstance(row[place], float | int) for row in cells)


def test_terms_are_linked_once_a_section_and_explained_once(folder: Path) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    linked, places = text.count('href="#word-interval"'), text.count('id="word-interval"')
    assert places == 1 and 1 < linked <= text.count("<section ")
    assert "<dt>interval</dt>" in text and "<dt>run</dt>" not in text
