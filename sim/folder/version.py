"""Which code made a result: results of other code are not gone on with."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sim.ground.identity import identity_of, package_version

if TYPE_CHECKING:
    from sim.scenario import Scenario

PACKAGE = Path(__file__).resolve().parents[1]
# What only shows results may change without making them another's.
SHOWING = {"showing", "questions", "answers", "report", "cli"}
NUMERICAL = ("numpy", "scipy")
PACKAGES = (*NUMERICAL, "pandas", "mesa", "matplotlib", "SALib", "optuna", "scikit-learn", "pyarrow")


def code_version(scenario: Scenario) -> str:
    """Version of the package, of its sources as they stand, and of what computes with them."""
    parts = [own_version(), sources()[:12], f"python-{platform.python_version()}"]
    parts += [f"{name}-{package_version(name)}" for name in NUMERICAL]
    return "+".join(parts + [f"{name}-{text}" for name, text in strangers(scenario)])


def own_version() -> str:
    """The version of this package."""
    return package_version("antipoverty")


@cache
def sources() -> str:
    """A hash of the sources and tables that decide numbers."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if path.suffix in {".py", ".csv"} and inside.parts[0] not in SHOWING:
            digest.update(f"{inside.as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def strangers(scenario: Scenario) -> list[tuple[str, str]]:
    """Strategies from other packages that the arms use, each with its identity.

    One that cannot be told from another is never the same twice: its results are not gone on with.
    """
    used = {name for uses in scenario.arms.values() for name in uses}
    if not used:
        return []
    from sim.strategies import find

    foreign = {name: kind for name, kind in find().items() if name in used and not _ours(kind)}
    return [(name, identity_of(kind) or str(uuid4())) for name, kind in sorted(foreign.items())]


def _ours(kind: Any) -> bool:
    return str(kind.__module__).split(".")[0] == "sim"


def commit() -> str | None:
    """The commit of the checkout this code stands in, with `-modified` if it was edited."""
    if not (PACKAGE.parent / ".git").exists():
        return None
    head, edits = _git("rev-parse", "HEAD"), _git("status", "--porcelain", "--", "sim")
    return head and head + ("-modified" if edits else "")


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(PACKAGE.parent), *arguments],
            capture_output=True, text=True, timeout=20, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def packages() -> dict[str, str]:
    """Versions of Python and of the packages behind the numbers and the charts."""
    found = {name: package_version(name) for name in PACKAGES}
    return {"python": platform.python_version()} | found
