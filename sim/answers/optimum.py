"""Which setting a search found for one aim, and what was left of its lead in fresh cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.compare.optimum import BASELINE, DEFAULT, KIND, WINNER, Search, optimum
from sim.folder.read import Missing, each
from sim.folder.swept import LEVER, Swept
from sim.language import called, marked, phrase
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.levers import lever_words, place_of, setting_of, setting_words, value_words
from sim.showing.numbers import Cited, given, name, names
from sim.showing.swept import year_words
from sim.showing.units import PER_CENT
from sim.showing.words import percent, points, short, title

TITLE = "The best setting that was found, and what was left of it"
PLACE = 5
FILE = "figures/optimum.csv"
TRIED, CONFIRMED = "tried", "confirmed"
SHOWN = {"confirmed": "mean", "ci_low": "low", "ci_high": "high"}
CLEAR = "clear"
HUNDREDFOLD = ["search", "mean", "low", "high", "optimism", "beyond_default", "behind", "behind_low",
               "behind_high"]  # fmt: skip


def table(swept: Swept) -> pd.DataFrame:
    """optimum.csv in per cent and percentage points, then every setting tried in its order."""
    if swept.kind != KIND or len(swept.options["aims"]) != 1:
        raise Missing("")
    found = optimum(swept).rename(columns=SHOWN).assign(panel=CONFIRMED)
    if not found.loc[found["role"] == WINNER, "mean"].notna().all():
        raise Missing(phrase("needs a setting whose runs all have a result in a fresh case"))
    search = Search.of(swept)
    values = search.found[search.aims[0]]
    tried = search.levers.loc[values.index].assign(
        panel=TRIED, setting=range(1, len(values) + 1), search=values, measure=search.aims[0],
        best=100 * values.cummin(),
    )  # fmt: skip
    both = pd.concat([found, tried], ignore_index=True)
    both[HUNDREDFOLD] *= 100
    return both[["panel", *both.columns.drop("panel")]].assign(unit=PER_CENT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """How the search went; what it promised and what was kept; the levers of the winner."""
    found, tried = (numbers[numbers["panel"] == panel] for panel in (CONFIRMED, TRIED))
    subtitle = phrase(
        "{measure} in {year} at the {line} line, arm {arm}. Left: each setting tried (dot), the lowest "
        "so far (line), and what the winner came to in fresh cases (vermilion, with its band). Middle: "
        "promised by the search (ring) and confirmed (dot), 95% interval over {n} fresh cases, each a "
        "world and a luck of its own. Right: the winner's levers, bars from the first to the last value "
        "of each", measure=_plain(found), year=year_words(swept), line=phrase(swept.line),
        arm=called(Search.of(swept).arm), n=int(found["n"].iloc[0]),
    )  # fmt: skip
    levers = swept.paths(LEVER)
    height = max(2.4, 0.3 * len(found) + 0.7, 0.3 * len(levers) + 0.7)
    page = style.page(height, _title(found), subtitle, swept.source)
    left, middle, right = page.subplots(1, 3, width_ratios=(1.25, 1.0, 0.75))
    _progress(left, tried, found.iloc[0])
    _kept(middle, found)
    _levers(right, swept, found.iloc[0])
    return page


def _plain(found: pd.DataFrame) -> str:
    words = title(str(found["measure"].iloc[0]))
    return words[:1].upper() + words[1:]


def _progress(axes: Axes, tried: pd.DataFrame, winner: Any) -> None:
    style.grid(axes)
    at = tried["setting"].astype(int)
    axes.axhspan(winner["low"], winner["high"], color=style.VERMILION, alpha=0.15, lw=0)
    axes.axhline(winner["mean"], color=style.VERMILION, lw=1.6)
    axes.plot(at, tried["search"], "o", color=style.SKY, ms=3.5)
    axes.step(at, tried["best"], where="post", color=style.BLUE, lw=1.6)
    axes.yaxis.set_major_formatter("{x:g}%")
    axes.set_xlabel(phrase("settings tried"))
    axes.set_title(phrase("The search"), weight="bold")


def _kept(axes: Axes, found: pd.DataFrame) -> None:
    style.rows(axes, [setting_words(setting) for setting in found["setting"]])
    for at, row in enumerate(each(found)):
        shade = {WINNER: style.VERMILION, BASELINE: style.GREY}.get(row.role, style.BLUE)
        style.dot(axes, at, row, shade)
        axes.plot(row.search, at, "o", color=shade, mfc="white", ms=5.5)
    axes.xaxis.set_major_locator(style.few_ticks())
    axes.xaxis.set_major_formatter("{x:g}%")
    axes.set_title(phrase("Promised and kept"), weight="bold")


def _levers(axes: Axes, swept: Swept, winner: Any) -> None:
    levers = swept.paths(LEVER)
    style.rows(axes, [])
    axes.set_ylim(len(levers) - 0.4, -0.6)
    axes.set_yticks([])
    for at, path in enumerate(levers):
        place = place_of(swept.factors[path], winner[path])
        axes.barh(at, 100, height=0.3, color=style.PALE)
        axes.barh(at, 0.0 if np.isnan(place) else place, height=0.3, color=style.VERMILION)
        words = phrase("{}: {}", short(lever_words(path), 32), value_words(winner[path]))
        axes.text(0, at - 0.2, words, size=7.5, va="bottom")
    axes.set_xlim(0, 100)
    axes.set_xticks([])
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_title(phrase("The winner"), weight="bold")


def _verdict(row: Any) -> str:
    if row["behind_low"] > 0:
        return CLEAR
    return "the winner is beaten" if row["behind_high"] < 0 else "not told apart"


def _against(found: pd.DataFrame) -> pd.DataFrame:
    """What the winner is held against: the default, and of strategies alone and other arms the lowest.

    Not what is the winner itself.
    """
    others = found[~_same(found)]
    rest = others[~others["role"].isin([WINNER, DEFAULT, BASELINE])].sort_values("mean", kind="stable")
    return pd.concat([others[others["role"] == DEFAULT], rest.head(1)])


def _same(found: pd.DataFrame) -> pd.Series:
    """Which settings came to the same as the winner in every case."""
    return (found[["behind", "behind_low", "behind_high"]] == 0).all(axis=1)


def _title(found: pd.DataFrame) -> str:
    winner = found.iloc[0]
    told = [phrase("{points} points against {setting} ({verdict})", points=points(-row["behind"], 2),
                   setting=setting_words(row["setting"]), verdict=phrase(_verdict(row)))
            for _, row in _against(found).iterrows()]  # fmt: skip
    return phrase("The winner of the search leaves {left}, {promised} was promised: {told}",
                  left=percent(winner["mean"]), promised=percent(winner["search"]),
                  told=phrase(" and ").join(told))  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """The winner in words, what was kept of what it promised, and whom it is not told apart from."""
    rows = numbers.table(FILE)
    found = rows[rows["panel"] == CONFIRMED]
    search = Search.of(swept)
    winner: dict[Any, Any] = found.iloc[0].to_dict()
    told = Finding(phrase("The best setting that was found"))
    told.say("Of {} settings of {} that were tried in {} in this model, the one with the lowest {} of "
             "{} has {}.", given(len(search.found)), name(search.arm), given(_worlds(swept)),
             given(title(search.aims[0])), given(year_words(swept)),
             setting_of(swept, winner))  # fmt: skip
    told.say("In {} fresh cases, each a world and a luck that the search has not seen, it leaves {}, "
             "where the search had promised {}%.", given(int(winner["n"])), _of(numbers, WINNER, "mean"),
             _number(numbers, WINNER, "search"))  # fmt: skip
    told.say("Search minus confirmed value, the optimism of the search, is {} percentage points; the "
             "default, which no search has chosen, has {} of it, since fresh worlds and luck are other "
             "ones, so that choosing accounts for {}.", *(
                 _number(numbers, *cell, sign=True) for cell in (
                     (WINNER, "optimism"), (DEFAULT, "optimism"), (WINNER, "beyond_default"))
             ))  # fmt: skip
    for _, row in _against(found).iterrows():
        told.point("{} minus the winner, paired by case: {} percentage points ({}).",
                   name(setting_words(row["setting"])), _of(numbers, row["setting"], "behind"),
                   words_of(row))  # fmt: skip
    others = found.iloc[1:]
    alike = _same(others)
    if alike.any():
        told.say("The winner is {}.", _named(others[alike]))
    lower = others["behind_high"] < 0
    if lower.any():
        told.say("Beware: {} came out lower than the winner.", _named(others[lower]))
    unclear = others[~alike & ~lower & ~(others["behind_low"] > 0)]
    if len(unclear):
        told.say("Beware: the winner is not shown to be better than {}: the interval of the difference "
                 "includes zero.", _named(unclear))  # fmt: skip
    told.say("That no better setting was found does not say that there is none: the search saw few "
             "settings, within the ranges of its file, of one stylised county.")
    yield told


def words_of(row: Any) -> str:
    """The verdict on a row, the winner being compared."""
    verdict = _verdict(row)
    return phrase("clear: the winner is lower" if verdict == CLEAR else verdict)


def _named(found: pd.DataFrame) -> Markup:
    return names([setting_words(setting) for setting in found["setting"]])


def _worlds(swept: Swept) -> str:
    number = int(swept.worlds.loc[swept.stages["search"]].nunique())
    return phrase("one world") if number == 1 else phrase("{} worlds", number)


def _number(numbers: Cited, setting: str, column: str, sign: bool = False) -> Markup | None:
    return numbers.number(FILE, column, digits=2, sign=sign, panel=CONFIRMED, setting=setting)


def _of(numbers: Cited, setting: str, column: str) -> Markup | None:
    """A mean with its interval."""
    low, high = ("low", "high") if column == "mean" else (f"{column}_low", f"{column}_high")
    parts = [_number(numbers, setting, each, sign=column != "mean") for each in (column, low, high)]
    if None in parts:
        return parts[0]
    return Markup('{}{} <span class="ci">{}</span>').format(
        parts[0], "%" if column == "mean" else "", marked("({} to {})", *parts[1:]))  # fmt: skip
