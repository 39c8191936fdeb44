"""Charts of a results folder, one file a chart: the numbers shown, and the page that shows them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from sim.charts.style import Page
    from sim.folder.read import Folder

NAMES = (
    "headcount",
    "effects",
    "plain_money",
    "pairwise",
    "growth_incidence",
    "poverty_incidence",
    "lorenz",
    "income_by_quintile",
    "headcount_by_remoteness",
    "transitions",
    "cost_effectiveness",
    "money",
)
ON_PAIRING = (  # drawn where a scenario records what they show
    "ablation",
    "failures",
    "sensitivity",
    "targeting_chain",
    "cadre_incentives",
    "pair_network",
    "fragility",
    "survival",
)
ON_BUDGETS = ("budget_response",)  # drawn where arms differ in their share of the budget alone
ALL = (*ON_BUDGETS, *ON_PAIRING, *NAMES)


def figure(name: str, folder: str | Path) -> Page:
    """Draw one chart of a results folder.

    Parameters: a name of `NAMES` and the path of the folder.
    Raises ValueError for an unknown name, and `sim.folder.read.Missing` (a ValueError that says
    what the folder lacks) when the chart cannot be drawn.
    """
    from sim.folder.read import Folder

    return draw(name, Folder(folder))[0]


def draw(name: str, folder: Folder) -> tuple[Page, pd.DataFrame]:
    """The figure and the table of the very numbers it shows."""
    import matplotlib

    from sim.charts.style import legible, settings
    from sim.folder.read import MOST_ARMS, Missing

    if name not in ALL:
        raise ValueError(f"no chart {name!r}; there are {', '.join(NAMES)}")
    if name in NAMES and name != "effects" and len(folder.compared) > MOST_ARMS:
        raise Missing(f"shows at most {MOST_ARMS} arms; the numbers are in the tables")
    chart: Any = import_module(f"sim.charts.{name}")
    with matplotlib.rc_context(settings()):
        table = chart.table(folder)
        page = chart.draw(folder, table)
        legible(page)
        return page, table
