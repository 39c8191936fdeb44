"""The tables of the report; every cell says where it was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from sim.folder.read import MOST_ARMS, Folder
from sim.language import marked, phrase
from sim.report.captions import intervals, of_worlds, source
from sim.showing.numbers import Numbers, given, name
from sim.showing.words import by_mean, clauses

Cell = Markup | None


@dataclass(frozen=True)
class Table:
    """A caption, column heads and rows (first cell: the arm), and the source of a copy of it."""

    caption: Markup
    head: list[Markup]
    rows: list[list[Cell]]
    source: str = ""


def tables(folder: Folder, numbers: Numbers) -> dict[str, Table]:
    """All tables that have at least one number, by the name of their file."""
    made = {
        "at_a_glance": glance, "levels_and_changes": _effects, "costs": _costs,
        "on_equal_terms": _equal_terms, "who_gains": _fifths, "where": _places,
        "targeting_errors": _targeting, "what_common_luck_gains": _common_luck,
    }  # fmt: skip
    whose = source(folder)
    return {name: replace(table, source=whose) for name, write in made.items()
            if (table := write(folder, numbers)) is not None}  # fmt: skip


def _table(
    caption: Markup, arms: list[str], columns: list[tuple[Markup, Callable[[str], Cell]]]
) -> Table | None:
    """Rows for the arms with any number, columns with any number."""
    cells = {arm: [cell(arm) for _, cell in columns] for arm in arms}
    kept = [k for k in range(len(columns)) if any(row[k] is not None for row in cells.values())]
    rows = [
        [name(arm), *(cells[arm][k] for k in kept)]
        for arm in arms
        if any(cells[arm][k] is not None for k in kept)
    ]
    head = [marked("Arm"), *(columns[k][0] for k in kept)]
    return Table(caption, head, list(rows)) if kept else None


def glance(folder: Folder, numbers: Numbers) -> Table | None:
    """The whole comparison on one screen: effect, against plain money, who, and cost.

    None of very many arms, which no screen holds; the tables have them.
    """
    if len(folder.compared) > MOST_ARMS:
        return None
    poorest = (folder.groups("quintile") or ["quintile=1"])[0]

    def against(money: str) -> Callable[[str], Cell]:
        return lambda arm: numbers.spread(
            "figures/plain_money.csv", 1, 1, True, measure="fgt0", arm=arm, other=money
        )

    columns: list[tuple[Markup, Callable[[str], Cell]]] = [
        (marked("Headcount, points"), lambda arm: numbers.difference(arm, "fgt0", 100, 1)),
        (marked("... in nine of ten worlds"), lambda arm: _outer(folder, numbers, arm)),
        *((marked("... minus {}", name(money)), against(money)) for money in folder.plain_money),
        (marked("Squared gap ({}), points", given("P2")),
         lambda arm: numbers.difference(arm, "fgt2", 100, 2)),
        (marked("Income of the poorest fifth, yuan"),
         lambda arm: numbers.difference(arm, "income_mean", 1, 0, poorest)),
        (marked("Paid, yuan a person and year"), lambda arm: numbers.spread(
            "figures/cost_effectiveness.csv", 1, 0, arm=arm, quantity="paid")),
        (marked("Yuan a person-year of poverty averted"), lambda arm: numbers.spread(
            "cost_effectiveness.csv", middle="ratio", arm=arm, baseline=folder.baseline,
            measure="fgt0")),
    ]  # fmt: skip
    caption = marked(
        "At a glance: simulated differences from the baseline in {}, paired by replication, {}. "
        "Rows in order of the mean change in headcount; neighbours may be tied.", given(folder.last),
        intervals(folder, phrase(" each in brackets")),
    )  # fmt: skip
    if any(_outer(folder, numbers, arm) for arm in folder.compared):
        caption = marked("{} {}", caption, of_worlds(folder))
    effects = {arm: folder.effect("fgt0", arm, folder.last) for arm in folder.compared}
    arms = by_mean(effects)
    arms += [arm for arm in folder.compared if arm not in arms]
    return _table(caption, arms, columns)


def _outer(folder: Folder, numbers: Numbers, arm: str) -> Cell:
    """How far an arm's difference in headcount goes over nine of ten worlds, where that is known."""
    def end(which: str) -> Markup | None:
        return numbers.number("figures/effects.csv", f"worlds_{which}", 1, 1, True, measure="fgt0",
                              arm=arm, baseline=folder.baseline)  # fmt: skip

    low, high = end("low"), end("high")
    if low is None or high is None:
        return None
    ends = marked("{} to {}", low, high)
    return Markup('<span class="ends">{}</span>').format(ends)


