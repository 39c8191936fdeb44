"""Findings on pairing: what carries its effect, where the poor are lost, what ratings do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.charts.cadre_incentives import HARM
from sim.charts.failures import verdicts
from sim.charts.fragility import droughts
from sim.charts.survival import KINDS, SEEN_AFTER
from sim.charts.words import by_chance
from sim.folder.read import Folder
from sim.report.finding import Finding, items_of
from sim.report.numbers import Numbers, given, name, names

ABLATION = "figures/ablation.csv"
FAILURES = "figures/failures.csv"
SENSITIVITY = "figures/sensitivity.csv"
CHAIN = "figures/targeting_chain.csv"
INCENTIVES = "figures/cadre_incentives.csv"
NETWORK = "figures/pair_network.csv"
FRAGILITY = "figures/fragility.csv"
SURVIVAL = "figures/survival.csv"
MOST = 6
ORDER = "Lists are in order of the mean; neighbours in them need not be told apart."
POVERTY = {"fgt0": "The headcount", "fgt1": "The poverty gap", "fgt2": "The squared gap"}


def pairing_findings(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """A paragraph for each question on pairing whose chart was drawn."""
    for file, write in (
        (ABLATION, ablation), (FAILURES, failing), (SENSITIVITY, sensitivity), (CHAIN, chain),
        (INCENTIVES, incentives), (NETWORK, matching), (FRAGILITY, fragility), (SURVIVAL, survival),
    ):  # fmt: skip
        if not numbers.table(file).empty:
            yield write(folder, numbers)


def ablation(folder: Folder, numbers: Numbers) -> Finding:
    """Which local models are missed, better left out, or enough alone, by P0, P1 and P2."""
    found = Finding("What carries the effect of pairing")
    rows = numbers.table(ABLATION).sort_values("mean", ascending=False, kind="stable")
    found.say("In this model, at equal budget, poverty in {} changes by so many percentage points "
              "(paired by replication, {} interval); what is not named makes no difference, when left "
              "out, that can be told from luck{}. Left out is against the whole programme, alone "
              "against doing nothing; the money of what is left out goes to the others. {}",
              given(folder.last), given("95%"), together(rows), ORDER)
    for measure, words in POVERTY.items():
        of_it = rows[rows["measure"] == measure]
        left_out, alone = of_it[of_it["way"] == "without"], of_it[of_it["way"] == "only"]
        for text, group in (
            ("rises when left out, so it carries part of the effect", _called(left_out, "higher")),
            ("falls when left out, so its money does more elsewhere",
             _called(left_out, "lower")[::-1]),
            ("falls when it is alone", _called(alone, "lower")[::-1]),
        ):
            found.point(f"{words} {text}: {{}}.", _most(
                numbers, ABLATION, list(group["arm"]), measure))
    return found


def together(rows: pd.DataFrame) -> Markup:
    """How many intervals of a measure are judged together, and what luck alone would do one by one."""
    number = int(rows.groupby("measure").size().max())
    return Markup("; {} intervals are judged together (Benjamini-Hochberg): one by one, {} of them "
                  "would leave out no difference by luck alone").format(
                      given(number), given(by_chance(number)))


def _called(rows: pd.DataFrame, verdict: str) -> pd.DataFrame:
    return rows[rows["verdict"] == verdict]


def failing(folder: Folder, numbers: Numbers) -> Finding:
    """Which local models no longer lower the headcount in the condition told for each."""
    found = Finding("When local models of pairing fail")
    rows = numbers.table(FAILURES)
    found.say("In this model, what each local model adds to the headcount of {}, in percentage points "
              "against the same programme without it (n = {}, {} interval): in the whole programme, "
              "and in a condition chosen to make it fail{}. Its money goes to the others when it is "
              "left out, so that a model is held against what they would do with it.",
              given(folder.last), given(len(folder.replications)), given("95%"), together(rows))
    told = verdicts(rows)
    for key, text in (
        ("fails", "Clearly help in the whole programme and not in the condition: {}."),
        ("never helps", "Clearly help in neither: {}."),
        ("helps there", "Clearly help in the condition and not in the whole programme: {}."),
        ("helps still", "Help in the condition, too, so that this failure is not borne out: {}."),
    ):
        found.point(text, items_of(told[key], lambda model: _both(numbers, model)))
    deep = verdicts(rows, "fgt2")
    found.point("By the squared gap, clearly help in the whole programme and not in the condition: {}.",
                names(deep["fails"]) or None)
    found.point("By the squared gap, clearly help in the condition, too: {}.",
                names(deep["helps still"]) or None)
    return found


def _both(numbers: Numbers, model: str) -> Markup | None:
    keys = {"measure": "fgt0", "model": model}
    whole, there = (numbers.spread(FAILURES, 100, 2, True, condition=name, **keys)
                    for name in ("whole", "failing"))
    return None if whole is None or there is None else Markup("{}, there {}").format(whole, there)


def sensitivity(folder: Folder, numbers: Numbers) -> Finding:
    """Which assumed parameters of pairing move the headcount, and which do not."""
    found = Finding("How much the assumed parameters of pairing matter")
    rows = numbers.table(SENSITIVITY)
    headcount = rows[rows["measure"] == "fgt0"]
    apart = headcount[headcount["verdict"].isin(["lower", "higher"])]
    found.say("{} of {} parameters change the headcount of {} by an amount that can be told from "
              "luck when they stand at an end of their declared range (percentage points against "
              "the default, paired by replication, {} interval{}). {}",
              given(apart["parameter"].nunique()), given(headcount["parameter"].nunique()),
              given(folder.last), given("95%"), together(headcount), ORDER)
    rising = apart.sort_values("mean", ascending=False, kind="stable")
    for text, group in (
        ("More poor: {}.", _called(rising, "higher")),
        ("Fewer poor: {}.", _called(rising, "lower")[::-1]),
    ):
        found.point(text, _most(numbers, SENSITIVITY, list(group["arm"]), "fgt0"))
    return found


def chain(folder: Folder, numbers: Numbers) -> Finding:
    """What each link of targeting adds to the exclusion error of each arm."""
    found = Finding("Where the poor are lost on the way to help")
    found.say("Percentage points that each link adds to the exclusion error of {} (simulated, {} "
              "interval); the links sum to the total:", given(folder.last), given("95%"))
    rows = numbers.table(CHAIN)
    rows = rows[rows["measure"] == "exclusion_added"]
    for arm in dict.fromkeys(rows["arm"]):
        links = [
            Markup("{} {}").format(name(link), numbers.spread(
                CHAIN, 100, 1, True, measure="exclusion_added", arm=arm, link=link))
            for link in rows.loc[rows["arm"] == arm, "link"]
        ]  # fmt: skip
        found.point("{}: {}.", name(arm), Markup("; ").join(links))
    return found


def incentives(folder: Folder, numbers: Numbers) -> Finding:
    """Who is helped by distance below the line, which exits are bad, which rule does least harm."""
    found = Finding("What ratings and deadlines do to whom cadres help")
    rows = numbers.table(INCENTIVES)
    arms = list(dict.fromkeys(rows["arm"]))
    found.say("Under each arm in {}, simulated, in per cent ({} interval each):",
              given(folder.last), given("95%"))
    for distance in ("farthest", "nearest"):
        group = f"distance={distance} third"
        found.point(f"Helped, of households in the {distance} third below the line: {{}}.",
                    _arms(numbers, INCENTIVES, arms, 1, False, measure="helped_share", group=group))
    found.point("Exits on paper, of all exits: {}.",
                _arms(numbers, INCENTIVES, arms, 1, False, measure="paper_share", group="all"))
    found.point("Exits of households that are poor before aid in the year they leave, of all exits: {}.",
                _arms(numbers, INCENTIVES, arms, 1, False, measure="false_exits", group="all"))
    found.point("Change of the squared gap against {}, in points: {}.",
                name(arms[0]), _arms(numbers, INCENTIVES, arms, 3, True, measure=HARM, group="all"))
    told = folder.against(HARM, arms[1:], arms[0], folder.last)
    for verdict, text in (("lower", "The squared gap is lower than under {} under {}."),
                          ("higher", "The squared gap is higher than under {} under {}."),
                          ("unclear", "Not told apart from {}: {}.")):
        found.point(text, name(arms[0]), names(told[verdict]) or None)
    return found


def matching(folder: Folder, numbers: Numbers) -> Finding:
    """Which rule of matching gives most for the money, the donors' part included."""
    found = Finding("Which pairs give most for the money")
    arms = [arm for arm in folder.arms_in_file_order if arm in set(numbers.table(NETWORK)["arm"])]
    found.say("Change of the headcount for each {} yuan paid a person and year, what donors pay "
              "included, mean of all years, in percentage points ({} interval): {}.",
              given(100), given("95%"), items_of(arms, lambda arm: numbers.spread(
                  "equal_terms.csv", 100, 2, True, middle="ratio", arm=arm,
                  quantity="fgt0_per_100_yuan")))
    found.point("Donors paid of it in {}, million yuan: {}.", given(folder.last), items_of(
        arms, lambda arm: numbers.spread("summary.csv", 1e-6, 2, arm=arm, year=folder.last,
                                         measure="cost_donors", line="", group="all")))
    told = folder.against("fgt0", arms[1:], arms[0], folder.last)
    apart = [*told["lower"], *told["higher"]]
    if apart:
        found.say("By the headcount of {}, paired by replication, told apart from {}: {}.",
                  given(folder.last), name(arms[0]), names(apart))
    else:
        found.say("By the headcount of {}, paired by replication, no rule can be told apart from {}.",
                  given(folder.last), name(arms[0]))
    return found


