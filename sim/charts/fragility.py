"""How fragile lending is: arrears, write-offs and the guarantee pool, and the worst run."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.estimate import estimate
from sim.charts.folder import Folder, Missing, each
from sim.charts.words import interval_words, short

COLUMNS = ["measure", "arm", "mean", "low", "high", "n", "worst"]
PANELS = {
    "loan_losses": "write-offs (mean)",
    "arrears_share": "debtors in arrears, %",
    "guarantee_pool": "guarantee pool",
}


def table(folder: Folder) -> pd.DataFrame:
    """Means over the years of action of each run, and the worst run of each arm."""
    found = []
    for measure in PANELS:
        for arm in folder.arms:
            runs = folder.outcomes[
                (folder.outcomes["measure"] == measure) & (folder.outcomes["arm"] == arm)
                & (folder.outcomes["year"].astype(int) > folder.first)
            ].groupby("replication")["value"].mean()
            level = _cells(runs)
            if level is not None:
                worst = runs.min() if measure == "guarantee_pool" else runs.max()
                found.append((measure, arm, *level, worst))
    if len({row[0] for row in found}) < len(PANELS):
        raise Missing("")
    return pd.DataFrame(found, columns=COLUMNS)


def _cells(runs: pd.Series) -> tuple[float, float, float, int] | None:
    level = estimate(runs)
    return None if level is None else level.cells


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a measure, rows are arms; a cross marks the worst run."""
    arms = list(dict.fromkeys(numbers["arm"]))
    losses = numbers[numbers["measure"] == "loan_losses"].set_index("arm")["mean"]
    title = (f"Write-offs are largest under {short(losses.idxmax())}: {losses.max():.1f} yuan a "
             f"household and year on average")
    subtitle = (
        f"Means over {folder.first + 1}-{folder.last}, simulated, {interval_words(folder)}; the "
        "cross is the worst run; write-offs in yuan a household and year, the pool in yuan a household"
    )
    page = style.page(0.3 * len(arms) + 0.8, title, subtitle, folder.source)
    panels = page.subplots(1, len(PANELS), sharey=True, squeeze=False)[0]
    for axes, (measure, words) in zip(panels, PANELS.items(), strict=True):
        scale = 100 if measure == "arrears_share" else 1
        style.rows(axes, [short(arm, 26) for arm in arms])
        for level in each(numbers[numbers["measure"] == measure]):
            style.dot(axes, arms.index(level.arm), level, scale, style.BLUE)
            axes.plot(scale * level.worst, arms.index(level.arm), "x", color=style.RED, ms=6)
        axes.set_title(words, weight="bold")
    return page
