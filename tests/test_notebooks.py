"""The notebooks run from a clean kernel, in an empty folder, and are stored small with outputs."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_two():
    assert [path.stem for path in NOTEBOOKS] == ["01_first_county", "02_seven_strategies"]


@by_name
def test_outputs_are_stored_and_small_and_name_no_machine(path):
    text = path.read_text(encoding="utf-8")
    cells = code(nbformat.reads(text, as_version=4))
    assert any(cell.outputs for cell in cells) and all(cell.execution_count for cell in cells)
    assert len(text) < 400_000
    assert not re.search(r"/(home|tmp|root|Users)/|Traceback", text)


@by_name
@pytest.mark.slow
def test_it_runs_from_a_clean_kernel(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    for cell in code(notebook):
        cell.outputs = []
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    assert any(cell.outputs for cell in code(notebook))
    assert not list(tmp_path.iterdir())