def fragility(folder: Folder, numbers: Numbers) -> Finding:
    """Upside before the drought and tail after it: poverty, write-offs, the pool, contagion."""
    found = Finding("What levered credit risks, and what it brings")
    dry = droughts(folder)
    found.say("Simulated, n = {}, {} interval each, the worst run beside it. Out of the same offer arms "
              "lend and pay different amounts (see what each paid below): write-offs are of what was "
              "lent, not a rate.", given(len(folder.replications)), given("95%"))
    when = {"before the drought": dry[0] - 1, "at its end": dry[-1]} if dry else {"": folder.last}
    told = (("fgt0", "Headcount against the baseline, points", 100, 2),
            ("loan_losses", "Write-offs, yuan a household", 1, 1))
    for measure, text, scale, digits in told:
        for words, year in when.items():
            found.point(f"{text}, {words} ({{}}): {{}}.", given(year),
                        _with_worst(folder, numbers, measure, year, scale, digits))
    end = dry[-1] if dry else folder.last
    for measure, text, scale in (
        ("guarantee_pool", "Guarantee pool, yuan a household", 1),
        ("fund_excluded", "Households left out of their village's fund, per cent", 100),
        ("contracts_broken", "Households whose contract broke with their enterprise, per cent", 100),
    ):
        found.point(f"{text}, in {{}}: {{}}.", given(end),
                    _with_worst(folder, numbers, measure, end, scale, 2))
    return found