def _effects(folder: Folder, numbers: Numbers) -> Table | None:
    """Levels of the headcount and differences from the baseline in the last year."""

    def change(measure: str, scale: float, digits: int) -> Callable[[str], Cell]:
        return lambda arm: numbers.difference(arm, measure, scale, digits)

    columns: list[tuple[Markup, Callable[[str], Cell]]] = [
        (marked("Headcount"), lambda arm: numbers.level(arm, "fgt0", folder.last, 100, 2)),
        (marked("Change in {}, points", given("P0")), change("fgt0", 100, 2)),
        (marked("Change in {}, points", given("P1")), change("fgt1", 100, 2)),
        (marked("Change in {}, points", given("P2")), change("fgt2", 100, 2)),
        (marked("Change in Gini, points"), change("gini", 100, 2)),
        (marked("Change in mean income, yuan"), change("income_mean", 1, 0)),
        (marked("Change in mean consumption, yuan"), change("consumption_mean", 1, 0)),
        (marked("n"), lambda arm: numbers.n(arm)),
    ]
    caption = marked(
        "Effects in {}: level, and difference from the baseline paired by replication, {}. "
        "{}: headcount; {}: poverty gap; {}: squared poverty gap.", given(folder.last),
        intervals(folder, phrase(" each in brackets")), given("P0"), given("P1"), given("P2"),
    )  # fmt: skip
    return _table(caption, folder.arms, columns)


def _costs(folder: Folder, numbers: Numbers) -> Table | None:
    """Cost, what it averted, and their ratio."""

    def effectiveness(column: str, measure: str = "fgt0") -> Callable[[str], Cell]:
        return lambda arm: numbers.number(
            "cost_effectiveness.csv", column, arm=arm, baseline=folder.baseline, measure=measure
        )

    def ratio(measure: str, digits: int) -> Callable[[str], Cell]:
        return lambda arm: numbers.spread(
            "cost_effectiveness.csv", 1, digits, middle="ratio", arm=arm,
            baseline=folder.baseline, measure=measure,
        )  # fmt: skip

    def note(arm: str) -> Cell:
        keys = {"arm": arm, "baseline": folder.baseline, "measure": "fgt0"}
        record = numbers.row("cost_effectiveness.csv", **keys)
        text = clauses(*map(phrase, str(record.get("note", "")).split("; "))) if record else ""
        return Markup('<span class="note">{}</span>').format(text) if text else None

    columns: list[tuple[Markup, Callable[[str], Cell]]] = [
        (marked("Paid, yuan a person and year"), lambda arm: numbers.spread(
            "figures/cost_effectiveness.csv", 1, 1, arm=arm, quantity="paid")),
        (marked("Unspent, yuan a person and year"), lambda arm: numbers.spread(
            "figures/money.csv", 1, 1, arm=arm, kind="unspent")),
        (_whole(folder), effectiveness("averted")),
        (marked("Yuan a person-year averted"), ratio("fgt0", 0)),
        (marked("The same at {} a year discounting", given("5%")), ratio("fgt0_discounted", 0)),
        (marked("Yuan a yuan of poverty gap averted"), ratio("fgt1", 2)),
        (marked("n"), effectiveness("n")),
        (marked("Note"), note),
    ]  # fmt: skip
    caption = marked(
        "Cost-effectiveness over all years: money paid out of the programme purse beyond the "
        "baseline; ratio of means, given only where more was paid and poverty averted; {}.",
        intervals(folder, phrase(" in brackets")),
    )  # fmt: skip
    return _table(caption, folder.compared, columns)


def _whole(folder: Folder) -> Markup:
    """The head of person-years averted, which are those of everybody who was simulated."""
    return (marked("Person-years of poverty averted, whole province") if folder.scenario.get("province")
            else marked("Person-years of poverty averted, whole county"))  # fmt: skip


