"""The worlds of a scenario: an ensemble by name or file, and which of them replications live in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from sim import data
from sim.ground.parameters import Paths, whole
from sim.scenario import declared
from sim.scenario.check import Checker
from sim.scenario.find import in_short, read_file
from sim.scenario.of_world import arms_in, places, world_in
from sim.scenario.problems import nearest, show
from sim.scenario.world_file import Ensemble, read_ensemble
from sim.terms import OF_STRATEGIES, World, Worlds

AT = ("worlds",)
COUNT = whole(20, "worlds", 1, 10_000, "assumption", "worlds that are lived in")
LUCK = whole(1, "replications", 1, 1_000, "assumption", "replications in each world")
KEYS = {
    "ensemble": "a shipped ensemble, or a CSV file relative to the scenario",
    "count": f"{COUNT.meaning}; left out, `replications` over luck",
    "luck": f"{LUCK.meaning}: of world 1 come the first ones, then those of world 2",
    "drawn": "the worlds themselves, as lines of a table; a stored scenario has them",
    "held": "what the scenario sets itself, over every world; a stored scenario says it",
}
"""What `worlds` may say, and what each says."""
PREFIX, ENDING = "worlds_", ".csv"
SHIPPED = FilePath(data.__file__).parent
"""Where the ensembles that come with the program are."""


def ensembles() -> dict[str, FilePath]:
    """The shipped ensembles by name."""
    paths = sorted(SHIPPED.glob(f"{PREFIX}*{ENDING}"))
    return {path.stem.removeprefix(PREFIX).replace("_", "-"): path for path in paths}


def read_worlds(
    check: Checker, tree: Mapping[Any, Any], values: Mapping[str, Any], strategies: Mapping[str, Any]
) -> dict[str, Any]:
    """The worlds of a scenario and its number of replications; what is wrong is noted.

    `values` are those of the scenario that are settled already.
    """
    if tree.get("worlds") is None:
        return {"worlds": None}
    return _Reader(check, tree, values, strategies).read()


def drawn(weights: Sequence[float], number: int) -> list[int]:
    """Places of worlds, each as often as its weight is of all, to the next whole number.

    Systematic resampling from the middle of each step (Kitagawa 1996, with no random start), so that
    every world drawn counts the same. Of equal weights the first ones are taken, in their order.
    """
    if len(set(weights)) == 1:
        return list(range(number))
    sums = np.cumsum(weights)
    return np.searchsorted(sums, (np.arange(number) + 0.5) * sums[-1] / number).tolist()


@dataclass(frozen=True)
class _Reader:
    check: Checker
    tree: Mapping[Any, Any]
    values: Mapping[str, Any]
    strategies: Mapping[str, Any]

    def read(self) -> dict[str, Any]:
        section, check = self._section(), self.check
        check.known(section, AT, KEYS, "key")
        self._refuse_others()
        luck = check.whole(section, AT, "luck", LUCK)
        name, ensemble = self._ensemble(section)
        if ensemble is None:
            return {"worlds": None}
        number = self._number(section, luck)
        if number > len(ensemble.worlds):
            asked = f"{number * luck} replications" + (f" of {luck} in each" if luck > 1 else "")
            check.wrong(AT, f"{asked} need {number} worlds, and {name} has {len(ensemble.worlds)}")
            return {"worlds": None}
        places = drawn(ensemble.weights, number)
        held = self._held(section, ensemble.worlds[0])
        made = Worlds(name, luck, tuple(ensemble.worlds[place] for place in places), held)
        self._check_scale(made)
        self._check_reach(made, ensemble, places)
        return {"worlds": made, "replications": made.replications}

    def _section(self) -> dict[Any, Any]:
        given = self.tree["worlds"]
        if isinstance(given, str):
            return {"ensemble": given}
        told = "the name of an ensemble, or `ensemble`, `count` and `luck`"
        return self.check.mapping(given, AT, told)

    def _refuse_others(self) -> None:
        """What cannot be said of worlds yet."""
        if self.values["province"] is not None:
            self.check.wrong(AT, "are of one county, and this is a province: leave out one of the two")
        if self.values["until"] is not None:
            what = "are lived in a number of times that is told: give replications as a number"
            self.check.wrong(AT, what)

    def _ensemble(self, section: Mapping[Any, Any]) -> tuple[str, Ensemble | None]:
        """The name of the ensemble and its worlds: those of a stored scenario, else of a file."""
        name, check = section.get("ensemble"), self.check
        if not isinstance(name, str) or not name:
            what = f"must name an ensemble or a CSV file, not {show(name)}"
            check.wrong((*AT, "ensemble"), what if "ensemble" in section else "lacks `ensemble`")
            return "", None
        if "drawn" in section:
            return name, self._stored(section["drawn"])
        ours = ensembles()
        path = FilePath(name) if name.endswith(ENDING) else ours.get(name.replace("_", "-"))
        if path is None or not path.exists():
            there = ", ".join(ours) or "none"
            what = (f"there is no file {in_short(path)}" if path else
                    f"{show(name)} is no ensemble{nearest(name, ours)}; shipped: {there}; a file of "
                    f"your own ends in {ENDING}")  # fmt: skip
            check.wrong((*AT, "ensemble"), what)
            return name, None
        shown = in_short(path)
        text = read_file(path, shown, check.problems)
        if text is None:
            return name, None
        named = path.stem if name.endswith(ENDING) else name
        return named, read_ensemble(text.splitlines(), shown, self.strategies, check.problems)

    def _stored(self, lines: Any) -> Ensemble | None:
        if not isinstance(lines, (list, tuple)) or not all(isinstance(line, str) for line in lines):
            self.check.wrong((*AT, "drawn"), "must be the lines of a table of worlds")
            return None
        spot = self.check.document.spot((*AT, "drawn"))
        return read_ensemble(lines, spot.file, self.strategies, self.check.problems, spot.line or 1)

    def _number(self, section: Mapping[Any, Any], luck: int) -> int:
        """How many worlds are lived in."""
        told, check = self.tree.get("replications"), self.check
        replications = self.values["replications"]
        if "count" not in section:
            if replications % luck:
                what = f"must be worlds times luck ({luck} in each world), not {replications}"
                check.wrong(("replications",), what)
            return max(1, replications // luck)
        count = check.whole(dict(section), AT, "count", COUNT)
        if told is not None and replications != count * luck:
            check.wrong(("replications",), f"are {count} worlds times {luck} by `worlds`, and "
                                           f"{replications} here: leave out one of the two")
        return count

    def _held(self, section: Mapping[Any, Any], world: World) -> tuple[str, ...]:
        """Places that the scenario sets itself, over every world.

        A stored scenario spells everything out: there it is what was held, and what was set since.
        """
        stored = section.get("held", ()) if "drawn" in section else None
        if stored is not None and not isinstance(stored, (list, tuple)):
            self.check.wrong((*AT, "held"), f"must be a list of paths, not {show(stored)}")
            stored = ()
        found = []
        for path in world.values:
            for place in places(path, self.values["arms"]):
                if (self._is_set(place) if stored is None else
                        place in stored or self._is_off_default(path, place)):  # fmt: skip
                    found.append(place)
        return tuple(found)

    def _given(self, place: str) -> Any:
        """What the scenario says at a place; None where it says nothing."""
        found: Any = self.tree
        for part in place.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def _is_set(self, place: str) -> bool:
        return self._given(place) is not None

    def _is_off_default(self, path: str, place: str) -> bool:
        given, (kind, *names) = self._given(place), path.split(".")
        known = declared.world_parameters() if kind == "world" else self.strategies[names[0]].parameters
        return given is not None and given != known[names[-1]].default

    def _check_scale(self, worlds: Worlds) -> None:
        """A scale that was fitted in each world is not fitted anew."""
        if self.values["rescale"] and "world.income_scale" in worlds.paths:
            self.check.wrong(("rescale",), "fits income_scale, of which every world has one of its own: "
                                           "leave out one of the two")

    def _check_reach(self, worlds: Worlds, ensemble: Ensemble, of: Sequence[int]) -> None:
        """A world may not give a strategy more than it has itself at the start."""
        known, base = declared.world_parameters(), self.values
        for place, world in dict(zip(of, worlds.drawn, strict=True)).items():
            opening = Paths(known, world_in(base["world"], worlds, world)).at(base["start"])
            for arm, uses in arms_in(base["arms"], worlds, world).items():
                for name, use in uses.items():
                    far = self.strategies[name].out_of_reach(dict(use.parameters), opening)
                    for key, why in far.items():
                        spot = ensemble.spots.get((place, f"{OF_STRATEGIES}{name}.{key}"))
                        if spot and f"arms.{arm}.{name}.{key}" not in worlds.held:
                            self.check.problems.add(spot, (), f"{OF_STRATEGIES}{name}.{key}: {why}")
