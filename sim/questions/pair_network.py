"""The network of pairs under each matching rule, and what each network gives for the money."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.folder.read import Folder, Missing
from sim.language import called, phrase
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.sentences import in_turn, sentence
from sim.showing.units import POINTS, as_shown
from sim.showing.words import decimals, interval_words, listed, points, short

TITLE = "Who is paired with whom"
PLACE = 260
FILE = "figures/pair_network.csv"
PLACES = ["partner_direction", "village_direction"]
COLUMNS = ["arm", "village", "partner", "sender", *PLACES, "mean", "low", "high"]
WORTH = f"{POINTS} for each 100 yuan"
INSIDE, OUTSIDE = 1.0, 1.6  # how far out villages and partner counties are drawn


def table(folder: Folder) -> pd.DataFrame:
    """Pairs of the first replication's last year, each with P0 for each 100 yuan paid of its arm.

    `partner` is the county, `sender` the village whose technicians teach (empty: none).
    """
    rows = folder.outcomes
    rows = rows[rows["measure"].isin(["pair", "paired_village", *PLACES])
                & (rows["year"].astype(int) == folder.last)]
    rows = rows[rows["replication"].astype(int) == min(folder.replications, default=0)]
    if not {"pair", *PLACES} <= set(rows["measure"]):
        raise Missing("")
    wide = rows.pivot_table(index=["arm", "group"], columns="measure", values="value").reset_index()
    wide = wide.dropna(subset=["pair"])
    wide["village"] = wide["group"].str.removeprefix("village=").astype(int)
    wide["partner"] = wide["pair"].astype(int)
    wide["sender"] = wide["paired_village"] if "paired_village" in wide else np.nan
    found = wide.merge(_worth(folder), on="arm", how="left")
    found = found.sort_values(["arm", "village"])[COLUMNS].reset_index(drop=True)
    return as_shown(found, WORTH)


def _worth(folder: Folder) -> pd.DataFrame:
    """Change of the headcount for each 100 yuan paid, by arm, with its interval."""
    terms = folder.read("equal_terms.csv", "arm", "quantity", "ratio", "ci_low", "ci_high")
    terms = terms[terms["quantity"] == "fgt0_per_100_yuan"]
    names = {"ratio": "mean", "ci_low": "low", "ci_high": "high"}
    return terms.rename(columns=names)[["arm", *names.values()]]


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a rule: villages on the inner circle, partner counties on the outer one."""
    arms = [arm for arm in folder.arms if arm in set(numbers["arm"])]
    subtitle = phrase(
        "Coloured lines: villages (dots) and their partner counties (squares) in their directions from "
        "the county seat; grey lines: villages whose technicians teach another; first run. Under each "
        "name: points of the headcount for each 100 yuan paid a person and year, what donors pay "
        "included, mean of all years, simulated, {}; told apart: intervals that do not overlap",
        interval_words(folder),
    )
    height = style.panel_height(len(arms), 4, 2.9)
    page = style.page(height, _title(numbers, arms), subtitle, folder.source)
    for axes, arm in zip(style.panels(page, len(arms), 4), arms, strict=True):
        part = numbers[numbers["arm"] == arm].set_index("village")
        _network(axes, part)
        axes.set_title(f"{short(arm, 26)}\n{_said(part)}", weight="bold")
    return page


def _network(axes: Axes, part: pd.DataFrame) -> None:
    shades = [style.LINES[partner % 6] for partner in part["partner"]]
    inside, outside = (_circle(part[name], reach) for name, reach in
                       (("village_direction", INSIDE), ("partner_direction", OUTSIDE)))
    where = dict(zip(part.index, inside, strict=True))
    for village, sender in part["sender"].dropna().items():
        start, end = where[village], where[int(sender)]
        axes.plot([start[0], end[0]], [start[1], end[1]], color=style.PALE, lw=0.7, zorder=0)
    for shade, start, end in zip(shades, inside, outside, strict=True):
        axes.plot([start[0], end[0]], [start[1], end[1]], color=shade, lw=0.6, alpha=0.6)
    axes.scatter(inside[:, 0], inside[:, 1], c=shades, s=8)
    axes.scatter(outside[:, 0], outside[:, 1], c=shades, s=50, marker="s")
    axes.set_aspect("equal")
    axes.set_axis_off()


def _said(part: pd.DataFrame) -> str:
    mean, low, high = part[["mean", "low", "high"]].iloc[0]
    if mean != mean:
        return phrase("no ratio")
    shown = (points(end, decimals(end, 2)) for end in (mean, low, high))
    return phrase("{} ({} to {})", *shown)


def _title(numbers: pd.DataFrame, arms: list[str]) -> str:
    worth = numbers.drop_duplicates("arm").set_index("arm").loc[arms]
    if worth[["mean", "low", "high"]].isna().any(axis=None):
        return phrase("Villages and their partners under {} rules of matching", len(arms))
    best = str(worth["mean"].idxmin())
    close = list(worth.index[worth["low"] <= worth.loc[best, "high"]])
    if len(close) == len(arms):
        return phrase("For the same money no rule of matching does clearly more than another: {}",
                      listed(arms))  # fmt: skip
    if len(close) == 1:
        return phrase("For the same money the headcount falls furthest with {}", called(best))
    return phrase("For the same money the headcount falls furthest with {}, not told apart",
                  listed(close))  # fmt: skip


def _circle(direction: pd.Series, reach: float) -> np.ndarray:
    angle = 2 * np.pi * direction.to_numpy()
    return reach * np.column_stack([np.cos(angle), np.sin(angle)])


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Which rule of matching gives most for the money, the donors' part included."""
    found = Finding(phrase("Which pairs give most for the money"))
    villages = numbers.table(FILE).drop_duplicates("arm").set_index("arm")["village"]
    arms = [arm for arm in folder.arms_in_file_order if arm in villages]
    told = folder.against("fgt0", arms[1:], arms[0], folder.last)
    apart = [*told["lower"], *told["higher"]]
    if apart:
        found.say("By the headcount of {}, paired by replication, told apart from {}: {}.",
                  given(folder.last), name(arms[0]), names(apart))
    else:
        found.say("By the headcount of {}, paired by replication, no rule can be told apart from {}.",
                  given(folder.last), name(arms[0]))
    found.say("Change of the headcount for each {} yuan paid a person and year, what donors pay "
              "included, mean of all years, in percentage points ({}):", given(100), interval(folder))
    for arm in arms:
        worth = numbers.spread(FILE, 1, 2, True, arm=arm, village=villages[arm])
        donors = numbers.spread("summary.csv", 1e-3, 0, arm=arm, year=folder.last,
                                measure="cost_donors", line="", group="all")
        found.point("{}: {}", name(arm), in_turn([
            sentence("{}.", worth),
            sentence("Donors paid {0} thousand yuan of it in {1}.", donors, given(folder.last))]))
    yield found
