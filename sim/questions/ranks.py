"""How arms rank across worlds: the share of worlds in which each has each rank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from sim.compare.across import across
from sim.compare.person_years import PER_YUAN, gains
from sim.compare.world_headlines import ranks
from sim.folder.read import Folder, Missing, each
from sim.language import called, phrase
from sim.showing import style
from sim.showing.across import (
    ABOVE,
    FIRST,
    SETTLED,
    count,
    first_words,
    lead_of,
    most_by,
    settled,
    which,
)
from sim.showing.finding import Finding
from sim.showing.labels import close, lined
from sim.showing.numbers import Numbers, given, name
from sim.showing.units import PER_CENT
from sim.showing.words import clauses, line_words

TITLE = "Ranks across worlds"
PLACE = 347
FILE = "figures/ranks.csv"
COLUMNS = ["quantity", "arm", "rank", "count", "share", "n", "unit"]
PANELS = {"income per yuan": "Person-years averted,\nby income, per 1,000 yuan",
          "consumption per yuan": "Person-years averted,\nby consumption, per 1,000 yuan",
          "fgt0": "Headcount in {}"}
FIRST_BY = {"income per yuan": "person-years of poverty averted, by income, for a yuan",
            "consumption per yuan": "person-years of poverty averted, by consumption, for a yuan",
            "fgt0": "the headcount in the last year of programmes"}
SCALE = LinearSegmentedColormap.from_list("share", ["#FFFFFF", style.SKY])
LEAST = 0.5  # per cent: less is left blank


def table(folder: Folder) -> pd.DataFrame:
    """In how many worlds an arm has a rank, 1 the best; equal arms share the ranks they take up."""
    folder.need_baseline()
    folder.need_few()
    worlds = across(folder)
    if worlds is None:
        raise Missing
    known = gains(folder, worlds)
    rows = [
        (quantity, arm, rank, round(part * len(known[quantity]), 6), 100 * part,
         len(known[quantity]), PER_CENT)
        for quantity in PANELS if quantity in known and len(known[quantity].columns) > 1
        for arm, shares in ranks(-known[quantity]).iterrows()
        for rank, part in shares.items()
    ]  # fmt: skip
    if not rows:
        raise Missing(phrase("needs two arms in worlds of an ensemble"))
    return pd.DataFrame(rows, columns=COLUMNS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """A square a quantity: rows are arms by their mean rank, columns are ranks."""
    shown = [quantity for quantity in PANELS if quantity in set(numbers["quantity"])]
    subtitle = phrase(
        "Share of {n} {worlds} in which an arm (row) has a rank (column, 1 is the best), per cent, each "
        "square in order of its mean rank; headcount in {year} at the {line}, person-years over all "
        "years; equals share their ranks; {roles}", n=int(numbers["n"].max()), worlds=which(folder),
        year=folder.last, line=line_words(folder), roles=style.role_words(folder),
    )  # fmt: skip
    arms = numbers["arm"].nunique()
    page = style.page(0.3 * arms + 0.9, _title(folder, numbers), subtitle, folder.source)
    for axes, quantity in zip(page.subplots(1, len(shown), squeeze=False).ravel(), shown, strict=True):
        _square(axes, folder, numbers[numbers["quantity"] == quantity])
        axes.set_title(phrase(PANELS[quantity], folder.last), weight="bold")
    return page


def by_rank(rows: pd.DataFrame) -> list[str]:
    """Arms by their mean rank, the best first."""
    mean = (rows["rank"] * rows["share"]).groupby(rows["arm"], sort=False).sum()
    return list(mean.sort_values(kind="stable").index)


def _square(axes: Axes, folder: Folder, rows: pd.DataFrame) -> None:
    arms = by_rank(rows)
    shares = rows.pivot(index="arm", columns="rank", values="share").loc[arms]
    axes.imshow(shares.to_numpy(), cmap=SCALE, vmin=0, vmax=100, aspect="auto")
    for row in each(rows):
        if row.share >= LEAST:
            axes.text(row.rank - 1, arms.index(row.arm), f"{row.share:.0f}", ha="center", va="center",
                      size=7)  # fmt: skip
    axes.set_yticks(range(len(arms)), [lined(arm) for arm in arms])
    close(axes.get_yticklabels())
    axes.set_xticks(range(len(arms)), [str(rank) for rank in shares.columns])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for label, arm in zip(axes.get_yticklabels(), arms, strict=True):
        label.set_color(style.colour(folder, arm))


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    first = numbers[numbers["rank"] == 1]
    counted = {quantity: rows.set_index("arm") for quantity, rows in first.groupby("quantity")}
    said = [most_by(welfare, rows["count"], int(rows["n"].iloc[0]))
            for quantity, welfare in PER_YUAN.items()
            if (rows := counted.get(quantity)) is not None]  # fmt: skip
    if said:
        return phrase("Most often the best for the money: {}", clauses(*said))
    rows = counted["fgt0"]
    best = str(rows["count"].idxmax())
    return phrase("Most often the best by the headcount of {}: {}, {}", folder.last, called(best),
                  first_words(rows["count"], int(rows["n"].iloc[0]), best))  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Which arms come first, and which neighbours in the order for the money are settled."""
    found, rows = Finding(phrase(TITLE)), numbers.table(FILE)
    for quantity, what in FIRST_BY.items():
        if best := lead_of(numbers, quantity):
            found.say("By {0}, {1} comes first in {2} {3}: {4}.", phrase(what), name(best),
                      count(folder, numbers, quantity, FIRST, best), name(which(folder)),
                      _sure(settled(numbers, quantity, FIRST, best)))  # fmt: skip
            for arm in _firsts(rows[rows["quantity"] == quantity]):
                if arm != best:
                    found.say("{} comes first in {}.", name(arm),
                              count(folder, numbers, quantity, FIRST, arm))  # fmt: skip
    headline = str(rows["quantity"].iloc[0])
    for one, other in pairwise(by_rank(rows[rows["quantity"] == headline])):
        sure = any(settled(numbers, headline, ABOVE, *pair) for pair in ((one, other), (other, one)))
        found.point("{0} before {1} in {2}, the other way round in the rest: {3}", name(one),
                    name(other), count(folder, numbers, headline, ABOVE, one, other),
                    _sure(sure))  # fmt: skip
    if found.points:
        found.say("Neighbours by their mean rank in {} (settled: {} worlds agree on which comes before "
                  "the other):", phrase(FIRST_BY[headline]), given(phrase(SETTLED)))  # fmt: skip
    yield found


def _firsts(rows: pd.DataFrame) -> list[str]:
    """The arms that come first in any world, the most often first."""
    often = rows[(rows["rank"] == 1) & (rows["count"] > 0)]
    return list(often.sort_values("count", ascending=False, kind="stable")["arm"])


def _sure(firm: bool | None) -> str:
    return phrase("settled") if firm else phrase("not settled")
