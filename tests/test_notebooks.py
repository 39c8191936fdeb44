"""The notebooks run from a clean kernel, in an empty folder, and are stored small with outputs."""

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
WHO_RUNS = "import sys, sim; print(sys.executable, sim.__file__, sep='\\n')"
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def words(output):
    """What a reader sees of an output, apart from its pictures."""
    data = output.get("data", {})
    shown = [value for kind, value in data.items() if not kind.startswith("image/")]
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


def test_there_are_two():
    assert [path.stem for path in NOTEBOOKS] == ["01_first_county", "02_seven_strategies"]


@by_name
def test_outputs_are_stored_and_small_and_name_no_machine(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert [cell.execution_count for cell in code(notebook)] == [
        *range(1, len(code(notebook)) + 1)
    ], "stored outputs must come from one run from top to bottom"
    assert len(outputs(notebook)) >= len(code(notebook)) / 2
    assert pictures(notebook) == 2
    assert not faults(notebook)
    assert path.stat().st_size < 300_000
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"


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


@by_name
@pytest.mark.slow
def test_it_runs_from_a_clean_kernel(path, tmp_path, kernel):
    notebook = nbformat.read(path, as_version=4)
    stored = pictures(notebook)
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None
    asked = nbformat.v4.new_code_cell(WHO_RUNS)
    notebook.cells.append(asked)
    execute(notebook, kernel, tmp_path / "empty")
    notebook.cells.remove(asked)
    assert asked.outputs[0].text.split() == [sys.executable, sim.__file__]
    assert not faults(notebook)
    assert pictures(notebook) == stored
    assert not list((tmp_path / "empty").iterdir()), "a notebook must not litter its folder"
