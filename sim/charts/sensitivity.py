"""How much the assumed parameters of pairing matter: each at both ends of its declared range."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.ablation import WHOLE
from sim.charts.effects import POVERTY
from sim.charts.folder import Folder, Missing, each
from sim.charts.words import MEASURES, interval_words, judged, line_words, rule_words

COLUMNS = ["measure", "arm", "other", "parameter", "end", "year", "mean", "low", "high", "n"]
SHADES = {"low": style.BLUE, "high": style.RED}


def table(folder: Folder) -> pd.DataFrame:
    """Arms `PARAMETER-low` and `PARAMETER-high` minus `all-models`, last year."""
    if WHOLE not in folder.arms:
        raise Missing("")
    found = [
        (measure, arm, WHOLE, arm.removesuffix(f"-{end}"), end, folder.last, *gap.cells)
        for measure in POVERTY
        for end in SHADES
        for arm in folder.arms_in_file_order
        if arm.endswith(f"-{end}")
        if (gap := folder.paired(measure, arm, WHOLE, folder.last)) is not None
    ]
    if not found:
        raise Missing("")
    numbers = pd.DataFrame(found, columns=COLUMNS)
    return numbers.assign(verdict=judged(numbers))


def told_apart(numbers: pd.DataFrame) -> list[str]:
    """Parameters with an end whose headcount differs from the default's, the widest first."""
    headcount = numbers[numbers["measure"] == "fgt0"]
    apart = headcount[headcount["verdict"].isin(["lower", "higher"])]
    widest = apart["mean"].abs().groupby(apart["parameter"]).max()
    return list(widest.sort_values(ascending=False, kind="stable").index)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are the parameters that matter, one dot an end of the range, one panel a measure."""
    matter, tried = told_apart(numbers), numbers["parameter"].nunique()
    intervals = int((numbers["measure"] == "fgt0").sum())
    title = (f"Of {tried} parameters of pairing, {len(matter)} move the headcount within their ranges "
             "by an amount that can be told from luck")
    subtitle = (
        f"Difference from the default in {folder.last} at the {line_words(folder)}, percentage "
        f"points, paired by replication, {interval_words(folder)}; blue: low end of the declared "
        f"range, red: high end; the others cannot be told from the default; rows by headcount, "
        f"{rule_words(folder, intervals)}"
    )
    page = style.page(0.24 * len(matter) + 0.6, title, subtitle, folder.source)
    places = page.subplots(1, len(POVERTY), sharey="row", squeeze=False)[0]
    for axes, measure in zip(places, POVERTY, strict=True):
        style.rows(axes, [parameter.replace("-", " ") for parameter in matter])
        axes.axvline(0, color=style.GREY, lw=1.2)
        shown = numbers[(numbers["measure"] == measure) & numbers["parameter"].isin(matter)]
        for gap in each(shown):
            style.dot(axes, matter.index(gap.parameter), gap, 100, SHADES[gap.end], 4)
        axes.set_title(MEASURES[measure].split(" (")[1].rstrip(")"), weight="bold")
    return page
