"""Scenario files: by path, or by the name of one that is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.scenario.problems import Problems, Spot, nearest
from sim.scenario.read import LONGEST_TEXT

SWEEPS = "sweeps/"  # no scenarios, but what `antipoverty sweep` reads
TRIALS = "trials/"  # nor are these: studies that `antipoverty trials` runs again
CLAIMS = "claims/"  # nor these: sentences that `antipoverty claims` holds against worlds


def _ours() -> dict[str, Path]:
    """Every shipped file by its name: inside the installed package, or in the checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_scenarios"
    folder = inside if inside.is_dir() else package.parent / "scenarios"
    paths = sorted(folder.rglob("*.yaml"), key=lambda path: (len(path.parts), path))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}


def shipped() -> dict[str, Path]:
    """The shipped scenarios by name."""
    others = SWEEPS, TRIALS, CLAIMS
    return {name: path for name, path in _ours().items() if not name.startswith(others)}


def shipped_sweeps() -> dict[str, Path]:
    """The shipped sweeps by name."""
    return {name.removeprefix(SWEEPS): path for name, path in _ours().items() if name.startswith(SWEEPS)}


def shipped_trials() -> dict[str, Path]:
    """The shipped studies by name."""
    return {name.removeprefix(TRIALS): path for name, path in _ours().items() if name.startswith(TRIALS)}


def shipped_claims() -> dict[str, Path]:
    """The shipped claims by name."""
    return {name.removeprefix(CLAIMS): path for name, path in _ours().items() if name.startswith(CLAIMS)}


def find_file(
    wanted: str, near: Path | None = None, ours: Mapping[str, Path] | None = None
) -> Path | None:
    """The file meant by a path (relative to the folder `near`) or a shipped name, if any.

    `ours` are the shipped files that are meant: the scenarios, unless told.
    """
    path = near / wanted if near else Path(wanted)
    if _is_file(path):
        return path
    ours = shipped() if ours is None else ours
    name = wanted.removesuffix(".yaml").replace("-", "_")
    return ours.get(name, path if _exists(path) else None)


def read_file(path: Path, shown: str, problems: Problems) -> str | None:
    """The text of a file; None, with the problem noted, when it has none."""
    spot = Spot(shown)
    try:
        if _waits(path):
            what = "is a pipe or a device, which might never end: write the scenario into a file"
            problems.add(spot, (), what)
            return None
        with path.open("rb") as file:
            return file.read(LONGEST_TEXT * 4 + 4).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(spot, (), f"is not UTF-8 text (byte {error.start + 1})")
    except IsADirectoryError:
        problems.add(spot, (), "is a folder, not a scenario file")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        problems.add(spot, (), f"cannot be read: {reason}")
    return None


def in_short(path: Path) -> str:
    """A path as seen from the current folder, when it lies there."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def not_found(wanted: str, ours: Mapping[str, Path] | None = None, what: str = "scenario") -> str:
    """The sentence for a scenario that is neither a file nor shipped."""
    ours = shipped() if ours is None else ours
    hint = nearest(Path(wanted).stem, ours) or _beside(Path(wanted))
    if find_file(wanted, ours=shipped() | shipped_sweeps()) is not None:
        other = "scenario" if find_file(wanted, ours=shipped()) else "experiment over many points"
        hint = f"; {wanted} is a shipped {other}"
    return f"no such file, and no shipped {what} of that name{hint}; shipped: {', '.join(ours)}"


def _beside(path: Path) -> str:
    """The file in the same folder that was perhaps meant, as a phrase."""
    try:
        files = [file.name for file in path.parent.iterdir() if file.suffix in (".yaml", ".yml")]
    except (OSError, ValueError):
        return ""
    return nearest(path.name, files).replace("did you mean ", f"did you mean {_folder(path)}")


def _folder(path: Path) -> str:
    return "" if path.parent == Path() else f"{path.parent}/"


def _waits(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _is_file(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