def _equal_terms(folder: Folder, numbers: Numbers) -> Table | None:
    """Changes for each 100 yuan paid, and for each per cent of mean income."""

    def change(quantity: str) -> Callable[[str], Cell]:
        return lambda arm: numbers.spread(
            "equal_terms.csv", 100, 2, True, middle="ratio", arm=arm, baseline=folder.baseline,
            quantity=quantity,
        )  # fmt: skip

    columns: list[tuple[Markup, Callable[[str], Cell]]] = [
        *((marked("{0} for each {1} yuan paid, points", given(name), given("100")),
           change(f"{measure}_per_100_yuan"))
          for name, measure in (("P0", "fgt0"), ("P1", "fgt1"), ("P2", "fgt2"))),
        (marked("{0} for {1} more mean income, points", given("P0"), given("1%")),
         change("fgt0_per_percent_of_income")),
    ]  # fmt: skip
    caption = marked(
        "On equal terms: mean change over all years for each {} yuan a person and year that was "
        "really paid, scaled in proportion (returns may diminish: a scenario with other budgets "
        "tells), and change in {} for each per cent of mean income gained; {}; no "
        "number where what was paid, or the income gained, is not clearly more than the baseline's.",
        given("100"), given(folder.last), intervals(folder, phrase(" each")),
    )  # fmt: skip
    return _table(caption, folder.compared, columns)


def _grouped(
    folder: Folder, numbers: Numbers, caption: Markup, dimension: str, measure: str,
    scale: float, digits: int, ends: tuple[str, str],
) -> Table | None:  # fmt: skip
    groups = folder.groups(dimension)
    if not groups:
        return None
    labels = [given(group.split("=", 1)[1]) for group in groups]
    labels[0] = marked("{} ({})", labels[0], ends[0])
    labels[-1] = marked("{} ({})", labels[-1], ends[1]) if len(groups) > 1 else labels[0]

    def cell(group: str) -> Callable[[str], Cell]:
        return lambda arm: numbers.difference(arm, measure, scale, digits, group)

    columns = [(label, cell(group)) for label, group in zip(labels, groups, strict=True)]
    return _table(caption, folder.compared, columns)


def _fifths(folder: Folder, numbers: Numbers) -> Table | None:
    caption = marked(
        "Who gains: change in mean income per head in {} by fifth of baseline income, yuan of {} a "
        "person and year, difference from the baseline, {}.",
        given(folder.last), given("2010"), intervals(folder, phrase(" each")),
    )  # fmt: skip
    ends = (phrase("poorest"), phrase("richest"))
    return _grouped(folder, numbers, caption, "quintile", "income_mean", 1, 0, ends)


def _places(folder: Folder, numbers: Numbers) -> Table | None:
    caption = marked(
        "Where: change in the headcount in {} by remoteness of the village, percentage points, "
        "difference from the baseline, {}.", given(folder.last), intervals(folder, phrase(" each")),
    )  # fmt: skip
    ends = (phrase("nearest"), phrase("most remote"))
    return _grouped(folder, numbers, caption, "remoteness", "fgt0", 100, 2, ends)


def _targeting(folder: Folder, numbers: Numbers) -> Table | None:
    def share(measure: str) -> Callable[[str], Cell]:
        return lambda arm: numbers.level(arm, measure, folder.last, 100, 1)

    columns = [
        (marked("Inclusion error: listed but not poor, % of the listed"), share("inclusion_error")),
        (marked("Exclusion error: poor but not listed, % of the poor"), share("exclusion_error")),
        (marked("Leakage: aid to those not poor before it, % of aid"), share("leakage")),
    ]
    caption = marked(
        "Targeting errors in {}: poor means a true income below the national line before what "
        "programmes paid the household that year, so that a payment that lifts somebody is no error "
        "of the list; {}.",
        given(folder.last), intervals(folder, phrase(" each")),
    )  # fmt: skip
    return _table(caption, folder.arms, columns)


def _common_luck(folder: Folder, numbers: Numbers) -> Table | None:
    """How much surer differences are because arms share their luck."""

    def cell(column: str, scale: float = 1, digits: int = 1) -> Callable[[str], Cell]:
        return lambda arm: numbers.number(
            "common_luck.csv", column, scale, digits, arm=arm, baseline=folder.baseline, measure="fgt0"
        )

    columns: list[tuple[Markup, Callable[[str], Cell]]] = [
        (marked("Spread in the arm, points"), cell("sd_arm", 100, 2)),
        (marked("In the baseline"), cell("sd_baseline", 100, 2)),
        (marked("Of their difference, paired"), cell("sd_difference", 100, 2)),
        (marked("Interval narrower, times"), cell("narrower")),
        (marked("Worth replications, times"), cell("worth")),
        (marked("n"), cell("n", digits=0)),
    ]
    caption = marked(
        "What common luck gains: standard deviation over replications of the headcount in {}, "
        "percentage points, in the arm, in the baseline and of their difference within the "
        "replication. With people and luck of its own in each arm, the interval of the difference "
        "would be so many times wider, and so many times as many replications would be needed to know "
        "it as well (less than {}: sharing them makes it worse).", given(folder.last), given("1"),
    )  # fmt: skip
    return _table(caption, folder.compared, columns)
