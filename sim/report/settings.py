"""How the arms and the whole scenario were set: what differs from the default, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sim.folder.across import KEY
from sim.folder.across import told as told_of
from sim.folder.read import Folder
from sim.folder.swept import Swept
from sim.language import marked, phrase
from sim.observation.dictionary import by_county_only
from sim.scenario import declared
from sim.showing.numbers import name, words

SET = {"finance": "Finance", "targeting": "Targeting"}
"""What keys that hold for all arms are called at the head of a sentence."""
WHOSE_MONEY = {
    "outside": "the money comes from outside the county",
    "local": "the money is raised by a tax in the county, the same whoever spends it",
    "mixed": "half of the money comes from outside, half from a tax in the county",
}
WHOSE_LIST = {
    "common": "one register of the poor for all targeted strategies",
    "own": "every targeted strategy makes its own list",
    "oracle": "lists are made by true income",
    "random": "lists are drawn by lot",
}
STOPPED = {
    "reached": "it is",
    "most": "it is not, and there were to be no more",
    "lacking": "an arm has no interval that could get narrower, as its runs fail or lack the measure",
}

SHARED = {
    "equal": "the budget is the same for every head",
    "poverty_gap": "the budget a head of each is as its poverty gap is of the mean, as a survey tells "
                   "before any policy",
}


Compared = Folder | Swept
"""Results of arms: of one scenario, or of a sweep over it."""


@dataclass(frozen=True)
class Arm:
    """An arm as the report introduces it."""

    name: Markup
    uses: Markup
    role: str


def arms(folder: Compared) -> list[Arm]:
    """What each arm does, how it was set, and its part in the comparison."""
    known = declared.strategies()
    return [Arm(name(arm), _uses(folder, arm, known), _role(folder, arm)) for arm in folder.arms]


def for_all(folder: Compared) -> list[Markup]:
    """What was set for all arms alike: budget, finance, lists, horizon, the world off its defaults."""
    scenario = folder.scenario
    told = _province(scenario)
    told += [_horizon(folder), *_replications(folder), *_worlds(folder)]
    if "budget" in scenario:
        told.append(phrase("Budget: {} yuan of 2010 a person and year.", _written(scenario["budget"])))
    for key, meanings in (("finance", WHOSE_MONEY), ("targeting", WHOSE_LIST)):
        if key in scenario:
            meaning = phrase(meanings.get(str(scenario[key]), ""))
            told.append(phrase("{} {}: {}.", phrase(SET[key]), phrase(str(scenario[key])), meaning))
    if "world" in scenario:
        off = _off_default(scenario["world"] or {}, declared.world_parameters())
        told.append(phrase("World: {}.", phrase("; ").join(off) or _at_default(folder)))
    return [words(text) for text in told]


def _horizon(folder: Compared) -> str:
    acted_until = folder.years[-1] - folder.after
    if not folder.after:
        return phrase("Horizon: {} is the opening state, {} the last year of programmes.",
                      folder.first, acted_until)  # fmt: skip
    return phrase("Horizon: {} is the opening state, {} the last year of programmes; {} is the last "
                  "year.", folder.first, acted_until, folder.years[-1])  # fmt: skip


def _at_default(folder: Compared) -> str:
    if folder.manifest.get("factors"):
        return phrase("all that was not swept stands at its default")
    return phrase("all that worlds do not set stands at its default" if folder.manifest.get("worlds")
                  else "every parameter stands at its default")  # fmt: skip


def _province(scenario: dict[str, Any]) -> list[str]:
    """The counties of a province, how they share the budget, and what is not told of the whole."""
    province = scenario.get("province")
    if not province:
        return []
    apart = by_county_only((scenario.get("record") or {}).get("measures") or [])
    told = [phrase("Province: {} counties of together {:,} households, each its own labour market, "
                   "register and luck; {}. What is of a fifth of persons or a quarter of villages is of "
                   "those of every county, taken together.", len(province["counties"]),
                   int(scenario["county"]["households"]), phrase(SHARED[province["budget_rule"]]))]
    if apart:
        told.append(phrase("Of each county alone, as they do not add up: {}.", _listed(apart)))
    return told


def _replications(folder: Compared) -> list[str]:
    """Until when replications were added, and why no more followed; nothing if they were a number."""
    planned, done = folder.scenario.get("replications"), folder.manifest.get("replications")
    if not isinstance(planned, dict) or not done:
        return []
    until = planned["until"]
    return [phrase(
        "Replications: added until the 95% interval of every arm's difference from the baseline in "
        "{measure} of {year} is plus or minus {width} or less, at most {most}. {done} were done: {why}. "
        "Stopping at a narrow interval makes it cover slightly less often than it says.",
        measure=until["measure"], year=folder.last, width=until["half_width"], most=planned["most"],
        done=done["done"], why=phrase(STOPPED[done["stopped"]]),
    )]  # fmt: skip


def _worlds(folder: Compared) -> list[str]:
    """In which worlds replications live, and what of them has no say here; nothing without worlds."""
    told = folder.manifest.get("worlds")
    if not told:
        return _taken_up(folder)
    lives, luck = len(told["of_replications"]), int(told["luck"])
    said = phrase("Worlds: each replication lives in one of {} worlds of the ensemble {}, which differ "
                  "in {} parameters", lives // luck, told["ensemble"], len(told["varied"]))
    mean = phrase("; {} in each, whose mean is one case of every interval", luck) if luck > 1 else ""
    silent = told["without_say"]
    held = [place for place in told["held_by_the_scenario"] if place not in silent]
    return [
        phrase("{}{}. Intervals hold {}.", said, mean, folder.holds),
        *_without_say(folder, silent),
        *([phrase("Set by the scenario over every world: {}.", _listed(held))] if held else []),
    ]  # fmt: skip


def _without_say(folder: Compared, silent: list[str]) -> list[str]:
    """Which numbers of worlds change nothing: all of strategies that no arm has, or set here."""
    used = {strategy for arm in folder.arms for strategy in folder.strategies(arm)}
    owner = {path: path.split(".")[1] for path in silent if path.startswith("strategies.")}
    idle = sorted(set(owner.values()) - used)
    fixed = [path for path in silent if owner.get(path) not in idle]
    return [
        *([phrase("Without say here are numbers of strategies that no arm uses: {}.", _listed(idle))]
          if idle else []),
        *([phrase("Without say here, as the scenario sets it: {}.", _listed(fixed))] if fixed else []),
    ]  # fmt: skip


def _taken_up(folder: Compared) -> list[str]:
    """Whose effects in worlds stand beside those of the reference world; nothing without them."""
    worlds = told_of(folder)
    if worlds is None:
        return []
    whose = folder.manifest[KEY]
    return [phrase(
        "Across worlds: the same arms in {number} worlds of the ensemble {ensemble}, each lived in "
        "{lives} by {households:,} households (scenario {scenario}, hash {hash}; across_worlds.csv).",
        number=worlds.number, ensemble=worlds.ensemble, households=worlds.households,
        lives=phrase("once") if worlds.luck < 2 else phrase("{} times", worlds.luck),
        scenario=whose["scenario"], hash=whose["scenario_hash"],
    )]  # fmt: skip


def _role(folder: Compared, arm: str) -> str:
    if arm == folder.baseline:
        return phrase("baseline")
    if not folder.strategies(arm):
        return phrase("no programme")
    return phrase("plain money") if folder.hands_out(arm) else phrase("strategy")


def _uses(folder: Compared, arm: str, known: dict[str, Any]) -> Markup:
    uses = (folder.scenario.get("arms") or {}).get(arm) or {}
    if not uses:
        return marked("No strategy: the county left to itself and its standing transfers.")
    told = []
    for strategy, values in uses.items():
        kind = known.get(strategy)
        title, text = (kind.title, kind.says) if kind else (strategy, "")
        here = [*_timing(folder, values or {}, len(uses)), *_off_default(
            {key: value for key, value in (values or {}).items() if key not in declared.TIMING},
            kind.parameters if kind else {},
        )]  # fmt: skip
        set_here = marked(" Here: {}.", words(phrase("; ").join(here))) if here else ""
        told.append(marked("{}. {}{}", name(phrase(title)), words(phrase(text)), set_here))
    return Markup("<br>").join(told)


def _timing(folder: Compared, values: dict[str, Any], together: int) -> list[str]:
    """Share of the budget and years of action, where they are not all of it."""
    share = float(values.get("share", 1.0))
    told = [phrase("{:.3g}% of the budget", 100 * share)] if share < 1 or (
        together > 1 and "share" in values) else []
    if int(values.get("from", folder.first)) > folder.first + 1:
        told.append(phrase("from {}", values["from"]))
    if int(values.get("until", folder.last)) < folder.last:
        told.append(phrase("until {}", values["until"]))
    return told


def _off_default(values: dict[str, Any], parameters: dict[str, Any]) -> list[str]:
    """`name value` of what does not stand at its declared default; of the undeclared, all."""
    return [f"{key} {_written(value)}" for key, value in values.items()
            if key not in parameters or not _same(value, parameters[key])]  # fmt: skip


def _same(value: Any, parameter: Any) -> bool:
    if isinstance(value, dict):
        return all(_same(single, parameter) for single in value.values())
    if parameter.kind == "number":
        return float(value) == parameter.default
    if parameter.kind == "names":
        return tuple(value) == parameter.default
    return str(value) == str(parameter.default).lower()


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return _listed(phrase("{0} from {1}", _written(single), year) for year, single in value.items())
    if isinstance(value, (list, tuple)):
        return _listed(value)
    return str(value).removesuffix(".0")


def _listed(names: Iterable[str]) -> str:
    return phrase(", ").join(names)
