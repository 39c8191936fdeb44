"""How many mutants of a part of the program the tests notice: `make mutants FOLDER=sim/compare`.

Mutmut changes one thing at a time in a copy of the repository and runs the tests that came by the
changed function; `TESTS=tests/experiment` narrows the choice. Goldens are left out: they notice any
change and say of none what is wrong. What is decorated (properties), lambdas and constants of a
module are not mutated.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "results")
ARGUMENTS = ["-m", "not slow", "-p", "no:cacheprovider", "--ignore=tests/golden", "-q"]
SETTINGS = """
[tool.mutmut]
source_paths = ["sim"]
only_mutate = {only}
also_copy = {beside}
pytest_add_cli_args = {arguments}
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
"""


def main(folder: str, tests: list[str]) -> None:
    """Print the share noticed and the survivors, each with its change."""
    with tempfile.TemporaryDirectory() as place:
        copy = copied(Path(place) / "copy", folder, tests)
        mutmut(copy, "run")
        found = statuses(copy)
        alive = [name for name, status in found.items() if status in ("survived", "no tests")]
        survivors = [name for name in alive if not noticed(copy, name, tests)]
        for name in survivors:
            print(mutmut(copy, "show", name))
        killed = len(found) - len(survivors)
        share = killed / max(len(found), 1)
        print(f"{folder}: {killed} of {len(found)} mutants noticed ({share:.0%})")


def copied(copy: Path, folder: str, tests: list[str]) -> Path:
    """The repository in another place, told what to mutate and which tests to run."""
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    beside = [path.name for path in copy.iterdir() if path.name != "sim"]
    only = [folder if folder.endswith(".py") else f"{folder.rstrip('/')}/*"]
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS.format(only=only, beside=beside, arguments=ARGUMENTS, tests=tests))
    return copy


def mutmut(copy: Path, *words: str) -> str:
    """What a command of mutmut prints."""
    command = [sys.executable, "-m", "mutmut", *words]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def statuses(copy: Path) -> dict[str, str]:
    """What became of each mutant, by its name."""
    lines = mutmut(copy, "results", "--all", "true").splitlines()
    return dict(line.strip().rsplit(": ", 1) for line in lines if ": " in line)


def noticed(copy: Path, name: str, tests: list[str]) -> bool:
    """Whether any test fails: the first run misses what came by a function through a shared fixture."""
    place = copy / "mutants"
    environment = os.environ | {"MUTANT_UNDER_TEST": name, "PYTHONPATH": str(place)}
    command = [sys.executable, "-m", "pytest", "-x", *ARGUMENTS, *tests]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True)
    return done.returncode == 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ["tests"])
