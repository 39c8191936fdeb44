"""How far it is: a bar with the time left on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

PAUSE = 5.0  # seconds between two lines
LOOK = 0.2  # seconds between two looks at what is there


class Progress:
    """Shows on the error stream how many of `total` runs are there; `begun` were there before.

    `total` is asked each time, as an experiment may come to want more. With `show=False` it says
    nothing.
    """

    def __init__(self, total: Callable[[], int], begun: int = 0, show: bool = True) -> None:
        self.total, self.begun, self.count = total, begun, begun
        self.start = self.said = self.seen = time.monotonic()
        self.show = show
        if show and begun:
            print(f"{begun:,} of {total():,} runs were there", file=sys.stderr, flush=True)
        self.bar: Any = None
        if show and sys.stderr.isatty():
            from tqdm import tqdm

            self.bar = tqdm(total=total(), initial=begun, unit="run", dynamic_ncols=True)

    @property
    def due(self) -> bool:
        """Whether it is time for another look at the count."""
        return time.monotonic() - self.seen >= LOOK

    def at(self, count: int) -> None:
        """`count` runs are there now."""
        new, self.count, self.seen = count - self.count, count, time.monotonic()
        if self.bar is not None:
            self.bar.total = self.total()
            self.bar.update(new) if new else self.bar.refresh()
        elif self.show and time.monotonic() - self.said >= PAUSE:
            self.said = time.monotonic()
            print(self.line(), file=sys.stderr, flush=True)

    def line(self) -> str:
        """The state in a line: runs there, runs planned, time left at the pace so far."""
        made, passed = self.count - self.begun, time.monotonic() - self.start
        left = f", about {duration(passed / made * (self.total() - self.count))} left" if made else ""
        return f"{self.count} of {self.total()} runs{left}"

    def close(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.close()


def duration(seconds: float) -> str:
    """A time in two units at most: `45 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
