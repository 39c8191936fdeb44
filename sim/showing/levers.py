"""How the settings of a search are shown: each lever by its name, its value, its place in its range."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.folder.swept import LEVER, Swept
from sim.language import called, phrase
from sim.showing.numbers import name, series, words

SETTINGS, FRONT, ALONE = ("winner", "default"), "front", " alone"  # that have words of their own


def lever_words(path: str) -> str:
    """`pairing share` of a path in an arm, or the path of what no arm has."""
    return " ".join(path.split(".")[-2:])


def value_words(value: Any) -> str:
    """A value of a lever as people read it."""
    if pd.isna(value):
        return phrase("as in the scenario")
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else f"{value:.3g}"
    return str(value)


def setting_words(setting: str) -> str:
    """What a setting that a search found, or what it is held against, is called."""
    kind, _, number = setting.rpartition(" ")
    if kind == FRONT and number.isdigit():
        return phrase("front {}", number)
    strategy, alone, _ = setting.partition(ALONE)
    if alone:
        return phrase("{strategy} alone", strategy=strategy)
    return phrase(setting) if setting in SETTINGS else called(setting)


def place_of(told: dict[str, Any], value: Any) -> float:
    """Where a value stands between the first and the last of its lever, from 0 to 100 per cent."""
    if pd.isna(value):
        return float("nan")
    values = told.get("values") or []
    if values:
        return 100.0 * [str(one) for one in values].index(str(value)) / max(len(values) - 1, 1)
    return 100.0 * (float(value) - told["low"]) / (told["high"] - told["low"])


def setting_of(swept: Swept, row: dict[Any, Any]) -> Markup:
    """The levers of a row that has a column for each, in prose."""
    return series([Markup("{} {}").format(name(lever_words(path)), words(value_words(row[path])))
                   for path in swept.paths(LEVER)])  # fmt: skip
