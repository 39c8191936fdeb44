"""What the answers of a sweep share: how they say what is shown, and over what its interval is."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from sim.folder.read import Missing
from sim.folder.swept import REPLICATIONS, WORLDS, Swept
from sim.language import called, marked, phrase
from sim.showing.numbers import name


def concerns(swept: Swept, *kinds: str) -> None:
    """Raise Missing, with nothing, where an answer does not concern this kind of experiment."""
    if swept.kind not in kinds:
        raise Missing("")


def need_effects(swept: Swept) -> str:
    """The baseline; raises Missing where no arm can be compared with it."""
    if swept.baseline is None or swept.effects.empty:
        raise Missing(phrase("needs a baseline arm and an arm to compare with it, both with results"))
    return swept.baseline


def year_words(swept: Swept) -> str:
    """The year in which poverty is judged, and that it is the last of programmes where years follow."""
    if swept.last == swept.years[-1]:
        return str(swept.last)
    return phrase("{} (last year of programmes)", swept.last)


def effect_words(swept: Swept) -> str:
    """What an effect is."""
    return phrase(
        "Headcount in {year} at the {line} line minus that under {base}, percentage points, paired by "
        "replication, below 0: fewer poor",
        year=year_words(swept), line=phrase(swept.line), base=called(swept.baseline),
    )  # fmt: skip


def interval_words(numbers: pd.DataFrame) -> str:
    """Over what the intervals of a chart are, and how many cases stand behind them."""
    found = {over: rows["n"] for over, rows in numbers.groupby("over")}
    if len(found) == 2:
        worlds, replications = (_range(found[over]) for over in (WORLDS, REPLICATIONS))
        return phrase("95% interval over worlds (n = {}); where there is one world, over replications "
                      "(n = {})", worlds, replications)  # fmt: skip
    ((over, n),) = found.items()
    return phrase("95% interval over {} (n = {})", phrase(over), _range(n))


def _range(n: pd.Series) -> str:
    return phrase(" to ").join(dict.fromkeys(str(int(end)) for end in (n.min(), n.max())))


def cases_words(n: int, over: str) -> str:
    """How many worlds, or replications where there is one world."""
    return phrase("{} worlds", n) if over == WORLDS else phrase("{} replications", n)


def setting_words(levers: str) -> str:
    """A setting of the levers, each by the last word of its path where these differ."""
    pairs = [part.partition("=") for part in levers.split("; ")]
    ends = [path.rpartition(".")[2] for path, _, _ in pairs]
    if len(set(ends)) < len(ends):
        return levers
    return "; ".join(f"{end}{sign}{value}" for end, (_, sign, value) in zip(ends, pairs, strict=True))


def headline_words(headline: str) -> str:
    """A headline of a table, `a is lower than b in the headcount (P0)`, as it is said."""
    arm, other, measure = parted(headline)
    return phrase("{arm} is lower than {other} in the {measure}", arm=called(arm), other=called(other),
                  measure=phrase(measure))  # fmt: skip


def parted(headline: str) -> tuple[str, str, str]:
    """The arm of a headline, the other one, and the title of the measure."""
    pair, _, measure = headline.partition(" in the ")
    arm, _, other = pair.partition(" is lower than ")
    return arm, other, measure


def at_setting(levers: str) -> Markup:
    """` at` a setting of the levers; nothing where there is none."""
    return marked(" at {setting}", setting=name(setting_words(levers))) if levers else Markup("")


def doubt_words(worlds: int) -> str:
    """What an interval over so many worlds covers, and what it does not."""
    if worlds < 2:
        return phrase("There is one world: intervals are of luck alone, and say nothing of parameters "
                      "that are not known.")  # fmt: skip
    return phrase(
        "Worlds differ in what is not known, replications in luck: an interval over worlds covers "
        "the parameters that were swept, and the luck that means over replications still have. "
        "Worlds are those of the design, within assumed ranges: a share of worlds says how far a "
        "finding holds in them, and is no probability for a real county."
    )  # fmt: skip
