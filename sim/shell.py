"""What the shell may do to this process: end it by a signal, or start it with streams closed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

INTERRUPTED = "interrupted: what was finished is kept, and the same command goes on from there"
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # not every system has all of them
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


class Stopped(BaseException):
    """The process was asked to end; `code` is what the shell expects then (128 + the signal)."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
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
        _restore(before)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let signals wait for the end of what must not be done by halves, such as a new process."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    waiting: list[int] = []
    before = _handle(lambda number, frame: waiting.append(number))
    try:
        yield
    finally:
        _restore(before)
    for number in waiting:
        signal.raise_signal(number)


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


def _restore(handlers: dict[int, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped(number)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    os.write(2, f"{INTERRUPTED}\n".encode())
    os._exit(128 + number)
