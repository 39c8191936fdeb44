"""Where each yuan went: what the programme purses paid, to whom and for what, and what was left."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from sim.charts import style
from sim.charts.estimate import estimate
from sim.charts.folder import Folder, Missing, each
from sim.charts.words import short

UNSPENT, REST = "unspent", "other"
SHADES = (
    style.SKY, style.ORANGE, style.GREEN, style.PURPLE, style.YELLOW, style.BLUE, style.RED,
)  # fmt: skip
PARTS = 9  # payments named in a bar; the smaller ones become one
COLUMNS = ["arm", "receiver", "kind", "mean", "low", "high", "n"]
KEYS = ["arm", "replication", "receiver", "kind"]


def _persons(folder: Folder) -> Any:
    """Person-years by replication and arm, summed over the years of action."""
    population: Any = folder.samples("population")
    if population.empty:
        raise Missing("needs the measure population")
    acting = [key for key in population.columns if key[1] > folder.first]
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


def _merged(rows: Any) -> Any:
    """Keep the largest payments of an arm; the small ones become one part."""
    paid = rows["kind"] != UNSPENT
    sizes = rows[paid].groupby(["receiver", "kind"])["amount"].sum()
    kept = set(sizes.sort_values(ascending=False, kind="stable").index[:PARTS]) | {(UNSPENT,) * 2}
    small = [pair not in kept for pair in zip(rows["receiver"], rows["kind"], strict=True)]
    rows = rows.assign(receiver=rows["receiver"].mask(small, REST), kind=rows["kind"].mask(small, REST))
    return rows.pivot_table(
        index="replication", columns=["receiver", "kind"], values="amount", aggfunc="sum"
    ).fillna(0.0)


def table(folder: Folder) -> pd.DataFrame:
    """Yuan of 2010 a person and year by arm, receiver and kind, mean over replications."""
    persons = _persons(folder)
    parts = [part for part in (_paid(folder), _unspent(folder)) if len(part)]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=KEYS)
    found = []
    for arm in folder.compared:
        mine = rows[rows["arm"] == arm]
        wide: Any = _merged(mine) if len(mine) and arm in persons else pd.DataFrame()
        for receiver, kind in wide.columns:
            value = estimate((wide[receiver, kind] / persons[arm]).dropna())
            if value is not None and (value.mean != 0 or kind == UNSPENT):
                found.append((arm, receiver, kind, *value.cells))
    if not found:
        raise Missing("needs ledger.csv with payments of programme purses")
    return pd.DataFrame(found, columns=COLUMNS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One stacked bar an arm: colour is the receiver, words are the kind, hatched is unspent."""
    arms = [arm for arm in folder.compared if arm in set(numbers["arm"])]
    years = f"{folder.years[min(1, len(folder.years) - 1)]}-{folder.last}"
    subtitle = (
        f"Yuan of 2010 a person and year, mean of {years} over n = {len(folder.replications)} "
        "replications (the 95% interval of every part is in the CSV file); all payments out of "
        "programme purses, colour: who received (goods and services bought for households are paid "
        "to the rest of the world); words: what for; hatched: lapsed unspent"
    )
    page = style.page(0.4 * len(arms) + 1.1, _title(numbers), subtitle, folder.source)
    axes = page.subplots()
    style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
    most = max(float(numbers.groupby("arm")["mean"].sum().max()), 1.0)
    shades = _shades(numbers)
    for row, arm in enumerate(arms):
        _bar(axes, row, numbers[numbers["arm"] == arm], shades, most)
    axes.set_xlim(0, 1.01 * most)
    patches = [_patch(name, shades[name]) for name in shades]
    below = ScaledTranslation(0, -0.32, page.dpi_scale_trans)  # inches under the axis
    axes.legend(
        handles=patches, loc="upper left", bbox_to_anchor=(0, 0),
        bbox_transform=axes.transAxes + below,
        ncols=7, frameon=False, fontsize=8, handlelength=1.2, columnspacing=1.2,
        borderaxespad=0, borderpad=0,
    )  # fmt: skip
    return page


def _shades(numbers: pd.DataFrame) -> dict[str, str]:
    """A colour for each receiver, the largest first."""
    sizes = numbers.groupby("receiver")["mean"].sum().sort_values(ascending=False, kind="stable")
    named = [str(name) for name in sizes.index if name not in (UNSPENT, REST)]
    shades = {name: SHADES[k] if k < len(SHADES) else style.GREY for k, name in enumerate(named)}
    last = {REST: style.PALE, UNSPENT: "white"}
    return shades | {name: shade for name, shade in last.items() if name in sizes.index}


def _patch(name: str, shade: str) -> Patch:
    hatch = "////" if name == UNSPENT else None
    edge = style.GREY if name == UNSPENT else "white"
    return Patch(facecolor=shade, edgecolor=edge, hatch=hatch, label=short(name))


def _bar(axes: Axes, row: int, parts: pd.DataFrame, shades: dict[str, str], most: float) -> None:
    last = parts["kind"].map({REST: 1, UNSPENT: 2}).fillna(0)
    order = parts.assign(last=last, size=-parts["mean"]).sort_values(["last", "size"], kind="stable")
    start = 0.0
    for part in each(order):
        left_over = part.kind == UNSPENT
        axes.barh(
            row, part.mean, left=start, height=0.7, color=shades[str(part.receiver)], lw=0.7,
            edgecolor=style.GREY if left_over else "white", hatch="////" if left_over else None,
        )  # fmt: skip
        axes.text(
            start + part.mean / 2, row, _label(str(part.kind), part.mean, most), ha="center",
            va="center", size=7, linespacing=0.95,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8 * left_over},
        )  # fmt: skip
        start += part.mean


def _label(kind: str, value: float, most: float) -> str:
    """The kind and its yuan as far as they fit into the part."""
    room = int(130 * value / most)
    number = f"{value:.0f}"
    words = kind.split()
    longest = max(map(len, words), default=0)
    if len(kind) <= room:
        return f"{kind}\n{number}"
    if longest <= room and len(words) == 2:
        return "\n".join([words[0], f"{words[1]} {number}"]) if len(words[1]) + 3 <= room else number
    return number if len(number) + 1 <= room else ""


def _title(numbers: pd.DataFrame) -> str:
    unspent = numbers[numbers["kind"] == UNSPENT]
    if unspent.empty:
        return "Where each yuan of the programmes went"
    most: Any = unspent.sort_values("mean", kind="stable").iloc[-1]
    if most["mean"] < 0.5:
        return "Where each yuan went: in every arm nearly all of the money was spent"
    return (
        f"Where each yuan went: {short(str(most['arm']))} left the most unspent, "
        f"{most['mean']:.0f} yuan a person and year"
    )
