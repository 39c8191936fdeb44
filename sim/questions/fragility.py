"""How fragile lending is: poverty, write-offs, pool and funds year by year, and the worst run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.folder.estimate import Estimate, estimate, verdicts
from sim.folder.read import Folder, Missing
from sim.language import called, marked, phrase
from sim.showing import style
from sim.showing.finding import Finding, interval, items_of
from sim.showing.numbers import Numbers, given
from sim.showing.units import PER_CENT, POINTS, as_shown
from sim.showing.words import interval_words, points, rule_words

TITLE = "How fragile lending is"
PLACE = 270
FILE = "figures/fragility.csv"
A_HOUSEHOLD = "yuan of 2010 a household"
COLUMNS = ["measure", "arm", "year", "mean", "low", "high", "n", "worst"]
PANELS = {  # unit, and what stands over the panel
    "fgt0": (POINTS, "headcount, points from the baseline"),
    "loan_losses": (A_HOUSEHOLD, "write-offs, yuan a household"),
    "arrears_share": (PER_CENT, "debtors in arrears, %"),
    "guarantee_pool": (A_HOUSEHOLD, "guarantee pool, yuan a household"),
    "fund_excluded": (PER_CENT, "left out of village funds, %"),
    "contracts_broken": (PER_CENT, "contracts broken, % of households"),
}
LOWEST_IS_WORST = ("guarantee_pool",)
GO = {
    "higher": "up from {} to {}", "lower": "down from {} to {}",
    "unclear": "not clearly changed, from {} to {}", "single": "in one run, from {} to {}",
}  # fmt: skip
NEEDED = ("loan_losses", "drought_share")
DROUGHT = 0.9  # share of villages from which a drought counts as the county's


def droughts(folder: Folder) -> list[int]:
    """Years in which a drought hit nearly all villages in every run."""
    hit = folder.samples("drought_share")
    if hit.empty:
        return []
    return [year for year in folder.years
            if all(hit[arm, year].min() >= DROUGHT for arm in folder.arms if (arm, year) in hit)]


def table(folder: Folder) -> pd.DataFrame:
    """Each measure by arm and year; poverty as the difference from the baseline; the worst run."""
    baseline = folder.baseline
    if baseline is None or not all(folder.has(measure) for measure in NEEDED):
        raise Missing("")
    found = []
    for measure in PANELS:
        for arm in folder.compared:
            for year in folder.years[1:]:
                values = folder.sample(measure, arm, year)
                if measure == "fgt0":
                    values = values - folder.sample(measure, baseline, year)
                if (level := estimate(values)) is not None:
                    found.append((measure, arm, year, *level.cells, _worst(measure, values)))
    numbers = pd.DataFrame(found, columns=COLUMNS)
    amounts = numbers["measure"] != "fgt0"  # amounts and shares are not below nought
    numbers.loc[amounts, "low"] = numbers.loc[amounts, "low"].clip(lower=0.0)
    return as_shown(numbers, numbers["measure"].map({name: unit for name, (unit, _) in PANELS.items()}))


def _worst(measure: str, values: pd.Series) -> float:
    return float(values.min() if measure in LOWEST_IS_WORST else values.max())


def largest(numbers: pd.DataFrame) -> tuple[str, int, float]:
    """Arm, year and mean of the largest write-offs, yuan a household."""
    losses = numbers[numbers["measure"] == "loan_losses"]
    top = losses.loc[losses["mean"].idxmax()]
    return str(top["arm"]), int(top["year"]), float(top["mean"])


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Six panels over the years, one line an arm, the drought shaded, the worst run dotted."""
    arms = list(dict.fromkeys(numbers["arm"]))
    colours = style.line_colours(arms)
    dry = droughts(folder)
    subtitle = phrase(
        "Simulated, {interval}; shaded: years in which a drought hits all villages; dotted: the worst "
        "run of each year (for the pool the lowest); flat lines at nought are left out; title: the arm "
        "with the highest mean write-offs at the end of the drought, {rule}",
        interval=interval_words(folder, phrase(" (bands)")), rule=rule_words(folder, 2),
    )  # fmt: skip
    page = style.page(4.6, _title(folder, numbers, dry), subtitle, folder.source, colours)
    places = page.subplots(2, 3, sharex=True, squeeze=False).ravel()
    for axes, (measure, (_, words)) in zip(places, PANELS.items(), strict=True):
        style.grid(axes)
        for year in dry:
            axes.axvspan(year - 0.5, year + 0.5, color="#F3E9DC", lw=0)
        _lines(axes, numbers[numbers["measure"] == measure], colours)
        axes.set_title(phrase(words), weight="bold")
        axes.xaxis.set_major_locator(style.few_ticks())
    return page


