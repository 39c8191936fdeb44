"""When local models fail: what each adds in the whole programme, and in its failing condition."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.ablation import WHOLE
from sim.charts.estimate import Estimate
from sim.charts.folder import Folder, Missing, each
from sim.charts.words import interval_words, line_words

COLUMNS = ["measure", "model", "condition", "arm", "other", "year", "mean", "low", "high", "n"]
MEASURES = {"fgt0": "headcount (P0)", "fgt2": "squared gap (P2)"}
FAILING, WITHOUT, LACKING = "fails-", "without-", "lacking-"


def table(folder: Folder) -> pd.DataFrame:
    """What each model adds to the last year's poverty, in the whole programme and where it fails.

    In the whole: `all-models` minus `without-MODEL`. Failing: `fails-MODEL` minus `lacking-MODEL`,
    the same condition without the model, or minus `without-MODEL` where there is no such arm.
    """
    if WHOLE not in folder.arms:
        raise Missing("")
    found = [
        (measure, model, condition, arm, other, folder.last, *gap.cells)
        for measure in MEASURES
        for model in (arm.removeprefix(FAILING) for arm in folder.arms if arm.startswith(FAILING))
        for condition, arm, other in _compared(folder, model)
        if (gap := folder.paired(measure, arm, other, folder.last)) is not None
    ]
    if not found:
        raise Missing("")
    return pd.DataFrame(found, columns=COLUMNS)


def _compared(folder: Folder, model: str) -> list[tuple[str, str, str]]:
    without, lacking = WITHOUT + model, LACKING + model
    other = lacking if lacking in folder.arms else without
    return [("whole", WHOLE, without), ("failing", FAILING + model, other)]


def helps(row: pd.Series) -> bool:
    """Whether poverty is lower with the model than without it, by the whole interval."""
    return Estimate(row["mean"], row["low"], row["high"], row["n"]).verdict == "lower"


def verdicts(numbers: pd.DataFrame) -> dict[str, list[str]]:
    """Models by what their condition does to what they add to the headcount.

    `fails`: it helps in the whole programme and no longer in the condition; `never helps`: in
    neither; `helps still`: in the condition, too.
    """
    rows = numbers[numbers["measure"] == "fgt0"].set_index(["model", "condition"])
    found: dict[str, list[str]] = {"fails": [], "never helps": [], "helps still": []}
    for model in dict.fromkeys(numbers["model"]):
        if helps(rows.loc[(model, "failing")]):
            found["helps still"].append(model)
        else:
            found["fails" if helps(rows.loc[(model, "whole")]) else "never helps"].append(model)
    return found


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are models, the most useful first; grey: in the whole programme, coloured: failing."""
    headcount = numbers[(numbers["measure"] == "fgt0") & (numbers["condition"] == "whole")]
    models = list(headcount.sort_values("mean", kind="stable")["model"])
    told = verdicts(numbers)
    title = (
        f"Of {len(models)} local models, {len(told['fails'])} lower the headcount until their failing "
        f"condition, {len(told['never helps'])} in neither case, {len(told['helps still'])} in both"
    )
    subtitle = (
        f"What each adds to poverty in {folder.last} at the {line_words(folder)}, percentage points, "
        f"against the same programme without it, paired by replication, {interval_words(folder)}; left "
        "of 0: it helps; grey: in the whole programme; in the condition of `fails-`, red: it no longer "
        "helps, blue: it does"
    )
    page = style.page(0.24 * len(models) + 0.5, title, subtitle, folder.source)
    places = page.subplots(1, len(MEASURES), sharey=True, squeeze=False)[0]
    for axes, (measure, words) in zip(places, MEASURES.items(), strict=True):
        style.rows(axes, [model.replace("-", " ") for model in models])
        axes.axvline(0, color=style.GREY, lw=1.2)
        for row in each(numbers[numbers["measure"] == measure]):
            place = models.index(row.model)
            if row.condition == "whole":
                style.dot(axes, place - 0.18, row, 100, style.GREY, 3.5)
            else:
                shade = style.BLUE if helps(pd.Series(row._asdict())) else style.RED
                style.dot(axes, place + 0.18, row, 100, shade, 3.5)
        axes.set_title(words, weight="bold")
    return page
