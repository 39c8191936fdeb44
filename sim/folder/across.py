"""Results in worlds of an ensemble, taken up by the folder of the same arms in the reference world."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.folder import codebook, manifest
from sim.folder.files import whole_path
from sim.folder.read import Folder
from sim.folder.stored import Stored
from sim.folder.swept import Swept
from sim.ground.errors import InputError, argument

KEY = "across_worlds"
ALIKE = {
    "arms": "other arms, or the same with other numbers", "budget": "another budget",
    "finance": "money from elsewhere", "targeting": "other lists of the poor",
    "horizon": "other years", "province": "another place",
    "world": "another reference world",
}  # fmt: skip
"""What two comparisons must share, by key of the scenario, and what to say where they do not."""


def checked(scenario: Mapping[str, Any], baseline: str, other: Path) -> Path:
    """The folder of results in worlds, if they are of the very comparison of a scenario.

    `scenario` has every scalar as text. Raises `InputError` with all that does not fit.
    """
    told = manifest.checked(other)
    if "worlds" not in told or not (other / codebook.WORLDS).is_file():
        raise InputError(f"{argument('worlds')}: {other} does not live in worlds of an ensemble")
    theirs = Stored(other).scenario
    wrong = [what for key, what in ALIKE.items() if theirs.get(key) != scenario.get(key)]
    if told["baseline"] != baseline:
        wrong.append(f"the baseline {told['baseline']}, not {baseline}")
    ours, known = _lines(scenario), _lines(theirs)
    if ours - known:
        wrong.append(f"no poverty at the line {', '.join(sorted(ours - known))}")
    if wrong:
        raise InputError([f"{argument('worlds')}: {other} has {what}: it is not the same comparison"
                          for what in wrong])  # fmt: skip
    return other


@dataclass(frozen=True)
class Told:
    """The worlds that effects are known in: `number` of an ensemble, each lived in `luck` times.

    `file` has the effects; `own` where the folder itself lives in these worlds, so that it has no
    reference world beside them.
    """

    file: str
    ensemble: str
    number: int
    luck: int
    households: int
    own: bool


def told(folder: Folder | Swept) -> Told | None:
    """The worlds of a folder, its own or those it took up; None if it has none for its baseline."""
    if folder.baseline is None:
        return None
    if folder.in_worlds:
        own, size = folder.manifest["worlds"], folder.scenario["county"]["households"]
        number = len(own["of_replications"]) // folder.luck
        return Told(codebook.WORLDS, own["ensemble"], number, folder.luck, int(size), True)
    theirs = folder.manifest.get(KEY)
    if not theirs or theirs["baseline"] != folder.baseline:
        return None
    luck = int(theirs["luck"])
    number = theirs["replications"] // luck
    return Told(codebook.ACROSS, theirs["ensemble"], number, luck, theirs["households"], False)


def _lines(scenario: Mapping[str, Any]) -> set[str]:
    return set(map(str, (scenario.get("record") or {}).get("lines") or []))


def take_up(folder: Path, other: Path) -> None:
    """Copy effects in worlds into a folder, and note in its manifest whose they are."""
    told, theirs = manifest.read(other), Stored(other)
    with whole_path(folder / codebook.ACROSS) as unfinished:
        shutil.copyfile(other / codebook.WORLDS, unfinished)
    manifest.update(folder, **{KEY: {
        "scenario": theirs.name, "scenario_hash": told["scenario_hash"], "baseline": told["baseline"],
        "households": int(theirs.scenario["county"]["households"]),
        "ensemble": told["worlds"]["ensemble"], "luck": told["worlds"]["luck"],
        "replications": len(told["worlds"]["of_replications"]),
    }})  # fmt: skip
