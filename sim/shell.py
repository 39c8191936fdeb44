"""What the shell may do to this process: end it by a signal, or start it with streams closed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

INTERRUPTED = "interrupted: what was finished is kept, and the same command goes on from there"
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # not every system has all of them
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


class Stopped(KeyboardInterrupt):
    """The process was asked to end; `code` is what the shell expects then (128 + the signal)."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__()
        self.code = 128 + number


def end_at_once() -> None:
    """On a signal say so and end: as long as nothing is begun, there is nothing to put away."""
    _handle(_end)


@contextmanager
def signals_raised() -> Iterator[None]:
    """Let a signal raise `Stopped`, so that whatever is held is put away on the way out."""
    before = _handle(_raise)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def open_streams() -> None:
    """Give closed standard streams the null device.

    What is printed into them goes nowhere, and no file of ours gets their numbers, into which
    other processes would write their messages.
    """
    for number, (name, mode) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_RDWR)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            os.set_inheritable(number, True)
            setattr(sys, name, os.fdopen(number, mode))


def _handle(handler: Callable[[int, FrameType | None], None]) -> dict[int, Any]:
    """Handle signals, save those the caller has ignored, as `nohup` does; gives the old handlers."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    return {number: signal.signal(number, handler) for number in heard}


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped(number)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    os.write(2, f"{INTERRUPTED}\n".encode())
    os._exit(128 + number)
