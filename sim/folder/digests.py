"""Whether the files of a results folder are still what was written there."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.folder import codebook, of_survey
from sim.folder.tables import read_table
from sim.ground.errors import InputError, argument

COMPARISONS = (
    "summary.csv", "differences.csv", "cost_effectiveness.csv", "equal_terms.csv", codebook.LUCK,
    *codebook.SHARES, *codebook.OF_WORLDS,
)  # fmt: skip
RECORDS = (
    *(f"{table}.csv" for table in codebook.KEYS),
    "runs.csv", "failures.csv", "measures.csv", "columns.csv", "payments.csv", "scenario.yaml",
    of_survey.SURVEY,
)  # fmt: skip


def of(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By file that is there: its digest (SHA-256) and, for a table, how many rows it holds."""
    return {name: _entry(folder / name) for name in names if (folder / name).is_file()}


def check(folder: Path, data: dict[str, dict[str, Any]], names: Iterable[str]) -> None:
    """Raise `InputError` with every file that is not what `data` says was written.

    Folders of before there were digests have no `data`: their tables must have the columns of the
    codebook, numbers where numbers belong, and outcomes of every run.
    """
    written = [name for name in names if not data or name in data or (folder / name).is_file()]
    told = {name: _fault(folder / name, data.get(name)) for name in written}
    wrong = [f"{folder / name}: {what}: {_cure(folder, name)}" for name, what in told.items() if what]
    if not data and not wrong:
        wrong = _runs_lost(folder)
    if wrong:
        raise InputError(wrong)


def _cure(folder: Path, name: str) -> str:
    if name in COMPARISONS:
        return f"`antipoverty report {folder}` makes it again"
    return f"run the scenario with {argument('overwrite', 'True')} to make it again"


def _entry(path: Path) -> dict[str, Any]:
    rows = {"rows": _rows(path)} if path.suffix == ".csv" else {}
    return rows | {"sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows(path: Path) -> int:
    """How many rows follow the header; the text in a cell may hold line breaks."""
    with path.open(encoding="utf-8", newline="") as file:
        return max(sum(1 for _ in csv.reader(file)) - 1, 0)


def _fault(path: Path, told: dict[str, Any] | None) -> str:
    """What is wrong with a file; nothing if it is as it was written."""
    if not path.is_file():
        return "" if told is None and path.name in codebook.OPTIONAL else "is gone"
    if told is not None:
        return _difference(path, told)
    return _misfit(path) if path.name in codebook.CODEBOOK else ""


def _difference(path: Path, told: dict[str, Any]) -> str:
    if _digest(path) == told.get("sha256"):
        return ""
    try:
        rows = _entry(path).get("rows")
    except (UnicodeDecodeError, csv.Error):
        return "is no longer a table"
    if rows != told.get("rows"):
        return f"holds {rows} rows of the {told.get('rows')} that were written"
    return "was changed after it was written"


def _misfit(path: Path) -> str:
    """How a table differs from its codebook."""
    content = path.read_bytes()
    if not content.endswith(b"\n"):
        return "ends in the middle of a row" if content else "is empty"
    first = content.partition(b"\n")[0].decode("utf-8", "replace").split(",")
    lacking = [name for name in codebook.header(path.name) if name not in first]
    if lacking:
        return f"has no column {', '.join(lacking)}"
    try:
        read_table(path.parent, path.name)
    except ValueError as error:
        return f"is no table of this program ({error})"
    return ""


def _runs_lost(folder: Path) -> list[str]:
    """Whether a run that is said to be done has no outcome."""
    runs, outcomes = read_table(folder, "runs.csv"), read_table(folder, "outcomes.csv")
    done = runs[runs["status"] == "done"]
    there = set(zip(outcomes["arm"], outcomes["replication"], strict=True))
    lost = set(zip(done["arm"], done["replication"], strict=True)) - there
    name = "outcomes.csv"
    return [f"{folder / name}: {len(lost)} runs are gone: {_cure(folder, name)}"] if lost else []
