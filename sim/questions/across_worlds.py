"""In how many worlds each arm lowers poverty, and does as well as in the reference world."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from sim.compare.across import across, share
from sim.compare.person_years import gains, reference
from sim.compare.world_headlines import ranks
from sim.folder.across import told
from sim.folder.intervals import LEVEL, wilson
from sim.folder.read import Folder, Missing, each
from sim.language import called, phrase
from sim.showing import style
from sim.showing.across import (
    ABOVE,
    AS_AT_DEFAULT,
    FIRM,
    FIRST,
    REFERENCE,
    SETTLED,
    count,
    firm,
    which,
)
from sim.showing.finding import Finding
from sim.showing.numbers import Numbers, given, name
from sim.showing.sentences import in_turn, sentence
from sim.showing.units import PER_CENT
from sim.showing.words import every, line_words

TITLE = "In how many worlds"
PLACE = 345
COLUMNS = ["quantity", "claim", "arm", "other", "count", "mean", "low", "high", "n", "unit"]
PANELS = {("fgt0", ABOVE): "Fewer poor than\nunder {}",
          ("fgt0", AS_AT_DEFAULT): "As much fewer as in\nthe reference world",
          ("income per yuan", AS_AT_DEFAULT): "As many person-years for\nthe money as there"}


def table(folder: Folder) -> pd.DataFrame:
    """In how many worlds an arm is better than the baseline, than another, than all, or as good as
    in the reference world, by poverty in the last year and by person-years averted for the money.

    Equals count half. Shares in per cent have Wilson's interval, by Bonferroni over those that one
    claim makes of one quantity.
    """
    base = folder.need_baseline()
    folder.need_few()
    worlds = across(folder)
    if worlds is None:
        raise Missing
    rows = [row for quantity, goods in gains(folder, worlds).items()
            for row in _claims(quantity, goods, base, reference(folder, quantity))]
    if not rows:
        raise Missing(phrase("needs two worlds in which every arm has a result"))
    return pd.DataFrame(rows, columns=COLUMNS)


def _claims(
    quantity: str, goods: pd.DataFrame, base: str, reference: dict[str, float]
) -> Iterator[tuple[object, ...]]:
    arms = list(goods)
    pairs = max(1, len(arms) * (len(arms) - 1) // 2)
    first = ranks(-goods)[1]
    for arm in arms:
        told = [(ABOVE, base, 0.0, len(arms))]
        told += [(ABOVE, other, goods[other], pairs) for other in arms if other != arm]
        told += [(AS_AT_DEFAULT, REFERENCE, reference[arm], len(arms))] if arm in reference else []
        for claim, other, than, family in told:
            found = share(goods[arm], than, family)
            yield _row(quantity, claim, arm, other, found.share, found.low, found.high, found.n)
        low, high = wilson(first[arm], len(goods), 1 - (1 - LEVEL) / len(arms))
        yield _row(quantity, FIRST, arm, "", first[arm], low, high, len(goods))


def _row(
    quantity: str, claim: str, arm: str, other: str, part: float, low: float, high: float, n: int
) -> tuple[object, ...]:
    return (quantity, claim, arm, other, round(part * n, 6), 100 * part, 100 * low, 100 * high, n,
            PER_CENT)  # fmt: skip


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are arms by the first panel; a panel a claim, shares of worlds with their intervals."""
    base = folder.need_baseline()
    shown = {key: rows for key in PANELS if len(rows := _of(numbers, *key, base))}
    rows = next(iter(shown.values()))
    arms = list(rows.sort_values("mean", ascending=False, kind="stable")["arm"])
    money = phrase(", person-years by income, all years") if len(shown) > 1 else ""
    subtitle = phrase(
        "Share of worlds; headcount in {year} at the {line}{money}. {n} {worlds}, {lived}. 95% "
        "intervals of a panel together (Wilson, Bonferroni); grey line: {settled}; {roles}",
        year=folder.last,
        line=line_words(folder), money=money, n=rows["n"].iloc[0], worlds=which(folder),
        lived=_lived(folder), settled=phrase(SETTLED), roles=style.role_words(folder),
    )  # fmt: skip
    page = style.page(0.26 * len(arms) + 0.9, _title(folder, rows), subtitle, folder.source)
    places = page.subplots(1, len(shown), sharey=True, squeeze=False).ravel()
    for axes, (key, found) in zip(places, shown.items(), strict=True):
        style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
        axes.axvline(FIRM, color=style.GREY, lw=1.2)
        for row in each(found[found["arm"].isin(arms)]):
            style.dot(axes, arms.index(row.arm), row, style.colour(folder, row.arm))
        axes.set_xlim(-4, 104)
        axes.xaxis.set_major_formatter("{x:g}%")
        axes.set_title(phrase(PANELS[key], called(base)), weight="bold")
    return page


def _of(numbers: pd.DataFrame, quantity: str, claim: str, base: str) -> pd.DataFrame:
    other = base if claim == ABOVE else REFERENCE
    keys = {"quantity": quantity, "claim": claim, "other": other}
    return numbers[(numbers[list(keys)] == pd.Series(keys)).all(axis=1)]


def _lived(folder: Folder) -> str:
    worlds = told(folder)
    luck, size = (worlds.luck, worlds.households) if worlds else (1, 0)
    if luck < 2:
        return phrase("{:,} households, one life in each", size)
    return phrase("{:,} households, {} lives in each", size, luck)


def _title(folder: Folder, rows: pd.DataFrame) -> str:
    base, all_arms = called(folder.need_baseline()), list(rows["arm"])
    sure = [row.arm for row in each(rows) if firm(row.mean, row.n)]
    if not sure:
        return phrase("No arm has fewer poor than {} in nine of ten worlds", base)
    return phrase("Fewer poor than under {} in nine of ten worlds or more: {}", base,
                  every(sure, all_arms))  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """In how many worlds each arm lowers poverty and does as well as in the reference world."""
    base, worlds = folder.need_baseline(), told(folder)
    if worlds is None:
        return
    found = Finding(phrase("How sure, across worlds"))
    found.say("Every arm was lived in {} {} ({}). An order is called settled where it holds in {} of "
              "them; what comes without a count of worlds is {}.",
              given(worlds.number), name(which(folder)), given(_lived(folder)), given(phrase(SETTLED)),
              phrase("a mean over worlds" if worlds.own else "of the reference world alone"),
              )  # fmt: skip
    if not worlds.own and worlds.luck < 2:
        found.say("One life of a county adds its luck, which draws counts towards a half.")
    found.say("Of each arm: in how many of them there were fewer poor in {} than under {}, in how many "
              "the headcount fell by at least as much as in the reference world, where all parameters "
              "stand at their default, and in how many a yuan averted at least as many person-years of "
              "poverty, by income, as there:", given(folder.last), name(base))  # fmt: skip
    for arm in folder.compared:
        found.point("{}: {}", name(arm), _counts(folder, numbers, arm, base))
    yield found


def _counts(folder: Folder, numbers: Numbers, arm: str, base: str) -> Markup | None:
    """In how many worlds an arm has fewer poor, as large a fall, and as much for a yuan."""
    def worlds(quantity: str, claim: str, other: str) -> Markup | None:
        return count(folder, numbers, quantity, claim, arm, other)

    return in_turn([
        sentence("Fewer poor in {}.", worlds("fgt0", ABOVE, base)),
        sentence("As large a fall in {}.", worlds("fgt0", AS_AT_DEFAULT, REFERENCE)),
        sentence("As much for a yuan in {}.", worlds("income per yuan", AS_AT_DEFAULT, REFERENCE)),
    ])
