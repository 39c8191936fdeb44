"""Into and out of poverty: yearly chances of leaving it and of falling into it."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.estimate import Estimate, estimate
from sim.charts.folder import Folder, Missing, each
from sim.charts.words import by_verdict, every, interval_words, line_words, short

RATES = {"exit": "Left poverty, of the poor", "entry": "Fell into poverty, of the others"}
COLUMNS = ["rate", "arm", "mean", "low", "high", "n"]


def _rates(folder: Folder) -> dict[tuple[str, str], pd.Series]:
    """By rate and arm, one yearly rate a replication, all recorded pairs of years pooled."""
    rows = folder.read("transitions.csv", "arm", "from_year", "to_year")
    rows = rows[rows["to_year"] - rows["from_year"] == 1] if len(rows) else rows
    if rows.empty:
        raise Missing("needs transitions.csv with yearly transitions")
    poor, later = rows["from_state"] == "poor", rows["to_state"] == "poor"
    answer: dict[tuple[str, str], pd.Series] = {}
    for rate, start, move in (("exit", poor, poor & ~later), ("entry", ~poor, ~poor & later)):
        exposed = rows[start].groupby(["arm", "replication"])["persons"].sum()
        moved = rows[move].groupby(["arm", "replication"])["persons"].sum()
        share = moved.reindex(exposed.index, fill_value=0.0) / exposed.where(exposed > 0)
        found = set(share.index.get_level_values(0))
        answer |= {(rate, arm): share.loc[arm] for arm in folder.arms if arm in found}
    return answer


def table(folder: Folder) -> pd.DataFrame:
    """Yearly exit and entry rates (shares 0-1) by arm, mean over replications."""
    found = {key: estimate(values) for key, values in _rates(folder).items()}
    rows = [(*key, *e.cells) for key, e in found.items() if e is not None]
    return pd.DataFrame(rows, columns=COLUMNS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Two panels of dots, the baseline first and carried on as a grey line."""
    arms = [arm for arm in folder.arms if arm in set(numbers["arm"])]
    subtitle = (
        f"Share of persons a year, at the {line_words(folder)}, all years of {folder.first}-"
        f"{folder.last} pooled, {interval_words(folder)} each; the title judges differences paired "
        f"by replication; {style.role_words(folder)}"
    )
    page = style.page(0.28 * len(arms) + 0.75, _title(folder), subtitle, folder.source)
    for axes, (rate, name) in zip(page.subplots(1, 2, sharey=True), RATES.items(), strict=True):
        shown = numbers[numbers["rate"] == rate]
        style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
        for base in shown.loc[shown["arm"] == folder.baseline, "mean"]:
            axes.axvline(100 * base, color=style.GREY, lw=1.2)
        for row in each(shown):
            style.dot(axes, arms.index(row.arm), row, 100, style.colour(folder, row.arm))
        axes.set_title(name, weight="bold")
        axes.xaxis.set_major_formatter("{x:g}%")
    return page


def _gaps(folder: Folder, rate: str) -> dict[str, Estimate | None]:
    rates = _rates(folder)
    base = rates.get((rate, str(folder.baseline)), pd.Series(dtype=float))
    arms = [arm for arm in folder.compared if (rate, arm) in rates]
    return {arm: estimate((rates[rate, arm] - base).dropna()) for arm in arms}


def _title(folder: Folder) -> str:
    if folder.baseline is None or len(folder.replications) < 2 or not folder.compared:
        return "Moves into and out of poverty"
    exit_gaps, entry_gaps = _gaps(folder, "exit"), _gaps(folder, "entry")
    easier, rarer = by_verdict(exit_gaps)["higher"], by_verdict(entry_gaps)["lower"]
    both = [arm for arm in easier if arm in rarer]
    parts = [
        ("more of the poor leave and fewer others fall in under", both),
        ("only exits rise under", [arm for arm in easier if arm not in both]),
        ("only falls become rarer under", [arm for arm in rarer if arm not in both]),
    ]
    total = len(exit_gaps)
    said = [f"{text} {every(names, total)}" for text, names in parts if names]
    against = f"Against {short(folder.baseline)}, "
    return against + ("; ".join(said) if said else "no arm clearly changes exits or falls for good")
