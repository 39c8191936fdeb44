"""What the page does when it is used: each visitor has a visit of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from htmltools import Tag, TagList, tags
from shiny import App, Inputs, Outputs, Session, reactive, render, req, ui

from sim.explore import households, outcome, villages
from sim.explore.levers import Levers, of_address
from sim.explore.page import page
from sim.explore.panel import panel
from sim.explore.seen import Seen
from sim.explore.visit import LOOK, Visit
from sim.ground.errors import InputError
from sim.scenario.link import linked
from sim.scenario.short import short_yaml

HEAD = "# Shown by the page of `antipoverty explore`: `antipoverty run FILE` gives the same numbers.\n"
FIRST = ("headcount", "person_years")
"""Questions that are shown at once."""
CHARTS = {"money": "money", "moves": "transitions"}
"""Questions by the tab that shows them alone."""


def app(levers: Levers, port: int, notes: list[str]) -> App:
    """The page that opens with these levers; `notes` are said once, such as what was made smaller."""

    def server(inputs: Inputs, outputs: Outputs, session: Session) -> None:
        visit = Visit(session, levers)
        visit.problems.set(notes)
        session.on_ended(visit.leave)
        _address(visit, session)
        _levers(visit, inputs)
        _running(visit, inputs)
        _outcome(visit, port)
        _people(visit, inputs)

    return App(page(), server)


def _show(name: str, make: Callable[[], Any]) -> None:
    """What stands at a place of the page, made anew whenever what it reads has changed."""

    def made() -> Any:
        return make()

    made.__name__ = name
    render.ui(made)


def _address(visit: Visit, session: Session) -> None:
    """The scenario in the address, if there is one."""

    @reactive.effect
    def read() -> None:
        search = session.clientdata.url_search()
        with reactive.isolate():
            try:
                text = linked(search)
                if text is not None:
                    visit.open(of_address(text))
            except InputError as error:
                visit.problems.set(["The scenario in the address was not taken:", *error.problems])


def _levers(visit: Visit, inputs: Inputs) -> None:
    """The fields, and what they were set to."""
    _show("panel", lambda: panel(visit.base()))
    _show("problems", lambda: _listed(visit.problems()))

    @reactive.effect
    @reactive.event(inputs.moved)
    async def move() -> None:
        name, value = _said(inputs.moved(), "name", "value")
        await visit.change(lambda levers: levers.moved(name, value), lambda: visit.put_back(name))

    @reactive.effect
    @reactive.event(inputs.ticked)
    async def tick() -> None:
        arm, wanted = _said(inputs.ticked(), "arm", "wanted")
        await visit.change(lambda levers: levers.with_arm(arm, wanted is True),
                           lambda: visit.tick_back(arm))  # fmt: skip


def _said(message: Any, name: str, value: str) -> tuple[str, Any]:
    """What a message of the page says; whoever else may send one is answered as if it named nothing."""
    said = message if isinstance(message, dict) else {}
    return str(said.get(name, ""))[:200], said.get(value)


def _listed(problems: list[str]) -> Tag | None:
    return tags.div(tags.ul(*map(tags.li, problems)), class_="problems") if problems else None


def _running(visit: Visit, inputs: Inputs) -> None:
    """Run, stop, hear how far it is, and save."""

    @reactive.effect
    @reactive.event(inputs.run)
    async def run() -> None:
        await visit.run()

    @reactive.effect
    @reactive.event(inputs.stop)
    async def stop() -> None:
        await visit.stop()

    @reactive.effect
    async def follow() -> None:
        if visit.under_way() is not None:
            reactive.invalidate_later(LOOK)
            with reactive.isolate():
                await visit.follow()

    @render.download_button(filename=lambda: f"{visit.scenario().name}.yaml")
    def save() -> Iterator[str]:
        yield HEAD + short_yaml(visit.scenario())


def _outcome(visit: Visit, port: int) -> None:
    """What came of the last good run, tab by tab."""
    _show("shown", lambda: outcome.shown(visit.shown(), visit.levers().scenario().hash))
    _show("outcome", lambda: _of_run(visit, lambda seen: TagList(
        outcome.levels(seen), *(outcome.picture_of(name, seen) for name in FIRST))))  # fmt: skip
    for tab, name in CHARTS.items():
        _show(tab, partial(_of_run, visit, partial(outcome.picture_of, name)))
    _show("scenario", lambda: outcome.scenario(visit.scenario(), port))


def _of_run(visit: Visit, make: Callable[[Seen], Any]) -> Any:
    """Something of what is shown, or that there is nothing yet."""
    seen = visit.shown()
    return tags.p(outcome.NOTHING, class_="note") if seen is None else make(seen)


def _people(visit: Visit, inputs: Inputs) -> None:
    """Villages on their map, and households one by one, of an arm in a year."""

    def where() -> tuple[Seen, str, int]:
        seen = visit.shown()
        req(seen)
        assert seen is not None
        arm, year = inputs.arm(), int(inputs.year())
        req(arm in seen.traces and year in seen.traces[arm].years)
        return seen, arm, year

    def chosen() -> int | None:
        number, seen = inputs.village_chosen() if "village_chosen" in inputs else None, visit.shown()
        known = seen is not None and type(number) is int and 0 <= number < seen.scenario.villages
        return number if known else None

    def village() -> Any:
        (seen, arm, year), number = where(), chosen()
        if number is None:
            return tags.p("Choose a village to see its households.", class_="note")
        return households.village(seen, number, households.two_worlds(seen.scenario, arm), year)

    def following() -> Any:
        seen, arm, _ = where()
        return households.following(seen, households.two_worlds(seen.scenario, arm))

    def life() -> Any:
        seen, row = visit.shown(), visit.household()
        return None if seen is None or row is None else households.life(
            seen, row, visit.worlds(), visit.told())  # fmt: skip

    _show("where", lambda: _of_run(visit, _choices))
    _show("map", lambda: TagList(villages.picture(*where(), chosen()), villages.key()))
    for name, make in {"village": village, "following": following, "life": life}.items():
        _show(name, make)
    _reading(visit, inputs)


def _choices(seen: Seen) -> TagList:
    """Of which arm and year villages are shown: the first beside the baseline, the last year."""
    arms, years = list(seen.traces), next(iter(seen.traces.values())).years
    first = households.two_worlds(seen.scenario, seen.scenario.baseline)[1]
    return TagList(
        ui.input_select("arm", "Arm", arms, selected=first),
        ui.input_select("year", "Year", [str(year) for year in years], selected=str(years[-1])),
        tags.label("Village", tags.select(
            tags.option("on the map", value=""),
            *(tags.option(str(number), value=str(number)) for number in range(seen.scenario.villages)),
            data_chooses="village_chosen", class_="form-select")),
        ui.input_numeric("row", f"Household (0 to {seen.scenario.households - 1})", 0, min=0,
                         max=seen.scenario.households - 1),
        ui.input_action_button("read", "Read its life"),
    )  # fmt: skip


def _reading(visit: Visit, inputs: Inputs) -> None:
    """A household was chosen: its life is told."""

    @reactive.effect
    @reactive.event(inputs.household)
    def choose() -> None:
        visit.read(inputs.household(), inputs.arm())

    @reactive.effect
    @reactive.event(inputs.read)
    def ask() -> None:
        visit.read(inputs.row(), inputs.arm())

    @reactive.effect
    def hear() -> None:
        if visit.living() is not None:
            reactive.invalidate_later(LOOK)
            with reactive.isolate():
                visit.hear()