def _lines(axes: Axes, rows: pd.DataFrame, colours: dict[str, str]) -> None:
    for arm, shade in colours.items():
        own = rows[rows["arm"] == arm]
        if (own["mean"].abs() > 0).any():
            style.path(axes, own, "year", shade)
            axes.plot(own["year"], own["worst"], ":", color=shade, lw=1)


def _title(folder: Folder, numbers: pd.DataFrame, dry: list[int]) -> str:
    if not dry or dry[0] - 1 <= folder.first:
        arm, year, level = largest(numbers)
        return phrase("Mean write-offs reach {level:.0f} yuan a household, under {arm} in {year}",
                      level=level, arm=called(arm), year=year)  # fmt: skip
    before, end = dry[0] - 1, dry[-1]
    means = numbers.set_index(["measure", "year", "arm"])["mean"].sort_index()
    arm = str(means["loan_losses", end].idxmax())
    losses, gains = (means[measure].xs(arm, level="arm") for measure in ("loan_losses", "fgt0"))
    told = verdicts(_moved(folder, arm, before, end))
    return phrase(
        "In the drought write-offs under {arm}: {losses} yuan a household; its headcount effect: "
        "{gains} points", arm=called(arm),
        losses=phrase(GO[told["loan_losses"]], f"{losses[before]:.0f}", f"{losses[end]:.0f}"),
        gains=phrase(GO[told["fgt0"]], points(gains[before], 2), points(gains[end], 2)),
    )  # fmt: skip


def _moved(folder: Folder, arm: str, before: int, end: int) -> dict[str, Estimate | None]:
    """Change of write-offs, and of the effect on the headcount, from before the drought to its end."""

    def change(measure: str, name: str) -> pd.Series:
        return folder.sample(measure, name, end) - folder.sample(measure, name, before)

    return {
        "loan_losses": estimate(change("loan_losses", arm).dropna()),
        "fgt0": estimate((change("fgt0", arm) - change("fgt0", str(folder.baseline))).dropna()),
    }


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Upside before the drought and tail after it: poverty, write-offs, the pool, contagion."""
    found = Finding(phrase("What levered credit risks, and what it brings"))
    dry = droughts(folder)
    found.say("Simulated, n = {}, {}, the worst run beside it. Out of the same offer arms "
              "lend and pay different amounts (see what each paid below): write-offs are of what was "
              "lent, not a rate.", given(len(folder.replications)), interval(folder, phrase(" each")))
    when = {"{} ({}): {}.": folder.last}
    if dry:
        when = {"{}, before the drought ({}): {}.": dry[0] - 1, "{}, at its end ({}): {}.": dry[-1]}
    told = (("fgt0", "Headcount against the baseline, points", 2),
            ("loan_losses", "Write-offs, yuan a household", 1))
    for measure, text, digits in told:
        for words, year in when.items():
            found.point(words, phrase(text), given(year), _with_worst(numbers, measure, year, digits))
    end = dry[-1] if dry else folder.last
    for measure, text in (
        ("guarantee_pool", "Guarantee pool, yuan a household"),
        ("fund_excluded", "Households left out of their village's fund, per cent"),
        ("contracts_broken", "Households whose contract broke with their enterprise, per cent"),
    ):
        found.point("{0}, in {1}: {2}.", phrase(text), given(end), _with_worst(numbers, measure, end, 2))
    yield found


def _with_worst(numbers: Numbers, measure: str, year: int, digits: int) -> Markup | None:
    """Mean, interval and worst run of each arm that the measure touches in the year."""
    rows = numbers.table(FILE)
    rows = rows[(rows["measure"] == measure) & (rows["year"] == year) & (rows["mean"] != 0)]

    def one(arm: str) -> Markup | None:
        keys: dict[str, Any] = {"measure": measure, "arm": arm, "year": year}
        mean = numbers.spread(FILE, 1, digits, measure == "fgt0", **keys)
        worst = numbers.number(FILE, "worst", 1, digits, measure == "fgt0", **keys)
        return None if mean is None or worst is None else marked("{}, worst {}", mean, worst)

    return items_of(list(rows["arm"]), one)
