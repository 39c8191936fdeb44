"""What may go wrong outside the model, and what was perhaps meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


class InputError(ValueError):
    """Wrong input: carries every problem found, one sentence each (exit code 2)."""

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type, tuple[list[str]]]:
        return type(self), (self.problems,)


class MachineFault(RuntimeError):
    """A fault of ours or of the machine, such as a full disk, in a sentence (exit code 1)."""


class ContractError(RuntimeError):
    """A strategy did what no strategy may do: the run fails with this sentence."""


def nearest(word: Any, known: Iterable[str]) -> str:
    """The phrase `(did you mean X?)` when a known name is close to the word, else nothing.

    Close is what is spelt much like it, or the only name that has it as a part.
    """
    plain = {name.lower().replace("-", "_"): name for name in known}
    wanted = str(word)[:80].lower().replace("-", "_")
    close = difflib.get_close_matches(wanted, plain, n=1, cutoff=0.6)
    close = close or [name for name in plain if f"_{wanted}_" in f"_{name}_"]
    return f" (did you mean {plain[close[0]]}?)" if len(close) == 1 else ""
