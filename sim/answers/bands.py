"""In which bands the worlds of a calibration lie, and which pairs of bands are rarely met together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.analysis.matched import KIND
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, name

TITLE = "Which patterns are met, and which conflict"
PLACE = 3
FILE, PAIRS = "figures/bands.csv", "conflicts.csv"
STAGES = {"first": style.GREY, "last": style.BLUE, "kept": style.VERMILION}
MOST = 12  # pairs
BOTH = ("together", "apart")
CONFLICT = 0.5  # of what would be met together by chance


def table(swept: Swept) -> pd.DataFrame:
    """bands.csv in per cent, and below it the pairs of conflicts.csv, the most in conflict first."""
    if swept.kind != KIND:
        raise Missing("")
    bands, pairs = swept.read("bands.csv"), conflicts(swept.read(PAIRS))
    shares = bands.assign(panel="bands", **{stage: 100 * bands[stage] for stage in STAGES})
    both = pairs.assign(panel="pairs", **{column: 100 * pairs[column] for column in BOTH})
    return pd.concat([shares, both], ignore_index=True).assign(unit="per cent")


def conflicts(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs by how much rarer both bands are met than if they were independent; `ratio` below 1."""
    met = pairs[pairs["apart"] > 0]
    return met.assign(ratio=met["together"] / met["apart"]).sort_values("ratio", kind="stable")


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """Left a row a pattern, with the share of worlds in its band; right the pairs most in conflict."""
    bands = numbers[numbers["panel"] == "bands"]
    pairs = numbers[numbers["panel"] == "pairs"].head(MOST)
    subtitle = phrase(
        "Left: share of worlds in the band of each pattern. Right: pairs of bands, in conflict if "
        "worlds lie in both (dot) more rarely than if the two were independent (ring), all waves"
    )
    hardest = bands.loc[bands["first"].idxmin()]
    heading = phrase("Of the first wave {share:.0f}% of worlds lie in the band of {pattern}, the "
                     "hardest to meet", share=hardest["first"], pattern=hardest["pattern"])
    rows = max(len(bands), len(pairs))
    names = {"first": "first wave", "last": "last wave", "kept": "kept worlds"}
    key = {phrase(names[stage]): shade for stage, shade in STAGES.items()}
    page = style.page(0.27 * rows + 0.6, heading, subtitle, swept.source, key)
    left, right = page.subplots(1, 2)
    style.rows(left, list(bands["pattern"]))
    for place, row in enumerate(each(bands)):
        for stage, shade in STAGES.items():
            left.plot(getattr(row, stage), place, "o", color=shade, ms=6)
    style.rows(right, [f"{_short(row.pattern)} & {_short(row.other)}" for row in each(pairs)])
    for place, row in enumerate(each(pairs)):
        right.plot([row.together, row.apart], [place, place], color=style.BLUE, lw=1.2)
        right.plot(row.apart, place, "o", color=style.BLUE, mfc="white", mew=1.4, ms=6)
        right.plot(row.together, place, "o", color=style.BLUE, ms=6)
    for axes in (left, right):
        axes.set_xlim(-3, 103)
        axes.xaxis.set_major_formatter("{x:g}%")
    return page


def _short(pattern: str) -> str:
    """A pattern without its number."""
    return pattern.partition("-")[2]


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """The shares of worlds in each band, and the pairs that are met together too rarely for chance."""
    found, bands = Finding(phrase(TITLE)), numbers.table("bands.csv")
    found.say("Share of worlds in the band of each pattern, in the first wave, which is the prior, and "
              "of the worlds kept:")  # fmt: skip
    for pattern in bands["pattern"]:
        first, kept = (numbers.number("bands.csv", column, 100, 0, pattern=pattern)
                       for column in ("first", "kept"))  # fmt: skip
        found.point("{}: {}%, kept {}%.", name(pattern), first, kept)
    pairs = conflicts(numbers.table(PAIRS))
    hard = pairs[pairs["ratio"] < CONFLICT]
    if hard.empty:
        found.point("No two bands are met together in fewer than {} of the worlds that would meet both "
                    "if they were independent.", given(phrase("half")))  # fmt: skip
    for row in each(hard.head(MOST)):
        keys = {"pattern": row.pattern, "other": row.other}
        together, apart = (numbers.number(PAIRS, column, 100, 1, **keys) for column in BOTH)
        found.point("In conflict: {} and {}, both in {}% of worlds; {}% if they were independent.",
                    name(row.pattern), name(row.other), together, apart)  # fmt: skip
    yield found
