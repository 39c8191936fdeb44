"""What arms paid and what became of poverty, by replication: yearly means over the years of action."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.folder.read import Folder


def by_replication(folder: Folder, arm: str) -> dict[str, pd.Series]:
    """Yearly means over the years of action: yuan a person, and fall in headcount (share)."""
    base = folder.need_baseline()
    years = folder.acted

    def paid(name: str, year: int) -> pd.Series:
        return folder.sample("cost_total", name, year) / folder.sample("population", name, year)

    yearly: dict[str, list[Any]] = {
        "paid": [paid(arm, year) for year in years],
        "cost": [paid(arm, year) - paid(base, year) for year in years],
        "fall": [folder.sample("fgt0", base, year) - folder.sample("fgt0", arm, year) for year in years],
    }
    return {quantity: sum(values) / len(years) for quantity, values in yearly.items()}
