"""The page: levers on one side, what came of them on the other; it asks for nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from htmltools import Tag, TagList, tags
from shiny import ui

from sim.explore.terms import term

HERE = Path(__file__).parent
TITLE = "antipoverty: try strategies on a simulated county"
TABS = {"outcome": "Outcome", "villages": "Villages and households", "money": "Money",
        "moves": "Into and out of poverty", "scenario": "Scenario"}  # fmt: skip


def page() -> Tag:
    """The whole page as it is before anything was run."""
    return ui.page_fluid(
        ui.head_content(tags.link(rel="icon", href="data:,")),
        ui.include_css(HERE / "page.css"), ui.include_js(HERE / "page.js"),
        _head(),
        tags.div(tags.section(ui.output_ui("panel"), class_="levers", aria_label="Levers"),
                 tags.main(_doing(), ui.output_ui("shown"), _views()), class_="sides"),
        tags.footer("Everything here is simulated. The county is drawn to resemble published figures "
                    "for poor rural Gansu in 2011; it is calibrated to some of them, and calibrated is "
                    "not validated."),
        title=TITLE, lang="en",
    )  # fmt: skip


def _head() -> Tag:
    return tags.header(
        tags.h1("Try strategies on a simulated county"),
        tags.p("Tick ", term("arm"), "s, move their ", term("lever"), "s, run: every arm is lived "
               "by the same ", term("household"), "s under the same luck, and is compared with the ",
               term("baseline"), "."),
    )  # fmt: skip


def _doing() -> Tag:
    """What is done with the levers, how far it is, and what is wrong."""
    return tags.div(
        tags.div(ui.input_action_button("run", "Run", class_="btn-primary"),
                 ui.input_action_button("stop", "Stop", disabled=True),
                 ui.download_button("save", "Save YAML"), class_="buttons"),
        tags.progress(id="bar", max="1", value="0", hidden="", aria_label="How far the run is"),
        tags.p(id="step", role="status"),
        tags.div(ui.output_ui("problems"), role="alert"),
        class_="doing",
    )  # fmt: skip


def _views() -> Any:
    panels = (ui.nav_panel(title, _view(name), value=name) for name, title in TABS.items())
    return ui.navset_tab(*panels, id="view")


def _view(name: str) -> Tag | TagList:
    if name != "villages":
        return ui.output_ui(name)
    return TagList(
        tags.div(ui.output_ui("where"), class_="where"),
        tags.div(tags.div(ui.output_ui("map"), class_="beside"), tags.div(ui.output_ui("village"),
                 class_="beside"), class_="pair"),
        ui.output_ui("life"), ui.output_ui("following"),
    )  # fmt: skip
