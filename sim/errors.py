"""What may go wrong outside the model: wrong input, or a fault of the machine."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(ValueError):
    """Wrong input: carries every problem found, one sentence each (exit code 2)."""

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type, tuple[list[str]]]:
        return type(self), (self.problems,)


class MachineFault(RuntimeError):
    """A fault of ours or of the machine, such as a full disk, in a sentence (exit code 1)."""
