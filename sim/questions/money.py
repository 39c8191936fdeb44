"""Where each yuan went: what the programme purses paid, to whom and for what, and what was left."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from sim.folder.estimate import estimate
from sim.folder.read import Folder, Missing, each
from sim.language import called, phrase
from sim.language.width import wide, wrapped
from sim.showing import style
from sim.showing.finding import Finding, in_brackets
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.units import YUAN, as_shown
from sim.showing.words import every, interval_words, short

TITLE = "Where each yuan went"
PLACE = 420
FILE = "figures/money.csv"
UNSPENT = "unspent"
SHADES = {  # by account, the same in every report; black is read on all of them
    "households": style.ORANGE,
    "rich households": style.YELLOW,
    "village pools": "#C8B6A6",
    "mutual funds": style.PURPLE,
    "bank": style.VERMILION,
    "guarantee pool": style.GREEN,
    "enterprises": "#A8A838",
    "treasury": style.GREY,
    "donors": "#9FB8AD",
    "rest of world": style.SKY,
    UNSPENT: "white",
}
LETTERS = 140  # that fit side by side into the longest bar
NEARLY = 0.01  # of what was offered may be left where nearly all was spent
LINES = 2  # of words in a part, above its yuan
COLUMNS = ["arm", "receiver", "kind", "mean", "low", "high", "n"]
KEYS = ["arm", "replication", "receiver", "kind"]


def _persons(folder: Folder) -> Any:
    """Person-years by replication and arm, summed over the years of action."""
    population: Any = folder.samples("population")
    if population.empty:
        raise Missing(phrase("needs the measure population"))
    acting = [key for key in population.columns if folder.first < key[1] <= folder.last]
    return population[acting].T.groupby(level=0).sum().T


def _paid(folder: Folder) -> Any:
    """Yuan paid by programme purses by arm, replication, receiver and kind, all years together."""
    rows = folder.read("ledger.csv", "arm", "replication", "payer", "payee", "kind", "amount")
    rows = rows[rows["payer"].str.startswith("programme:").astype(bool)]
    # What lapses to the treasury was not spent; it is counted once, from budget_unspent.
    lapsed = rows["kind"].str.contains("unspent|lapse") & (rows["payee"] == "treasury")
    rows = rows[~lapsed.astype(bool)]
    named = {name: rows[name].str.replace("_", " ") for name in ("payee", "kind")}
    rows = rows.assign(receiver=named["payee"], kind=named["kind"])
    return rows.groupby(KEYS, as_index=False)["amount"].sum()


def _unspent(folder: Folder) -> Any:
    wide: Any = folder.samples("budget_unspent")
    if wide.empty:
        return pd.DataFrame(columns=[*KEYS, "amount"])
    long = wide.T.groupby(level=0).sum().T.stack().rename("amount").reset_index()
    return long.assign(receiver=UNSPENT, kind=UNSPENT)


def _wide(rows: Any) -> Any:
    """Yuan by replication (rows) and receiver and kind (columns); 0 where nothing was paid."""
    return rows.pivot_table(
        index="replication", columns=["receiver", "kind"], values="amount", aggfunc="sum"
    ).fillna(0.0)


def table(folder: Folder) -> pd.DataFrame:
    """Yuan of 2010 a person and year by arm, receiver and kind, mean over replications."""
    folder.need_few()
    persons = _persons(folder)
    parts = [part for part in (_paid(folder), _unspent(folder)) if len(part)]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=KEYS)
    found = []
    for arm in folder.arms:
        mine = rows[rows["arm"] == arm]
        wide: Any = _wide(mine) if len(mine) and arm in persons else pd.DataFrame()
        for receiver, kind in wide.columns:
            value = estimate((wide[receiver, kind] / persons[arm]).dropna())
            if value is not None and (value.mean != 0 or kind == UNSPENT):
                found.append((arm, receiver, kind, *value.cells))
    if not found:
        raise Missing(phrase("needs ledger.csv with payments of programme purses"))
    numbers = pd.DataFrame(found, columns=COLUMNS)
    numbers = numbers.assign(low=numbers["low"].clip(lower=0.0))  # nothing is paid or left below nought
    return as_shown(numbers, YUAN)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One stacked bar an arm: colour is the receiver, words are the kind, hatched is unspent."""
    arms = [arm for arm in folder.arms if arm in set(numbers["arm"])]
    subtitle = phrase(
        "Yuan of 2010 a person and year, mean of {}, {}; all payments out of programme purses, colour: "
        "who received (goods and services bought for households are paid to the rest of the world); "
        "words: what for, where there is room, and what has none stands together; hatched: lapsed "
        "unspent",
        folder.span_acted, interval_words(folder, phrase(" of every part in the CSV file")),
    )
    page = style.page(0.46 * len(arms) + 1.1, _title(numbers), subtitle, folder.source)
    axes = page.subplots()
    style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
    most = max(float(numbers.groupby("arm")["mean"].sum().max()), 1.0)
    there = list(dict.fromkeys(numbers["receiver"]))
    shades = SHADES | {name: style.PALE for name in there if name not in SHADES}
    for row, arm in enumerate(arms):
        _bar(axes, row, numbers[numbers["arm"] == arm], shades, most)
    axes.set_xlim(0, 1.01 * most)
    patches = [_patch(name, shade) for name, shade in shades.items() if name in there]
    below = ScaledTranslation(0, -0.32, page.dpi_scale_trans)  # inches under the axis
    axes.legend(
        handles=patches, loc="upper left", bbox_to_anchor=(0, 0),
        bbox_transform=axes.transAxes + below,
        ncols=7, frameon=False, fontsize=8, handlelength=1.2, columnspacing=1.2,
        borderaxespad=0, borderpad=0,
    )  # fmt: skip
    return page


