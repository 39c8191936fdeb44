"""The manifest of a results folder: what made it, from what, when, and which files are ours."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.folder import version
from sim.folder.files import write_text
from sim.ground.errors import InputError

if TYPE_CHECKING:
    from sim.scenario import Scenario

NAME = "manifest.json"
FORMAT = 1
WORLDS_AND_LUCK = "worlds and luck"
"""What intervals hold over replications that live in worlds."""
PROGRAM = "antipoverty"
_SHOWN = re.compile(
    r"figures/[\w-]+(\.[a-z]{2})?\.(png|svg|csv)"
    r"|tables/[\w-]+(\.[a-z]{2})?\.(tex|md)|tables(\.[a-z]{2})?\.xlsx"
)  # fmt: skip
SHOWN = ("figures", "tables")
"""Folders of what is made for reading."""
_REPORT = re.compile(r"report(\.[a-z]{2})?\.html")
_HASH = re.compile(r"[0-9a-f]{1,64}")
_NEEDED = {
    "format": int, "scenario_hash": str, "code_version": str, "seeds": dict, "times": dict,
    "files": list, "seed": int,
}  # fmt: skip
# `arms`, `data` and `plain_money` are younger than the format; `runs` comes with the tables of single
# runs, `baseline` with the comparisons, `replications` where a half width says how many, and `worlds`
# where replications live in those of an ensemble, `across_worlds` where those of another folder do.
_LATER = {"arms": dict, "data": dict, "runs": dict, "baseline": str, "plain_money": list,
          "replications": dict, "worlds": dict, "across_worlds": dict}  # fmt: skip
_INSIDE = {"arms": str, "data": dict, "files": str, "plain_money": str}


def read(folder: Path) -> dict[str, Any]:
    """The manifest in a folder; empty when there is none of this program's, or a damaged one."""
    found = _parsed(folder)
    return {} if _faults(found) else found


def checked(folder: Path) -> dict[str, Any]:
    """The manifest of finished results. Raises `InputError` if there is none that can be used."""
    found = _parsed(folder)
    if not found:
        raise InputError(f"{folder} holds no results of this program")
    refuse_later(folder, found)
    wrong = [f"{folder / NAME}: {what}: the file is damaged" for what in _faults(found)]
    if wrong:
        raise InputError(wrong)
    if "baseline" not in found:
        raise InputError(f"{folder} holds unfinished results: run its scenario again to go on")
    return found


def refuse_later(folder: Path, found: Mapping[str, Any]) -> None:
    """Raise `InputError` for a folder of a later program, which may mean something else."""
    made = found.get("format")
    if isinstance(made, int) and made > FORMAT:
        raise InputError(
            f"{folder / NAME}: format {made} is of a later version of this program, which reads "
            f"formats up to {FORMAT}: install that version to use this folder"
        )


def _parsed(folder: Path) -> dict[str, Any]:
    """What a manifest that bears this program's name says."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("program") == PROGRAM else {}


def _faults(found: Mapping[str, Any]) -> list[str]:
    """What in a manifest is not as this program writes it."""
    needed = [f"no {key}" for key in _NEEDED if key not in found]
    kinds = [
        f"{key} is {json.dumps(found[key])[:60]}"
        for key, kind in (_NEEDED | _LATER).items()
        if key in found and not _fits(found[key], kind, _INSIDE.get(key))
    ]
    made = found.get("scenario_hash")
    if isinstance(made, str) and not _HASH.fullmatch(made):
        kinds.append(f"scenario_hash is {json.dumps(made)[:60]}, no hexadecimal number")
    return needed + kinds


def _fits(value: Any, kind: type, inside: type | None) -> bool:
    """Whether a value is of a kind, and everything in it of another."""
    if not isinstance(value, kind):
        return False
    members: Any = value.values() if isinstance(value, dict) else value
    return inside is None or all(isinstance(member, inside) for member in members)


def update(folder: Path, **news: Any) -> None:
    """Add to the manifest in a folder."""
    _write(folder, read(folder) | news)


def begin(
    folder: Path, scenario: Scenario, replications: int, code: str, arms: Mapping[str, str],
    files: Iterable[str],
) -> None:
    """Say whose folder this is, before anything else of the scenario is written there.

    `arms` holds the key of each arm's runs. Files and times of before are kept, as the folder may
    be one that is gone on with.
    """
    from sim.simulate import seed_of

    before = read(folder)
    _write(folder, {
        "program": PROGRAM,
        "format": FORMAT,
        "version": version.own_version(),
        "code_version": code,
        "commit": version.commit(),
        "packages": version.packages(),
        "platform": platform.platform(),
        "scenario": scenario.name,
        "scenario_hash": scenario.hash,
        "handed_over": [kind.name for kind in scenario.handed_over],
        "plain_money": _plain_money(scenario),
        "arms": dict(arms),
        "seed": scenario.seed,
        "seeds": {str(number): seed_of(scenario.seed, number) for number in range(1, replications + 1)},
        "times": before.get("times") or {"started": now(), "seconds": 0.0},
        "files": sorted({*files, *before.get("files", [])}),
    })  # fmt: skip


def _plain_money(scenario: Scenario) -> list[str]:
    """The strategies of a scenario that do nothing but hand out money."""
    from sim.strategies import find

    kinds = find() | {kind.name: kind for kind in scenario.handed_over}
    used = {name for uses in scenario.arms.values() for name in uses}
    return sorted(name for name in used if name in kinds and kinds[name].plain_money)


def _write(folder: Path, content: Mapping[str, Any]) -> None:
    write_text(folder / NAME, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def shown(folder: Path) -> set[str]:
    """Charts and tables for reading in a folder, by their path inside it."""
    found = [path for place in ("", *SHOWN) for path in (folder / place).glob("*.*")]
    return {name for path in found if is_shown(name := path.relative_to(folder).as_posix())}


def is_shown(name: Any) -> bool:
    """Whether a path inside a results folder could be a chart, its numbers, or a table for reading."""
    return isinstance(name, str) and _SHOWN.fullmatch(name) is not None


def is_report(name: Any) -> bool:
    """Whether a path inside a results folder is its report, in any language."""
    return isinstance(name, str) and _REPORT.fullmatch(name) is not None


def times_after(times: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """When work began and ended, `seconds` later; a clock that was set back ends no work early."""
    began = str(times.get("started") or now())
    total = round(float(times.get("seconds") or 0.0) + seconds, 3)
    return {"started": began, "finished": max(began, now()), "seconds": total}


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
