"""Coalitions: every set of the whole's strategies, or of parts of its one strategy, as an arm.

Read back from the roles of the arms, they are a game (von Neumann and Morgenstern 1944), of which the
arm that does nothing is the empty coalition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from sim.designs.point import Point, Unfit, Uses, Whole, arm_name
from sim.ground.parameters import Parameter, choice, names
from sim.terms import LONGEST_ARM, Role

FEWEST, MOST = 2, 8
MONEY = ("shared", "added")
ROLES = {f"coalition-{money}": money for money in MONEY}
JOIN = "+"
Players = Mapping[str, tuple[str, ...]]


def options(whole: Whole) -> dict[str, Parameter]:
    """What may be told of the players, and of the money of coalitions."""
    return {
        "parts": names((), tuple(pieces(whole)), "The players, alone or in named sets"),
        "money": choice(MONEY[0], MONEY, "Whether each coalition has the whole money or its own part"),
    }


def points(whole: Whole, parts: Iterable[str] | Players, money: str) -> Iterator[Point]:
    """Every coalition, the smaller first; the last is the whole itself where all of it is in it."""
    players = _players(whole, parts)
    coalitions = [chosen for size in range(1, len(players) + 1)
                  for chosen in combinations(players, size)]
    fewer = _fewer_strategies if len(whole.uses) > 1 else _fewer_parts
    for arm, chosen in zip(_arm_names(coalitions, list(players)), coalitions, strict=True):
        role = Role(f"coalition-{money}", JOIN.join(chosen), whole.idle)
        acting = [piece for name in chosen for piece in players[name]]
        if set(acting) == set(pieces(whole)):
            yield Point(whole.name, whole.uses, role)
        else:
            yield Point(arm, fewer(whole, acting, money), role)


def pieces(whole: Whole) -> list[str]:
    """What players are made of: the strategies of an arm of several, else the parts that act in it."""
    if len(whole.uses) > 1:
        return list(whole.uses)
    return [name for _, name, _ in whole.parts()]


def _players(whole: Whole, parts: Iterable[str] | Players) -> Players:
    """The players by name, each with its pieces. Raises `Unfit` for too few, too many, or a muddle."""
    alone = {name: (name,) for name in parts or pieces(whole)}
    players = parts if isinstance(parts, Mapping) and parts else alone
    if not FEWEST <= len(players) <= MOST:
        raise Unfit("parts", f"must name {FEWEST} to {MOST} strategies or parts of {whole.name}, or as "
                             f"many sets of them, not {len(players)}")
    every = [piece for chosen in players.values() for piece in chosen]
    if twice := next((piece for piece in every if every.count(piece) > 1), ""):
        raise Unfit("parts", f"has {twice} in two sets")
    if empty := next((name for name, chosen in players.items() if not chosen), ""):
        raise Unfit("parts", f"has nothing in {empty}")
    return players


def _arm_names(coalitions: list[tuple[str, ...]], players: list[str]) -> list[str]:
    """Names of arms: those of the members, or their places where these would be too long."""
    called = ["-and-".join(map(arm_name, chosen)) for chosen in coalitions]
    if len(set(called)) == len(called) and max(map(len, called)) <= LONGEST_ARM:
        return called
    return [arm_name("parts", *(str(players.index(name) + 1) for name in chosen))
            for chosen in coalitions]


def _fewer_strategies(whole: Whole, acting: list[str], money: str) -> Uses:
    """Some of the strategies: with all the money in their proportions, or each with its own."""
    shares = whole.shares()
    own, every = sum(shares[name] for name in acting), min(1.0, sum(shares.values()))
    if money == "shared" and own:
        shares = {name: share / own * every for name, share in shares.items()}
    return {name: {**whole.uses[name], "share": shares[name]} for name in acting}


def _fewer_parts(whole: Whole, acting: list[str], money: str) -> Uses:
    """The one strategy with some of its parts: with all the money, or as much as they are of all."""
    (name,) = whole.uses
    part = len(acting) / len(pieces(whole)) if money == "added" else 1.0
    return {name: whole.limited(name, acting, share=whole.shares()[name] * part)}


@dataclass(frozen=True)
class Game:
    """The arms of all coalitions of some players, in order.

    `arms` holds 2^n names: that at place k is of the players whose bits are set in k, the first
    player's the lowest; at 0 stands the arm that does nothing.
    """

    players: tuple[str, ...]
    arms: tuple[str, ...]
    money: str


def game(roles: Mapping[str, Role]) -> Game | None:
    """The game that the roles of arms tell; None where they tell none, or a coalition has no arm."""
    told = {arm: role for arm, role in roles.items() if role.role in ROLES}
    if len({(role.role, role.against) for role in told.values()}) != 1:
        return None
    arms = {frozenset(role.of.split(JOIN)): arm for arm, role in told.items()}
    players = tuple(dict.fromkeys(name for role in told.values() for name in role.of.split(JOIN)))
    if len(players) < FEWEST or len(arms) + 1 != 2 ** len(players):
        return None
    role = next(iter(told.values()))
    arms[frozenset()] = role.against
    coalitions = (frozenset(name for place, name in enumerate(players) if number >> place & 1)
                  for number in range(2 ** len(players)))
    return Game(players, tuple(arms[chosen] for chosen in coalitions), ROLES[role.role])
