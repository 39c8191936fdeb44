"""Which settings a search of several aims found that no other beats in all of them, confirmed afresh."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.compare.optimum import BASELINE, FRONT, KIND, Search, front, optimum
from sim.folder.read import Missing, each
from sim.folder.swept import LEVER, Swept
from sim.language import called, marked, phrase
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.levers import lever_words, place_of, setting_of, setting_words
from sim.showing.numbers import Cited, given, name, series
from sim.showing.swept import year_words
from sim.showing.units import PER_CENT
from sim.showing.words import short, title

TITLE = "Settings that no other beats in every aim"
PLACE = 6
FILE = "figures/frontier.csv"
TRIED, CONFIRMED = "tried", "confirmed"
SHOWN = {"confirmed": "mean", "ci_low": "low", "ci_high": "high"}
NUMBERS = ["search", "mean", "low", "high", "optimism", "beyond_default"]
PAID, YUAN = "paid", "yuan of 2010"


def table(swept: Swept) -> pd.DataFrame:
    """optimum.csv as it is shown, whether it `stays` on the front, then what was tried by each aim."""
    if swept.kind != KIND or len(swept.options["aims"]) < 2:
        raise Missing("")
    found, search = optimum(swept).rename(columns=SHOWN).assign(panel=CONFIRMED), Search.of(swept)
    if not (found["role"] == FRONT).any() or found["mean"].isna().all():
        raise Missing(phrase("needs a setting whose runs all have a result in a fresh case"))
    tried = search.found.rename_axis("tried").reset_index().melt("tried", var_name="measure",
                                                                value_name="search")  # fmt: skip
    tried = tried.rename(columns={"tried": "setting"}).assign(panel=TRIED)
    both = pd.concat([found.assign(stays=_stays(found)), tried], ignore_index=True)
    both["unit"] = np.where(both["measure"] == PAID, YUAN, PER_CENT)
    both[NUMBERS] = both[NUMBERS].mul(np.where(both["measure"] == PAID, 1.0, 100.0), axis=0)
    unused = ["rank", "behind", "behind_low", "behind_high"]
    return both[["panel", *both.columns.drop(["panel", *unused])]]


def _stays(found: pd.DataFrame) -> pd.Series:
    """Whether no other setting of the arm is as low in every aim by the confirmed values."""
    own = found[found["role"].isin((FRONT, "default", "single"))]
    wide = own.pivot_table(index="setting", columns="measure", values="mean", sort=False)
    kept = set(wide.index[front(wide.to_numpy(), len(wide))])
    return found["setting"].isin(kept).where(found["role"] == FRONT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """The first two aims against each other, then where each lever stands along the front."""
    found, tried = (numbers[numbers["panel"] == panel] for panel in (CONFIRMED, TRIED))
    aims, levers = swept.options["aims"], swept.paths(LEVER)
    colours = style.line_colours(levers)
    more = phrase("; of {} aims the first two", len(aims)) if len(aims) > 2 else ""
    subtitle = phrase(
        "Arm {arm}, poverty in {year} at the {line} line, paid over all years{more}. Left: settings "
        "tried (pale), those of the front as the search promised them (ring) and as they were confirmed "
        "(vermilion dot), what they are held against (blue, the baseline grey); 95% intervals over {n} "
        "fresh cases. Right: each lever along the front, from the first to the last value of its range",
        arm=called(Search.of(swept).arm), year=year_words(swept), line=phrase(swept.line), more=more,
        n=int(found["n"].max()),
    )  # fmt: skip
    key = {short(lever_words(path)): colours[path] for path in levers}
    page = style.page(3.4, _title(found), subtitle, swept.source, key)
    left, right = page.subplots(1, 2, width_ratios=(1.3, 1.0))
    _plane(left, found, tried, aims)
    own = found[(found["role"] == FRONT) & (found["measure"] == aims[0])]
    style.grid(right)
    at = np.arange(1, len(own) + 1)
    for path in levers:
        places = [place_of(swept.factors[path], value) for value in own[path]]
        right.plot(at, places, "o-", color=colours[path], lw=1.4, ms=4)
    right.set_xticks(at)
    right.set_ylim(-4, 104)
    right.yaxis.set_major_formatter("{x:g}%")
    right.set_xlabel(phrase("number on the front, from the lowest {} up", title(aims[0])))
    right.set_title(phrase("Levers along the front"), weight="bold")
    return page


def _plane(axes: Axes, found: pd.DataFrame, tried: pd.DataFrame, aims: list[str]) -> None:
    style.grid(axes, "both")
    clouds = [tried[tried["measure"] == aim]["search"] for aim in aims[:2]]
    axes.plot(*clouds, "o", color=style.PALE, ms=3.5)
    for setting, rows in found.groupby("setting", sort=False):
        x, y = (next(each(rows[rows["measure"] == aim])) for aim in aims[:2])
        shade = {FRONT: style.VERMILION, BASELINE: style.GREY}.get(x.role, style.BLUE)
        axes.plot([x.low, x.high], [y.mean, y.mean], color=shade, lw=0.9, alpha=0.7)
        axes.plot([x.mean, x.mean], [y.low, y.high], color=shade, lw=0.9, alpha=0.7)
        axes.plot(x.mean, y.mean, "o", color=shade, ms=4.5)
        if x.role == FRONT:
            axes.plot(x.search, y.search, "o", color=shade, mfc="white", ms=5)
            axes.annotate(str(setting).rpartition(" ")[2], (x.mean, y.mean), (4, 4), size=7.5,
                          textcoords="offset points")  # fmt: skip
    for axis, aim in zip((axes.xaxis, axes.yaxis), aims, strict=False):
        axis.set_major_locator(style.few_ticks())
        axis.set_major_formatter("{x:,.0f}" if aim == PAID else "{x:g}%")
    axes.set_xlabel(_words(aims[0]))
    axes.set_ylabel(_words(aims[1]))
    axes.set_title(phrase("Promised and kept"), weight="bold")


def _words(aim: str) -> str:
    return phrase("paid, yuan of 2010") if aim == PAID else title(aim)


def _plain(aim: str) -> str:
    return phrase("paid") if aim == PAID else title(aim)


def _title(found: pd.DataFrame) -> str:
    own = found[found["role"] == FRONT].drop_duplicates("setting")
    aims = phrase(" and ").join(_plain(aim) for aim in found["measure"].unique())
    return phrase("Of {all} settings that none was found to beat in {aims} alike, {stay} stay so when "
                  "confirmed", all=len(own), aims=aims, stay=int(own["stays"].sum()))  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """The settings of the front with what was confirmed of them."""
    rows, search = numbers.table(FILE), Search.of(swept)
    found = rows[(rows["panel"] == CONFIRMED) & (rows["role"] == FRONT)]
    one = found[found["measure"] == search.aims[0]]
    told = Finding(phrase("What can be had of one aim for what of another"))
    told.say("Of {} settings of {} that were tried in this model, these are such that no other is as "
             "low in {} and lower in one of them; confirmed in {} fresh cases, each a world and a luck "
             "that the search has not seen, {} of {} are still so.", given(len(search.found)),
             name(search.arm), series([given(_plain(aim)) for aim in search.aims]),
             given(int(one["n"].iloc[0])),
             given(int(one["stays"].sum())), given(len(one)))  # fmt: skip
    told.say("Where intervals of neighbours overlap, which of them is lower may be luck; search minus "
             "confirmed value, the optimism of the search, stands in {}, beside that of the default.",
             name("optimum.csv"))  # fmt: skip
    for _, row in one.iterrows():
        values = [_of(numbers, str(row["setting"]), aim) for aim in search.aims]
        told.point("{}: {}; {}.", name(setting_words(str(row["setting"]))),
                   setting_of(swept, row.to_dict()),
                   series([value for value in values if value is not None]))  # fmt: skip
    yield told


def _of(numbers: Cited, setting: str, aim: str) -> Markup | None:
    keys: dict[str, Any] = {"panel": CONFIRMED, "setting": setting, "measure": aim}
    digits, unit = (0, phrase(" yuan")) if aim == PAID else (2, "%")
    value = numbers.spread(FILE, digits=digits, unit=unit, **keys)
    return None if value is None else marked("{what} {value}", what=given(_plain(aim)), value=value)
