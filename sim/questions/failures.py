"""When local models fail: what each adds in the whole programme, and in its failing condition."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from sim.folder.read import Folder, Missing, each
from sim.language import marked, phrase
from sim.showing import style
from sim.showing.finding import Finding, interval, items_of
from sim.showing.numbers import Numbers, given, names
from sim.showing.pairing import judged_together
from sim.showing.roles import plain
from sim.showing.units import POINTS, as_shown
from sim.showing.words import interval_words, judged, line_words, rule_words, title

TITLE = "When local models of pairing fail"
PLACE = 220
FILE = "figures/failures.csv"
COLUMNS = ["measure", "model", "condition", "arm", "other", "year", "mean", "low", "high", "n"]
SHOWN = ("fgt0", "fgt2")
KINDS = {
    (True, True): "helps still", (True, False): "fails",
    (False, True): "helps there", (False, False): "never helps",
}  # fmt: skip


def table(folder: Folder) -> pd.DataFrame:
    """What each model adds to the last year's poverty, in the whole programme and where it fails.

    In the whole: the whole minus the arm without it. Failing: the arm in its condition minus the
    same condition without it.
    """
    found = [
        (measure, model, condition, arm, other, folder.last, *gap.cells)
        for measure in SHOWN
        for model, condition, arm, other in _compared(folder)
        if (gap := folder.paired(measure, arm, other, folder.last)) is not None
    ]
    if not found:
        raise Missing("")
    numbers = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    return numbers.assign(verdict=judged(numbers))


def _compared(folder: Folder) -> Iterator[tuple[str, str, str, str]]:
    """Model, condition, and the two arms whose difference is what the model adds there."""
    left_out = {role.of: (role.against, arm) for arm, role in folder.roles.items()
                if role.role == "left-out"}
    for arm, role in folder.roles.items():
        if role.role == "failing" and role.of in left_out:
            yield role.of, "whole", *left_out[role.of]
            yield role.of, "failing", arm, role.against


def verdicts(numbers: pd.DataFrame, measure: str = "fgt0") -> dict[str, list[str]]:
    """Models by what their condition does to what they add to poverty.

    `fails`: it clearly helps in the whole programme and not in the condition; `never helps`: in
    neither; `helps still`: in both; `helps there`: in the condition alone. `harms`: more poverty
    with it in the condition.
    """
    rows = numbers[numbers["measure"] == measure].set_index(["model", "condition"])["verdict"]
    found: dict[str, list[str]] = {
        "fails": [], "never helps": [], "helps still": [], "helps there": [], "harms": [],
    }  # fmt: skip
    for model in dict.fromkeys(numbers["model"]):
        whole, failing = (rows.get((model, name)) for name in ("whole", "failing"))
        found[KINDS[whole == "lower", failing == "lower"]].append(model)
        if failing == "higher":
            found["harms"].append(model)
    return found


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are models, the most useful first; grey: in the whole programme, coloured: failing."""
    headcount = numbers[(numbers["measure"] == "fgt0") & (numbers["condition"] == "whole")]
    models = list(headcount.sort_values("mean", kind="stable")["model"])
    told = verdicts(numbers)
    helpful = len(told["fails"]) + len(told["helps still"])
    still = phrase(", in their failing condition, too: {}", len(told["helps still"])) if helpful else ""
    heading = phrase(
        "Local models that clearly lower the headcount in the whole programme: {helpful} of {models}"
        "{still}; that clearly raise it in their failing condition: {harms}", helpful=helpful,
        models=len(models), still=still, harms=len(told["harms"]),
    )  # fmt: skip
    subtitle = phrase(
        "What each adds to poverty in {year} at the {line}, percentage points, against the same "
        "programme without it, paired by replication, {interval}; left of 0: it helps; hollow: in the "
        "whole programme; filled: in the condition in which it should fail; blue: less poverty, "
        "vermilion: more, grey: not told apart; {rule}, each measure by itself", year=folder.last,
        line=line_words(folder), interval=interval_words(folder),
        rule=rule_words(folder, int((numbers["measure"] == "fgt0").sum())),
    )  # fmt: skip
    page = style.page(0.24 * len(models) + 0.5, heading, subtitle, folder.source)
    places = page.subplots(1, len(SHOWN), sharey=True, squeeze=False)[0]
    for axes, measure in zip(places, SHOWN, strict=True):
        style.rows(axes, [plain(model) for model in models])
        axes.axvline(0, color=style.GREY, lw=1.2)
        for row in each(numbers[numbers["measure"] == measure]):
            place = models.index(row.model)
            at = place + (0.18 if row.condition == "failing" else -0.18)
            style.dot(axes, at, row, style.VERDICTS[row.verdict], 3.5)
            if row.condition == "whole":
                axes.plot([row.mean], [at], "o", color="white", ms=1.8)
        axes.set_title(title(measure), weight="bold")
    return page


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Which local models no longer lower the headcount in the condition told for each."""
    found = Finding(phrase(TITLE))
    rows = numbers.table(FILE)
    found.say("In this model, what each local model adds to the headcount of {}, in percentage points "
              "against the same programme without it (n = {}, {}): in the whole programme, "
              "and in a condition chosen to make it fail{}. Its money goes to the others when it is "
              "left out, so that a model is held against what they would do with it.",
              given(folder.last), given(len(folder.replications)), interval(folder),
              judged_together(rows))
    told = verdicts(rows)
    for key, text in (
        ("fails", "Clearly help in the whole programme and not in the condition: {}."),
        ("never helps", "Clearly help in neither: {}."),
        ("helps there", "Clearly help in the condition and not in the whole programme: {}."),
        ("helps still", "Help in the condition, too, so that this failure is not borne out: {}."),
        ("harms", "Clearly raise the headcount in the condition: {}."),
    ):
        found.point(text, _both_of(numbers, told[key]))
    deep = verdicts(rows, "fgt2")
    found.point("By the squared gap, clearly help in the whole programme and not in the condition: {}.",
                names([plain(model) for model in deep["fails"]]) or None)
    found.point("By the squared gap, clearly help in the condition, too: {}.",
                names([plain(model) for model in deep["helps still"]]) or None)
    yield found


def _both_of(numbers: Numbers, models: list[str]) -> Markup | None:
    """What each model adds in both conditions, as prose."""
    words = {plain(model): model for model in models}
    return items_of(list(words), lambda called: _both(numbers, words[called]))


def _both(numbers: Numbers, model: str) -> Markup | None:
    keys = {"measure": "fgt0", "model": model}
    whole, there = (numbers.spread(FILE, 1, 2, True, condition=name, **keys)
                    for name in ("whole", "failing"))
    return None if whole is None or there is None else marked("{}, there {}", whole, there)
