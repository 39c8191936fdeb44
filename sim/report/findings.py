"""Findings in words, written from the numbers and hedged by their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from markupsafe import Markup

from sim.charts import headcount_by_remoteness, income_by_quintile
from sim.charts.gains import tilt
from sim.charts.words import leaders
from sim.folder.read import MOST_ARMS, Folder
from sim.report.budgets import budget_findings
from sim.report.finding import (
    Finding,
    each_tilt,
    hedge,
    in_brackets,
    items_of,
    order_of,
    ordered,
    together,
)
from sim.report.numbers import Numbers, given, name, names, series
from sim.report.pairing import pairing_findings

NEARLY_ALL = 0.99  # of the offered money


def findings(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """All findings that have something to say."""
    yield from budget_findings(folder, numbers)
    yield from pairing_findings(folder, numbers)
    general = (_baseline, _effects, _depth, _plain_money, _apart, _who, _where, _cost, _unspent)
    for write in general if len(folder.compared) <= MOST_ARMS else (_baseline,):
        finding = write(folder, numbers)
        if finding.sentences or finding.points:
            yield finding


def _baseline(folder: Folder, numbers: Numbers) -> Finding:
    base = folder.baseline if folder.baseline is not None else folder.arms[0]
    found = Finding(_who_is_baseline(folder))
    found.say(
        "In this model, under {} the headcount (share of persons poor) goes from {} in {} to "
        "{} in {} at the {} line; simulated, n = {}{}.",
        name(base), numbers.level(base, "fgt0", folder.first, 100, 2), given(folder.first),
        numbers.level(base, "fgt0", folder.last, 100, 2), given(folder.last), name(folder.line),
        numbers.n(base), in_brackets(folder),
    )  # fmt: skip
    return found


def _who_is_baseline(folder: Folder) -> str:
    if folder.baseline is None:
        return "The county"
    return "The baseline" if folder.strategies(folder.baseline) else "Without a programme"


def _effects(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("Which strategy did what to poverty")
    if folder.baseline is None or not folder.compared:
        return found
    lead = leaders(folder, "fgt0", folder.last)
    if lead:
        _say_leader(found, folder, numbers, *lead)
    effects = {arm: folder.effect("fgt0", arm, folder.last) for arm in folder.compared}
    words = {
        "lower": "Fewer poor than under {} {}{}: {}.",
        "higher": "More poor than under {} {}: {}.",
        "unclear": "Not to be told apart from {} {}: {}.",
        "single": "One replication, luck not ruled out: against {} {} the numbers of {} are below.",
    }
    told = folder.against("fgt0", folder.compared, folder.baseline, folder.last)
    for verdict, arms in ordered(effects, told).items():
        parts = [name(folder.baseline), hedge(folder, numbers)]
        order = [order_of(folder, arms)] if verdict == "lower" else []
        found.point(words[verdict], *parts, *order, names(arms))
    found.say(*together(folder, len(folder.pairs)))
    return found


def _say_leader(found: Finding, folder: Folder, numbers: Numbers, best: str, ties: list[str]) -> None:
    level = numbers.level(best, "fgt0", folder.last, 100, 2)
    if len(folder.replications) < 2:
        found.say("In the single run the headcount is lowest under {}: {}.", name(best), level)
        return
    found.say("The lowest simulated headcount in {} is under {}: {}.",
              given(folder.last), name(best), level)  # fmt: skip
    if ties:
        found.say("It cannot be told apart from that under {}.", names(ties))


def _depth(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("How deep poverty stays")
    labels = {"fgt1": "the poverty gap (P1)", "fgt2": "the squared poverty gap (P2)"}
    for measure, label in labels.items():
        lead = leaders(folder, measure, folder.last)
        if folder.baseline is None or lead is None or len(folder.replications) < 2:
            continue
        best, ties = lead
        what = Markup(label.replace("P1", str(given("P1"))).replace("P2", str(given("P2"))))
        if best == folder.baseline:
            found.say("No arm has a lower mean of {} than {}.", what, name(best))
            continue
        tail = Markup(", not to be told apart from {}").format(names(ties)) if ties else ""
        found.say(
            "Weighing how far the poor fall short, {} is lowest under {}: {} percentage points "
            "{}{}.",
            what, name(best), numbers.difference(best, measure, 100, 2), hedge(folder, numbers),
            tail,
        )  # fmt: skip
    return found


def _plain_money(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("What plain money would have done")
    words = {
        "lower": "Fewer poor than {} leaves: {}.",
        "higher": "More poor than {} leaves: {}.",
        "unclear": "Not to be told apart from {}: {}.",
        "single": "Against {}, one replication, luck not ruled out: {}.",
    }
    for money in folder.plain_money:
        found.say(
            "{}, which only hands out money, changes the headcount by {} percentage points {}.",
            name(money), numbers.difference(money, "fgt0", 100, 2), hedge(folder, numbers),
        )  # fmt: skip
        others = [arm for arm in folder.compared if arm != money]
        gaps = {arm: folder.paired("fgt0", arm, money, folder.last) for arm in others}
        told = folder.against("fgt0", others, money, folder.last)
        for verdict, arms in ordered(gaps, told).items():
            items = items_of(arms, _gap_from(numbers, money))
            if items:
                found.point(words[verdict], name(money), items)
    if found.points:
        found.say("Against plain money, in the headcount of {} (in percentage points, "
                  "paired by replication, {} interval each):",
                  given(folder.last), given("95%"))  # fmt: skip
        found.say(*together(folder, len(folder.pairs)))
    return found


def _gap_from(numbers: Numbers, money: str) -> Callable[[str], Markup | None]:
    return lambda arm: numbers.spread(
        "figures/plain_money.csv", 100, 2, True, measure="fgt0", arm=arm, other=money
    )


def _apart(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("Which arms cannot be told apart")
    arms = folder.compared
    if len(folder.replications) < 2:
        if len(arms) > 1:
            found.say("With one replication no two arms can be told apart.")
        return found
    pairs = [(arm, other) for arm, other in combinations(arms, 2)]
    for arm in arms:
        others = [other for one, other in pairs
                  if one == arm and folder.told("fgt0", one, other, folder.last) == "unclear"]
        if others:
            found.point("{} with {}", name(arm), names(others))
    found.say(*together(folder, len(folder.pairs)))
    if found.points:
        found.say("By the headcount of {}, paired by replication, these pairs cannot be told apart:",
                  given(folder.last))  # fmt: skip
    elif len(arms) > 1:
        found.say("By the headcount of {} every pair of strategies can be told apart.",
                  given(folder.last))  # fmt: skip
    return found


def _who(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("Who gains income")
    fifths = folder.groups("quintile")
    if folder.baseline is None or not folder.compared or len(fifths) < 2:
        return found
    for group, label in ((fifths[0], "poorest"), (fifths[-1], "richest")):
        _say_fifth(found, folder, numbers, group, label)
    said = each_tilt(income_by_quintile.WORDS, tilt(folder, "income_mean", "quintile"))
    for text, arms in said:
        found.say("In yuan " + text + " {}.", names(arms))
    return found


def _say_fifth(found: Finding, folder: Folder, numbers: Numbers, group: str, label: str) -> None:
    def change(arm: str) -> Markup | None:
        return numbers.difference(arm, "income_mean", 1, 0, group)

    lead = leaders(folder, "income_mean", folder.last, group, highest=True)
    if lead and folder.baseline not in (lead[0], *lead[1]):
        best, ties = lead
        alone = Markup(", not to be told apart from {}").format(names(ties)) if ties else ""
        found.say(
            "The {} fifth (by baseline income) has its highest mean income under {}: {} yuan a "
            "person and year {}{}.", label, name(best), change(best), hedge(folder, numbers),
            alone if len(folder.replications) > 1 else "",
        )  # fmt: skip
    base = str(folder.baseline)
    verdicts = folder.against("income_mean", folder.compared, base, folder.last, group)
    if verdicts["unclear"]:
        found.say("Not clearly changed for the {} fifth: {}.", label, names(verdicts["unclear"]))
    if verdicts["lower"]:
        found.say("The {} fifth loses under: {}.", label, items_of(verdicts["lower"], change))


def _where(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("Near and remote villages")
    places = folder.groups("remoteness")
    if folder.baseline is None or not folder.compared or len(places) < 2 or len(folder.replications) < 2:
        return found
    said = each_tilt(headcount_by_remoteness.WORDS, tilt(folder, "fgt0", "remoteness"))
    for text, arms in said:
        found.say("The headcount " + text + " {}.", names(arms))
    return found


def _cost(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("At what cost")
    ratios = {arm: numbers.value("cost_effectiveness.csv", "ratio", **_ratio_of(folder, arm))
              for arm in folder.compared}  # fmt: skip
    known = sorted((ratio, arm) for arm, ratio in ratios.items() if ratio is not None)
    items = [
        Markup("{} {}").format(name(arm), numbers.spread(
            "cost_effectiveness.csv", middle="ratio", **_ratio_of(folder, arm)))
        for _, arm in known
    ]  # fmt: skip
    if items:
        found.say("Yuan paid out of the programme purse beyond the baseline for each person-year of "
                  "poverty averted, in order of the mean, {} interval in brackets: {}.",
                  given("95%"), series(items))  # fmt: skip
    if len(items) > 1:
        found.say("Arms whose intervals overlap are not ranked by this list.")
    for note, arms in _without_price(folder, numbers).items():
        why = Markup('<span class="note">{}</span>').format(note)
        found.say("No price for {}: {}.", names(arms), why)
    return found


def _without_price(folder: Folder, numbers: Numbers) -> dict[str, list[str]]:
    """Arms that have no ratio, under the note that says why."""
    found: dict[str, list[str]] = {}
    for arm in folder.compared:
        row = numbers.row("cost_effectiveness.csv", **_ratio_of(folder, arm))
        if row and row["note"]:
            found.setdefault(str(row["note"]), []).append(arm)
    return found


def _ratio_of(folder: Folder, arm: str) -> dict[str, Any]:
    return {"arm": arm, "baseline": folder.baseline, "measure": "fgt0"}


def _unspent(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding("What was left unspent")
    left = {arm: numbers.value("figures/money.csv", "mean", arm=arm, kind="unspent")
            for arm in folder.arms}  # fmt: skip
    known = {arm: value for arm, value in left.items() if value is not None}
    money = numbers.table("figures/money.csv")
    offered = money.groupby("arm")["mean"].sum() if len(money) else {}
    spent = [arm for arm in known if known[arm] <= (1 - NEARLY_ALL) * offered[arm]]
    idle = sorted((arm for arm in known if arm not in spent), key=lambda arm: -known[arm])
    items = items_of(
        idle, lambda arm: numbers.spread("figures/money.csv", 1, 1, arm=arm, kind="unspent")
    )
    if items:
        found.say("Yuan a person and year that lapsed, mean of the years of action{}: {}.",
                  in_brackets(folder), items)  # fmt: skip
    if spent:
        found.say("All or nearly all of the offered money ({} or more) was spent by {}.",
                  given(f"{NEARLY_ALL:.0%}"), names(spent))  # fmt: skip
    return found
