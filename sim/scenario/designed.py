"""Arms that a design makes out of one, and the roles of arms: what each is there for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutabledict import immutabledict

from sim import designs
from sim.designs.point import Point, Unfit, Whole
from sim.ground.parameters import Parameter
from sim.scenario import declared
from sim.scenario.check import Checker
from sim.scenario.problems import Path, name_fault, nearest, show
from sim.scenario.read import Document
from sim.strategies import Strategy
from sim.terms import LONGEST_ARM, Role

KEYS = {"kind": "which arms are made", "of": "the arm that is varied"}
ROLE = {
    "role": "how the arm differs",
    "of": "in what it differs",
    "against": "the arm against which it is read",
}
ROLES = "arms, each with its role"


def of_designs() -> list[tuple[str, str, Parameter]]:
    """The keys of single designs, with no arm at hand: design, key, and what it may be."""
    whole = Whole("", {"": {}}, {"": Strategy}, "")
    return [(name, key, one) for name, design in designs.find().items()
            for key, one in design.options(whole).items()]  # fmt: skip


def with_designed_arms(check: Checker, kinds: Mapping[str, Any]) -> Document:
    """The document with the arms and roles that its design makes; what is wrong is noted."""
    document = check.document
    points = _points(check, kinds) if "design" in document.tree else []
    if not points:
        return document
    tree = {key: value for key, value in document.tree.items() if key != "design"}
    spot = document.spot(("design",))
    arms = {point.arm: point.uses for point in points}
    roles = {point.arm: vars(point.role) for point in points}
    for arm in arms.keys() & tree["arms"].keys():
        if arms[arm] != _uses(tree["arms"][arm]):  # else the whole itself, which gets a role
            what = "is an arm that the design makes: leave it out, or rename it"
            check.wrong(("arms", arm), what, key=True)
    keys = {("arms", arm): spot for arm in arms} | {("roles", arm): spot for arm in roles}
    own = check.mapping(tree.get("roles"), ("roles",), ROLES)
    tree |= {"arms": {**tree["arms"], **arms}, "roles": {**own, **roles}}
    return replace(document, tree=tree, keys=document.keys | keys)


def _points(check: Checker, kinds: Mapping[str, Any]) -> list[Point]:
    section = check.mapping(check.document.tree["design"], ("design",), "`kind` and `of`")
    known, kind = designs.find(), section.get("kind")
    design = known.get(kind) if isinstance(kind, str) else None
    whole = _whole(check, section.get("of"), kinds)
    if design is None:
        what = f"must be one of {', '.join(known)}, not {show(kind)}{nearest(kind, known)}"
        check.wrong(("design", "kind"), what)
    if design is None or whole is None:
        return []
    before, told = len(check.problems), _told(check, section, design.options(whole))
    return _made(check, design, whole, kind, told) if len(check.problems) == before else []


def _told(
    check: Checker, section: dict[Any, Any], options: Mapping[str, Parameter]
) -> dict[str, Any]:
    """The values of a design's own keys; names may be given in named sets."""
    check.known(section, ("design",), (*KEYS, *options), "key")
    found = {}
    for key, parameter in options.items():
        given, path = section.get(key), ("design", key)
        if parameter.kind == "names" and isinstance(given, dict):
            found[key] = {name: _set(check, (*path, name), chosen, parameter)
                          for name, chosen in given.items()}
        else:
            found[key] = check.value(section, ("design",), key, parameter)
    return found


def _set(check: Checker, path: Path, given: Any, parameter: Parameter) -> Any:
    if fault := name_fault(path[-1], LONGEST_ARM):
        check.wrong(path, f"the name of a set {fault}", key=True)
    return check.checked(given, path, parameter)


def _made(
    check: Checker, design: designs.Design, whole: Whole, kind: Any, told: dict[str, Any]
) -> list[Point]:
    """The points of a design, or what is wrong with its keys."""
    try:
        points = list(design.points(whole, **told))
    except Unfit as fault:
        check.wrong(("design", fault.key), str(fault))
        return []
    if not points:
        what = f"{kind} makes no arm out of {whole.name}: its strategies have nothing to vary so"
        check.wrong(("design", "kind"), what)
    return points


def _whole(check: Checker, name: Any, kinds: Mapping[str, Any]) -> Whole | None:
    """The arm that the design varies, if it is one and its strategies are known."""
    arms = check.mapping(check.document.tree.get("arms"), ("arms",))
    if not isinstance(name, str) or name not in arms:
        what = f"must name the arm to vary, not {show(name)}{nearest(name, arms)}"
        check.wrong(("design", "of"), what)
        return None
    uses = _uses(arms[name])
    if not all(key in kinds and _sound(kinds[key], use) for key, use in uses.items()):
        return None  # the arm itself is refused
    idle = [arm for arm, other in arms.items() if other == {}]
    if not uses or not idle:
        lack = "a strategy in the arm to vary" if not uses else "an arm that does nothing (`none: {}`)"
        check.wrong(("design", "of"), f"needs {lack}")
        return None
    return Whole(name, uses, kinds, idle[0])


def _uses(given: Any) -> dict[Any, Any]:
    """The strategies of an arm; one that says nothing has no values."""
    uses = given if isinstance(given, dict) else {}
    return {key: {} if use is None else use for key, use in uses.items()}


def _sound(kind: Any, use: Any) -> bool:
    """Whether the values of a strategy may be worked with."""
    known = {**kind.parameters, "share": declared.SHARE}
    years = {"from", "until"}
    return isinstance(use, dict) and all(
        key in years or key in known and known[key].check(value) is None
        for key, value in use.items())


def read_roles(check: Checker, given: Any, arms: Mapping[str, Any]) -> Mapping[str, Role]:
    """The roles of arms, checked."""
    roles = check.mapping(given, ("roles",), ROLES)
    check.known(roles, ("roles",), arms, "arm")
    found = {arm: _role(check, arm, role, arms) for arm, role in roles.items() if arm in arms}
    return immutabledict({arm: role for arm, role in found.items() if role is not None})


def _role(check: Checker, arm: str, given: Any, arms: Mapping[str, Any]) -> Role | None:
    path = ("roles", arm)
    section = check.mapping(given, path, "role, of and against")
    check.known(section, path, ROLE, "key")
    words = [word for key in ROLE if isinstance(word := section.get(key), str) and word]
    if len(words) < len(ROLE):
        check.wrong(path, f"must say {', '.join(ROLE)} as text, not {show(given)}")
        return None
    if section["against"] not in arms:
        what = f"{show(section['against'])} is no arm{nearest(section['against'], arms)}"
        check.wrong((*path, "against"), what)
    return Role(*words)
