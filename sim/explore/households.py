"""Households of the first run on the page: those of a village, those worth following, one life."""

from __future__ import annotations

import numpy as np
from htmltools import Tag, TagList, tags

from sim.biography.following import Kind, worth_following
from sim.biography.story import named
from sim.biography.traces import Trace
from sim.explore.seen import Seen
from sim.explore.terms import term
from sim.scenario import Scenario

STATES = {
    (True, True): ("both", "poor in both worlds"),
    (True, False): ("relieved", "poor only {}"),
    (False, True): ("burdened", "poor only {}"),
    (False, False): ("neither", "poor in neither"),
}
"""Whether poor in the baseline and in the arm: the class of its dot, and what it says."""


def two_worlds(scenario: Scenario, arm: str) -> tuple[str, str]:
    """The baseline and the arm; of the baseline itself, another arm, if there is one."""
    others = [name for name in scenario.arms if name != scenario.baseline]
    return scenario.baseline, (arm if arm in others or not others else others[0])


def village(seen: Seen, number: int, arms: tuple[str, str], year: int) -> TagList:
    """The households of a village as dots: each can be chosen."""
    base, other = (seen.traces[arm] for arm in arms)
    at, under = base.years.index(year), named(seen.scenario, arms)
    rows = np.flatnonzero(base.villages == number).tolist()
    dots = [_dot(row, (bool(base.poor[at, row]), bool(other.poor[at, row])), under, place == 0)
            for place, row in enumerate(rows)]  # fmt: skip
    return TagList(
        tags.h3(f"Village {number} in {year}: {len(rows)} households"),
        tags.p(*(tags.span(tags.i(class_=f"dot {kind}"), said.format(_only(state, under)))
                 for state, (kind, said) in STATES.items()), class_="key"),
        tags.div(*dots, class_="dots", role="group", aria_label=f"Households of village {number}"),
        tags.p("Choose one to read its life; arrow keys move from one to the next.", class_="note"),
    )  # fmt: skip


def _only(state: tuple[bool, bool], under: tuple[str, str]) -> str:
    return under[0] if state[0] else under[1]


def _dot(row: int, state: tuple[bool, bool], under: tuple[str, str], first: bool) -> Tag:
    kind, said = STATES[state]
    words = f"Household {row}: {said.format(_only(state, under))}"
    return tags.button(type="button", class_=f"dot {kind}", title=words, aria_label=words,
                       data_set="household", data_value=str(row), tabindex="0" if first else "-1")


def following(seen: Seen, arms: tuple[str, str]) -> TagList:
    """Households worth following in an arm, the clearest cases of each kind."""
    base, arm = (seen.traces[name] for name in arms)
    kinds = worth_following(arm, base, named(seen.scenario, arms)[0])
    return TagList(*(_kind(kind, len(arm.rows)) for kind in kinds))


def _kind(kind: Kind, number: int) -> TagList:
    cases = [tags.li(tags.button(f"Household {case.row}", type="button", class_="as-link",
                                 data_set="household", data_value=str(case.row)),
                     f" (village {case.village}): {case.told}") for case in kind.cases]  # fmt: skip
    return TagList(tags.h4(f"{kind.title}: {kind.number:,} of {number:,}"),
                   tags.ul(*cases) if cases else tags.p("None.", class_="note"))


def incomes(seen: Seen, row: int, arms: tuple[str, str]) -> Tag:
    """Income a head of one household in both worlds, year by year, beside the line."""
    base, other = (seen.traces[arm] for arm in arms)
    heads = ("Year", term("Line", "poverty line"), *arms)
    head = tags.tr(*(tags.th(word, scope="col") for word in heads))
    rows = (tags.tr(tags.th(str(year), scope="row"), tags.td(f"{base.line[at]:,.0f}"),
                    _cell(base, at, row), _cell(other, at, row))
            for at, year in enumerate(base.years))  # fmt: skip
    return tags.table(tags.caption(f"Household {row}, income a head, yuan of 2010 (shaded: poor)"),
                      tags.thead(head), tags.tbody(*rows))  # fmt: skip


def _cell(trace: Trace, at: int, row: int) -> Tag:
    poor = bool(trace.poor[at, row])
    return tags.td(f"{trace.income[at, row]:,.0f}", tags.span(" poor", class_="visually-hidden")
                   if poor else None, class_="poor" if poor else None)  # fmt: skip


def life(seen: Seen, row: int, arms: tuple[str, str], told: list[str]) -> Tag:
    """One household: its incomes at once, its story as soon as it has been told."""
    story = [tags.p(text) for text in told] or [tags.p("Its life is being told.", class_="note")]
    return tags.section(tags.h3(f"Household {row} in two worlds"), tags.div(incomes(seen, row, arms),
                        class_="wide"), *story, class_="life", id="story")  # fmt: skip
