"""The villages of the first run as a picture: where the model puts them, how poor, with whom paired."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from htmltools import Tag, TagList, tags

from sim.biography.traces import Trace
from sim.explore.seen import Pairs, Place, Seen
from sim.showing import style

SHARES = (0.1, 0.2, 0.3, 0.4)
"""Headcounts at which a village gets the next darker shade."""
SHADES = ("#FFF7F0", "#FBD9BF", "#F3A871", style.VERMILION, "#8F3F00")
REACH, BEYOND, HALF = 155.0, 182.0, 192.0
"""Units from the county seat to remoteness 1, to partner counties, and to the edge of the picture."""
LARGEST, SMALLEST, ROOM = 13.0, 6.0, 46.0
"""Radii of villages, and what they share: many villages are drawn smaller."""


def headcounts(trace: Trace) -> np.ndarray:
    """Share of persons who are poor, a year a row and a village a column."""
    villages = int(trace.villages.max()) + 1
    poor, all_ = (np.array([np.bincount(trace.villages, people, villages) for people in by_year])
                  for by_year in (trace.poor * trace.persons, trace.persons))  # fmt: skip
    return poor / all_


def shade(headcount: float) -> str:
    """The colour of a village."""
    return SHADES[int(np.searchsorted(SHARES, headcount, side="right"))]


def picture(seen: Seen, arm: str, year: int, chosen: int | None) -> Tag:
    """The map of an arm in a year: villages that can be chosen, and lines to those paired with them."""
    place, trace = seen.place, seen.traces[arm]
    poor = headcounts(trace)[trace.years.index(year)]
    pairs = seen.pairs[arm]
    spots = spots_of(place)
    return svg("svg", *rings(), *lines(place, pairs, spots), *partners(place, pairs), *(
        village(number, spots[number], float(poor[number]), place, year, number == chosen)
        for number in range(len(spots))
    ), viewBox=f"{-HALF} {-HALF} {2 * HALF} {2 * HALF}", role="group", class_="map",
        aria_label=f"Villages under {arm} in {year}")  # fmt: skip


def svg(name: str, *children: Any, **attributes: Any) -> Tag:
    """An element of the picture."""
    return Tag(name, *children, **attributes)


def spots_of(place: Place) -> np.ndarray:
    """Where each village stands, x and y: its remoteness from the middle, in its direction."""
    return point(REACH * place.remoteness, place.direction)


def point(distance: Any, direction: Any) -> np.ndarray:
    """Distances and directions (parts of the circle, from the east against the clock) as x and y."""
    angle = 2 * math.pi * np.asarray(direction)
    return np.column_stack([distance * np.cos(angle), -distance * np.sin(angle)]).reshape(-1, 2)


def rings() -> Iterator[Tag]:
    """Circles of equal remoteness, and the county seat."""
    for share in (0.5, 1.0):
        yield svg("circle", cx="0", cy="0", r=f"{share * REACH:g}", class_="ring")
        yield svg("text", f"remoteness {share:g}", x="0", y=f"{share * REACH - 4:g}", class_="faint")
    yield svg("path", d="M-4 0 H4 M0 -4 V4", class_="seat")


def lines(place: Place, pairs: Pairs, spots: np.ndarray) -> Iterator[Tag]:
    """From villages to their partner counties, and to the villages whose technicians teach there."""
    far = point(BEYOND, place.partners)
    for number, (partner, sender) in enumerate(zip(pairs.partner, pairs.sender, strict=True)):
        if partner >= 0:
            yield line(spots[number], far[partner], "to-partner")
        if sender >= 0:
            yield line(spots[number], spots[sender], "to-village")


def line(start: np.ndarray, end: np.ndarray, kind: str) -> Tag:
    """One pair."""
    (x1, y1), (x2, y2) = start.tolist(), end.tolist()
    return svg("line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", class_=kind)


def partners(place: Place, pairs: Pairs) -> Iterator[Tag]:
    """Partner counties, where there are any, at the edge: how far they are is not drawn."""
    for number in sorted({*pairs.partner.tolist()} - {-1}):
        (x, y), = point(BEYOND, [place.partners[number]]).tolist()  # fmt: skip
        yield svg("rect", svg("title", f"Partner county {number}"), x=f"{x - 6:.1f}", y=f"{y - 6:.1f}",
                  width="12", height="12", class_="partner")  # fmt: skip


def village(
    number: int, spot: np.ndarray, poor: float, place: Place, year: int, chosen: bool
) -> Tag:
    """One village: its size is that of its people, its shade their headcount."""
    x, y = spot.tolist()
    largest = min(LARGEST, ROOM / math.sqrt(len(place.households)))
    size = largest * math.sqrt(place.households[number] / place.households.max())
    fill = shade(poor)
    said = (f"Village {number}: {poor:.0%} of persons poor in {year}, {place.households[number]} "
            f"households, remoteness {place.remoteness[number]:.2f}")
    return svg(
        "g", svg("title", said),
        svg("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{max(size, SMALLEST):.1f}", fill=fill),
        svg("text", str(number), x=f"{x:.1f}", y=f"{y + 3.5:.1f}", fill=on(fill)),
        class_="village chosen" if chosen else "village", tabindex="0", role="button",
        aria_label=said, data_set="village_chosen", data_value=str(number),
    )  # fmt: skip


def on(fill: str) -> str:
    """Ink that can be read on a shade."""
    return "#000000" if style.contrast("black", fill) >= style.CONTRAST else "#FFFFFF"


def key() -> TagList:
    """What shades, lines and places mean."""
    edges = ["0%", *(f"{share:.0%}" for share in SHARES), "more"]
    boxes = (tags.span(tags.i(style=f"background:{shade}"), f"{low} to {high}" if high != "more" else
                       f"{low} or more") for shade, low, high in
             zip(SHADES, edges, edges[1:], strict=False))  # fmt: skip
    return TagList(
        tags.p(*boxes, class_="key"),
        tags.p("First run. The cross is the county seat; the distance of a village from it is its "
               "remoteness in the model, its angle the direction that was drawn for it: no map of a "
               "real place. Solid blue lines lead to partner counties (squares at the edge), dashed "
               "grey ones to the village whose technicians teach it.", class_="note"),
    )  # fmt: skip
