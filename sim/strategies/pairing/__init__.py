"""Village-household pairing: cadres linked to listed households, and measures by diagnosed cause.

Each local model is one file of this folder and can be switched by name: `only` lists those that
act, `without` those that do not.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.ground.parameters import Parameter, names, number
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
HELPING = 40  # the turn from which local models bring help to households


def collect_parameters() -> dict[str, Parameter]:
    """The programme's own parameters and those of all local models."""
    collected = {
        "overhead": number(0.06, "share", 0, 0.3, "assumption", "Administration"),
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

    Falls short where days are few, cadres do not know the household and bring the wrong measure,
    trust is low, the list is wrong, or nothing on offer helps a household without labour.
    """

    title = "Village-household pairing"
    targeted = True
    parameters = collect_parameters()
    parts = MODELS
    overhead: float
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
        """Lists and visits first; then measures in equal parts, what one leaves going to the next.

        Without parts the first measures would spend what the last were meant to have, and who
        matters would be a question of turn.
        """
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        plan = self.plan(county, purse)
        lists = [model for model in self.models.values() if model.turn < HELPING]
        measures = [model for model in self.models.values() if model.turn >= HELPING]
        for model in lists:
            model.act(plan)
        plan.offer()
        for position, model in enumerate(measures):
            with purse.part(1 / (len(measures) - position), model.sponsor):
                model.act(plan)
        for model in self.models.values():
            model.finish(plan)
        plan.keep_promises()
        plan.programme.helped = plan.delivered
        plan.programme.diagnoses = Diagnoses(plan.served, plan.misjudged, plan.brought)
        note_link(county, plan.programme, "delivery", plan.delivered)

    def plan(self, county: Society, purse: Purse) -> Plan:
        """The year before any local model: the list as it is, in the order of a lottery."""
        return Plan(county, purse, self, self.listed(county))
