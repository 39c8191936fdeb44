"""Which conclusions lean on parameters that are assumed: the last word of a sensitivity analysis."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
from markupsafe import Markup

from sim.compare.leaning import TURNS, assumed, turns
from sim.compare.sensitivity import screened
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name
from sim.showing.sensitivity import called, dropped_words
from sim.showing.swept import concerns, headline_words, year_words
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import clauses, short, title

TITLE = "Conclusions that lean on assumed parameters"
PLACE = 60
FILE = "figures/leaning.csv"
MOST = 20  # rows that are shown
SHOWN = {"share": "mean", "ci_low": "low", "ci_high": "high"}


def table(swept: Swept) -> pd.DataFrame:
    """How often each assumed parameter turns each conclusion, per cent of its steps."""
    concerns(swept, "sensitivity")
    screened(swept)
    found = assumed(turns(swept)).rename(columns=SHOWN)
    if found.empty:
        raise Missing(phrase("no parameter that was moved is an assumption"))
    return as_shown(found, PER_CENT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """A row a conclusion and parameter, by headcount, what turns most often first."""
    own = numbers[numbers["measure"] == numbers["measure"].iloc[0]]
    shown = own.head(MOST)
    labels = [f"{short(row.arm, 22)} < {short(row.other, 22)}: {called(row.parameter)}"
              for row in each(shown)]  # fmt: skip
    subtitle = clauses(
        phrase("{} (dashed)", _rule()),
        phrase("{measure} of {year} at the {line} line, which arm is lower by the mean",
               measure=title(str(shown["measure"].iloc[0])), year=year_words(swept),
               line=phrase(swept.line)),
        phrase("95% interval by Wilson, {}", _steps_words(swept)),
        phrase("where two arms are close, luck turns them round as well"),
        phrase("the first {} of {}", MOST, len(own)) if len(own) > MOST else "",
    )  # fmt: skip
    page = style.page(0.24 * len(shown) + 0.5, _title(own), subtitle, swept.source)
    axes = page.subplots()
    style.rows(axes, labels)
    axes.set_yticks(range(len(labels)), labels)  # whole: what is cut names nothing
    axes.axvline(100 * TURNS, color=style.GREY, lw=1.2, ls="--")
    for place, row in enumerate(each(shown)):
        style.dot(axes, place, row, style.VERMILION if row.mean >= 100 * TURNS else style.GREY, 4)
    axes.set_xlim(-2, 102)
    axes.xaxis.set_major_formatter("{x:g}%")
    return page


def _rule() -> str:
    """When a conclusion leans on a parameter."""
    return phrase("A conclusion leans on a parameter that, moved alone by two thirds of its range, "
                  "turns the order of the two arms round in at least {:g}% of its steps", 100 * TURNS)


def _lean(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["mean"] >= 100 * TURNS]


def _title(rows: pd.DataFrame) -> str:
    lean, every = _lean(rows), rows["conclusion"].nunique()
    if lean.empty:
        return phrase("None of {} conclusions by headcount was seen to lean on an assumed parameter",
                      every)
    return phrase("{lean} of {every} conclusions by headcount lean on assumptions, on {some} of {all} "
                  "parameters", lean=lean["conclusion"].nunique(), every=every,
                  some=lean["parameter"].nunique(), all=rows["parameter"].nunique())  # fmt: skip


def _steps_words(swept: Swept) -> str:
    trajectories = screened(swept).screening.trajectories
    return dropped_words(trajectories.kept, trajectories.planned, phrase("steps each"))


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """The list: each conclusion, with the assumed parameters that it leans on."""
    rows = numbers.table(FILE)
    found = Finding(phrase("Which conclusions lean on what is assumed"))
    found.say("{} ({} interval by Wilson, {}). Of the parameters that were moved, {} are assumptions by "
              "their declared source. Where two arms are close, luck turns them round as well; a "
              "conclusion that nothing turned may still lean on what was not moved.", given(_rule()),
              given("95%"), given(_steps_words(swept)), given(rows["parameter"].nunique()))  # fmt: skip
    lean = _lean(rows)
    if lean.empty:
        first = rows.iloc[0]
        most = numbers.number(FILE, "high", conclusion=first["conclusion"], parameter=first["parameter"])
        found.point("None of {} conclusions was seen to lean on an assumed parameter; in so few steps "
                    "one that turns up to {}% of them may go unseen.",
                    given(rows["conclusion"].nunique()), most)  # fmt: skip
    for conclusion, own in lean.groupby("conclusion", sort=False):
        paths = {called(str(path)): str(path) for path in own["parameter"]}
        share = partial(_share, numbers, str(conclusion), paths)
        found.point("{}: {}.", name(headline_words(str(conclusion))), items_of(list(paths), share))
    yield found


def _share(
    numbers: Cited, conclusion: str, paths: dict[str, str], parameter: str
) -> Markup | None:
    return numbers.spread(FILE, unit="%", conclusion=conclusion, parameter=paths[parameter])
