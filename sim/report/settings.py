"""How the arms and the whole scenario were set: what differs from the default, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sim.folder.across import KEY
from sim.folder.across import told as told_of
from sim.folder.read import Folder
from sim.observation.dictionary import by_county_only
from sim.scenario import declared
from sim.showing.numbers import name, words

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


@dataclass(frozen=True)
class Arm:
    """An arm as the report introduces it."""

    name: Markup
    uses: Markup
    role: str


def arms(folder: Folder) -> list[Arm]:
    """What each arm does, how it was set, and its part in the comparison."""
    known = declared.strategies()
    return [Arm(name(arm), _uses(folder, arm, known), _role(folder, arm)) for arm in folder.arms]


def for_all(folder: Folder) -> list[Markup]:
    """What was set for all arms alike: budget, finance, lists, horizon, the world off its defaults."""
    scenario = folder.scenario
    told = _province(scenario)
    after = f"; {folder.years[-1]} is the last year" if folder.years[-1] > folder.last else ""
    told += [f"Horizon: {folder.first} is the opening state, {folder.last} the last year of programmes"
             f"{after}.", *_replications(folder), *_worlds(folder)]
    if "budget" in scenario:
        told.append(f"Budget: {_written(scenario['budget'])} yuan of 2010 a person and year.")
    for key, meanings in (("finance", WHOSE_MONEY), ("targeting", WHOSE_LIST)):
        if key in scenario:
            told.append(f"{key.capitalize()} {scenario[key]}: {meanings.get(str(scenario[key]), '')}.")
    if "world" in scenario:
        off = _off_default(scenario["world"] or {}, declared.world_parameters())
        rest = "all that worlds do not set" if folder.manifest.get("worlds") else "every parameter"
        told.append(f"World: {'; '.join(off) or f'{rest} stands at its default'}.")
    return [words(text) for text in told]


def _province(scenario: dict[str, Any]) -> list[str]:
    """The counties of a province, how they share the budget, and what is not told of the whole."""
    province = scenario.get("province")
    if not province:
        return []
    apart = by_county_only((scenario.get("record") or {}).get("measures") or [])
    told = [f"Province: {len(province['counties'])} counties of together "
            f"{int(scenario['county']['households']):,} households, each its own labour market, "
            f"register and luck; {SHARED[province['budget_rule']]}. What is of a fifth of persons or "
            "a quarter of villages is of those of every county, taken together."]
    if apart:
        told.append(f"Of each county alone, as they do not add up: {', '.join(apart)}.")
    return told


def _replications(folder: Folder) -> list[str]:
    """Until when replications were added, and why no more followed; nothing if they were a number."""
    planned, done = folder.scenario.get("replications"), folder.manifest.get("replications")
    if not isinstance(planned, dict) or not done:
        return []
    until = planned["until"]
    return [f"Replications: added until the 95% interval of every arm's difference from the baseline in "
            f"{until['measure']} of {folder.last} is plus or minus {until['half_width']} or less, at "
            f"most {planned['most']}. {done['done']} were done: {STOPPED[done['stopped']]}. Stopping "
            "at a narrow interval makes it cover slightly less often than it says."]  # fmt: skip


def _worlds(folder: Folder) -> list[str]:
    """In which worlds replications live, and what of them has no say here; nothing without worlds."""
    told = folder.manifest.get("worlds")
    if not told:
        return _taken_up(folder)
    lives, luck = len(told["of_replications"]), int(told["luck"])
    said = (f"Worlds: each replication lives in one of {lives // luck} worlds of the ensemble "
            f"{told['ensemble']}, which differ in {len(told['varied'])} parameters")  # fmt: skip
    said += f"; {luck} in each, whose mean is one case of every interval" if luck > 1 else ""
    silent = told["without_say"]
    held = [place for place in told["held_by_the_scenario"] if place not in silent]
    return [
        f"{said}. Intervals hold {told['intervals_hold']}.",
        *_without_say(folder, silent),
        *([f"Set by the scenario over every world: {', '.join(held)}."] if held else []),
    ]  # fmt: skip


def _without_say(folder: Folder, silent: list[str]) -> list[str]:
    """Which numbers of worlds change nothing: all of strategies that no arm has, or set here."""
    used = {strategy for arm in folder.arms for strategy in folder.strategies(arm)}
    owner = {path: path.split(".")[1] for path in silent if path.startswith("strategies.")}
    idle = sorted(set(owner.values()) - used)
    fixed = [path for path in silent if owner.get(path) not in idle]
    return [
        *([f"Without say here are numbers of strategies that no arm uses: {', '.join(idle)}."]
          if idle else []),
        *([f"Without say here, as the scenario sets it: {', '.join(fixed)}."] if fixed else []),
    ]  # fmt: skip


def _taken_up(folder: Folder) -> list[str]:
    """Whose effects in worlds stand beside those of the reference world; nothing without them."""
    worlds = told_of(folder)
    if worlds is None:
        return []
    whose = folder.manifest[KEY]
    lives = "once" if worlds.luck < 2 else f"{worlds.luck} times"
    return [f"Across worlds: the same arms in {worlds.number} worlds of the ensemble {worlds.ensemble}, "
            f"each lived in {lives} by {worlds.households:,} households (scenario {whose['scenario']}, "
            f"hash {whose['scenario_hash']}; across_worlds.csv)."]  # fmt: skip


def _role(folder: Folder, arm: str) -> str:
    if arm == folder.baseline:
        return "baseline"
    if not folder.strategies(arm):
        return "no programme"
    return "plain money" if arm in folder.plain_money else "strategy"


def _uses(folder: Folder, arm: str, known: dict[str, Any]) -> Markup:
    uses = (folder.scenario.get("arms") or {}).get(arm) or {}
    if not uses:
        return Markup("No strategy: the county left to itself and its standing transfers.")
    told = []
    for strategy, values in uses.items():
        kind = known.get(strategy)
        title, text = (kind.title, kind.says) if kind else (strategy, "")
        here = [*_timing(folder, values or {}, len(uses)), *_off_default(
            {key: value for key, value in (values or {}).items() if key not in declared.TIMING},
            kind.parameters if kind else {},
        )]  # fmt: skip
        set_here = Markup(" Here: {}.").format(words("; ".join(here))) if here else ""
        told.append(Markup("{}. {}{}").format(name(title), words(text), set_here))
    return Markup("<br>").join(told)


def _timing(folder: Folder, values: dict[str, Any], together: int) -> list[str]:
    """Share of the budget and years of action, where they are not all of it."""
    share = float(values.get("share", 1.0))
    told = [f"{100 * share:.3g}% of the budget"] if share < 1 or together > 1 else []
    if int(values.get("from", folder.first)) > folder.first + 1:
        told.append(f"from {values['from']}")
    if int(values.get("until", folder.last)) < folder.last:
        told.append(f"until {values['until']}")
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
        return ", ".join(f"{_written(single)} from {year}" for year, single in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(value)
    return str(value).removesuffix(".0")
