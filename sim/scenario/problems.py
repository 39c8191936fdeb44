"""Problems in a scenario: where they stand, what is wrong, and what was perhaps meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sim.ground.errors import InputError
from sim.ground.errors import nearest as nearest

Path = tuple[Any, ...]
NAME = "[A-Za-z0-9][A-Za-z0-9_-]*"
"""What a name is made of that becomes part of file names and tables."""
_NAME = re.compile(NAME)
# No file of these names can be made on Windows (Naming Files, Paths, and Namespaces).
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{k}" for port in ("com", "lpt") for k in range(10))}


class ScenarioError(InputError):
    """A scenario that cannot be run: `problems` lists every fault found, one line each."""


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a text; line and column count from 1, and 0 means there is no text to point at."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problems:
    """Collects problems, so that the author hears of all of them at once."""

    def __init__(self) -> None:
        self._found: dict[tuple[Spot, str], None] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, spot: Spot, path: Path, sentence: str) -> None:
        """Note what is wrong at a place; `path` is empty when the whole text is meant."""
        where = f"{dotted(path)}: " if path else ""
        self._found[spot, one_line(where + sentence)] = None

    def lines(self) -> list[str]:
        """Every problem as one line, in the order of the text."""
        return [f"{one_line(str(spot))}: {sentence}" for spot, sentence in sorted(self._found)]

    def raise_if_any(self) -> None:
        """Stop with all problems found so far, if there are any."""
        if self:
            raise ScenarioError(self.lines())


def dotted(path: Path) -> str:
    """A path in the form `--set` takes it."""
    return ".".join(str(part) for part in path)


def name_fault(name: Any, longest: int) -> str | None:
    """What is wrong with a name that becomes part of file names and tables; None when it is fine."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return f"must be text made of letters, digits, - and _, not {show(name)}"
    if len(name) > longest:
        return f"must have at most {longest} characters, not {len(name)}: {show(name)}"
    if name.lower() in DEVICES:
        return f"must not be {name}: Windows keeps that name for a device"
    return None


def show(value: Any, longest: int = 60) -> str:
    """A value as the author wrote it, shortened when it is long."""
    text = repr(value)
    return text if len(text) <= longest else text[: longest - 3] + "..."


def one_line(text: str, longest: int = 600) -> str:
    """The text without line breaks or control characters, cut when it runs on."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return plain if len(plain) <= longest else plain[: longest - 3] + "..."
