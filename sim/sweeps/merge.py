"""Joining the folders of a sweep whose parts were run apart."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from sim.experiment.runner import told_plainly
from sim.experiment.store import claimed
from sim.folder import manifest
from sim.folder.files import located
from sim.folder.swept import SWEEP_FILE
from sim.ground.errors import InputError
from sim.sweeps.runner import finished, tell
from sim.sweeps.store import Part, SweepStore
from sim.sweeps.terms import Sweep


def merge(
    folders: Sequence[str | os.PathLike[str]], out: str | os.PathLike[str], overwrite: bool = False
) -> Path:
    """Join the folders of the parts of one sweep; the result is that of one run of all parts.

    Raises `InputError` for folders of other sweeps or of other code, by name, and where runs are
    in none of the folders.
    """
    parts = [located(folder) for folder in folders]
    found = [finished(part) for part in parts]
    _refuse_strangers(parts, found)
    sweep = Sweep.stored(yaml.safe_load((parts[0] / SWEEP_FILE).read_text(encoding="utf-8")))
    path = located(out)
    store = SweepStore(path, sweep)
    _refuse_gaps(store, found)
    with told_plainly(path), claimed(store, overwrite):
        if not store.finished:
            store.take_from(parts, failed=True)
            store.close(sum(float(one["times"]["seconds"]) for one in found))
        manifest.update(path, baseline=store.scenario.baseline)
        tell(path)
    return path


def _refuse_strangers(parts: list[Path], found: list[dict[str, Any]]) -> None:
    first, problems = found[0], []
    for part, other in zip(parts[1:], found[1:], strict=True):
        if other["scenario_hash"] != first["scenario_hash"]:
            problems.append(f"{part}: holds another sweep ({other['scenario']}, "
                            f"{other['scenario_hash']}) than {parts[0]} ({first['scenario_hash']})")
        elif other["code_version"] != first["code_version"]:
            problems.append(f"{part}: was made by other code ({other['code_version']}) than "
                            f"{parts[0]} ({first['code_version']})")
    if problems:
        raise InputError(problems)


def _refuse_gaps(store: SweepStore, found: list[dict[str, Any]]) -> None:
    """Every run must be in one of the folders."""
    told = {_part(one["part"]) for one in found}
    lacking = [job for job in store.jobs if not any(store.within(job, part) for part in told)]
    if lacking:
        (of, *_) = {of for _, of in told}
        missing = sorted({number for number in range(1, of + 1)} - {number for number, _ in told})
        words = ", ".join(f"{number}/{of}" for number in missing)
        raise InputError(f"{len(lacking):,} of {len(store.jobs):,} runs are in none of the folders: run "
                         f"part {words} first")


def _part(text: str) -> Part:
    number, of = map(int, text.split("/"))
    return number, of
