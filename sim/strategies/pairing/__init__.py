"""Village-household pairing: cadres linked to listed households, and measures by diagnosed cause.

Each local model is one file of this folder and can be switched by name: `only` lists those that
act, `without` those that do not.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import Parameter, names, number, switch
from sim.ground.purse import Purse
from sim.ground.rooms import members
from sim.processes.identification import note_link, visited_accuracy
from sim.programme import Diagnoses
from sim.society import Society
from sim.strategies.base import Strategy
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.matching import DAY_COST, MATCHING
from sim.strategies.pairing.plan import Plan


def find_models() -> dict[str, type[LocalModel]]:
    """The local models of this folder by name, in the order in which they act."""
    found: dict[str, type[LocalModel]] = {}
    for module in members(sys.modules[__name__]):
        for value in vars(module).values():
            ours = isinstance(value, type) and issubclass(value, LocalModel)
            if ours and value is not LocalModel:
                found[value.name] = value
    return dict(sorted(found.items(), key=lambda item: (item[1].turn, item[0])))


MODELS = find_models()
ADMINISTERED = 10  # the turn from which the money has reached the county, which takes its overhead
HELPING = 40  # the turn from which local models bring help to households


def collect_parameters() -> dict[str, Parameter]:
    """The programme's own parameters and those of all local models."""
    collected = {
        "overhead": number(0.15, "share", 0, 0.25, "assumption",
            "Money of the county that administration and its bodies take at most: ratings, "
            "committees, meetings, quotas"),
        "administration": number(0.4, "share of overhead", 0, 1, "assumption",
            "Overhead of the offices; bodies scale down to the rest"),
        "perfect_diagnosis": switch(False, "Every main cause is seen rightly, at no cost: a bound"),
        "only": names((), tuple(MODELS), "Local models that act; empty, all of them"),
        "without": names((), tuple(MODELS), "Local models that do not act"),
        "matching": MATCHING,
        "helper_day_cost": DAY_COST,
        "start_up_course": number(600, "yuan/course", 200, 2000, "assumption",
            "Course for a household that does not know the activity"),
    }
    for name, model in MODELS.items():
        twice = sorted(collected.keys() & model.parameters.keys())
        if twice:
            raise ImportError(f"{name} declares {twice[0]!r}, which is declared already")
        collected |= model.parameters
    return collected


class VillageHouseholdPairing(Strategy):
    """Cadres visit listed households, see why they are poor, and bring what fits the cause.

    Help that does not meet a household's main cause is worth a part of what it costs.
    """

    title = "Village-household pairing"
    falls_short = ("Days are few, cadres who do not know a household bring the wrong measure, trust is "
                   "low, lists err, nothing on offer helps a household without labour, and firms that "
                   "capable persons found pay their owners.")
    targeted = True
    parameters = collect_parameters()
    parts = MODELS
    overhead: float
    administration: float
    perfect_diagnosis: bool
    only: tuple[str, ...]
    without: tuple[str, ...]

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        acting = [name for name in MODELS if name in self.only or not self.only]
        self.models = {
            name: MODELS[name](**{key: getattr(self, key) for key in MODELS[name].parameters})
            for name in acting if name not in self.without
        }

    @classmethod
    def idle(cls, values: dict[str, Any]) -> dict[str, str]:
        """Parameters of local models that are switched off."""
        only, without = values.get("only") or (), values.get("without") or ()
        off = [name for name in MODELS if name in without or (only and name not in only)]
        return {key: f"{name} does not act" for name in off for key in MODELS[name].parameters}

    @classmethod
    def out_of_reach(cls, values: dict[str, Any], world: SimpleNamespace) -> dict[str, str]:
        """More cadres than the county has cannot be sent."""
        asked, there = values["cadre_ratio"], world.cadre_ratio
        if asked <= there:
            return {}
        return {"cadre_ratio": f"asks for {asked:g} cadres a household where the county has "
                               f"{there:g} (raise world.cadre_ratio to {asked:g}, or ask for less)"}

    def accuracy(self, county: Society) -> np.ndarray | float:
        """Its own list is as good as the visits remembered, or a distant office's without them."""
        if "targeted_identification" in self.models:
            return visited_accuracy(county)
        return super().accuracy(county)

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """The money's way, lists and visits; then measures in equal parts, what one leaves to the next.

        Without parts the first measures would spend what the last were meant to have, and who
        matters would be a question of turn.
        """
        plan = self.plan(county, purse)
        plan.note_money("offered", purse.left + purse.spent)
        plan.note_money("after the register")
        for model in self.between(0, ADMINISTERED):
            model.act(plan)
        plan.note_money("reaches the county")
        self.prepare(plan)
        plan.offer()
        plan.note_money("after lists and visits")
        measures = self.between(HELPING)
        for position, model in enumerate(measures):
            plan.aim(model.suits)
            with purse.part(1 / (len(measures) - position), model.sponsor):
                model.act(plan)
        for model in self.models.values():
            plan.aim(model.suits)
            model.finish(plan)
        plan.keep_promises()
        self.note(plan)

    def between(self, first: int, end: int | None = None) -> list[LocalModel]:
        """The acting local models whose turn comes from the first one on, before the end."""
        return [model for model in self.models.values()
                if first <= model.turn and (end is None or model.turn < end)]

    def prepare(self, plan: Plan) -> None:
        """Administration, lists and visits; bodies share what is left of the overhead.

        What bodies leave of it goes to the measures.
        """
        purse, models = plan.purse, self.between(ADMINISTERED, HELPING)
        bodies = sum(model.body for model in models)
        pot = self.overhead * purse.left
        pot -= float(purse.pay("rest_of_world", self.administration * pot, "administration"))
        plan.note_money("after administration")
        plan.money, on_bodies = purse.left, 0.0
        for model in models:
            if not model.body:
                model.act(plan)
                continue
            before = purse.spent
            with purse.part(min(pot / bodies / max(purse.left, TINY), 1.0)):
                model.act(plan)
            bodies, pot = bodies - 1, pot - (purse.spent - before)
            on_bodies += purse.spent - before
        plan.note_money("after bodies", plan.programme.money["after administration"] - on_bodies)

    def note(self, plan: Plan) -> None:
        """Keep account of whom the year's help reached and what of its money was of use."""
        programme = plan.programme
        programme.helped = plan.delivered
        plan.note_money("help for households", float(plan.brought.sum()))
        plan.note_money("of use", float(plan.of_use.sum()))
        programme.diagnoses = Diagnoses(
            plan.served, plan.misjudged, plan.brought, plan.misfit, plan.of_use)
        note_link(plan.county, programme, "delivery", plan.delivered)

    def plan(self, county: Society, purse: Purse) -> Plan:
        """The year before any local model: the list as it is, in the order of a lottery."""
        return Plan(county, purse, self, self.listed(county))
