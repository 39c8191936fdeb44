"""From a sweep file to a sweep: every key checked, all faults at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.scenario import declared
from sim.scenario.check import Checker, fault, in_python
from sim.scenario.find import find_file, in_short, not_found, read_file, shipped_sweeps
from sim.scenario.layers import apply_changes, apply_settings, merge, scenario_near
from sim.scenario.problems import Problems, Spot, dotted, name_fault, nearest, show
from sim.scenario.read import Document, plain_scalar, read_text
from sim.scenario.resolve import resolve
from sim.sweeps import columns, designs, kinds, rescale
from sim.sweeps.points import MOST_POINTS, Design, TooManyPoints
from sim.sweeps.terms import Sweep
from sim.sweeps.varied import ROLES, Varied

KEYS = ("name", "scenario", "set", "arms", "rescale", "levers", "uncertainties")
DESIGN = ("kind", "points", "file")
LONGEST_NAME = 80
DEFAULT_KIND, SWEEP = "grid", "sweep"


def load(
    given: str | os.PathLike[str] | dict[str, Any], settings: Iterable[str] = (), kind: str = SWEEP,
    **flags: str,
) -> Sweep:  # fmt: skip
    """A sweep by its file, or by a dict with the keys of one; raises `ScenarioError`.

    `settings` (`path=value`) and `flags` change its scenario, given as text. `kind` is that of the
    experiment: what the file may say besides, and which points it comes to, depend on it.
    """
    problems = Problems()
    document, folder = _document(given, problems)
    problems.raise_if_any()
    assert document is not None
    sweep = _Reader(document, folder, kind, problems).read(settings, flags)
    problems.raise_if_any()
    assert sweep is not None
    try:
        sweep = sweep.with_batch(next(kinds.plan_of(sweep)))
    except TooManyPoints as error:
        sweep.refuse("design", str(error))
    for point in range(len(sweep.points)):
        sweep.resolved(point, problems)
        problems.raise_if_any()
    return sweep


def _document(given: Any, problems: Problems) -> tuple[Document | None, Path]:
    """What was given, and the folder from which it names other files."""
    if isinstance(given, dict):
        return Document("sweep", in_python(given)), Path()
    wanted = os.fspath(given)
    ours = shipped_sweeps()
    path = find_file(wanted, ours=ours)
    if path is None:
        problems.add(Spot(wanted), (), not_found(wanted, ours, "sweep"))
        return None, Path()
    shown = wanted if path == Path(wanted) else in_short(path)
    text = read_file(path, shown, problems)
    document = None if text is None else read_text(text, shown, problems)
    if document is not None:
        document.stem = path.stem
    return document, path.parent


class _Reader:
    def __init__(self, document: Document, folder: Path, kind: str, problems: Problems) -> None:
        self._check, self._problems = Checker(document, problems), problems
        self._tree, self._folder = document.tree, folder
        self._name_of_kind, self._kind, self._from_file = kind, kinds.find()[kind], False

    def read(self, settings: Iterable[str], flags: Mapping[str, str]) -> Sweep | None:
        """The sweep, or None where what is wrong keeps it from being one."""
        if "scenario" not in self._tree and {"arms", "extends"} & self._tree.keys():
            self._check.wrong((), "is a scenario, which antipoverty run reads; an experiment names its "
                                  "scenario by the key `scenario`")
            return None
        own = {"design": self._kind.DESIGNED, self._name_of_kind: self._kind.OPTIONS}
        keys = [*KEYS, *(key for key, has in own.items() if has)]
        others = {name: f"it is read by antipoverty {name}" for name in kinds.find()}
        self._check.known(self._tree, (), keys, "key", others)
        name, base = self._name(), self._base(settings, flags)
        options = self._options()
        if base is None:
            return None
        design = self._design() if self._kind.DESIGNED else Design("")
        varied = Varied(self._check, base, self._from_file)
        factors = varied.factors()
        spots = self._spots() | varied.spots(factors)
        if not ROLES.keys() & self._tree.keys():
            factors = list(getattr(self._kind, "USUAL", lambda _: [])(base))
        if not factors and not self._problems:
            self._check.wrong((), "names neither levers nor uncertainties: there is nothing to vary")
        if self._problems or design is None:
            return None
        return Sweep(name, self._name_of_kind, options, base, factors, design, spots)

    def _options(self) -> dict[str, Any]:
        """What the file says of this kind of experiment, the rest as declared."""
        at, declaration = (self._name_of_kind,), self._kind.OPTIONS
        given = self._check.mapping(self._tree.get(self._name_of_kind), at)
        self._check.known(given, at, declaration, "key")
        return {name: self._check.value(given, at, name, one) for name, one in declaration.items()}

    def _spots(self) -> dict[str, Spot]:
        """Where the sections and the options stand, for what only the kind can find wrong."""
        own = [("design",), *((self._name_of_kind, name) for name in self._kind.OPTIONS)]
        return {dotted(at): self._check.document.spot(at) for at in [*((key,) for key in KEYS), *own]}

    def _name(self) -> str:
        name = self._tree.get("name", self._check.document.stem or "sweep")
        if problem := name_fault(name, LONGEST_NAME):
            self._check.wrong(("name",), f"{problem}; it names the results folder")
        return str(name)

    def _base(self, settings: Iterable[str], flags: Mapping[str, str]) -> Document | None:
        """The scenario with what is set on top, and of its arms those that are asked for."""
        document, wanted = self._check.document, self._tree.get("scenario")
        at = "scenario", document.spot(("scenario",))
        base = scenario_near(wanted, self._folder, at, self._problems)
        if base is None:
            return None
        own = self._check.mapping(self._tree.get("set"), ("set",))
        keys, values = ({path[1:]: spot for path, spot in spots.items() if path[:1] == ("set",)}
                        for spots in (document.keys, document.values))
        base = merge(base, Document(document.file, own, keys, values))
        changes = {name: plain_scalar(text.strip()) for name, text in flags.items()}
        base = apply_settings(base, settings, self._problems)
        base = apply_changes(base, changes, self._problems, prefix="--")
        if not isinstance(base.tree.get("arms"), dict):
            resolve(base, self._problems)
            return None
        if base.tree.get("province") is not None:
            self._check.wrong(("scenario",), "is a province: a sweep is of one county (province: null "
                                             "under `set` takes it out)")
        if base.tree.get("worlds") is not None:
            self._check.wrong(("scenario",), "has worlds of an ensemble, and a sweep makes worlds of "
                                             "its own (worlds: null under `set` takes them out)")
        if problem := fault(declared.SCALARS["seed"], base.tree.get("seed", 0)):
            self._problems.add(base.spot(("seed",)), ("seed",), problem)
        if isinstance(base.tree.get("replications"), dict):
            what = "a sweep has a fixed number of replications: give a number"
            self._problems.add(base.spot(("replications",)), ("replications",), what)
        return rescale.laid_over(self._with_arms(base), self._check)

    def _with_arms(self, base: Document) -> Document:
        arms = base.tree["arms"]
        wanted = self._tree.get("arms", list(arms))
        if not isinstance(wanted, list) or not wanted:
            self._check.wrong(("arms",), f"must be a list of arms, not {show(wanted)}")
            return base
        for place, arm in enumerate(wanted):
            if arm not in list(arms):
                hint = nearest(arm, arms) or f"; there are {', '.join(arms)}"
                self._check.wrong(("arms", place), f"{show(arm)} is no arm of the scenario{hint}")
            elif arm in wanted[:place]:
                self._check.wrong(("arms", place), f"{show(arm)} stands here twice")
        kept = {arm: uses for arm, uses in arms.items() if arm in wanted}
        return replace(base, tree=base.tree | {"arms": kept})

    def _design(self) -> Design | None:
        given = self._check.mapping(self._tree.get("design"), ("design",), "`kind` and `points`")
        self._check.known(given, ("design",), DESIGN, "key")
        usual = getattr(self._kind, "DESIGN", DEFAULT_KIND)
        known, kind = designs.find(), given.get("kind", usual)
        if kind not in list(known):
            what = f"must be one of {', '.join(known)}, not {show(kind)}{nearest(kind, known)}"
            self._check.wrong(("design", "kind"), what)
            return None
        asked = given.get("points", 0)
        if known[kind].NUMBERED and "points" not in given:
            self._check.wrong(("design", "points"), f"is needed: how many, of kind {kind}")
        elif known[kind].NUMBERED and (type(asked) is not int or not 1 <= asked <= MOST_POINTS):
            what = f"must be a whole number from 1 to {MOST_POINTS:,}, not {show(asked)}"
            self._check.wrong(("design", "points"), what)
        if not known[kind].NUMBERED and "points" in given:
            what = f"the points of kind {kind} follow from its factors: leave this out"
            self._check.wrong(("design", "points"), what)
        self._from_file = getattr(known[kind], "FROM_FILE", False)
        if self._from_file:
            document = columns.taken_up(self._check, given.get("file"), self._folder, ROLES)
            self._check, self._tree = Checker(document, self._problems), document.tree
        elif "file" in given:
            self._check.wrong(("design", "file"), f"kind {kind} reads no file (kind: points does)")
        return Design(kind, asked)
