"""What may go wrong outside the model, and what was perhaps meant."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_IN_SHELL = ContextVar("in_shell", default=False)
# How libraries in C say that memory is used up, where Python would raise MemoryError: Pillow
# when zlib finds none, zlib itself, and the C++ beneath Matplotlib.
_OUT_OF_MEMORY = ("codec configuration error", "insufficient memory", "bad_alloc")


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

    Close is what begins with it, or is spelt much like it, or the only name that has it as a part.
    """
    plain = {name.lower().replace("-", "_"): name for name in known}
    wanted = str(word)[:80].lower().replace("-", "_")
    longer = [name for name in plain if name.startswith(f"{wanted}_")]
    close = longer[:1] or difflib.get_close_matches(wanted, plain, n=1, cutoff=0.6)
    close = close or [name for name in plain if f"_{wanted}_" in f"_{name}_"]
    return f" (did you mean {plain[close[0]]}?)" if len(close) == 1 else ""


@contextmanager
def in_shell() -> Iterator[None]:
    """Let errors name arguments as the command line writes them."""
    token = _IN_SHELL.set(True)
    try:
        yield
    finally:
        _IN_SHELL.reset(token)


EXTRA = "experiments"
"""The optional libraries that experiments over many points need."""


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Tell, where an optional library is imported and is not there, how to get it."""
    try:
        yield
    except ImportError as lack:
        raise InputError(f"{what} needs {lack.name}: pip install 'antipoverty[{extra}]'") from None


def argument(name: str, value: str = "") -> str:
    """An argument as its giver writes it: `overwrite=True` in Python, `--overwrite` in a shell."""
    if _IN_SHELL.get():
        return f"--{name}"
    return f"{name}={value}" if value else name


def out_of_memory(error: BaseException) -> bool:
    """Whether an error says that the memory is used up, in whatever words."""
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return True
    return any(words in str(error) for words in _OUT_OF_MEMORY)


def sentence(error: BaseException) -> str:
    """Any error in a sentence for whoever gave the command."""
    if isinstance(error, (InputError, MachineFault)):
        return str(error)
    if out_of_memory(error):
        fewer = f"fewer {argument('households')} or {argument('workers')} need less"
        return f"the memory of this machine is used up: {fewer}"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = f" ({error.filename})" if error.filename else ""
        return f"no space is left on the disk{where}: make room and give the same command again"
    if isinstance(error, OSError):
        return f"the machine refused: {error}"
    return f"a fault of this program: {type(error).__name__}: {error} (-v shows where)"
