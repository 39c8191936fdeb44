"""The tables of a sweep's page, which say what its charts show; every cell says where it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.answers import after_support, best, headlines, response_curves
from sim.compare.best import PER_YUAN
from sim.compare.response import widths
from sim.folder.read import each
from sim.folder.swept import Swept
from sim.language import marked, phrase
from sim.report.captions import source_of_sweep
from sim.report.tables import Cell, Table
from sim.showing.numbers import Cited, given, name, words
from sim.showing.swept import interval_words, setting_words, year_words
from sim.showing.words import title

MOST_SETTINGS, MOST_FACTORS = 4, 12  # that are shown; the files have all
Write = Callable[[Swept, Cited], Table]


def tables(swept: Swept, numbers: Cited, drawn: Iterable[str]) -> dict[str, Table]:
    """By the name of their file, the tables of the answers whose charts were drawn."""
    made: dict[str, tuple[str, Write]] = {
        "which_arm_is_best": ("best", _best), "how_firmly": ("headlines", _firmly),
        "what_is_left": ("after_support", _left), "responses": ("response_curves", _responses),
    }  # fmt: skip
    whose, there = source_of_sweep(swept), {*drawn}
    return {file: replace(write(swept, numbers), source=whose)
            for file, (chart, write) in made.items() if chart in there}  # fmt: skip


def _best(swept: Swept, numbers: Cited) -> Table:
    rows = numbers.table(best.FILE)
    caption = marked("In what share of cases an arm has the lowest poverty of {}, or averts the most "
                     "for a yuan, per cent ({}).", given(year_words(swept)),
                     given(interval_words(rows)))  # fmt: skip
    return _by_setting(caption, marked("Arm"), rows, "arm", [
        (_measure(str(measure)), partial(_spread, numbers, best.FILE, 1, 0, False, measure=measure))
        for measure in rows["measure"].unique()
    ])  # fmt: skip


def _firmly(swept: Swept, numbers: Cited) -> Table:
    rows = numbers.table(headlines.FILE)
    first = rows[rows["measure"] == rows["measure"].iloc[0]]
    caption = marked("In what share of cases the first arm has less poverty in {} than the second, in "
                     "order of the mean headcount, per cent ({}).", given(year_words(swept)),
                     given(interval_words(rows)))  # fmt: skip
    share = partial(_spread, numbers, headlines.FILE, 1, 0, False)
    column = _measure(str(first["measure"].iloc[0])), share
    return _by_setting(caption, marked("Arms"), first, "headline", [column])


def _left(swept: Swept, numbers: Cited) -> Table:
    rows = numbers.table(after_support.FILE)
    caption = marked("Difference in headcount from the baseline in {}, the last year of programmes, "
                     "and in {}, percentage points ({}).", given(swept.last), given(swept.years[-1]),
                     given(interval_words(rows)))  # fmt: skip
    return _by_setting(caption, marked("Arm"), rows, "arm", [
        (given(year), partial(_spread, numbers, after_support.FILE, 1, 1, True, year=year))
        for year in rows["year"].unique()
    ])  # fmt: skip


def _responses(swept: Swept, numbers: Cited) -> Table:
    rows = numbers.table(response_curves.FILE)
    caption = marked("Difference in headcount from the baseline in {} at each level of each factor, the "
                     "others averaged over, percentage points ({}).", given(year_words(swept)),
                     given(interval_words(rows)))  # fmt: skip
    arms = list(rows["arm"].unique())
    kept = rows[rows["factor"].isin(widths(rows).index[:MOST_FACTORS])]
    levels = kept.drop_duplicates(["factor", "level"])
    effect = partial(_spread, numbers, response_curves.FILE, 1, 1, True)
    return Table(caption, [marked("Factor"), marked("Level"), *map(name, arms)], [
        [name(row.factor), words(row.level),
         *(effect(factor=row.factor, level=row.level, arm=arm) for arm in arms)]
        for row in each(levels)
    ])  # fmt: skip


def _by_setting(
    caption: Markup, head: Markup, rows: pd.DataFrame, key: str,
    columns: list[tuple[Markup, Callable[..., Cell]]],
) -> Table:  # fmt: skip
    """A row for each setting of the levers and each value of a key; no setting where there is none."""
    shown = rows[rows["levers"].isin(rows["levers"].unique()[:MOST_SETTINGS])]
    led = bool(rows["levers"].iloc[0])
    cells = [
        [*([name(setting_words(row.levers))] if led else []), _called(row, key),
         *(cell(levers=row.levers, **{key: getattr(row, key)}) for _, cell in columns)]
        for row in each(shown.drop_duplicates(["levers", key]))
    ]  # fmt: skip
    first = [marked("Setting")] if led else []
    return Table(caption, [*first, head, *(title for title, _ in columns)], cells)


def _called(row: Any, key: str) -> Markup:
    if key == "arm":
        return name(row.arm)
    return marked("{} under {}", name(row.arm), name(row.other))


def _measure(measure: str) -> Markup:
    return given(phrase(best.A_YUAN) if measure == PER_YUAN else title(measure))


def _spread(
    numbers: Cited, file: str, scale: float, digits: int, sign: bool, **keys: Any
) -> Markup | None:
    return numbers.spread(file, scale, digits, sign, **keys)
