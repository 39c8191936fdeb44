"""In which worlds a headline flips: the region that a tree finds, or that none was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.compare.regions import FILE, differences, region_words
from sim.folder.read import Missing, each
from sim.folder.swept import ROBUSTNESS, Swept
from sim.language import marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, words
from sim.showing.swept import at_setting, headline_words, parted, setting_words, year_words
from sim.showing.units import POINTS
from sim.showing.words import clauses, short

TITLE = "Where a headline flips"
PLACE = 16
MOST = 3  # headlines that are drawn
FLIPS, HOLDS = style.VERMILION, style.BLUE
GAP = "difference"


def table(swept: Swept) -> pd.DataFrame:
    """By world, the values of the two parameters of a region; the regions that explain most, one each.

    Of a region with one condition, `up` is the difference that decides whether the headline holds.
    """
    if swept.kind != ROBUSTNESS:
        raise Missing("")
    found = _stored(swept)
    found = found[found["region"] > 0]
    if found.empty:
        raise Missing(phrase("no headline flips in a region that is told from luck"))
    shown = [_cases(swept, found[found["headline"].eq(top.headline) & found["levers"].eq(top.levers)])
             for top in each(_tops(found))]  # fmt: skip
    return pd.concat(shown, ignore_index=True)


def _stored(swept: Swept) -> pd.DataFrame:
    found = swept.read(FILE, "headline", "region")
    return found.assign(levers=found["levers"].astype(object).fillna("")) if len(found) else found


def _tops(found: pd.DataFrame) -> pd.DataFrame:
    """A row for each headline to be drawn: by headcount if one is, the most flips explained first."""
    head = found[found["measure"] == POVERTY[0]]
    worth = (head if len(head) else found).assign(worth=lambda rows: rows["coverage"] * rows["density"])
    ranked = worth.sort_values("worth", ascending=False, kind="stable")
    return ranked.drop_duplicates(["headline", "levers"]).head(MOST)


def _cases(swept: Swept, rows: pd.DataFrame) -> pd.DataFrame:
    """The worlds of a headline, in the first two parameters of the region that most flips are in."""
    first = rows.sort_values("coverage", ascending=False, kind="stable").iloc[0]
    own = rows[rows["region"] == first["region"]]
    gaps = 100 * differences(swept, first)
    drawn = swept.met.set_axis(pd.Index(swept.worlds, name="world"))
    across, up = [*dict.fromkeys(own["parameter"]), GAP][:2]
    drawn = drawn.loc[~drawn.index.duplicated(), [path for path in (across, up) if path != GAP]]
    drawn = drawn.loc[gaps.index].assign(**{GAP: gaps})
    found = pd.DataFrame({
        "headline": first["headline"], "levers": first["levers"], "region": first["region"],
        "words": first["words"], "across": across, "up": up, "world": drawn.index,
        "at_across": drawn[across], "at_up": drawn[up], "flips": gaps > 0,
        "unit": POINTS if up == GAP else swept.factors[up].get("unit", ""),
    })  # fmt: skip
    for axis, path in (("across", across), ("up", up)):
        for side, relation in (("low", "above"), ("high", "below")):
            there = own["parameter"].eq(path) & own["relation"].eq(relation)
            limit = own.loc[there, "threshold"]
            found[f"{side}_{axis}"] = float(limit.iloc[0]) if len(limit) else np.nan
    return found


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """One panel a headline: every world a dot in two parameters of the region, which is shaded."""
    panels = [rows for _, rows in numbers.groupby(["headline", "levers"], sort=False)]
    gap = GAP in set(numbers["up"])
    subtitle = clauses(
        phrase("A dot is one of {} worlds", panels[0]["world"].nunique()),
        phrase("shaded: the region that a classification tree found, in its first two parameters"),
        phrase("{year}, {line} line", year=year_words(swept), line=phrase(swept.line)),
        phrase("difference: the first arm minus the second, percentage points") if gap else "",
    )
    key = {phrase("headline flips"): FLIPS, phrase("headline holds"): HOLDS}
    page = style.page(3.0, _title(swept, panels[0]), subtitle, swept.source, key)
    places = page.subplots(1, len(panels), squeeze=False)[0]
    for axes, rows in zip(places, panels, strict=True):
        _panel(axes, rows)
    return page


def _panel(axes: Axes, rows: pd.DataFrame) -> None:
    first = rows.iloc[0]
    for flips, shade in ((False, HOLDS), (True, FLIPS)):
        own = rows[rows["flips"] == flips]
        axes.plot(own["at_across"], own["at_up"], "o", color=shade, ms=4, mew=0, alpha=0.75)
    left, right, bottom, top = (*axes.get_xlim(), *axes.get_ylim())
    xs = [_or(first["low_across"], left), _or(first["high_across"], right)]
    ys = [_or(first["low_up"], bottom), _or(first["high_up"], top)]
    axes.fill_between(xs, ys[0], ys[1], color=style.PALE, alpha=0.6, lw=0, zorder=0)
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    axes.set_xlabel(short(str(first["across"]).rpartition(".")[2], 40))
    up = phrase(GAP) if first["up"] == GAP else str(first["up"]).rpartition(".")[2]
    axes.set_ylabel(short(up, 40))
    levers = f"\n{short(setting_words(first['levers']), 40)}" if first["levers"] else ""
    arm, other, measure = parted(str(first["headline"]))
    pair = f"{short(arm, 20)} < {short(other, 20)}"
    axes.set_title(f"{pair}\n{phrase(measure)}{levers}", weight="bold")


def _or(limit: float, end: float) -> float:
    return end if np.isnan(limit) else limit


def _title(swept: Swept, rows: pd.DataFrame) -> str:
    first = next(each(rows))
    return phrase("{}: {}", headline_words(first.headline), _where(swept, first))


def _where(swept: Swept, row: Any) -> str:
    """In words in which worlds the headline of a row flips: what holds there together."""
    rows = _stored(swept)
    own = rows[(rows["headline"] == row.headline) & (rows["levers"] == row.levers)
               & (rows["region"] == row.region)]  # fmt: skip
    return region_words(swept, [(one.parameter, one.relation, _limit(one.threshold))
                                for one in each(own)])  # fmt: skip


def _limit(threshold: Any) -> str:
    return threshold if isinstance(threshold, str) else f"{threshold:g}"


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """In words where each headline flips, how much of the flipping that explains, and how surely."""
    rows = _stored(swept)
    found = Finding(phrase(TITLE))
    found.say("For each headline a classification tree looks for the worlds in which it flips: in which "
              "the first arm is not the lower one. A region is told where luck parts the worlds as well "
              "in fewer than one of twenty shuffles, allowing for how many headlines of a measure were "
              "asked; its thresholds lie between sampled worlds, no sharper than these are dense. "
              "Coverage is the share of all flips that are in a region, density the share of its "
              "worlds in which the headline flips.")
    for row in each(rows[rows["region"] > 0].drop_duplicates(["headline", "levers", "region"])):
        _say_region(found, swept, numbers, row)
    _say_meanings(found, swept, rows)
    none = rows[rows["region"] == 0]
    asked = none[none["p"].notna()]
    if len(asked):
        found.point("No region found: {}.", marked("; ").join(
            words(headline_words(row.headline)) + at_setting(row.levers) for row in each(asked)))
    if len(none) > len(asked):
        found.point("Not asked are {} headlines that flip in fewer worlds than the smallest region "
                    "would hold, or in all but so few.", given(len(none) - len(asked)))
    yield found


def _say_region(found: Finding, swept: Swept, numbers: Cited, row: Any) -> None:
    at = {"headline": row.headline, "region": row.region, "parameter": row.parameter,
          "relation": row.relation} | ({"levers": row.levers} if row.levers else {})  # fmt: skip
    coverage, density, flips, accuracy, majority = (
        numbers.number(FILE, column, 100, **at)
        for column in ("coverage", "density", "flips", "accuracy", "majority")
    )
    found.point("{}{} {}: coverage {}%, density {}% ({} worlds; over all worlds it flips in {}%). A "
                "tree that has not seen a world is right on it in {}%; always saying what most worlds "
                "do, in {}%.", words(headline_words(row.headline)), at_setting(row.levers),
                words(_where(swept, row)), coverage, density,
                numbers.number(FILE, "n", **at), flips, accuracy, majority)  # fmt: skip


def _say_meanings(found: Finding, swept: Swept, rows: pd.DataFrame) -> None:
    """What the parameters of the regions are."""
    paths = [path for path in dict.fromkeys(rows["parameter"].dropna()) if path]
    told = {path.rpartition(".")[2]: swept.meaning(path) for path in paths}
    if any(told.values()):
        found.point("{}.", words(phrase("; ").join(
            phrase("{}: {}", end, phrase(what)) for end, what in told.items() if what)))
