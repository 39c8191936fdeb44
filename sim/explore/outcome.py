"""The tabs of a finished experiment: levels, charts with their paragraphs, and the scenario itself."""

from __future__ import annotations

import base64

from htmltools import HTML, Tag, TagList, tags

from sim.explore.seen import Picture, Seen
from sim.explore.terms import term
from sim.scenario import Scenario
from sim.scenario.link import link
from sim.scenario.short import short_yaml

NOTHING = "Nothing was run yet: set the levers and choose Run."


def size(scenario: Scenario) -> str:
    """How large the experiment is, in words."""
    budget = scenario.budget
    money = f"{budget:g} yuan a person and year" if isinstance(budget, float) else "a budget by year"
    return (f"{scenario.households:,} households in {scenario.villages} villages, {scenario.start} to "
            f"{scenario.end}, {money}, {scenario.replications} "
            f"replication{'s' if scenario.replications > 1 else ''}, seed {scenario.seed}")


def shown(seen: Seen | None, now: str) -> TagList | None:
    """What is on the page, and whether the levers say something else by now (`now`: their hash)."""
    if seen is None:
        return None
    moved = tags.p("The levers have moved since: run again to see what they do.", class_="told")
    return TagList(tags.p("Shown: " + size(seen.scenario), class_="note"),
                   moved if now != seen.scenario.hash else None)  # fmt: skip


def levels(seen: Seen) -> Tag:
    """Every arm in a row, with what it came to."""
    last = seen.scenario.support_ends
    head = tags.tr(
        tags.th("Arm", scope="col"),
        tags.th(term("headcount"), f" in {last}, %", scope="col"),
        tags.th(term("difference from the baseline", "paired difference"), ", points", scope="col"),
        tags.th(term("person-years of poverty averted"), ", whole county", scope="col"),
    )  # fmt: skip
    rows = [tags.tr(tags.th(tags.span(one.arm, style=f"color:{one.shade}"), scope="row"),
                    *(tags.td(HTML(cell) if cell else "") for cell in
                      (one.headcount, one.difference, one.averted))) for one in seen.levels]  # fmt: skip
    return tags.div(tags.table(tags.thead(head), tags.tbody(*rows)), _luck(seen.scenario), class_="wide")


def _luck(scenario: Scenario) -> Tag:
    if scenario.replications < 2:
        return tags.p("A single replication: luck is not ruled out, and there is no interval.",
                      class_="note")  # fmt: skip
    return tags.p("In brackets: 95% ", term("interval"), f"s of luck over {scenario.replications} ",
                  term("replication"), "s. Doubt about the model is not in them.",
                  class_="note")  # fmt: skip


def picture_of(name: str, seen: Seen) -> Tag:
    """The chart of a question with its paragraphs, if it could be drawn."""
    if name not in seen.pictures:
        return tags.p("This experiment has nothing to draw here.", class_="note")
    return _picture(seen.pictures[name])


def _picture(picture: Picture) -> Tag:
    image = base64.b64encode(picture.image).decode("ascii")
    said = [TagList(tags.h3(heading), *(tags.p(HTML(text)) for text in texts))
            for heading, texts in picture.findings]  # fmt: skip
    return tags.article(
        tags.h2(picture.heading),
        tags.div(tags.img(src=f"data:image/png;base64,{image}",
                          alt=f"{picture.headline}. {picture.subtitle}"),
                 class_="wide", tabindex="0", role="region", aria_label=picture.heading),
        *said,
    )  # fmt: skip


def scenario(shown: Scenario, port: int) -> TagList:
    """The file that gives the same numbers, and the address that opens it here."""
    text = short_yaml(shown)
    address = link(text, port)
    return TagList(
        tags.p("This file gives the same numbers again: ",
               tags.code(f"antipoverty run {shown.name}.yaml")),
        tags.pre(text, id="yaml"),
        tags.p(tags.a("The address that opens it on this page", href=address, id="link")),
    )  # fmt: skip
