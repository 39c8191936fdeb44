"""Arms that a design makes out of one, and the roles of arms: what each is there for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutabledict import immutabledict

from sim import designs
from sim.designs.point import Point, Whole
from sim.scenario.check import Checker
from sim.scenario.problems import nearest, show
from sim.scenario.read import Document
from sim.terms import Role

KEYS = ("kind", "of")
ROLE = ("role", "of", "against")


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
        what = "is an arm that the design makes: leave it out, or rename it"
        check.wrong(("arms", arm), what, key=True)
    keys = {("arms", arm): spot for arm in arms} | {("roles", arm): spot for arm in roles}
    tree |= {"arms": {**tree["arms"], **arms}, "roles": {**tree.get("roles", {}), **roles}}
    return replace(document, tree=tree, keys=document.keys | keys)


def _points(check: Checker, kinds: Mapping[str, Any]) -> list[Point]:
    section = check.mapping(check.document.tree["design"], ("design",), "`kind` and `of`")
    check.known(section, ("design",), KEYS, "key")
    known, kind = designs.find(), section.get("kind")
    whole = _whole(check, section.get("of"), kinds)
    if kind not in known:
        what = f"must be one of {', '.join(known)}, not {show(kind)}{nearest(kind, known)}"
        check.wrong(("design", "kind"), what)
    elif whole is not None:
        points = list(known[kind](whole))
        if not points:
            what = f"{kind} makes no arm out of {whole.name}: its strategies have nothing to vary so"
            check.wrong(("design", "kind"), what)
        return points
    return []


def _whole(check: Checker, name: Any, kinds: Mapping[str, Any]) -> Whole | None:
    """The arm that the design varies, if it is one and its strategies are known."""
    arms = check.mapping(check.document.tree.get("arms"), ("arms",))
    if name not in arms:
        what = f"must name the arm to vary, not {show(name)}{nearest(name, arms)}"
        check.wrong(("design", "of"), what)
        return None
    uses = arms[name] if isinstance(arms[name], dict) else {}
    sound = all(key in kinds and isinstance(use, (dict, type(None))) for key, use in uses.items())
    if not sound:  # the arm itself is refused
        return None
    idle = [arm for arm, other in arms.items() if other == {}]
    if not uses or not idle:
        lack = "a strategy in the arm to vary" if not uses else "an arm that does nothing (`none: {}`)"
        check.wrong(("design", "of"), f"needs {lack}")
        return None
    return Whole(name, {key: use or {} for key, use in uses.items()}, kinds, idle[0])


def read_roles(check: Checker, given: Any, arms: Mapping[str, Any]) -> Mapping[str, Role]:
    """The roles of arms, checked."""
    roles = check.mapping(given, ("roles",), "arms, each with its role")
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
