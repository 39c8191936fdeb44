"""Pages written from the code are what the code says now, and those by hand point and say true."""

import re
from pathlib import Path

import pytest
from imports import ROOT

from sim import documents
from sim.cli import main
from sim.cycle import describe
from sim.data.glossary import FIELD, PROJECT, terms
from sim.documents import protocol
from sim.documents.template import table
from sim.folder.codebook import CODEBOOK
from sim.ground.parameters import GRADES, number

DOCS = ROOT / "docs"
FIRST_FIGURE = DOCS / "from-a-question-to-a-figure.md"


@pytest.fixture(scope="module")
def texts():
    return documents.texts()


def test_every_page_is_what_the_code_says_now(texts):
    old = [name for name, text in texts.items()
           if not (ROOT / name).is_file() or (ROOT / name).read_text(encoding="utf-8") != text]
    assert not old, f"`make documents` writes {', '.join(old)}"


def test_no_page_is_left_of_what_the_code_no_longer_writes(texts):
    there = {f"{folder}/{path.name}" for folder in (documents.REFERENCE, documents.SCHEMAS)
             for path in (ROOT / folder).iterdir()}
    assert there == {name for name in texts if not name.startswith("docs/glossary")}


def test_writing_twice_writes_nothing_the_second_time(texts, tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "texts", lambda: texts)
    assert documents.write(tmp_path) == list(texts)
    page = tmp_path / "docs" / "glossary.md"
    page.write_text("old", encoding="utf-8")
    assert documents.write(tmp_path) == ["docs/glossary.md"]
    assert page.read_text(encoding="utf-8") == texts["docs/glossary.md"]


def test_the_index_names_every_page(texts):
    index = set(re.findall(r"\]\(([^)]+)\)", texts["docs/reference/README.md"]))
    pages = {Path(name).name for name in texts if name.startswith("docs/reference/")}
    assert index == pages - {"README.md"} | {"../glossary.md"}


def test_the_protocol_has_every_process_once_as_a_submodel(texts):
    submodels = texts["docs/reference/odd.md"].partition("### III.iv")[2]
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", submodels, re.M)
    assert sorted(told) == sorted((name, says) for _, name, says in describe())


def test_a_process_that_the_year_has_not_cannot_be_quoted():
    with pytest.raises(KeyError):
        protocol.sentences("consume", "distribute_everything")


@pytest.mark.parametrize("source, grade", [
    ("assumption", "assumption"), ("assumption; Townsend 1994", "assumption"),
    ("calibrated: share of the ill", "calibrated"), ("calibrated to .66 years", "calibrated"),
    ("recalled: 70 yuan a mu", "recalled"), ("Bass 1969; Griliches 1957", "named"),
])  # fmt: skip
def test_a_grade_is_what_a_source_opens_with(source, grade):
    assert number(1, "", 0, 2, source, "").grade == grade
    assert set(GRADES) == {"named", "recalled", "calibrated", "assumption"}


def test_a_cell_cannot_break_its_table():
    text = table(("key", "says", "unused"), [("a|b", "x < y\nor | z", "")])
    assert text.splitlines() == ["| key | says |", "| --- | --- |", "| `a\\|b` | x &lt; y or \\| z |"]


def test_every_row_has_as_many_cells_as_its_head(texts):
    for name in (name for name in texts if name.endswith(".md")):
        for found in re.findall(r"(?:^\|.*\n)+", texts[name], re.M):
            cells = {len(re.findall(r"(?<!\\)\|", row)) for row in found.splitlines()}
            assert len(cells) == 1, f"{name}: {found[:80]}"


def test_terms_are_told_once_each_with_a_sentence():
    words = [one.term.lower() for one in terms()]
    assert len(set(words)) == len(words) > 50
    for one in terms():
        assert one.of in (FIELD, PROJECT) and one.meaning.endswith("."), one.term
        assert all("\u4e00" <= sign <= "\u9fff" or sign in "FGT " for sign in one.chinese), one.term


def pages():
    return [ROOT / "README.md", ROOT / "sim" / "data" / "README.md", *DOCS.rglob("*.md")]


def anchors(page):
    """The places of a page that a link can name, as GitHub makes them of headings."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    plain = (re.sub(r"\]\([^)]*\)", "", head).lower() for head in heads)
    return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in plain}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_every_place_that_a_page_points_at_is_there(page):
    for target, anchor in re.findall(r"\]\(([^)#:\s]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        assert anchor in anchors(there), f"{page.name}: {target}#{anchor}"


def test_the_first_comparison_is_a_scenario_and_its_commands_are_commands(tmp_path, monkeypatch):
    text = FIRST_FIGURE.read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("assets_or_cash.yaml").write_text(block, encoding="utf-8")
    commands = re.findall(r"^antipoverty (.*)$", text, re.M)
    for command in commands:
        if command.startswith("validate "):
            assert main(command.split()) == 0, command
        elif command.startswith("run "):
            assert main([*command.split(), "--dry-run"]) == 0, command
    assert len(commands) == 4


def test_the_first_comparison_names_files_and_charts_that_there_are():
    text = FIRST_FIGURE.read_text(encoding="utf-8")
    reading = text.partition("## 4.")[2].partition("## 5.")[0]
    charts = re.findall(r"`([a-z_]+)`", reading) + re.findall(r"figures/([a-z_]+)[.]", text)
    assert {"money", "person_years"} < set(charts)
    assert set(charts) <= {path.stem for path in (ROOT / "sim" / "questions").glob("*.py")}
    assert set(re.findall(r"`([a-z_]+\.csv)`", text)) <= {*CODEBOOK, "columns.csv"}
