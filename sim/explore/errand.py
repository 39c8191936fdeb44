"""Work done beside the page, in a process of its own: it tells how far it is, and can be stopped."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from sim.crew import prepare
from sim.ground.errors import InputError, sentence


class Step(NamedTuple):
    """How far the work is: a share of it (0..1), and what is being done in words."""

    share: float
    doing: str


class Done(NamedTuple):
    """The work is over, and this is what it made."""

    made: Any


class Failed(NamedTuple):
    """The work could not be done, and these sentences say why."""

    problems: list[str]


News = Step | Done | Failed
Tell = Callable[[Step], None]


class Errand:
    """One piece of work under way: a function of `tell` and what is given, which makes something.

    The function and what is given can be pickled.
    """

    def __init__(self, work: Callable[..., Any], *given: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self._hear, say = context.Pipe(duplex=False)
        self._process = context.Process(target=_do, args=(say, work, given), daemon=True)
        self._process.start()
        say.close()
        self._over = False

    def news(self) -> Iterator[News]:
        """What was told since the last look; after `Done` or `Failed` there is none."""
        try:
            while not self._over and self._hear.poll():
                told: News = self._hear.recv()
                self._over = isinstance(told, (Done, Failed))
                yield told
        except (EOFError, OSError):
            self._over = True
            yield Failed(["the work ended without a word: was the memory of this machine used up?"])
        if self._over:
            self.stop()

    def stop(self) -> None:
        """End it at once; nothing of it is told any more."""
        self._over = True
        self._process.terminate()
        self._process.join()
        self._hear.close()


def _do(say: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    prepare()
    try:
        say.send(Done(work(say.send, *given)))
    except InputError as error:
        say.send(Failed(error.problems))
    except Exception as error:
        say.send(Failed([sentence(error)]))
