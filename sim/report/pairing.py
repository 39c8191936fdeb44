"""Findings on pairing: what carries its effect, where the poor are lost, what ratings do."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from sim.charts.folder import Folder
from sim.report.finding import Finding, hedge, items_of
from sim.report.numbers import Numbers, given, name, names

ABLATION = "figures/ablation.csv"
SENSITIVITY = "figures/sensitivity.csv"
CHAIN = "figures/targeting_chain.csv"
INCENTIVES = "figures/cadre_incentives.csv"
NETWORK = "figures/pair_network.csv"
FRAGILITY = "figures/fragility.csv"
SURVIVAL = "figures/survival.csv"
MOST = 6


def pairing_findings(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """A paragraph for each question on pairing whose chart was drawn."""
    for file, write in (
        (ABLATION, ablation), (SENSITIVITY, sensitivity), (CHAIN, chain), (INCENTIVES, incentives),
        (NETWORK, matching), (FRAGILITY, fragility), (SURVIVAL, survival),
    ):  # fmt: skip
        if not folder.read(file).empty:
            yield write(folder, numbers)


def ablation(folder: Folder, numbers: Numbers) -> Finding:
    """Which local models are missed, better left out, or enough alone."""
    found = Finding("What carries the effect of pairing")
    found.say("In this model, at equal budget, the headcount of {} changes by so many percentage "
              "points (paired by replication, {} interval); what is not named makes no difference, "
              "when left out, that can be told from luck.", given(folder.last), given("95%"))
    rows = folder.read(ABLATION)
    rows = rows[rows["measure"] == "fgt0"].sort_values("mean", ascending=False)
    left_out, alone = rows[rows["way"] == "without"], rows[rows["way"] == "only"]
    groups = (
        ("More poor when left out, so it carries part of the effect: {}.",
         left_out[left_out["low"] > 0]),
        ("Fewer poor when left out, so its money does more elsewhere: {}.",
         left_out[left_out["high"] < 0][::-1]),
        ("Fewer poor than without a programme when it is alone: {}.", alone[alone["high"] < 0][::-1]),
    )
    for text, group in groups:
        found.point(text, _arms(numbers, ABLATION, list(group["arm"])[:MOST], measure="fgt0"))
    return found


def sensitivity(folder: Folder, numbers: Numbers) -> Finding:
    """Which assumed parameters of pairing move the headcount, and which do not."""
    found = Finding("How much the assumed parameters of pairing matter")
    rows = folder.read(SENSITIVITY)
    headcount = rows[rows["measure"] == "fgt0"]
    apart = headcount[(headcount["low"] > 0) | (headcount["high"] < 0)]
    found.say("{} of {} parameters change the headcount of {} by an amount that can be told from "
              "luck when they stand at an end of their declared range (percentage points against "
              "the default, paired by replication, {} interval).",
              given(apart["parameter"].nunique()), given(headcount["parameter"].nunique()),
              given(folder.last), given("95%"))
    rising = apart.sort_values("mean", ascending=False, kind="stable")
    for text, group in (
        ("More poor: {}.", rising[rising["low"] > 0]),
        ("Fewer poor: {}.", rising[rising["high"] < 0][::-1]),
    ):
        found.point(text, _arms(numbers, SENSITIVITY, list(group["arm"])[:MOST], measure="fgt0"))
    return found


def chain(folder: Folder, numbers: Numbers) -> Finding:
    """What each link of targeting adds to the exclusion error of each arm."""
    found = Finding("Where the poor are lost on the way to help")
    found.say("Percentage points that each link adds to the exclusion error of {} (simulated, {} "
              "interval); the links sum to the total:", given(folder.last), given("95%"))
    rows = folder.read(CHAIN)
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
    """How many of the farthest below the line are helped, and how many exits are on paper."""
    found = Finding("What ratings and deadlines do to whom cadres help")
    rows = folder.read(INCENTIVES)
    arms = list(dict.fromkeys(rows["arm"]))
    farthest = "distance=farthest third"
    found.say("Under each arm in {}, simulated, in per cent of households ({} interval):",
              given(folder.last), given("95%"))
    found.point("Helped, of those in the farthest third below the line: {}.",
                _arms(numbers, INCENTIVES, arms, measure="helped_share", group=farthest))
    found.point("Taken off the file on paper, of all: {}.",
                _arms(numbers, INCENTIVES, arms, 2, False, measure="paper_exits", group="all"))
    return found


def matching(folder: Folder, numbers: Numbers) -> Finding:
    """Which rule of matching gives most for the money, the donors' part included."""
    found = Finding("Which pairs give most for the money")
    found.say("What partners give is part of the budget here. Change of the headcount in {}, "
              "percentage points {}:", given(folder.last), hedge(folder, numbers))
    arms = [arm for arm in folder.compared if arm in set(folder.read(NETWORK)["arm"])]
    found.point("Under each rule: {}.",
                items_of(arms, lambda arm: numbers.difference(arm, "fgt0", 100, 2)))
    gaps = {arm: folder.paired("fgt0", arm, arms[0], folder.last) for arm in arms[1:]}
    apart = [arm for arm, gap in gaps.items() if gap and gap.verdict in ("lower", "higher")]
    if apart:
        found.say("Told apart from {}: {}.", name(arms[0]), names(apart))
    else:
        found.say("No rule can be told apart from {}: the rule of matching matters less than luck.",
                  name(arms[0]))
    return found


def fragility(folder: Folder, numbers: Numbers) -> Finding:
    """Write-offs, and the effect on poverty that stands beside them."""
    found = Finding("What levered credit risks, and what it brings")
    rows = folder.read(FRAGILITY)
    arms = [arm for arm in dict.fromkeys(rows["arm"]) if arm in folder.compared]
    found.say("Means over the years of support, simulated ({} interval):", given("95%"))
    found.point("Write-offs in yuan a household and year: {}.", items_of(
        arms, lambda arm: numbers.spread(FRAGILITY, 1, 1, measure="loan_losses", arm=arm)))
    found.point("The same in the worst run: {}.", items_of(
        arms, lambda arm: numbers.number(FRAGILITY, "worst", 1, 1, measure="loan_losses", arm=arm)))
    found.point("Change of the headcount in percentage points: {}.",
                items_of(arms, lambda arm: numbers.difference(arm, "fgt0", 100, 2)))
    return found


def survival(folder: Folder, numbers: Numbers) -> Finding:
    """How many of those who left the file were never poor again, five years later."""
    found = Finding("How long exits last")
    rows = folder.read(SURVIVAL)
    arms = list(dict.fromkeys(rows["arm"]))
    found.say("Households that were not poor again within {} years of leaving the file, in per "
              "cent (Kaplan-Meier, simulated, {} interval over replications):",
              given("five"), given("95%"))
    for kind, words in (("real", "Real exits"), ("paper", "Exits on paper")):
        found.point(words + ": {}.", _arms(numbers, SURVIVAL, arms, 1, False, kind=kind, years="5"))
    return found


def _arms(
    numbers: Numbers, file: str, arms: list[str], digits: int = 2, sign: bool | None = None,
    **keys: str,
) -> Markup | None:  # fmt: skip
    signed = file in (ABLATION, SENSITIVITY) if sign is None else sign
    return items_of(arms, lambda arm: numbers.spread(file, 100, digits, signed, arm=arm, **keys))