def _with_worst(
    folder: Folder, numbers: Numbers, measure: str, year: int, scale: float, digits: int
) -> Markup | None:
    """Mean, interval and worst run of each arm that the measure touches in the year."""
    rows = numbers.table(FRAGILITY)
    rows = rows[(rows["measure"] == measure) & (rows["year"] == year) & (rows["worst"] != 0)]

    def one(arm: str) -> Markup | None:
        keys: dict[str, Any] = {"measure": measure, "arm": arm, "year": year}
        mean = numbers.spread(FRAGILITY, scale, digits, measure == "fgt0", **keys)
        worst = numbers.number(FRAGILITY, "worst", scale, digits, measure == "fgt0", **keys)
        return None if mean is None or worst is None else Markup("{}, worst {}").format(mean, worst)

    return items_of(list(rows["arm"]), one)


def survival(folder: Folder, numbers: Numbers) -> Finding:
    """How many of those who left the file were never poor again, some years later."""
    found = Finding("How long exits last")
    arms = list(dict.fromkeys(numbers.table(SURVIVAL)["arm"]))
    found.say("Households that were not poor again within {} years of leaving the file, in per "
              "cent (Kaplan-Meier, simulated, {} interval over replications):",
              given(SEEN_AFTER), given("95%"))
    for kind, words in KINDS.items():
        found.point(words.capitalize() + ": {}.", _arms(numbers, SURVIVAL, arms, 1, False, kind=kind,
                                           years=str(SEEN_AFTER)))
    return found


def _arms(
    numbers: Numbers, file: str, arms: list[str], digits: int = 2, sign: bool | None = None,
    **keys: str,
) -> Markup | None:  # fmt: skip
    signed = file in (ABLATION, SENSITIVITY) if sign is None else sign
    return items_of(arms, lambda arm: numbers.spread(file, 100, digits, signed, arm=arm, **keys))


def _most(numbers: Numbers, file: str, arms: list[str], measure: str) -> Markup | None:
    """The first few of a list, the rest counted."""
    shown = _arms(numbers, file, arms[:MOST], measure=measure)
    more = len(arms) - MOST
    return shown if shown is None or more < 1 else Markup("{}; and {} more").format(shown, given(more))
