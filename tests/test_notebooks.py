"""The notebooks: their form, and that they run from a clean kernel to the numbers that are stored.

Each asks one question, has the reader predict before anything is run, prints what was found, says what
it does not show, and has exercises whose answers a cell checks.
"""

import re
import sys
from pathlib import Path

import nbformat
import pytest
from ipykernel import kernelspec
from nbclient import NotebookClient

import sim

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
MACHINE = re.compile(r"/(home|tmp|root|Users|work|var|opt)/|[A-Z]:\\\\?Users|Traceback")
RUNS = re.compile(
    r"sim\.(run|attribute|sweep|calibrate|optimise|robustness|sensitivity|judge_claims)\(|\.step\(\)"
)
PARTS = ["## Your prediction", "## What was found", "## What this does not show", "## Exercises"]
TO_FILL_IN = re.compile(r"^\w+ = None\b")
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
LONGEST = 35  # lines of a cell of code
WHO_RUNS = "import sys, sim; print(sys.executable, sim.__file__, sep='\\n')"
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def words(output):
    """What a reader sees of an output, apart from its pictures."""
    data = output.get("data", {})
    shown = [value for kind, value in sorted(data.items()) if not kind.startswith("image/")]
    return "".join([output.get("text", ""), *map(str, shown)])


def faults(notebook):
    """Outputs that are errors or warnings, or that name the machine they were made on."""
    return [
        output for output in outputs(notebook)
        if output.output_type == "error" or output.get("name") == "stderr"
        or MACHINE.search(words(output))
    ]  # fmt: skip


def pictures(notebook):
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """A kernel named python3 that is this interpreter, whatever the machine has installed."""
    kernelspec.install(prefix=str(tmp_path / "kernel"))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "kernel" / "share" / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("MPLBACKEND", raising=False)  # a kernel draws into the page
    return "python3"


def execute(notebook, kernel, folder):
    folder.mkdir()
    place = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, kernel_name=kernel, resources=place).execute()


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def place(notebook, heading):
    """The number of the cell that opens with a heading."""
    return next(
        number for number, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown" and cell.source.split("\n")[0] == heading
    )  # fmt: skip


def read(path):
    return nbformat.read(path, as_version=4)


def test_they_are_numbered_without_a_gap():
    numbers = [int(path.stem.split("_")[0]) for path in NOTEBOOKS]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(numbers) >= 5


@by_name
def test_outputs_are_stored_and_small_and_name_no_machine(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert [cell.execution_count for cell in code(notebook)] == [
        *range(1, len(code(notebook)) + 1)
    ], "stored outputs must come from one run from top to bottom"
    assert len(outputs(notebook)) >= len(code(notebook)) / 2
    assert pictures(notebook) >= 1
    assert not faults(notebook)
    assert path.stat().st_size <= 250_000
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert not [cell.metadata for cell in notebook.cells if cell.metadata], "no times, no tags"


@by_name
def test_it_asks_one_question_and_has_the_reader_predict_before_anything_is_run(path):
    notebook = read(path)
    title = notebook.cells[0].source.split("\n")[0]
    assert title.startswith("# ")
    assert "?" in title
    places = [place(notebook, heading) for heading in PARTS]
    assert places == sorted(places)
    first = next(n for n, cell in enumerate(notebook.cells)
                 if cell.cell_type == "code" and RUNS.search(cell.source))  # fmt: skip
    assert places[0] < first < places[1]


@by_name
def test_what_was_found_is_printed_from_the_results(path):
    notebook = read(path)
    found, limits = (place(notebook, heading) for heading in PARTS[1:3])
    printed = [words(output) for cell in notebook.cells[found:limits] if cell.cell_type == "code"
               for output in cell.outputs]  # fmt: skip
    assert re.search(r"\d", "".join(printed))


@by_name
def test_answers_to_exercises_are_checked_and_the_way_to_them_is_folded(path):
    notebook = read(path)
    cells = notebook.cells[place(notebook, PARTS[3]):]
    asked = [number for number, cell in enumerate(cells) if TO_FILL_IN.match(cell.source)]
    assert 2 <= len(asked) <= 4
    for number in asked:
        check = cells[number + 1]
        assert "sim.check_answer(" in check.source
        assert "".join(map(words, check.outputs)).startswith("No answer yet")
    assert any("<details>" in cell.source and "</details>" in cell.source for cell in cells)


@by_name
def test_cells_are_short_and_terms_and_links_lead_somewhere(path):
    notebook = read(path)
    assert max(cell.source.count("\n") + 1 for cell in code(notebook)) <= LONGEST
    links = LINK.findall("\n".join(markdown(notebook)))
    assert "../docs/glossary.md" in links
    near = [link for link in links if not link.startswith("http")]
    assert not [link for link in near if not (path.parent / link).is_file()]


@pytest.mark.parametrize(
    "output",
    [
        nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=[]),
        nbformat.v4.new_output("stream", name="stderr", text="careful"),
        nbformat.v4.new_output("stream", text="written to /home/somebody/results"),
        nbformat.v4.new_output("execute_result", {"text/plain": "Traceback (most recent ..."}),
    ],
)
def test_a_fault_is_seen(output):
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    assert faults(nbformat.v4.new_notebook(cells=[cell])) == [output]


def told(notebook):
    """What each cell of code tells in words and numbers, pictures apart."""
    return ["".join(map(words, cell.outputs)) for cell in code(notebook)]


@by_name
@pytest.mark.slow
def test_it_runs_from_a_clean_kernel_to_the_numbers_that_are_stored(path, tmp_path, kernel):
    notebook = read(path)
    stored, drawn = told(notebook), pictures(notebook)
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None
    asked = nbformat.v4.new_code_cell(WHO_RUNS)
    notebook.cells.append(asked)
    execute(notebook, kernel, tmp_path / "empty")
    notebook.cells.remove(asked)
    assert asked.outputs[0].text.split() == [sys.executable, sim.__file__]
    assert not faults(notebook)
    assert told(notebook) == stored, "stored outputs are of another model: run it again and store it"
    assert pictures(notebook) == drawn
    assert not list((tmp_path / "empty").iterdir()), "a notebook must not litter its folder"