def _patch(name: str, shade: str) -> Patch:
    hatch = "////" if name == UNSPENT else None
    edge = style.GREY if name == UNSPENT else "white"
    return Patch(facecolor=shade, edgecolor=edge, hatch=hatch, label=short(phrase(name)))


def _bar(axes: Axes, row: int, parts: pd.DataFrame, shades: dict[str, str], most: float) -> None:
    """Parts in the order of their receivers, so that equal colours touch, the largest first."""
    place = {name: number for number, name in enumerate(shades)}
    order = parts.assign(place=parts["receiver"].map(place), size=-parts["mean"])
    order = order.sort_values(["place", "size", "kind"], kind="stable")
    start = 0.0
    for part in each(_gathered(order, most)):
        left_over = part.kind == UNSPENT
        axes.barh(
            row, part.mean, left=start, height=0.76, color=shades[str(part.receiver)], lw=0.5,
            edgecolor=style.GREY if left_over else "white", hatch="////" if left_over else None,
        )  # fmt: skip
        axes.text(
            start + part.mean / 2, row, _label(str(part.words), part.mean, most), ha="center",
            va="center", size=7, linespacing=0.92,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8 * left_over},
        )  # fmt: skip
        start += part.mean


def _gathered(parts: pd.DataFrame, most: float) -> pd.DataFrame:
    """The parts, those of a receiver that have no room for their yuan made one."""
    narrow = [_room(yuan, most) <= len(f"{yuan:.0f}") for yuan in parts["mean"]]
    alike = parts["kind"].mask(narrow, "")
    groups = parts.groupby([parts["receiver"], alike], sort=False)
    found = groups.agg(kind=("kind", "first"), mean=("mean", "sum"), number=("kind", "size"))
    several = found["number"] > 1
    gathered = [phrase("{} smaller", number) for number in found["number"]]
    found["words"] = [phrase(kind) for kind in found["kind"]]
    found["words"] = found["words"].mask(several, gathered)
    return found.reset_index("receiver")


def _label(kind: str, value: float, most: float) -> str:
    """The kind over its yuan, or the yuan alone, as far as they fit into the part."""
    room, number = _room(value, most), f"{value:.0f}"
    lines = partial(textwrap.wrap, break_long_words=False) if kind.isascii() else wrapped
    words = lines(kind, max(room, 1))
    if len(words) <= LINES and max(map(wide, words)) <= room:
        return "\n".join([*words, number])
    return number if len(number) < room else ""


def _room(value: float, most: float) -> int:
    """How many letters fit side by side into a part."""
    return int(LETTERS * value / most)


def _title(numbers: pd.DataFrame) -> str:
    left = numbers[numbers["kind"] == UNSPENT].set_index("arm")
    if left.empty:
        return phrase("Where each yuan of the programmes went")
    idle = _idle(numbers)
    if not idle:
        return phrase("Where each yuan went: in every arm all or nearly all of the money was spent")
    most, others = left.loc[idle[0]], left.drop(idle[0])
    yuan = phrase("{:.0f} yuan a person and year", most["mean"])
    if others.empty or most["low"] > others["high"].max():
        return phrase("Where each yuan went: {} left the most unspent, {}", called(idle[0]), yuan)
    arms = every([arm for arm in left.index if arm in idle], list(left.index))
    return phrase("Where each yuan went: {} left money unspent, up to {}", arms, yuan)


def _idle(numbers: pd.DataFrame) -> list[str]:
    """Arms that left more than next to nothing of what they were offered, the most first."""
    left = numbers[numbers["kind"] == UNSPENT].set_index("arm")["mean"]
    offered = numbers.groupby("arm")["mean"].sum()[left.index]
    idle = left[left > NEARLY * offered]
    return list(idle.sort_values(ascending=False, kind="stable").index)


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What was left of the offered money, and who spent all or nearly all of it."""
    found = Finding(phrase("What was left unspent"))
    rows = numbers.table(FILE)
    idle = _idle(rows)
    spent = [arm for arm in rows.loc[rows["kind"] == UNSPENT, "arm"] if arm not in idle]
    if spent:
        found.say("All or nearly all of the offered money ({} or more) was spent by {}.",
                  given(f"{1 - NEARLY:.0%}"), names(spent))  # fmt: skip
    if idle:
        found.say("Yuan a person and year that lapsed, mean of the years of action{}:",
                  in_brackets(folder))  # fmt: skip
    for arm in idle:
        found.point("{}: {}.", name(arm), numbers.spread(FILE, 1, 1, arm=arm, kind=UNSPENT))
    yield found
