"""One visitor of the page: levers, the experiment under way, the last good one; nothing is shared."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from shiny import reactive
from shiny.session import Session

from sim.explore.errand import Done, Errand, Failed, Step
from sim.explore.households import two_worlds
from sim.explore.levers import Levers
from sim.explore.seen import Seen
from sim.explore.work import experiment, life
from sim.ground.errors import InputError
from sim.scenario import Scenario

LOOK = 0.25
"""Seconds between two looks at what is under way."""
UNCHANGED = "what the page shows has not changed"


class Visit:
    """What one browser tab has set, is running and sees."""

    def __init__(self, session: Session, levers: Levers) -> None:
        self._session = session
        self.base = reactive.value(levers)
        self.levers = reactive.value(levers)
        self.problems = reactive.value[list[str]]([])
        self.shown = reactive.value[Seen | None](None)
        self.told = reactive.value[list[str]]([])
        self.household = reactive.value[int | None](None)
        self.worlds = reactive.value[tuple[str, str]](("", ""))
        self.under_way = reactive.value[Errand | None](None)
        self.living = reactive.value[Errand | None](None)
        self._place = TemporaryDirectory(prefix="antipoverty-explore-", ignore_cleanup_errors=True)
        self._runs = 0

    def open(self, levers: Levers) -> None:
        """Begin anew from other levers."""
        self.base.set(levers)
        self.levers.set(levers)

    async def change(self, how: Callable[[Levers], Levers], back: Callable[[], Any]) -> None:
        """Change the levers, or say what is wrong, and put the field back."""
        try:
            self.levers.set(how(self.levers()))
            self.problems.set([])
        except InputError as error:
            self.problems.set(error.problems)
            await back()

    async def put_back(self, name: str) -> None:
        """Show again what a lever is set to."""
        try:
            value = self.levers().value(name)
        except InputError:
            return
        await self._send("put", name=name, value=list(value) if isinstance(value, tuple) else value)

    async def tick_back(self, arm: str) -> None:
        """Show again whether an arm is chosen."""
        await self._send("tick", arm=arm, wanted=arm in self.levers().chosen)

    async def run(self) -> None:
        """Start the experiment that the levers say, unless one is under way."""
        if self.under_way() is not None:
            return
        try:
            scenario = self.levers().scenario()
        except InputError as error:
            self.problems.set(error.problems)
            return
        self.problems.set([])
        self._runs += 1
        self.under_way.set(Errand(experiment, scenario, self._folder()))
        await self._going(Step(0.0, "starting"))

    async def follow(self) -> None:
        """Hear how far the experiment is, and show it once it is there."""
        errand = self.under_way()
        for news in errand.news() if errand else ():
            if isinstance(news, Step):
                await self._going(news)
                continue
            if isinstance(news, Done):
                self._show(news.made)
                await self._over("done")
            else:
                self._fail(news)
                await self._over(f"failed: {UNCHANGED}")

    async def stop(self) -> None:
        """End the experiment under way; what is shown stays."""
        errand = self.under_way()
        if errand is not None:
            errand.stop()
            await self._over(f"stopped: {UNCHANGED}")

    def read(self, row: Any, arm: str) -> None:
        """Begin to tell the life of a household of what is shown."""
        seen = self.shown()
        if seen is None:
            return
        arms, rows = two_worlds(seen.scenario, arm), seen.scenario.households
        known = type(row) is int and 0 <= row < rows
        wrong = [] if known else [f"household: must be a whole number from 0 to {rows - 1}"]
        wrong += ["a life is told in two arms, and this run has one"] if arms[0] == arms[1] else []
        self.problems.set(wrong)
        if wrong:
            return
        self._end(self.living())
        self.household.set(row)
        self.worlds.set(arms)
        self.told.set([])
        self.living.set(Errand(life, seen.scenario, arms, row))

    def hear(self) -> None:
        """Hear whether a life has been told."""
        errand = self.living()
        for news in errand.news() if errand else ():
            if isinstance(news, Done):
                self.told.set(news.made)
            elif isinstance(news, Failed):
                self.told.set(news.problems)
            if not isinstance(news, Step):
                self.living.set(None)

    def scenario(self) -> Scenario:
        """The scenario of what is shown, or of the levers as long as nothing was run."""
        seen = self.shown()
        return seen.scenario if seen else self.levers().scenario()

    def leave(self) -> None:
        """Put everything away."""
        with reactive.isolate():
            self._end(self.under_way())
            self._end(self.living())
        self._place.cleanup()

    def _show(self, seen: Seen) -> None:
        for older in range(1, self._runs):
            shutil.rmtree(self._folder(older), ignore_errors=True)
        self.shown.set(seen)
        self.household.set(None)
        self.told.set([])
        self.problems.set([seen.lost] if seen.lost else [])

    def _fail(self, news: Failed) -> None:
        shutil.rmtree(self._folder(), ignore_errors=True)
        self.problems.set(news.problems)

    def _folder(self, number: int = 0) -> Path:
        return Path(self._place.name) / f"run-{number or self._runs}"

    async def _over(self, said: str) -> None:
        self.under_way.set(None)
        await self._going(Step(0.0, said), going=False)

    async def _going(self, step: Step, going: bool = True) -> None:
        await self._send("going", going=going, share=step.share, doing=step.doing)

    async def _send(self, kind: str, **said: Any) -> None:
        await self._session.send_custom_message(kind, said)

    @staticmethod
    def _end(errand: Errand | None) -> None:
        if errand is not None:
            errand.stop()
