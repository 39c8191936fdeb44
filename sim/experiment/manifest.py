"""The manifest of a results folder: what made it, from what, when, and which files are ours."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment import version
from sim.experiment.files import write_text

if TYPE_CHECKING:
    from sim.scenario import Scenario

NAME = "manifest.json"
FORMAT = 1
PROGRAM = "antipoverty"
_FIGURE = re.compile(r"figures/[\w-]+\.(png|svg|csv)")
_NEEDED = {"scenario_hash", "code_version", "files", "times"}


def read(folder: Path) -> dict[str, Any]:
    """The manifest in a folder; empty when there is none of this program's."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    ours = isinstance(found, dict) and found.get("program") == PROGRAM and set(found) >= _NEEDED
    return found if ours else {}


def update(folder: Path, **news: Any) -> None:
    """Add to the manifest in a folder."""
    text = json.dumps(read(folder) | news, indent=2, ensure_ascii=False)
    write_text(folder / NAME, text + "\n")


def begin(folder: Path, scenario: Scenario, code: str, files: Iterable[str]) -> None:
    """Say whose folder this is, before anything else is written there."""
    from sim.simulate import seed_of

    replications = range(1, scenario.replications + 1)
    update(
        folder,
        program=PROGRAM,
        format=FORMAT,
        version=version.own_version(),
        code_version=code,
        commit=version.commit(),
        packages=version.packages(),
        platform=platform.platform(),
        scenario=scenario.name,
        scenario_hash=scenario.hash,
        handed_over=[kind.name for kind in scenario.handed_over],
        seed=scenario.seed,
        seeds={str(number): seed_of(scenario.seed, number) for number in replications},
        times={"started": now(), "seconds": 0.0},
        files=list(files),
    )


def figures(folder: Path) -> set[str]:
    """Charts in a folder, by their path inside it."""
    names = {f"figures/{path.name}" for path in (folder / "figures").glob("*.*")}
    return {name for name in names if is_figure(name)}


def is_figure(name: str) -> bool:
    """Whether a path inside a results folder could be a chart or its numbers."""
    return _FIGURE.fullmatch(name) is not None


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
